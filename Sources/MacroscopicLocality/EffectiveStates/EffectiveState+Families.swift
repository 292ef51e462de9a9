import NumericalCore
import QuantumStates

/// Effective states of families that are known analytically, for any number of spins.
extension EffectiveState {
    /// The effective state of a sample that is invariant under all permutations of its spins: any k of them are alike.
    ///
    /// - Parameters:
    ///   - reduced: The state of any k spins.
    ///   - regionSizes: N₁ … N_k.
    /// - Complexity: O(k·4^k).
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the sizes do not fit, or exchanging neighbouring parties changes the
    ///   reduced state by more than 1e-9.
    public static func permutationInvariant(
        _ reduced: DensityOperator, regionSizes: [Double]
    ) throws -> EffectiveState {
        let state = try EffectiveState(reduced, regionSizes: regionSizes)
        for party in 1..<max(1, reduced.parties) {
            var order = Array(0..<reduced.parties)
            order.swapAt(party - 1, party)
            let dimensions = reduced.space.dimensions
            try require(
                dimensions[party - 1] == dimensions[party], "reduced state", must: "be of parties of one dimension",
                was: reduced.space)
            let defect = try reduced.permutingParties(order).matrix.distance(to: reduced.matrix)
            try require(
                defect <= 1e-9, "reduced state",
                must: "not change when parties \(party - 1) and \(party) are exchanged",
                was: "changed by \(defect)")
        }
        return state
    }

    /// The effective state of a Dicke state of N qubits with m of them in |1⟩.
    ///
    /// The reduced state of k qubits is Σ_j p_j |D_k^j⟩⟨D_k^j| with the hypergeometric p_j = C(k, j) C(N − k, m − j)/C(N, m).
    /// - Parameters:
    ///   - excitations: m in 0…N.
    ///   - regionSizes: N₁ … N_k, for at most 12 regions.
    ///   - spins: N, at least the sum of the sizes; nil when the regions are the whole sample.
    /// - Complexity: O(4^k).
    /// - Throws: ``/NumericalCore/InvalidArgument`` when a number is not whole or out of range.
    public static func dicke(excitations: Double, regionSizes: [Double], spins: Double? = nil) throws -> EffectiveState
    {
        let total = try wholeSample(regionSizes, spins)
        try require(
            excitations >= 0 && excitations <= total && excitations.rounded() == excitations, "excitations",
            must: "be a whole number in 0…N = \(total)", was: excitations)
        let count = regionSizes.count
        var matrix = ComplexMatrix(rows: 1 << count, columns: 1 << count)
        var binomial = 1.0
        for level in 0...count {
            // p_j = C(k, j) m⋯(m − j + 1) (N − m)⋯(N − m − k + j + 1)/(N⋯(N − k + 1)), a product of k ratios.
            var probability = binomial
            for factor in 0..<count {
                let numerator =
                    factor < level ? excitations - Double(factor) : total - excitations - Double(factor - level)
                probability *= max(0, numerator) / (total - Double(factor))
            }
            let dicke = try StateVector.dicke(parties: count, excitations: level)
            matrix.add(Complex(probability), times: dicke.densityOperator.matrix)
            binomial *= Double(count - level) / Double(level + 1)
        }
        return EffectiveState(
            unchecked: DensityOperator(unchecked: matrix, in: try .qubits(count)), regionSizes: regionSizes)
    }

    /// The effective state of the GHZ state (|0…0⟩ + |1…1⟩)/√2 of N qubits.
    ///
    /// - Parameters:
    ///   - regionSizes: N₁ … N_k, for at most 12 regions.
    ///   - spins: N, at least the sum of the sizes; nil when the regions are the whole sample.
    /// - Complexity: O(4^k).
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the sizes are not whole, or N is less than their sum.
    public static func ghz(regionSizes: [Double], spins: Double? = nil) throws -> EffectiveState {
        let total = try wholeSample(regionSizes, spins)
        let count = regionSizes.count
        let whole = try StateVector.ghz(parties: count).densityOperator.matrix
        // The coherence is between states that the spins left out tell apart.
        let matrix = total == Double(count) ? whole : ComplexMatrix.diagonal(whole.diagonal)
        return EffectiveState(
            unchecked: DensityOperator(unchecked: matrix, in: try .qubits(count)), regionSizes: regionSizes)
    }

    /// The effective state of any rotationally invariant state, for two regions: V|Ψ⁻⟩⟨Ψ⁻| + (1 − V)·1/4.
    ///
    /// - Parameters:
    ///   - visibility: V in −1/3…(R + 2)/(3R) with R = max(N_A, N_B); see ``RotationalVisibility/bound(_:_:)``.
    ///   - regionSizes: N_A and N_B.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when there are not two sizes, or no state of so many spins has this V.
    ///   Source: P4, Eq. 12.
    public static func rotationallyInvariant(visibility: Double, regionSizes: [Double]) throws -> EffectiveState {
        try requireSizes(regionSizes, count: 2)
        let bound = try RotationalVisibility.bound(regionSizes[0], regionSizes[1])
        let visibility = try visibility.admitted(
            to: -1.0 / 3...bound, "visibility", must: "be in −1/3…\(bound)")
        return EffectiveState(unchecked: try .werner(visibility: visibility), regionSizes: regionSizes)
    }

    /// The effective state of two regions that have the spins S_A and S_B and add them to S, averaged over rotations.
    ///
    /// ⟨S_A·S_B⟩ = (S(S + 1) − S_A(S_A + 1) − S_B(S_B + 1))/2 and V = −4⟨S_A·S_B⟩/(3 N_A N_B).
    /// - Parameters:
    ///   - spins: S_A in 0…N_A/2 and S_B in 0…N_B/2, in steps of 1 below the largest.
    ///   - total: S in |S_A − S_B|…S_A + S_B, in steps of 1.
    ///   - regionSizes: N_A and N_B.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the spins do not add up.
    public static func coupledSpins(
        _ spins: (Double, Double), total: Double, regionSizes: [Double]
    ) throws -> EffectiveState {
        try requireSizes(regionSizes, count: 2)
        for (region, spin) in [spins.0, spins.1].enumerated() {
            let largest = regionSizes[region] / 2
            try require(
                spin >= 0 && spin <= largest && (largest - spin).rounded() == largest - spin,
                "spin of region \(region)",
                must: "be in 0…\(largest), a whole number below it", was: spin)
        }
        let (low, high) = (abs(spins.0 - spins.1), spins.0 + spins.1)
        try require(
            total >= low && total <= high && (high - total).rounded() == high - total, "total spin",
            must: "be in \(low)…\(high), a whole number below it", was: total)
        // Factors are divided first: with 10²³ spins the products would still fit, but lose nothing this way.
        let (na, nb) = (regionSizes[0], regionSizes[1])
        let scalar =
            (total * (total + 1) / na - spins.0 * (spins.0 + 1) / na - spins.1 * (spins.1 + 1) / na) / (2 * nb)
        let visibility = (-4 * scalar / 3).clamped(to: (-1.0 / 3)...1)
        return EffectiveState(unchecked: try .werner(visibility: visibility), regionSizes: regionSizes)
    }

    /// The effective state of N qubits of total spin J, averaged over rotations and permutations, for 2 or 3 regions.
    ///
    /// Every pair is in a Werner state with V = −(4 J(J + 1) − 3N)/(3N(N − 1)); J = 0 is the mixture of all ways to pair the
    /// spins to singlets, V = 1/(N − 1).
    /// - Parameters:
    ///   - totalSpin: J in 0…N/2, a whole number below N/2.
    ///   - regionSizes: The sizes of 2 or 3 regions.
    ///   - spins: N, at least the sum of the sizes; nil when the regions are the whole sample.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the numbers do not fit.
    public static func totalSpin(
        _ totalSpin: Double, regionSizes: [Double], spins: Double? = nil
    ) throws -> EffectiveState {
        let total = try wholeSample(regionSizes, spins)
        try require(
            regionSizes.count == 2 || regionSizes.count == 3, "region sizes", must: "be two or three",
            was: regionSizes.count)
        let largest = total / 2
        try require(
            totalSpin >= 0 && totalSpin <= largest && (largest - totalSpin).rounded() == largest - totalSpin,
            "total spin", must: "be in 0…\(largest), a whole number below it", was: totalSpin)
        let visibility = -(4 * totalSpin / total * (totalSpin + 1) - 3) / (3 * (total - 1))
        let count = regionSizes.count
        var coefficients = [Double](repeating: 0, count: 1 << (2 * count))
        coefficients[0] = 1
        for first in 0..<count {
            for second in (first + 1)..<count {
                // A rotation and permutation invariant state of three spins has pair terms only: ε_ijk is odd.
                for axis in 1...3 {
                    coefficients[axis << (2 * (count - 1 - first)) | axis << (2 * (count - 1 - second))] = -visibility
                }
            }
        }
        let tensor = try PauliTensor(count: count, coefficients: coefficients)
        return EffectiveState(
            unchecked: DensityOperator(unchecked: tensor.matrix, in: try .qubits(count)), regionSizes: regionSizes)
    }

    /// N, or an error when it is not whole or less than the regions hold.
    private static func wholeSample(_ regionSizes: [Double], _ spins: Double?) throws -> Double {
        try requireSizes(regionSizes, count: nil)
        try require(
            regionSizes.count <= PauliTensor.largestCount, "region sizes",
            must: "be at most \(PauliTensor.largestCount)", was: regionSizes.count)
        let sum = regionSizes.reduce(0, +)
        let total = spins ?? sum
        try require(
            total.isFinite && total >= sum && total.rounded() == total, "spins",
            must: "be a whole number of at least \(sum), what the regions hold", was: total)
        return total
    }
}
