import Superdeterminism

/// Seeded models that tests range over.
enum Cases {
    static func space(_ levels: Int) throws -> HilbertSpace { try HilbertSpace(dimensions: [levels]) }

    /// A Haar-random state of N levels in the computational basis.
    static func model(
        levels: Int, seed: UInt64, kappa: Double = 1, law: CollapseLaw = .pairwise,
        hamiltonian: CollapseHamiltonian = .none, detectionTime: Double = 0
    ) throws -> CollapseModel {
        var stream = RandomStream(seed: seed, substream: UInt64(levels))
        let space = try space(levels)
        return try CollapseModel(
            state: .random(in: space, using: &stream), basis: .computational(in: space), kappa: kappa, law: law,
            hamiltonian: hamiltonian, detectionTime: detectionTime)
    }

    /// A random Hermitian matrix with entries of order one.
    static func hermitian(levels: Int, seed: UInt64) -> ComplexMatrix {
        var stream = RandomStream(seed: seed, substream: 1000 + UInt64(levels))
        return ComplexMatrix(rows: levels, columns: levels) { _, _ in stream.complexNormal() }.hermitianPart
    }

    /// A model whose amplitudes are given, in the computational basis of the space.
    static func model(
        _ amplitudes: [Double], in space: HilbertSpace, kappa: Double = 1, law: CollapseLaw = .pairwise,
        distribution: DiskDistribution = .uniform
    ) throws -> CollapseModel {
        try CollapseModel(
            state: StateVector(amplitudes.map { Complex($0) }, in: space), basis: .computational(in: space),
            kappa: kappa, law: law, distribution: distribution)
    }

    /// Amplitudes with the given squares.
    static func roots(_ squares: Double...) -> [Double] { squares.map { $0.squareRoot() } }

    /// ρ(0) of a model in its detector basis.
    static func initial(_ model: CollapseModel) -> ComplexMatrix {
        ComplexMatrix(rows: model.levels, columns: model.levels) {
            model.initialAmplitudes[$0] * model.initialAmplitudes[$1].conjugate
        }
    }
}
