import NumericalCore

extension TwoQubitBlochForm {
    /// P(↑↑|n_i, m_i) for a batch of pairs of directions (n_i, m_i).
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the batches differ in length.
    /// - Complexity: O(count), about 25 floating-point operations a pair in one vectorised loop.
    package func probabilitiesUpUp(_ first: DirectionBatch, _ second: DirectionBatch) throws -> [Double] {
        try evaluate(first, second, scale: 0.25, constant: 1, a: a, b: b, range: 0...1)
    }

    /// E(n_i, m_i) = n_i·T m_i for a batch of pairs of directions (n_i, m_i).
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the batches differ in length.
    /// - Complexity: O(count) in one vectorised loop.
    package func correlators(_ first: DirectionBatch, _ second: DirectionBatch) throws -> [Double] {
        try evaluate(first, second, scale: 1, constant: 0, a: .zero, b: .zero, range: -1...1)
    }

    /// scale·(constant + a·n + b·m + n·T m) for each pair, without what rounding has led beyond the range.
    private func evaluate(
        _ first: DirectionBatch, _ second: DirectionBatch, scale: Double, constant: Double, a: SIMD3<Double>,
        b: SIMD3<Double>, range: ClosedRange<Double>
    ) throws -> [Double] {
        try require(
            first.count == second.count, "batches of directions", must: "have one length",
            was: "\(first.count) and \(second.count)")
        let count = first.count
        let t = self.t.elements.map { $0 * scale }
        let (t00, t10, t20, t01, t11, t21, t02, t12, t22) = (t[0], t[1], t[2], t[3], t[4], t[5], t[6], t[7], t[8])
        let (a0, a1, a2) = (scale * a.x, scale * a.y, scale * a.z)
        let (b0, b1, b2) = (scale * b.x, scale * b.y, scale * b.z)
        let offset = scale * constant
        let (low, high) = (SIMD4(repeating: range.lowerBound), SIMD4(repeating: range.upperBound))
        // Four pairs at a time; the last few one by one, in the same order of operations and so with the same bits.
        var isInside = SIMDMask<SIMD4<Int64>>(repeating: true)
        var results = [Double](unsafeUninitializedCapacity: count) { result, initialized in
            first.x.withUnsafeBytes { nx in
                first.y.withUnsafeBytes { ny in
                    first.z.withUnsafeBytes { nz in
                        second.x.withUnsafeBytes { mx in
                            second.y.withUnsafeBytes { my in
                                second.z.withUnsafeBytes { mz in
                                    let bytes = UnsafeMutableRawBufferPointer(result)
                                    for start in stride(from: 0, to: 8 * (count & ~3), by: 32) {
                                        func load(_ list: UnsafeRawBufferPointer) -> SIMD4<Double> {
                                            list.loadUnaligned(fromByteOffset: start, as: SIMD4<Double>.self)
                                        }
                                        let (x, y, z) = (load(mx), load(my), load(mz))
                                        let alongX: SIMD4<Double> = a0 + t00 * x + t01 * y + t02 * z
                                        let alongY: SIMD4<Double> = a1 + t10 * x + t11 * y + t12 * z
                                        let alongZ: SIMD4<Double> = a2 + t20 * x + t21 * y + t22 * z
                                        var value: SIMD4<Double> = offset + b0 * x + b1 * y + b2 * z
                                        value += load(nx) * alongX
                                        value += load(ny) * alongY
                                        value += load(nz) * alongZ
                                        bytes.storeBytes(of: value, toByteOffset: start, as: SIMD4<Double>.self)
                                        isInside .&= (value .>= low) .& (value .<= high)
                                    }
                                }
                            }
                        }
                    }
                }
            }
            for i in (count & ~3)..<count {
                let (x, y, z) = (second.x[i], second.y[i], second.z[i])
                let alongX: Double = a0 + t00 * x + t01 * y + t02 * z
                let alongY: Double = a1 + t10 * x + t11 * y + t12 * z
                let alongZ: Double = a2 + t20 * x + t21 * y + t22 * z
                result[i] =
                    offset + b0 * x + b1 * y + b2 * z + first.x[i] * alongX + first.y[i] * alongY + first.z[i] * alongZ
            }
            initialized = count
        }
        // Almost never: rounding has led beyond the range, or something is not a number. The last few are always looked at.
        let unchecked = isInside == SIMDMask(repeating: true) ? count & ~3 : 0
        for i in unchecked..<count { results[i] = results[i].withoutRounding(in: range) }
        return results
    }
}
