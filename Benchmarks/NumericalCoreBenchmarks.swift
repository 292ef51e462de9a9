import HiddenVariables

/// The kernels of `NumericalCore`.
var numericalCoreBenchmarks: [Benchmark] {
    productBenchmarks + algebraBenchmarks + factorizationBenchmarks + functionBenchmarks + randomBenchmarks
}

private func randomMatrix<Element: Scalar>(_ type: Element.Type, _ size: Int) -> Matrix<Element> {
    var stream = RandomStream(seed: 20, substream: UInt64(size))
    return Matrix(rows: size, columns: size) { _, _ in Element(real: stream.uniform() - 0.5) }
}

/// A random Hermitian matrix with independent Gaussian entries.
func randomHermitian(_ size: Int, seed: UInt64 = 21) -> ComplexMatrix {
    var stream = RandomStream(seed: seed, substream: UInt64(size))
    return ComplexMatrix(rows: size, columns: size) { _, _ in stream.complexNormal() }.hermitianPart
}

private func product<Element: Scalar>(
    _ type: Element.Type, _ precision: Work.Precision, _ size: Int, flopsPerTerm: Double
) -> Benchmark {
    Benchmark(
        "numerical-core/product/\(precision)-\(size)",
        work: .flops(flopsPerTerm * Double(size * size * size), precision)
    ) {
        let matrix = randomMatrix(type, size)
        return { matrix * matrix }
    }
}

private var productBenchmarks: [Benchmark] {
    [2, 4, 5, 6, 8, 16, 64, 256].flatMap { size in
        [
            product(Float.self, .single, size, flopsPerTerm: 2), product(Double.self, .double, size, flopsPerTerm: 2),
            product(Complex.self, .complex, size, flopsPerTerm: 8),
        ]
    }
}

private var algebraBenchmarks: [Benchmark] {
    [
        Benchmark("numerical-core/matrix-vector/256", work: .bytes(16 * 256 * 256)) {
            let matrix = randomHermitian(256)
            let vector = matrix.column(0)
            return { matrix * vector }
        },
        Benchmark("numerical-core/kronecker/16x16", work: .bytes(16 * 256 * 256)) {
            let (left, right) = (randomHermitian(16), randomHermitian(16, seed: 22))
            return { left.kronecker(right) }
        },
        Benchmark("numerical-core/adjoint/512", work: .bytes(32 * 512 * 512)) {
            let matrix = randomHermitian(512)
            return { matrix.adjoint }
        },
        Benchmark("numerical-core/hermiticity-defect/512", work: .bytes(16 * 512 * 512)) {
            let matrix = randomHermitian(512)
            return { matrix.hermiticityDefect }
        },
        Benchmark("numerical-core/is-finite/512", work: .bytes(16 * 512 * 512)) {
            let matrix = randomHermitian(512)
            return { matrix.isFinite }
        },
        Benchmark("numerical-core/sum/512", work: .bytes(48 * 512 * 512)) {
            let matrix = randomHermitian(512)
            return { matrix + matrix }
        },
    ]
}

private var factorizationBenchmarks: [Benchmark] {
    [4, 16, 64, 256].flatMap { size in
        let cube = Double(size * size * size)
        return [
            // Real operations: 16/3 n³ for the tridiagonal form, 8 n³ to turn its vectors back; less for what is between.
            Benchmark(
                "numerical-core/hermitian-eigensystem/\(size)",
                work: .flops(40.0 / 3 * cube, .complex)
            ) {
                let matrix = randomHermitian(size)
                return { try matrix.hermitianEigensystem() }
            },
            Benchmark("numerical-core/singular-values/\(size)") {
                let matrix = randomHermitian(size)
                return { try matrix.singularValueDecomposition() }
            },
            Benchmark("numerical-core/solve/\(size)", work: .flops(8.0 / 3 * cube, .complex)) {
                let matrix = randomHermitian(size)
                let right = matrix.column(0)
                return { try matrix.solve(right) }
            },
        ]
    }
}

private var functionBenchmarks: [Benchmark] {
    [
        Benchmark("numerical-core/exponential/64") {
            let matrix = Complex(0, -1) * randomHermitian(64)
            return { try matrix.exponential() }
        },
        Benchmark("numerical-core/gauss-legendre/64") { { try GaussRule.legendre(count: 64) } },
    ]
}

private var randomBenchmarks: [Benchmark] {
    [
        Benchmark("numerical-core/random/uniform-10000") {
            {
                var stream = RandomStream(seed: 5)
                var sum = 0.0
                for _ in 0..<10_000 { sum += stream.uniform() }
                return sum
            }
        },
        Benchmark("numerical-core/random/normal-10000") {
            {
                var stream = RandomStream(seed: 5)
                return stream.normals(10_000)
            }
        },
    ]
}
