import Foundation
import QuantumStates

/// A hidden variable of a softmax model that imitates the response of another model, and how well it does.
///
/// Any strictly positive response is a softmax, q = softmax(f) with f = log q; f expanded in the basis and cut off gives λ.
/// Source: P1, Eqs. 19–20.
public struct SoftmaxConversion<HiddenVariable: Sendable>: Sendable {
    /// λ.
    public let hidden: HiddenVariable
    /// The root mean square of f − λB over measurements and outcomes, f and λB each without their mean over the outcomes.
    public let logarithmError: Double
    /// The largest |q − softmax(λB)| over the measurements compared.
    public let probabilityError: Double
    /// The number of measurements compared, which are others than those of the expansion.
    public let comparisons: Int
}

extension SoftmaxConversion: Equatable where HiddenVariable: Equatable {}
extension SoftmaxConversion: Hashable where HiddenVariable: Hashable {}
extension SoftmaxConversion: Encodable where HiddenVariable: Encodable {}
extension SoftmaxConversion: Decodable where HiddenVariable: Decodable {}

extension SoftmaxConversion: CustomStringConvertible {
    /// How well the responses are imitated; the hidden variable is left out.
    public var description: String {
        "softmax imitation: largest difference found \(ShortNumber.text(probabilityError, digits: 3)) in \(comparisons) measurements, "
            + "logarithms off by \(ShortNumber.text(logarithmError, digits: 3))"
    }
}

extension SoftmaxHarmonicModel {
    /// The hidden variable whose responses expand those of another model at one of its hidden variables.
    ///
    /// λ_ak = ∫ f_a(n) B_k(n) dΩ with f_a = log q_a − (1/Δ) Σ_b log q_b, by quadrature. For responses whose logarithms are
    /// analytic the errors fall exponentially with the cut-off.
    /// - Parameters:
    ///   - base: A model of directions with this model's number of outcomes and strictly positive responses.
    ///   - hiddenVariable: The hidden variable to be imitated.
    ///   - party: Whose response is meant, where parties differ.
    ///   - degree: The degree of the quadrature, at least twice the largest degree of the basis; 60 more when left out.
    /// - Complexity: O(degree²·K).
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the number of outcomes differs, a response is not above 0, or the
    ///   degree is too small.
    public func converting<Base: LHVBaseModel>(
        _ base: Base, at hiddenVariable: Base.HiddenVariable, party: Int = 0, quadratureDegree degree: Int? = nil
    ) throws -> SoftmaxConversion<RealMatrix> where Base.Setting == Direction {
        let least = 2 * (basis.degrees.last ?? 0)
        let degree = degree ?? least + 60
        try require(degree >= least, "quadratureDegree", must: "be at least \(least)", was: degree)
        let rule = try SphereRule.product(degree: degree)
        var hidden = RealMatrix(rows: outcomes, columns: basis.count)
        for (point, weight) in zip(rule.points, rule.weights) {
            let direction = Direction(unchecked: point)
            let logarithms = try centredLogarithms(base, direction, hiddenVariable, party, outcomes)
            let values = basis.values(at: direction)
            for (k, value) in values.enumerated() {
                for (a, logarithm) in logarithms.enumerated() { hidden[a, k] += weight * value * logarithm }
            }
        }
        // The errors are measured between the nodes: a rule of another degree has others.
        let test = try SphereRule.product(degree: degree + 7)
        var (square, largest) = (0.0, 0.0)
        for (point, weight) in zip(test.points, test.weights) {
            let direction = Direction(unchecked: point)
            let logarithms = try centredLogarithms(base, direction, hiddenVariable, party, outcomes)
            let logits = hidden * basis.values(at: direction)
            let mean = logits.reduce(0, +) / Double(outcomes)
            let responses = softmax(logits)
            for outcome in 0..<outcomes {
                let difference = logarithms[outcome] - logits[outcome] + mean
                square += weight * difference * difference
                let target = base.probability(of: outcome, given: direction, at: hiddenVariable, party: party)
                largest = largerOrNaN(largest, abs(target - responses[outcome]))
            }
        }
        return SoftmaxConversion(
            hidden: hidden, logarithmError: (square / (4 * Double.pi * Double(outcomes))).squareRoot(),
            probabilityError: largest, comparisons: test.points.count)
    }
}

extension SoftmaxEffectModel {
    /// The hidden variable whose responses are nearest to those of another model over given measurements.
    ///
    /// λ minimizes Σ_x Σ_a (f_a(x) − λ·B(E_a) + mean)² with f = log q, by least squares; errors are those over the other
    /// measurements. This rule is symmetric under relabelling of outcomes, so a response that is not cannot be imitated.
    /// - Parameters:
    ///   - base: A model of measurements with strictly positive responses.
    ///   - hiddenVariable: The hidden variable to be imitated.
    ///   - party: Whose response is meant, where parties differ.
    ///   - measurements: Measurements of the basis's dimension, enough to determine λ as far as the rule depends on it.
    ///   - tests: Other measurements, on which the errors are found; at least one.
    /// - Complexity: O(M·K²) for M outcomes in all.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when a list is empty, a dimension differs or a response is not above 0.
    public func converting<Base: LHVBaseModel>(
        _ base: Base, at hiddenVariable: Base.HiddenVariable, party: Int = 0, over measurements: [POVM],
        testedOn tests: [POVM]
    ) throws -> SoftmaxConversion<[Double]> where Base.Setting == POVM {
        try require(!measurements.isEmpty, "measurements", must: "not be empty", was: "empty")
        try require(!tests.isEmpty, "tests", must: "not be empty", was: "empty")
        for measurement in measurements + tests {
            try require(
                measurement.dimension == basis.dimension, "dimension of a measurement", must: "be \(basis.dimension)",
                was: measurement.dimension)
        }
        func centredValues(_ measurement: POVM) -> [[Double]] {
            let rows = measurement.elements.map { basis.values(at: $0) }
            let mean = (0..<basis.count).map { k in rows.reduce(0) { $0 + $1[k] } / Double(rows.count) }
            return rows.map { row in zip(row, mean).map { $0 - $1 } }
        }
        var rows: [[Double]] = []
        var targets: [Double] = []
        for measurement in measurements {
            rows += centredValues(measurement)
            targets += try centredLogarithms(base, measurement, hiddenVariable, party, measurement.outcomes)
        }
        let design = RealMatrix(rows: rows.count, columns: basis.count) { rows[$0][$1] }
        let right = RealMatrix(rows: targets.count, columns: 1) { row, _ in targets[row] }
        let hidden = try design.leastSquares(right, rankTolerance: 1e-10).solution.elements
        var (square, largest, count) = (0.0, 0.0, 0)
        for test in tests {
            let logarithms = try centredLogarithms(base, test, hiddenVariable, party, test.outcomes)
            for (outcome, values) in centredValues(test).enumerated() {
                let difference = logarithms[outcome] - innerProduct(hidden, values)
                square += difference * difference
                count += 1
                let target = base.probability(of: outcome, given: test, at: hiddenVariable, party: party)
                largest = largerOrNaN(
                    largest, abs(target - probability(of: outcome, given: test, at: hidden, party: 0)))
            }
        }
        return SoftmaxConversion(
            hidden: hidden, logarithmError: (square / Double(count)).squareRoot(), probabilityError: largest,
            comparisons: tests.count)
    }
}

/// log q_a without its mean over the outcomes, or an error that names the response that is not above 0.
func centredLogarithms<Base: LHVBaseModel>(
    _ base: Base, _ setting: Base.Setting, _ hidden: Base.HiddenVariable, _ party: Int, _ outcomes: Int
) throws -> [Double] {
    let count = base.outcomeCount(of: setting)
    try require(count == outcomes, "outcomes of the model", must: "be \(outcomes)", was: count)
    let logarithms = try (0..<outcomes).map { outcome in
        let probability = base.probability(of: outcome, given: setting, at: hidden, party: party)
        try require(
            probability > 0 && probability <= 1 + 1e-9, "response of outcome \(outcome)",
            must: "be above 0 everywhere, as a softmax is", was: probability)
        return log(probability)
    }
    let mean = logarithms.reduce(0, +) / Double(outcomes)
    return logarithms.map { $0 - mean }
}
