import NumericalCore
import Testing

/// Numerical routines give the same bits on one thread and while two or three of them run at a time.
@Suite("The same bits for any number of threads") struct DeterminismTests {
    static let routines: [(name: String, bits: @Sendable (Int) throws -> [UInt64])] = [
        ("matrix product", { Self.bits(Self.matrix($0) * Self.matrix($0 + 1)) }),
        ("eigenvectors", { Self.bits(try Self.matrix($0).hermitianPart.hermitianEigensystem().vectors) }),
        ("singular values", { try Self.matrix($0).singularValueDecomposition().values.map(\.bitPattern) }),
        ("linear equations", { Self.bits(try Self.matrix($0).solve(Self.matrix($0 + 1))) }),
        ("exponential", { Self.bits(try Self.matrix($0).exponential()) }),
        (
            "linear program",
            { item in
                var stream = RandomStream(seed: 3, substream: UInt64(item))
                let matrix = RealMatrix(rows: 12, columns: 20) { _, _ in stream.uniform() }
                let program = try LinearProgram(
                    .maximize, (0..<20).map { _ in stream.uniform() }, subjectTo: matrix,
                    Array(repeating: .atMost(1), count: 12))
                return try program.solve().primal.map(\.bitPattern)
            }
        ),
        ("quadrature rule", { try GaussRule.legendre(count: 20 + $0).nodes.map(\.bitPattern) }),
        (
            "differential equation",
            { item in
                let result = try DormandPrince().solve(from: 0, to: 1 + Double(item), initial: [1.0, 0.5]) { _, y in
                    [y[1], -y[0]]
                }
                return result.final.map(\.bitPattern)
            }
        ),
    ]

    static func matrix(_ item: Int) -> ComplexMatrix {
        var stream = RandomStream(seed: 2, substream: UInt64(item))
        return ComplexMatrix(rows: 70, columns: 70) { _, _ in stream.complexNormal() }
    }

    static func bits(_ matrix: ComplexMatrix) -> [UInt64] {
        matrix.elements.flatMap { [$0.real.bitPattern, $0.imaginary.bitPattern] }
    }

    @Test(arguments: routines.indices) func sameBits(index: Int) throws {
        let routine = Self.routines[index]
        let alone = try Parallel.map(count: 6, threads: 1, routine.bits)
        #expect(Set(alone).count == 6, "\(routine.name): the items differ")
        for threads in [2, 3] {
            #expect(try Parallel.map(count: 6, threads: threads, routine.bits) == alone, "\(routine.name)")
        }
    }
}
