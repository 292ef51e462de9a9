import LHVModels

extension HiddenVariableCloud {
    /// The base model whose responses the cloud's points give, for qubits answered by harmonics.
    ///
    /// With ``weightedCloud()`` it is an ``/LHVModels/LHVModel`` of the state, to be evaluated and verified as any other.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when a party is answered by effects or rules differ.
    public func baseModel() throws -> SoftmaxHarmonicModel {
        guard case .harmonics(let basis) = rules[0].functions, rules.allSatisfy({ $0 == rules[0] }) else {
            throw InvalidArgument("rules", must: "be one and the same of harmonics for all parties", was: "others")
        }
        return SoftmaxHarmonicModel(basis: basis)
    }

    /// The points as 2 × K matrices of the softmax rule, λ in the first row and zero in the second, with their weights.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` as ``baseModel()``.
    public func weightedCloud() throws -> WeightedCloud<RealMatrix> {
        let basis = try baseModel().basis
        return try WeightedCloud(
            points: (0..<count).map { point in
                (0..<parties).map { party in
                    let numbers = hiddenVariable(party: party, point: point)
                    return RealMatrix(rows: 2, columns: basis.count) { $0 == 0 ? Double(numbers[$1]) : 0 }
                }
            }, weights: weights)
    }
}
