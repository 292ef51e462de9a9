import LHVModels

/// Positivity of (1 − v) f₀ + vF, the kernel of a gauge on the states of S_v, at one place.
struct KernelPositivity {
    let visibility: Double

    /// (1 − v) f₀ + vF.
    private func mixture(_ kernel: PairCoefficients) -> ComplexMatrix {
        Complex(visibility) * kernel.kernel + Complex((1 - visibility) * kernel.one) * ComplexMatrix.identity(4)
    }

    /// The smallest eigenvalue over several places.
    func leastEigenvalue(over kernels: [PairCoefficients]) throws -> Double {
        try kernels.reduce(.infinity) { smallerOrNaN($0, try mixture($1).hermitianEigenvalues()[0]) }
    }

    /// For each eigenvector x of an eigenvalue below a margin, the functional F ↦ ⟨x|(1 − v) f₀ + vF|x⟩ in Pauli coordinates.
    func functionals(of kernel: PairCoefficients, below margin: Double) throws -> [[Double]] {
        let system = try mixture(kernel).hermitianEigensystem()
        return system.values.indices.filter { system.values[$0] < margin }.map { index in
            let vector = system.vectors.column(index)
            return CovariantFrame.products.enumerated().map { k, product in
                (k == 0 ? 1 : visibility) * innerProduct(vector, product * vector).real
            }
        }
    }
}
