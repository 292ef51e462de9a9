import HiddenVariables

/// What one thread of this machine reaches at best, measured in the same run as the benchmarks.
struct MachineLimits: Codable {
    /// Operations per second of a matrix product in single precision.
    let single: Double
    /// Operations per second of a matrix product in double precision.
    let double: Double
    /// Real operations per second of a complex matrix product in double precision.
    let complex: Double
    /// Bytes per second that a triad a = b + s·c moves through vectors larger than the caches.
    let bandwidth: Double

    /// Measures the limits, in about a second.
    static func measured(_ options: Options) throws -> MachineLimits {
        let size = options.quick ? 256 : 512
        let watch = Stopwatch(sampleSeconds: 0.01, samples: options.quick ? 3 : 7, clock: options.clock)
        return MachineLimits(
            single: try productPeak(Float.self, size: size, flopsPerTerm: 2, watch),
            double: try productPeak(Double.self, size: size, flopsPerTerm: 2, watch),
            complex: try productPeak(Complex.self, size: size, flopsPerTerm: 8, watch),
            bandwidth: try triadBandwidth(watch))
    }

    /// The limit that work of a kind is held against, per second.
    func limit(for work: Work) -> Double {
        switch work {
        case .flops(_, .single): single
        case .flops(_, .double): double
        case .flops(_, .complex): complex
        case .bytes: bandwidth
        }
    }

    // The best of several, since a limit is what is reached without disturbance.
    private static func productPeak<Element: Scalar>(
        _ type: Element.Type, size: Int, flopsPerTerm: Double, _ watch: Stopwatch
    ) throws -> Double {
        var stream = RandomStream(seed: 1)
        let left = Matrix<Element>(rows: size, columns: size) { _, _ in Element(real: stream.uniform()) }
        let right = Matrix<Element>(rows: size, columns: size) { _, _ in Element(real: stream.uniform()) }
        let time = try watch.measure(Benchmark.loop { Matrix.product(left, .plain, right) }).minimum
        return flopsPerTerm * Double(size * size * size) / time
    }

    private static func triadBandwidth(_ watch: Stopwatch) throws -> Double {
        let count = 8 << 20
        let (b, c) = ([Double](repeating: 1, count: count), [Double](repeating: 2, count: count))
        var a = [Double](repeating: 0, count: count)
        let time = try a.withUnsafeMutableBufferPointer { a in
            try b.withUnsafeBufferPointer { b in
                try c.withUnsafeBufferPointer { c in
                    var turn = 0.0
                    return try watch.measure { turns in
                        for _ in 0..<turns {
                            turn += 1
                            for index in 0..<count { a[index] = b[index] + turn * c[index] }
                        }
                    }.minimum
                }
            }
        }
        blackHole(a)
        return 3 * 8 * Double(count) / time
    }
}
