import NumericalCore
import QuantumStates
import Testing

@Suite struct HilbertSpaceTests {
    static let shapes = [[2], [2, 3, 2], [3, 2], [1, 4, 1], [2, 2, 2, 2], [5, 1, 3]]

    @Test("Index and digits are inverse, and the index is Σ digit · stride", arguments: shapes)
    func indexing(shape: [Int]) throws {
        let space = try HilbertSpace(dimensions: shape)
        #expect(space.dimension == shape.reduce(1, *) && space.parties == shape.count)
        for index in 0..<space.dimension {
            let digits = space.digits(of: index)
            #expect(try space.index(of: digits) == index)
            #expect(zip(digits, space.strides).reduce(0) { $0 + $1.0 * $1.1 } == index)
        }
    }

    @Test("An embedded operator is 1 ⊗ … ⊗ A ⊗ … ⊗ 1", arguments: [0, 1, 2])
    func embedding(party: Int) throws {
        let space = try HilbertSpace(dimensions: [2, 3, 2])
        var stream = RandomStream(seed: 21, substream: UInt64(party))
        let size = space.dimensions[party]
        let local = ComplexMatrix(rows: size, columns: size) { _, _ in stream.complexNormal() }
        let embedded = try space.embed(local, at: party)
        for row in 0..<12 {
            for column in 0..<12 {
                let (i, j) = (space.digits(of: row), space.digits(of: column))
                let others = (0..<3).allSatisfy { $0 == party || i[$0] == j[$0] }
                #expect(embedded[row, column] == (others ? local[i[party], j[party]] : 0))
            }
        }
    }

    @Test("Products, restrictions and permutations of spaces")
    func arithmetic() throws {
        let space = try HilbertSpace(dimensions: [2, 3, 4])
        #expect(try space.tensor(.twoQubits).dimensions == [2, 3, 4, 2, 2])
        #expect(try space.restricted(to: [2, 0]).dimensions == [4, 2])
        #expect(try space.permuted([1, 2, 0]).dimensions == [3, 4, 2])
        #expect(try HilbertSpace.qubits(3).isQubits && !space.isQubits)
        #expect(try HilbertSpace.qudits(2, dimension: 5).dimension == 25)
        #expect(space.description == "2 ⊗ 3 ⊗ 4")
    }

    @Test("A unitary check refuses entries whose squares overflow")
    func overflowingUnitary() throws {
        var matrix = ComplexMatrix.identity(2)
        matrix[0, 0] = Complex(1e200, 1e200)
        #expect(throws: InvalidArgument.self) { try HilbertSpace.qubit.requireUnitary(matrix) }
        matrix[0, 0] = Complex(1e308, -1e308)
        #expect(throws: InvalidArgument.self) { try HilbertSpace.qubit.requireUnitary(matrix) }
    }
}
