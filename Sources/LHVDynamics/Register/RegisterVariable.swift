import Foundation
import LHVModels

/// A hidden variable of three dimensions: the direction that a particle answers by, and a register that it carries along.
///
/// The first particle's register is the concurrence C of a two-qubit vector ψ, the second one's its Schmidt phase χ.
public struct RegisterVariable: Sendable, Hashable {
    /// The direction of Bell's rule.
    public let direction: Direction
    /// C in 0…1 or χ in −π…π.
    public let register: Double

    /// A hidden variable.
    public init(direction: Direction, register: Double) {
        self.direction = direction
        self.register = register
    }
}

/// Bell's rule on S² × R: the answer is "up along n" when n·λ > 0, and the register does not matter.
public struct RegisterBellModel: LHVBaseModel {
    /// The model.
    public init() {}

    /// 3.
    public var hiddenDimension: Int { 3 }

    /// 2, up and down.
    public func outcomeCount(of setting: Direction) -> Int { 2 }

    /// Θ(n·λ) for outcome 0, 1 − Θ(n·λ) for outcome 1, 0 for any other.
    public func probability(of outcome: Int, given setting: Direction, at hidden: RegisterVariable, party: Int)
        -> Double
    {
        switch outcome {
        case 0: setting.dot(hidden.direction) > 0 ? 1 : 0
        case 1: setting.dot(hidden.direction) > 0 ? 0 : 1
        default: 0
        }
    }

    /// A uniform direction with a uniform register in 0…1, a measure on single particles for tests of locality.
    public func sampleHiddenVariable(using generator: inout some RandomNumberGenerator) -> RegisterVariable {
        RegisterVariable(direction: .random(using: &generator), register: generator.uniform())
    }

    /// | |λ| − 1 |; infinite for a register that is not finite.
    public func defect(of hidden: RegisterVariable) -> Double {
        guard hidden.register.isFinite else { return .infinity }
        return abs(hidden.direction.dot(hidden.direction).squareRoot() - 1)
    }
}

/// The coordinates in which a two-qubit vector ψ, up to its phase, is a pair of hidden variables (λ₁, C | λ₂, χ).
///
/// With a, b the Bloch vectors of ψ's reduced states and C its concurrence, |a| = |b| = √(1 − C²): λ₁ = s a/|a|, λ₂ = s b/|b|,
/// s = +1 for C < C₀ and −1 otherwise, C₀² = 1 − √(1/6). The Schmidt form is
/// ψ = cos α |m⟩|n⟩ + e^{iχ} sin α |−m⟩|−n⟩ with m = a/|a|, n = b/|b|, C = sin 2α and the vectors of
/// ``/QuantumStates/Direction/stateVector``. Source: this library, in the article "Dynamics".
package enum RegisterCoordinates {
    /// C₀, at which the directions are reversed.
    package static let reversal = (1 - (1.0 / 6).squareRoot()).squareRoot()

    /// (λ₁, C | λ₂, χ) of a vector of unit length.
    ///
    /// For maximally entangled vectors, of measure zero, the directions are not determined and z is taken.
    /// - Precondition: There are four amplitudes.
    package static func variables(of psi: [Complex]) -> [RegisterVariable] { variables(of: TwoQubitVector(psi)) }

    static func variables(of psi: TwoQubitVector) -> [RegisterVariable] {
        let (a, b) = psi.blochVectors
        let concurrence = min(1, psi.squaredConcurrence.squareRoot())
        let m = direction(a)
        let n = direction(b)
        let (upUp, downDown) = (TwoQubitVector(m, n).overlap(psi), TwoQubitVector(-m, -n).overlap(psi))
        let phase = (downDown * upUp.conjugate).phase
        let sign: Double = concurrence < reversal ? 1 : -1
        return [
            RegisterVariable(direction: Direction(unchecked: sign * m.vector), register: concurrence),
            RegisterVariable(direction: Direction(unchecked: sign * n.vector), register: phase),
        ]
    }

    /// The vector ψ with the given variables; ψ comes back up to its phase.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless there are two variables, C is in 0…1 and χ finite.
    package static func vector(of variables: [RegisterVariable]) throws -> [Complex] {
        try require(variables.count == 2, "point", must: "have 2 particles", was: variables.count)
        let (concurrence, phase) = (variables[0].register, variables[1].register)
        try require(
            concurrence >= 0 && concurrence <= 1, "register of the first particle", must: "be in 0…1", was: concurrence)
        try require(phase.isFinite, "register of the second particle", must: "be finite", was: phase)
        let sign: Double = concurrence < reversal ? 1 : -1
        let m = Direction(unchecked: sign * variables[0].direction.vector)
        let n = Direction(unchecked: sign * variables[1].direction.vector)
        let alpha = asin(concurrence) / 2
        let down = sin(alpha) * Complex.unit(phase: phase) * TwoQubitVector(-m, -n)
        return (Complex(cos(alpha)) * TwoQubitVector(m, n) + down).array
    }

    private static func direction(_ vector: SIMD3<Double>) -> Direction {
        length(vector) > 0 ? renormalized(vector) : .z
    }
}
