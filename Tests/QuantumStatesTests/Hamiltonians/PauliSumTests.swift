import Foundation
import QuantumStates
import Testing

/// A sum of random strings with normal coefficients.
func randomPauliSum(qubits: Int, terms: Int, using generator: inout RandomStream) throws -> PauliSum {
    let mask = (UInt64(1) << UInt64(qubits)) - 1
    return try PauliSum(
        (0..<terms).map { _ in
            PauliSum.Term(
                generator.normals(1)[0],
                try PauliString(count: qubits, xMask: generator.next() & mask, zMask: generator.next() & mask))
        }, qubits: qubits)
}

@Suite("Pauli sums")
struct PauliSumTests {
    @Test("equal strings are combined, zeros dropped, and order does not matter")
    func combination() throws {
        let x = try PauliString("XI")
        let y = try PauliString("IY")
        let first = try PauliSum([.init(1, x), .init(0.5, y), .init(2, x)], qubits: 2)
        let second = try PauliSum([.init(0.5, y), .init(3, x)], qubits: 2)
        #expect(first == second)
        #expect(first.terms.count == 2)
        #expect(first.coefficient(of: x) == 3)
        #expect(first.coefficient(of: try PauliString("ZZ")) == 0)
        #expect(try PauliSum([.init(1, x), .init(-1, x)], qubits: 2).terms.isEmpty)
        #expect(first.coefficientNorm == 3.5)
        #expect(try PauliSum(["XI": 3, "IY": 0.5]) == first)
    }

    @Test("the matrix is the sum of Kronecker products", arguments: [1, 2, 3, 5])
    func matrix(qubits: Int) throws {
        var stream = RandomStream(seed: 11, substream: UInt64(qubits))
        let sum = try randomPauliSum(qubits: qubits, terms: 12, using: &stream)
        var expected = ComplexMatrix(rows: 1 << qubits, columns: 1 << qubits)
        for term in sum.terms {
            let product = term.string.letters.map(\.matrix).reduce(ComplexMatrix.identity(1)) { $0.kronecker($1) }
            expected.add(Complex(term.coefficient), times: product)
        }
        let matrix = try sum.matrix()
        #expect(matrix.distance(to: expected) < 1e-13)
        #expect(matrix.hermiticityDefect == 0)
    }

    @Test("applied to a vector it is its matrix", arguments: [1, 2, 5, 6, 7, 8, 9])
    func application(qubits: Int) throws {
        var stream = RandomStream(seed: 12, substream: UInt64(qubits))
        let vector = Haar.vector(dimension: 1 << qubits, using: &stream)
        for terms in [1, 5, 60] {
            let sum = try randomPauliSum(qubits: qubits, terms: terms, using: &stream)
            let difference = zip(try sum.apply(to: vector), try sum.matrix() * vector).map { ($0 - $1).modulus }
            #expect(difference.max()! < 1e-12)
        }
    }

    @Test(
        "every single string is applied as PauliString does it",
        arguments: ["XYZIXYZ", "ZZZZZZZ", "YIIIIIY", "IXIIIII"])
    func singleStrings(text: String) throws {
        var stream = RandomStream(seed: 13)
        let string = try PauliString(text)
        let vector = Haar.vector(dimension: 1 << 7, using: &stream)
        #expect(try PauliSum([.init(1, string)], qubits: 7).apply(to: vector) == string.applied(to: vector))
    }

    @Test("expectation values agree with dense matrices, for pure and mixed states")
    func expectations() throws {
        var stream = RandomStream(seed: 14)
        let space = try HilbertSpace.qubits(4)
        for _ in 0..<5 {
            let sum = try randomPauliSum(qubits: 4, terms: 30, using: &stream)
            let pure = StateVector.random(in: space, using: &stream)
            let mixed = try DensityOperator.randomHilbertSchmidt(in: space, using: &stream)
            let matrix = try sum.matrix()
            #expect(abs(try pure.expectation(of: sum) - pure.expectation(of: matrix).real) < 1e-12)
            #expect(abs(try mixed.expectation(of: sum) - mixed.expectation(of: matrix).real) < 1e-12)
            let square = try pure.expectation(of: matrix * matrix).real
            let mean = try pure.expectation(of: sum)
            #expect(abs(try pure.variance(of: sum) - (square - mean * mean)) < 1e-11)
        }
    }

    @Test("the algebra is that of the matrices")
    func algebra() throws {
        var stream = RandomStream(seed: 15)
        let a = try randomPauliSum(qubits: 3, terms: 10, using: &stream)
        let b = try randomPauliSum(qubits: 3, terms: 10, using: &stream)
        let (ma, mb) = (try a.matrix(), try b.matrix())
        #expect(try (a + b).matrix().distance(to: ma + mb) < 1e-13)
        #expect(try (a - b).matrix().distance(to: ma - mb) < 1e-13)
        #expect(try (-1.5 * a).matrix().distance(to: -1.5 * ma) < 1e-13)
        let commutator = Complex.i * ma.commutator(with: mb)
        #expect(try a.hermitianCommutator(with: b).matrix().distance(to: commutator) < 1e-12)
        #expect(try a.hermitianCommutator(with: a).terms.isEmpty)
    }

    @Test("a Hermitian matrix and its sum of strings are the same")
    func decomposition() throws {
        var stream = RandomStream(seed: 16)
        let sum = try randomPauliSum(qubits: 4, terms: 20, using: &stream)
        let again = try PauliSum(hermitian: sum.matrix(), cutoff: 1e-13)
        #expect(again.terms.map(\.string) == sum.terms.map(\.string))
        #expect(zip(again.terms, sum.terms).allSatisfy { abs($0.coefficient - $1.coefficient) < 1e-14 })
    }

    @Test("it is real exactly when the matrix is")
    func reality() throws {
        #expect(try PauliSum(["YY": 1, "XZ": 2]).isReal)
        #expect(try !PauliSum(["YX": 1]).isReal)
    }

    @Test("JSON gives the same sum again and checks it")
    func coding() throws {
        let sum = try PauliSum(["XYZ": 0.1, "IIZ": -2])
        #expect(try JSONDecoder().decode(PauliSum.self, from: JSONEncoder().encode(sum)) == sum)
        let wrong = Data(#"{"qubits": 2, "terms": [{"coefficient": 1, "string": "XYZ"}]}"#.utf8)
        #expect(throws: InvalidArgument.self) { try JSONDecoder().decode(PauliSum.self, from: wrong) }
    }
}
