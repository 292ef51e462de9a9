import NumericalCore

/// A semidefinite program made together with its solution: X and Z with common eigenvectors and X·Z = 0.
public struct RandomSemidefiniteProgram {
    public let program: SemidefiniteProgram
    public let optimum: Double

    public init(
        _ goal: SemidefiniteProgram.Goal, blocks: [SemidefiniteProgram.Block], free: Int = 0, constraints: Int,
        using stream: inout RandomStream
    ) throws {
        var program = try SemidefiniteProgram(goal, blocks: blocks, freeVariables: free)
        var (primal, slack): ([ComplexMatrix], [ComplexMatrix]) = ([], [])
        for block in blocks {
            let n = block.size
            var vectors: ComplexMatrix
            switch block {
            case .symmetric:
                vectors = try RealMatrix(unchecked: stream.normals(n * n), rows: n, columns: n).qrFactorization()
                    .orthonormal.complex
            case .hermitian: vectors = try Haar.unitary(dimension: n, using: &stream)
            case .nonnegative: vectors = .identity(n)
            }
            let split = max(1, n / 2)
            func matrix(_ range: Range<Int>, _ stream: inout RandomStream) -> ComplexMatrix {
                var values = [Complex](repeating: .zero, count: n)
                for place in range { values[place] = Complex(Double.random(in: 0.5...2, using: &stream)) }
                return Matrix.product(vectors * ComplexMatrix.diagonal(values), .plain, vectors, .adjoint)
            }
            primal.append(matrix(0..<split, &stream))
            slack.append(matrix(split..<n, &stream))
        }
        let freeValues = stream.normals(free)
        let y = stream.normals(constraints)
        let sign: Double = goal == .minimize ? 1 : -1
        var cost = slack.map { Complex(sign) * $0 }
        var freeCost = [Double](repeating: 0, count: free)
        for number in 0..<constraints {
            var entries: [SemidefiniteProgram.Entry] = []
            var value = 0.0
            for (place, block) in blocks.enumerated() {
                for column in 0..<block.size {
                    for row in 0...column {
                        if case .nonnegative = block, row != column { continue }
                        guard row == column || Double.random(in: 0...1, using: &stream) < 0.5 else { continue }
                        var entry = Complex(stream.normalPair().0)
                        if case .hermitian = block, row != column { entry = stream.complexNormal() }
                        entries.append(.init(block: place, row: row, column: column, entry))
                        value += (entry.conjugate * primal[place][row, column]).real * (row == column ? 1 : 2)
                        cost[place][row, column] += Complex(y[number]) * entry
                    }
                }
            }
            let terms = stream.normals(free)
            for variable in 0..<free {
                value += terms[variable] * freeValues[variable]
                freeCost[variable] += y[number] * terms[variable]
            }
            try program.addConstraint(
                entries, free: terms.enumerated().map { .init($0.offset, $0.element) }, equals: value)
        }
        var objective: [SemidefiniteProgram.Entry] = []
        var optimum = zip(freeCost, freeValues).reduce(0) { $0 + $1.0 * $1.1 }
        for (place, block) in blocks.enumerated() {
            for column in 0..<block.size {
                for row in 0...column {
                    if case .nonnegative = block, row != column { continue }
                    var entry = cost[place][row, column]
                    if row == column { entry = Complex(entry.real) }
                    if case .symmetric = block { entry = Complex(entry.real) }
                    objective.append(.init(block: place, row: row, column: column, entry))
                    optimum += (entry.conjugate * primal[place][row, column]).real * (row == column ? 1 : 2)
                }
            }
        }
        try program.setObjective(objective, free: freeCost)
        self.program = program
        self.optimum = optimum
    }
}
