import NumericalCore

extension DensityOperator {
    /// P(a₁ … a_N) = Tr(ρ·E¹_{a₁}⊗…⊗E^N_{a_N}): the joint outcome probabilities of one measurement by each party.
    ///
    /// Rounding errors in −1e-12…0 become 0, those in 1…1 + 1e-12 become 1. Numbers farther out, which only a state or
    /// measurement at the edge of its tolerance gives, are kept; nothing is renormalized.
    /// - Parameter measurements: One for each party, of the party's dimension. Measure some parties only through
    ///   ``reduced(to:)``, or with ``POVM/trivial(dimension:)``.
    /// - Complexity: O(K₁·D²) for the first party, less for each next one; no D × D Kronecker product is built.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the measurements do not fit the parties or have too many outcomes.
    public func outcomeDistribution(of measurements: [POVM]) throws -> OutcomeDistribution {
        try space.requireMeasurements(measurements)
        let probabilities = try LocalContraction.traces(self, measurements.map(\.elements))
        return OutcomeDistribution(
            unchecked: LocalContraction.withoutRounding(probabilities), outcomes: measurements.map(\.outcomes))
    }

    /// E = Tr(ρ·A¹⊗…⊗A^N), the mean product of one observable for each party.
    ///
    /// - Complexity: O(D²).
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless there is one Hermitian matrix of the right size for each party.
    public func correlator(of observables: [ComplexMatrix]) throws -> Double {
        try require(
            observables.count == parties, "observables", must: "be one for each of \(parties) parties",
            was: observables.count)
        for (party, observable) in observables.enumerated() {
            try space.restricted(to: [party]).requireHermitian(observable, "observable of party \(party)")
        }
        // No mean product exceeds that of the largest outcomes, which rounding may have overstepped.
        let largest = try observables.reduce(1.0) { product, observable in
            let values = try observable.hermitianPart.hermitianEigenvalues()
            return product * max(abs(values[0]), abs(values[values.count - 1]))
        }
        let mean = try LocalContraction.traces(self, observables.map { [$0] })[0]
        return largest.isFinite ? mean.withoutRounding(in: -largest...largest) : mean
    }

    /// E(n₁ … n_N) = Tr(ρ·n₁·σ⊗…⊗n_N·σ), the mean product of N spin outcomes ±1, in −1…1.
    ///
    /// - Complexity: O(D²).
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless every party is a qubit and has a direction.
    public func correlator(along directions: [Direction]) throws -> Double {
        try space.requireDirections(directions.count)
        return try LocalContraction.traces(self, directions.map { [$0.spin] })[0].withoutRounding(in: -1...1)
    }

    /// The correlators of every choice of one direction from each party's list, the first party most significant.
    ///
    /// - Complexity: O(S₁·D²) for the first party's S₁ settings, less for each next one.
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless every party is a qubit and has at least one direction.
    public func correlators(along settings: [[Direction]]) throws -> [Double] {
        try space.requireDirections(settings.count)
        return LocalContraction.correlatorsWithoutRounding(
            try LocalContraction.traces(self, settings.map { $0.map(\.spin) }))
    }

    /// E_xy = Tr(ρ·a_x·σ⊗b_y·σ): the correlation matrix of two qubits for two lists of directions.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless the state is of two qubits and no list is empty.
    public func correlationMatrix(_ first: [Direction], _ second: [Direction]) throws -> RealMatrix {
        let entries = try correlators(along: [first, second])
        return RealMatrix(rows: first.count, columns: second.count) { entries[$0 * second.count + $1] }
    }
}

extension StateVector {
    /// P(a₁ … a_N) = ⟨ψ|E¹_{a₁}⊗…⊗E^N_{a_N}|ψ⟩: the joint outcome probabilities of one measurement by each party.
    ///
    /// A probability is a sum of squared amplitudes and never negative; what rounding adds to 1 is taken away.
    /// - Parameter measurements: One for each party, of the party's dimension. Measure a few of many parties through
    ///   ``reduced(to:)``.
    /// - Complexity: O(R·D) for a party whose elements have total rank R, times R/D_k for each earlier party k.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the measurements do not fit the parties or have too many outcomes.
    public func outcomeDistribution(of measurements: [POVM]) throws -> OutcomeDistribution {
        try space.requireMeasurements(measurements)
        return OutcomeDistribution(
            unchecked: try LocalContraction.probabilities(self, measurements.map(\.elements)),
            outcomes: measurements.map(\.outcomes))
    }

    /// E(n₁ … n_N) = ⟨ψ|n₁·σ⊗…⊗n_N·σ|ψ⟩, the mean product of N spin outcomes ±1.
    ///
    /// - Complexity: O(N·D).
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless every party is a qubit and has a direction.
    public func correlator(along directions: [Direction]) throws -> Double {
        try space.requireDirections(directions.count)
        return innerProduct(amplitudes, LocalContraction.contract(amplitudes, with: directions.map(\.spin))).real
            .withoutRounding(in: -1...1)
    }
}
