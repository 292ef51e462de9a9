import LHVModels

extension VectorKernels {
    /// e += Σ_k factor_k·(a, b, c, d)_k.
    static func add(
        _ factors: SIMD4<Double>, _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, _ c: UnsafePointer<Double>,
        _ d: UnsafePointer<Double>, to e: UnsafeMutablePointer<Double>, _ count: Int
    ) {
        let (rawA, rawB, rawC, rawD) = (
            UnsafeRawPointer(a), UnsafeRawPointer(b), UnsafeRawPointer(c), UnsafeRawPointer(d)
        )
        let rawE = UnsafeMutableRawPointer(e)
        var index = 0
        while index &+ 4 <= count {
            let offset = index &* 8
            var sum = rawE.loadUnaligned(fromByteOffset: offset, as: SIMD4<Double>.self)
            sum += factors.x * rawA.loadUnaligned(fromByteOffset: offset, as: SIMD4<Double>.self)
            sum += factors.y * rawB.loadUnaligned(fromByteOffset: offset, as: SIMD4<Double>.self)
            sum += factors.z * rawC.loadUnaligned(fromByteOffset: offset, as: SIMD4<Double>.self)
            sum += factors.w * rawD.loadUnaligned(fromByteOffset: offset, as: SIMD4<Double>.self)
            rawE.storeBytes(of: sum, toByteOffset: offset, as: SIMD4<Double>.self)
            index &+= 4
        }
        while index < count {
            e[index] += factors.x * a[index] + factors.y * b[index] + factors.z * c[index] + factors.w * d[index]
            index &+= 1
        }
    }
}
