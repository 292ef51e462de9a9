import Superdeterminism

/// The master equation written out with dense N² × N² matrices from the jump operators alone, apart from what the library does.
///
/// vec stacks columns: vec(AρB) = (Bᵀ ⊗ A) vec(ρ).
enum KroneckerLiouvillian {
    static func generator(
        _ operators: [ComplexMatrix], kappa: Double, hamiltonian: ComplexMatrix? = nil, levels: Int
    ) -> ComplexMatrix {
        let one = ComplexMatrix.identity(levels)
        var generator = ComplexMatrix(rows: levels * levels, columns: levels * levels)
        if let hamiltonian {
            generator.add(-.i, times: one.kronecker(hamiltonian))
            generator.add(.i, times: hamiltonian.transpose.kronecker(one))
        }
        for jump in operators {
            let decay = jump.adjoint * jump
            generator.add(Complex(kappa), times: jump.map(\.conjugate).kronecker(jump))
            generator.add(Complex(-kappa / 2), times: one.kronecker(decay))
            generator.add(Complex(-kappa / 2), times: decay.transpose.kronecker(one))
        }
        return generator
    }

    static func generator(of run: CollapseRun, hamiltonian: ComplexMatrix? = nil) throws -> ComplexMatrix {
        let levels = run.model.levels
        return generator(
            try run.jumpOperators.map { try $0.matrix(levels: levels) }, kappa: run.model.kappa,
            hamiltonian: hamiltonian, levels: levels)
    }

    static func evolve(_ state: ComplexMatrix, by generator: ComplexMatrix, time: Double) throws -> ComplexMatrix {
        let vector = try (Complex(time) * generator).exponential() * state.elements
        return ComplexMatrix(unchecked: vector, rows: state.rows, columns: state.columns)
    }
}
