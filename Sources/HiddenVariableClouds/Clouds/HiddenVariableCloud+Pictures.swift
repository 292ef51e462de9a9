import Foundation
import LHVModels

extension HiddenVariableCloud {
    /// Where one party's hidden variables point, for qubits answered by harmonics: the axis and the size of the degree-1 part.
    ///
    /// λ·B(n) has the degree-1 part k n·e with e the axis and k the strength, so a point with a large k answers like Bell's
    /// rule Θ(n·e).
    /// - Parameter party: The party.
    /// - Returns: The axis and k of each point; points without a degree-1 part have no axis and are left out.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the party does not exist or has no harmonics of degree 1.
    public func axes(of party: Int) throws -> [(axis: Direction, strength: Double, weight: Double)] {
        let basis = try harmonics(of: party)
        guard let place = basis.degrees.firstIndex(of: 1) else {
            throw InvalidArgument("degrees of the rule", must: "contain 1", was: basis.degrees)
        }
        let start = basis.degrees[..<place].reduce(0) { $0 + 2 * $1 + 1 }
        let scale = (3 / (4 * Double.pi)).squareRoot()
        return (0..<count).compactMap { point in
            let numbers = hiddenVariable(party: party, point: point)
            // The order of degree 1 is y, z, x.
            let vector =
                scale * SIMD3(Double(numbers[start + 2]), Double(numbers[start]), Double(numbers[start + 1]))
            let strength = (vector * vector).sum().squareRoot()
            guard strength > 0, let axis = try? Direction(normalizing: vector) else { return nil }
            return (axis, strength, weights[point])
        }
    }

    /// The density of one party's axes on the sphere, smoothed by Fisher's distribution: Σ_a w_a κ/(4π sinh κ) e^{κ n·e_a}.
    ///
    /// It is with respect to the unnormalized measure, in which the uniform density is 1/(4π).
    /// - Parameters:
    ///   - party: The party.
    ///   - directions: Where.
    ///   - concentration: κ in 10⁻³…500; features smaller than 1/√κ are smoothed out.
    /// - Complexity: O(N_h) for each direction.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when an argument is out of range.
    public func axisDensity(
        of party: Int, at directions: [Direction], concentration: Double = 50
    ) throws -> [Double] {
        try require(
            (1e-3...500).contains(concentration), "concentration", must: "be in 10⁻³…500", was: concentration)
        let axes = try axes(of: party)
        let total = axes.reduce(0) { $0 + $1.weight }
        guard total > 0 else { return directions.map { _ in 0 } }
        // κ/(4π sinh κ) e^{κc} = κ/(2π (1 − e^{−2κ})) e^{κ(c − 1)} does not overflow.
        let scale = concentration / (2 * Double.pi * (1 - exp(-2 * concentration)) * total)
        return directions.map { direction in
            scale * axes.reduce(0) { $0 + $1.weight * exp(concentration * (direction.dot($1.axis) - 1)) }
        }
    }

    /// q(↑|n, λ) of one hidden variable along some directions, for qubits answered by harmonics.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the party or the point does not exist, or the party has no harmonics.
    public func response(of party: Int, point: Int, along directions: [Direction]) throws -> [Double] {
        let basis = try harmonics(of: party)
        try require((0..<count).contains(point), "point", must: "be in 0..<\(count)", was: point)
        let numbers = hiddenVariable(party: party, point: point).map(Double.init)
        return directions.map { 1 / (1 + exp(-innerProduct(numbers, basis.values(at: $0)))) }
    }

    private func harmonics(of party: Int) throws -> HarmonicBasis {
        try require(rules.indices.contains(party), "party", must: "be in 0..<\(parties)", was: party)
        guard case .harmonics(let basis) = rules[party].functions else {
            throw InvalidArgument("rule of party \(party)", must: "be one of harmonics", was: "effects")
        }
        return basis
    }
}
