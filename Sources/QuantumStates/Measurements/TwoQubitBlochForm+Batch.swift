import NumericalCore

extension TwoQubitBlochForm {
    /// P(↑↑|n_i, m_i) for a batch of pairs of directions (n_i, m_i).
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the batches differ in length.
    /// - Complexity: O(count), about 25 floating-point operations a pair in one vectorised loop.
    public func probabilitiesUpUp(_ first: DirectionBatch, _ second: DirectionBatch) throws -> [Double] {
        try evaluate(first, second, scale: 0.25, constant: 1, a: a, b: b, range: 0...1)
    }

    /// E(n_i, m_i) = n_i·T m_i for a batch of pairs of directions (n_i, m_i).
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the batches differ in length.
    /// - Complexity: O(count) in one vectorised loop.
    public func correlators(_ first: DirectionBatch, _ second: DirectionBatch) throws -> [Double] {
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
        let (low, high) = (range.lowerBound, range.upperBound)
        let margin = Double.roundingMargin
        return [Double](unsafeUninitializedCapacity: count) { result, initialized in
            first.x.withUnsafeBufferPointer { nx in
                first.y.withUnsafeBufferPointer { ny in
                    first.z.withUnsafeBufferPointer { nz in
                        second.x.withUnsafeBufferPointer { mx in
                            second.y.withUnsafeBufferPointer { my in
                                second.z.withUnsafeBufferPointer { mz in
                                    for i in 0..<count {
                                        let (x, y, z) = (mx[i], my[i], mz[i])
                                        let alongX = a0 + t00 * x + t01 * y + t02 * z
                                        let alongY = a1 + t10 * x + t11 * y + t12 * z
                                        let alongZ = a2 + t20 * x + t21 * y + t22 * z
                                        let value =
                                            offset + b0 * x + b1 * y + b2 * z + nx[i] * alongX + ny[i] * alongY
                                            + nz[i] * alongZ
                                        // As withoutRounding(in:), by selections of one comparison each, which are
                                        // vectorised: a NaN fails all three, so it stays.
                                        let raised = value < low ? low : value
                                        let clamped = raised > high ? high : raised
                                        result[i] = abs(clamped - value) <= margin ? clamped : value
                                    }
                                }
                            }
                        }
                    }
                }
            }
            initialized = count
        }
    }
}
