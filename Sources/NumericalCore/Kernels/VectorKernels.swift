/// The few loops over unsafe buffers in which the searches spend their time.
///
/// Sums run in a fixed order of eight partial sums, so equal inputs give equal bits.
package enum VectorKernels {
    /// Σ a_i b_i.
    @inlinable @inline(__always)
    package static func dot(_ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, _ count: Int) -> Double {
        var first = SIMD4<Double>.zero
        var second = SIMD4<Double>.zero
        let (rawA, rawB) = (UnsafeRawPointer(a), UnsafeRawPointer(b))
        var index = 0
        while index + 8 <= count {
            let offset = index &* 8
            first +=
                rawA.loadUnaligned(fromByteOffset: offset, as: SIMD4<Double>.self)
                * rawB.loadUnaligned(fromByteOffset: offset, as: SIMD4<Double>.self)
            second +=
                rawA.loadUnaligned(fromByteOffset: offset &+ 32, as: SIMD4<Double>.self)
                * rawB.loadUnaligned(fromByteOffset: offset &+ 32, as: SIMD4<Double>.self)
            index &+= 8
        }
        var sum = (first + second).sum()
        while index < count {
            sum += a[index] * b[index]
            index &+= 1
        }
        return sum
    }

    /// b += factor·a.
    @inlinable @inline(__always)
    package static func add(
        _ factor: Double, _ a: UnsafePointer<Double>, to b: UnsafeMutablePointer<Double>, _ count: Int
    ) {
        for index in 0..<count { b[index] += factor * a[index] }
    }

    /// b += factor·(a − c).
    @inlinable @inline(__always)
    package static func add(
        _ factor: Double, difference a: UnsafePointer<Double>, _ c: UnsafePointer<Double>,
        to b: UnsafeMutablePointer<Double>, _ count: Int
    ) {
        for index in 0..<count { b[index] += factor * (a[index] - c[index]) }
    }
}
