import NumericalCore
import TestSupport
import Testing

/// Extreme sizes and numbers: every call is refused in words, in a process that has little memory.
@Suite struct HostileCallTests {
    static let table: [HostileCalls] = [
        .sizes("Matrix(columnMajor:)") { try RealMatrix(rows: $0, columns: 2, columnMajor: [1, 2]) },
        .sizes("Matrix(columnMajor:) columns") { try RealMatrix(rows: $0, columns: $0, columnMajor: []) },
        .sizes("NumPyArray") { try NumPyArray<Double>(shape: [$0, 2], elements: []) },
        .sizes("NumPyArray, product") { try NumPyArray<Double>(shape: [$0, $0, 4], elements: [1]) },
        .sizes("Adam", and: 1 << 29) { try Adam<Double>(count: $0) },
        .sizes("LBFGS", and: 0) { try LBFGS<Double>(memory: $0) },
        .sizes("Parallel.map threads", and: 0, 1025) { try Parallel.map(count: 1, threads: $0) { $0 } },

        .sizes("Parallel.chunks", [.min, -1, 1 << 40, .max]) { try Parallel.chunks(count: $0, size: 1) },
        .sizes("Parallel.chunks size", [.min, -1, 0]) { try Parallel.chunks(count: 10, size: $0) },
        .sizes("GaussRule.legendre", and: 0) { try GaussRule.legendre(count: $0) },
        .sizes("GaussRule.jacobi", and: 0) { try GaussRule.jacobi(alpha: 0, beta: 0, count: $0) },
        .sizes("GaussRule.chebyshevFirstKind", and: 0) { try GaussRule.chebyshevFirstKind(count: $0) },
        .sizes("GaussRule.chebyshevSecondKind", and: 0) { try GaussRule.chebyshevSecondKind(count: $0) },
        .sizes("SphereRule.lebedev") { try SphereRule.lebedev(degree: $0) },
        .sizes("SphereRule.product") { try SphereRule.product(degree: $0) },
        .sizes("SphereRule.icosahedral") { try SphereRule.icosahedral(degree: $0) },
        .sizes("SphereRule.hemispheres") { try SphereRule.hemispheres(pole: [0, 0, 1], degree: $0) },
        .sizes("SphereRule.lunes") { try SphereRule.lunes([0, 0, 1], [1, 0, 0], degree: $0) },
        .sizes("Haar.unitary", and: 0) {
            var stream = RandomStream(seed: 1)
            return try Haar.unitary(dimension: $0, using: &stream)
        },
        .sizes("ResponseKernel", and: 0) { try ResponseKernel<Float>(functions: [$0, 1], parameters: [1]) },
        .sizes("setBounds(ofRow:)", and: 1) {
            var program = try LinearProgram(.minimize, [1], subjectTo: RealMatrix([[1]]), [.atLeast(1)])
            try program.setBounds(.atLeast(2), ofRow: $0)
        },
        .sizes("setBounds(ofVariable:)", and: 1) {
            var program = try LinearProgram(.minimize, [1], subjectTo: RealMatrix([[1]]), [.atLeast(1)])
            try program.setBounds(.atLeast(2), ofVariable: $0)
        },
        .sizes("binomial(trials:)", [.min, -1]) {
            var stream = RandomStream(seed: 1)
            return try stream.binomial(trials: $0, probability: 0.5)
        },
        .numbers("poisson(mean:)", and: -1) {
            var stream = RandomStream(seed: 1)
            return try stream.poisson(mean: $0)
        },
        .numbers("TimeBudget", and: -1, 1e300) { try TimeBudget(seconds: $0) },
        .numbers("RotationVector") { try RotationVector(axis: [0, 0, 1], angle: $0) },
        .sizes("Parallel.map count", [.min, -1]) { try Parallel.map(count: $0) { $0 } },
        .numbers("unitaryExponential") { try ComplexMatrix.identity(2).unitaryExponential(time: $0) },
        .numbers("GaussRule.mapped") { try GaussRule.legendre(count: 2).mapped(from: 0, to: $0) },

    ]

    @Test("16.2 extreme sizes and numbers are refused before memory is taken")
    func refused() async {
        await #expect(processExitsWith: .success) { HostileCalls.checkWithLittleMemory(HostileCallTests.table) }
    }
}
