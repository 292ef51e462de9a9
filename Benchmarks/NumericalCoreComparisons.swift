import HiddenVariables

/// What NumPy and SciPy do instead of `NumericalCore`.
var numericalCoreComparisons: [Comparison] {
    [4, 16, 64, 256].map { size in
        Comparison("numerical-core/hermitian-eigensystem/\(size)", peer: "NumPy eigh", script: "numpy_eigh") {
            exchange in
            let matrix = randomHermitian(size)
            exchange.write("size", size)
            try exchange.write("matrix", [matrix])
            return { try matrix.hermitianEigensystem() }
        } answer: {
            $0.values
        }
    } + [
        Comparison("numerical-core/kronecker/16x16", peer: "NumPy kron", script: "numpy_kron") { exchange in
            let (left, right) = (randomHermitian(16), randomHermitian(16, seed: 22))
            exchange.write("size", 16)
            try exchange.write("factors", [left, right])
            return { left.kronecker(right) }
        } answer: {
            $0.pairs
        }
    ]
}

extension Matrix where Element == Complex {
    /// Real and imaginary parts in turn, column after column.
    var pairs: [Double] { elements.flatMap { [$0.real, $0.imaginary] } }
}
