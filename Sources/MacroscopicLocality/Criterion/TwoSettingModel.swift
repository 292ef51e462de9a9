import LHVModels
import NumericalCore
import QuantumStates

/// The explicit local model of 2^k correlators, two settings for each of k regions with results in −1…1.
///
/// The 2^k products Π s_r^{x_r} with signs s_r = ±1 are an orthogonal basis, so E(x) = Σ_s c_s Π s_r^{x_r} with
/// c_s = 2^{−k} Σ_x E(x) Π s_r^{x_r}. The strategies whose products are ±Π s_r^{x_r} are taken with probability |c_s| and the sign
/// of c_s; what is left to 1 goes to both signs alike. That is a model when Σ|c_s| ≤ 1, and there is none otherwise. It zeroes all
/// correlators of fewer regions. Source: [Werner2001a]; [Zukowski2002], which P4 uses for Eqs. 6 and A2.
public struct TwoSettingModel: Sendable {
    /// The correlators E(x) that the model reproduces.
    public let correlators: CorrelatorTensor
    /// The coefficients c_s, bit k − 1 − r of s set for s_r = −1.
    public let coefficients: [Double]
    /// The local polytope of k parties with two settings and two outcomes, the model's responses.
    public let polytope: LocalPolytope
    /// The distribution of strategies.
    public let distribution: WeightedCloud<DeterministicStrategy>

    /// Σ|c_s|, for which 1 is the border of the local correlators.
    ///
    /// It is the largest of 2^{2^k} Bell expressions at once.
    /// - Complexity: O(k·2^k).
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless there are 1…10 parties with two settings and no marginals.
    public static func weight(of correlators: CorrelatorTensor) throws -> Double {
        try transformed(correlators).reduce(0) { $0 + abs($1) }
    }

    /// The model of the correlators, or nil when they are not local.
    ///
    /// - Parameters:
    ///   - correlators: E(x), two settings for each of 1…10 parties, without marginals.
    ///   - tolerance: How far Σ|c_s| may exceed 1 by rounding; the weights are then scaled down.
    /// - Complexity: O(4^k).
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the correlators have another shape.
    public init?(_ correlators: CorrelatorTensor, tolerance: Double = 1e-12) throws {
        let coefficients = try TwoSettingModel.transformed(correlators)
        let weight = coefficients.reduce(0) { $0 + abs($1) }
        guard weight <= 1 + tolerance else { return nil }
        let count = correlators.parties
        let rest = largerOrNaN(0, 1 - weight) / Double(2 << count)
        var strategies: [DeterministicStrategy] = []
        var weights: [Double] = []
        for (index, coefficient) in coefficients.enumerated() {
            for sign in [1, -1] {
                let share = rest + largerOrNaN(0, Double(sign) * coefficient)
                guard share > 0 else { continue }
                // First results whose product is the sign, all 2^{k−1} alike: no fewer regions are correlated then.
                for flips in 0..<(1 << count) where flips.nonzeroBitCount & 1 == (sign == 1 ? 0 : 1) {
                    strategies.append(
                        try DeterministicStrategy(
                            signs: (0..<count).map { region in
                                let bit = count - 1 - region
                                let first = flips >> bit & 1 == 0 ? 1 : -1
                                return [first, index >> bit & 1 == 0 ? first : -first]
                            }))
                    weights.append(share / Double(1 << (count - 1)))
                }
            }
        }
        self.correlators = correlators
        self.coefficients = coefficients
        polytope = try LocalPolytope(try Scenario(parties: count, settings: 2))
        distribution = try polytope.distribution(strategies, weights: weights)
    }

    /// The model of the magnetizations of an effective state along two directions in each region, or nil when there is none.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the spins are not qubits, or directions are missing.
    public init?(of state: EffectiveState, along directions: [[Direction]]) throws {
        try self.init(try state.correlators(along: directions))
    }

    /// The behaviour of the model, from its strategies and weights.
    ///
    /// - Complexity: O(strategies·2^k).
    /// - Throws: What building the behaviour throws.
    public func behaviour() throws -> Behaviour {
        try polytope.behaviour(distribution.points.map { $0[0] }, weights: distribution.weights)
    }

    /// The largest difference between the model's correlators, summed over its strategies, and those it is for.
    ///
    /// - Throws: What building the behaviour throws.
    public func defect() throws -> Double {
        let own = try CorrelatorTensor(behaviour())
        return zip(own.elements, correlators.elements).reduce(0) { largerOrNaN($0, abs($1.0 - $1.1)) }
    }

    private static func transformed(_ correlators: CorrelatorTensor) throws -> [Double] {
        let count = correlators.parties
        try require(
            !correlators.includesMarginals && correlators.settings.allSatisfy { $0 == 2 } && count <= 10, "correlators",
            must: "be of two settings for each of at most 10 parties, without marginals", was: correlators.settings)
        var values = correlators.elements.map { $0 / Double(1 << count) }
        var step = 1
        while step < values.count {
            for place in values.indices where place & step == 0 {
                (values[place], values[place + step]) =
                    (values[place] + values[place + step], values[place] - values[place + step])
            }
            step *= 2
        }
        return values
    }
}
