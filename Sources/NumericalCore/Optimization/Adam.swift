import Foundation
internal import CKernels

/// Gradient steps whose length adapts to each parameter: the method Adam.
///
/// m ← β₁m + (1 − β₁)g, s ← β₂s + (1 − β₂)g², x ← x − η m̂/(√ŝ + ε) with m̂ = m/(1 − β₁ᵗ), ŝ = s/(1 − β₂ᵗ). The state is
/// part of a checkpoint: a run continued from it goes on to the same bits.
/// Source: [Kingma2015], Algorithm 1.
public struct Adam<Element: Scalar & PackedNumber>: Sendable, Hashable, Codable {
    /// β₁, how slowly the mean of the gradient forgets.
    public let firstDecay: Double
    /// β₂, how slowly the mean of its square forgets.
    public let secondDecay: Double
    /// ε, which keeps steps finite where the gradient vanishes.
    public let epsilon: Double
    /// t, the number of steps so far, at most 2⁵³.
    public private(set) var steps: Int

    @Packed private var mean: [Element]
    @Packed private var square: [Element]

    /// The method before its first step.
    ///
    /// - Parameters:
    ///   - count: The number of parameters, in 1…2²⁸.
    ///   - firstDecay: β₁ in 0..<1.
    ///   - secondDecay: β₂ in 0..<1.
    ///   - epsilon: ε, above 0.
    /// - Throws: ``InvalidArgument`` when a number is out of range.
    public init(count: Int, firstDecay: Double = 0.9, secondDecay: Double = 0.99, epsilon: Double = 1e-8) throws {
        try require(count >= 1, "count", must: "be at least 1", was: count)
        try require(count <= 1 << 28, "count", must: "be at most 2²⁸", was: count)
        let zeros = [Element](repeating: .zero, count: count)
        try self.init(firstDecay, secondDecay, epsilon, steps: 0, mean: zeros, square: zeros)
    }

    private init(
        _ firstDecay: Double, _ secondDecay: Double, _ epsilon: Double, steps: Int, mean: [Element], square: [Element]
    ) throws {
        try require((0..<1).contains(firstDecay), "firstDecay", must: "be in 0..<1", was: firstDecay)
        try require((0..<1).contains(secondDecay), "secondDecay", must: "be in 0..<1", was: secondDecay)
        try require(epsilon > 0 && epsilon.isFinite, "epsilon", must: "be finite and above 0", was: epsilon)
        _ = kernelPrecision(Element.self)
        self.firstDecay = firstDecay
        self.secondDecay = secondDecay
        self.epsilon = epsilon
        self.steps = steps
        self.mean = mean
        self.square = square
    }

    /// Up to here every number of steps is a `Double`, which the powers of the decays need.
    private static var largestSteps: Int { 1 << 53 }

    /// The number of parameters.
    public var count: Int { mean.count }

    /// One step.
    ///
    /// - Parameters:
    ///   - parameters: x, changed in place.
    ///   - gradient: g.
    ///   - rate: η, at least 0.
    ///   - factor: What the gradient is multiplied by first, so that its square stays within single precision.
    ///   - threads: How many threads work at most, in 1…1024; the result does not depend on it.
    /// - Complexity: O(n), limited by memory bandwidth.
    /// - Throws: ``InvalidArgument`` when sizes differ, a number is out of range, or 2⁵³ steps have been made.
    @_specialize(where Element == Float)
    @_specialize(where Element == Double)
    public mutating func step(
        _ parameters: inout [Element], gradient: [Element], rate: Double, factor: Double = 1, threads: Int = 1
    ) throws {
        try require(
            parameters.count == count && gradient.count == count, "parameters and gradient",
            must: "be \(count) numbers", was: "\(parameters.count) and \(gradient.count)")
        try require(rate >= 0 && rate.isFinite, "rate", must: "be finite and not negative", was: rate)
        try require(factor.isFinite, "factor", must: "be finite", was: factor)
        try Parallel.requireCount(ofThreads: threads)
        try require(steps < Adam.largestSteps, "steps", must: "be fewer than 2⁵³ before another one", was: steps)
        steps += 1
        let first = 1 - pow(firstDecay, Double(steps))
        let second = 1 - pow(secondDecay, Double(steps))
        // Taken out for the duration of the call, so that both may be changed without a copy.
        var (mean, square) = (self.mean, self.square)
        (self.mean, self.square) = ([], [])
        // Fixed pieces, each long enough to be worth handing over.
        let pieces = try Parallel.chunks(count: gradient.count, size: 1 << 15)
        let (firstDecay, secondDecay, epsilon) = (self.firstDecay, self.secondDecay, self.epsilon)
        try parameters.withUnsafeMutableBufferPointer { x in
            try gradient.withUnsafeBufferPointer { g in
                try mean.withUnsafeMutableBufferPointer { m in
                    try square.withUnsafeMutableBufferPointer { s in
                        nonisolated(unsafe) let (x, g, m, s) = (
                            x.baseAddress!, g.baseAddress!, m.baseAddress!, s.baseAddress!
                        )
                        _ = try Parallel.map(count: pieces.count, threads: threads) { index in
                            let start = pieces[index].lowerBound
                            kernel_adam(
                                kernelPrecision(Element.self), x + start, g + start, m + start, s + start,
                                pieces[index].count, factor, firstDecay, secondDecay, rate / first, 1 / second,
                                epsilon)
                        }
                    }
                }
            }
        }
        (self.mean, self.square) = (mean, square)
    }

    private enum CodingKeys: String, CodingKey { case firstDecay, secondDecay, epsilon, steps, mean, square }

    /// Reads the state and checks it.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let mean = try container.decode(Packed<Element>.self, forKey: .mean).wrappedValue
        let square = try container.decode(Packed<Element>.self, forKey: .square).wrappedValue
        let steps = try container.decode(Int.self, forKey: .steps)
        // Members that are replaced after an initializer that is delegated to would leak.
        try require(!mean.isEmpty, "count", must: "be at least 1", was: 0)
        try require(
            square.count == mean.count, "squares of Adam's state", must: "be \(mean.count) numbers", was: square.count)
        try require(
            mean.allSatisfy(\.isFinite) && square.allSatisfy { $0.isFinite && $0.realPart >= 0 }, "Adam's state",
            must: "be finite, with squares that are not negative", was: "not so")
        try require(steps >= 0, "steps", must: "be at least 0", was: steps)
        try require(steps <= Adam.largestSteps, "steps", must: "be at most 2⁵³", was: steps)
        try self.init(
            try container.decode(Double.self, forKey: .firstDecay),
            try container.decode(Double.self, forKey: .secondDecay),
            try container.decode(Double.self, forKey: .epsilon), steps: steps, mean: mean, square: square)
    }
}
