import Foundation
import QuantumStates

/// The softmax rule for measurements in one plane: a setting is an angle φ, and q(↑|φ, λ) = 1/(1 + e^{−λ·B(φ)}).
///
/// λ ∈ R^K is the difference of the two rows of P1's rule, B are circular harmonics. Rotations of the plane act by
/// T_α λ = d(α)λ. For planar measurements of two qubits the greatest local visibility of the singlet is 1/√2.
/// Source: P1, Eqs. 19–25.
public struct SoftmaxPlanarModel: LHVBaseModel, Hashable {
    /// The functions B.
    public let basis: PlanarHarmonicBasis

    /// The model with the given functions.
    public init(basis: PlanarHarmonicBasis) { self.basis = basis }

    /// K.
    public var hiddenDimension: Int { basis.count }

    /// 2, up and down.
    public func outcomeCount(of setting: Double) -> Int { 2 }

    /// The response at an angle; 0 for an outcome other than 0 and 1.
    ///
    /// - Precondition: λ has K numbers.
    public func probability(of outcome: Int, given setting: Double, at hidden: [Double], party: Int) -> Double {
        guard outcome == 0 || outcome == 1 else { return 0 }
        let logit = innerProduct(hidden, basis.values(at: setting))
        return 1 / (1 + exp(outcome == 0 ? -logit : logit))
    }

    /// λ with independent standard normal entries.
    public func sampleHiddenVariable(using generator: inout some RandomNumberGenerator) -> [Double] {
        generator.normals(basis.count)
    }

    /// 0 for K finite numbers and infinite for anything else.
    public func defect(of hidden: [Double]) -> Double {
        hidden.count == basis.count && hidden.allSatisfy(\.isFinite) ? 0 : .infinity
    }

    /// T_α λ = d(α)λ, with q(a|φ − α, λ) = q(a|φ, T_α λ).
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when λ is not K finite numbers or the angle is not finite.
    public func rotate(_ hidden: [Double], by angle: Double) throws -> [Double] {
        try require(
            defect(of: hidden) == 0, "hidden variable", must: "be \(basis.count) finite numbers", was: hidden.count)
        return try basis.rotationMatrix(angle) * hidden
    }

    /// The hidden variable whose responses expand those of another model: λ_k = ∫ (log q_↑ − log q_↓) B_k dφ.
    ///
    /// - Parameters:
    ///   - base: A model of angles with two outcomes and strictly positive responses.
    ///   - hiddenVariable: The hidden variable to be imitated.
    ///   - party: Whose response is meant, where parties differ.
    ///   - points: The number of angles of the quadrature, above twice the largest order; 256 more when left out.
    /// - Complexity: O(points·K).
    /// - Throws: ``/NumericalCore/InvalidArgument`` when a response is not above 0 or there are too few points.
    public func converting<Base: LHVBaseModel>(
        _ base: Base, at hiddenVariable: Base.HiddenVariable, party: Int = 0, points: Int? = nil
    ) throws -> SoftmaxConversion<[Double]> where Base.Setting == Double {
        let largest = basis.orders.last ?? 0
        let points = points ?? 2 * largest + 256
        try require(points > 2 * largest, "points", must: "be above \(2 * largest)", was: points)
        let step = 2 * Double.pi / Double(points)
        var hidden = [Double](repeating: 0, count: basis.count)
        for index in 0..<points {
            let angle = step * Double(index)
            let logarithms = try centredLogarithms(base, angle, hiddenVariable, party, 2)
            for (k, value) in basis.values(at: angle).enumerated() { hidden[k] += step * value * 2 * logarithms[0] }
        }
        var (square, worst) = (0.0, 0.0)
        for index in 0..<points {
            let angle = step * (Double(index) + 0.5)
            let logarithms = try centredLogarithms(base, angle, hiddenVariable, party, 2)
            let difference = logarithms[0] - innerProduct(hidden, basis.values(at: angle)) / 2
            square += difference * difference / Double(points)
            let target = base.probability(of: 0, given: angle, at: hiddenVariable, party: party)
            worst = largerOrNaN(worst, abs(target - probability(of: 0, given: angle, at: hidden, party: 0)))
        }
        return SoftmaxConversion(
            hidden: hidden, logarithmError: square.squareRoot(), probabilityError: worst, comparisons: points)
    }
}
