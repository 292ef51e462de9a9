import LHVModels

/// The unitary group acts on the qudit rule by d_U, the same for every state.
extension SoftmaxEffectModel: NoninteractingDynamics {
    /// d_U λ.
    public func transform(_ hidden: [Double], by unitary: ComplexMatrix) throws -> [Double] {
        try require(
            defect(of: hidden) == 0, "hidden variable", must: "be \(basis.count) finite numbers", was: hidden.count)
        return try basis.representation(of: unitary) * hidden
    }

    /// The measurement with elements U E_a U†.
    public func turn(_ setting: POVM, by unitary: ComplexMatrix) throws -> POVM {
        try HilbertSpace(dimensions: [basis.dimension]).requireUnitary(unitary)
        return POVM(
            unchecked: setting.elements.map { $0.conjugated(by: unitary).hermitianPart }, values: setting.values)
    }
}
