import NumericalCore
import QuantumStates
import Testing

@Suite struct PartyTests {
    let space: HilbertSpace
    let states: [DensityOperator]

    init() throws {
        space = try HilbertSpace(dimensions: [2, 3, 2])
        states = try RandomStates.mixed(in: space, count: 9, seed: 151)
    }

    @Test(
        "A partial trace is the sum over equal digits of the traced parties",
        arguments: [
            [0], [1], [2], [0, 1], [1, 0], [0, 2], [2, 0], [1, 2], [2, 1], [0, 1, 2], [2, 0, 1],
        ])
    func definition(kept: [Int]) throws {
        let traced = (0..<3).filter { !kept.contains($0) }
        for state in states {
            let reduced = try state.reduced(to: kept)
            var expected = ComplexMatrix(rows: reduced.space.dimension, columns: reduced.space.dimension)
            for row in 0..<12 {
                for column in 0..<12 {
                    let (i, j) = (space.digits(of: row), space.digits(of: column))
                    guard traced.allSatisfy({ i[$0] == j[$0] }) else { continue }
                    let target = try (
                        reduced.space.index(of: kept.map { i[$0] }), reduced.space.index(of: kept.map { j[$0] })
                    )
                    expected[target.0, target.1] += state.matrix[row, column]
                }
            }
            #expect((reduced.matrix - expected).frobeniusNorm < 1e-15)
            #expect(abs(reduced.matrix.trace.real - 1) < 1e-14)
            #expect(try reduced.eigenvalues()[0] > -1e-15)
            #expect(reduced.matrix.hermiticityDefect == 0)
        }
    }

    @Test("Tracing out is keeping the rest, in steps or at once")
    func steps() throws {
        for state in states {
            #expect(try state.tracingOut([1]) == state.reduced(to: [0, 2]))
            #expect(try state.tracingOut([2, 0]) == state.reduced(to: [1]))
            let inSteps = try state.reduced(to: [2, 1]).reduced(to: [1])
            #expect((inSteps.matrix - (try state.reduced(to: [1])).matrix).frobeniusNorm < 1e-15)
        }
    }

    @Test("A product state reduces to its factors")
    func products() throws {
        let first = try RandomStates.mixed(in: .qubit, count: 1, seed: 152)[0]
        let second = try RandomStates.mixed(in: HilbertSpace(dimensions: [3]), count: 1, seed: 153)[0]
        let product = try first.tensor(second)
        #expect(product.matrix == first.matrix.kronecker(second.matrix) && product.space.dimensions == [2, 3])
        #expect((try product.reduced(to: [0]).matrix - first.matrix).frobeniusNorm < 1e-15)
        #expect((try product.reduced(to: [1]).matrix - second.matrix).frobeniusNorm < 1e-15)
        let swapped = try product.permutingParties([1, 0])
        #expect(try swapped == second.tensor(first))
    }

    @Test("Permutations compose: first p then q is p∘q, and an inverse returns the state")
    func permutations() throws {
        let orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]]
        for state in states.prefix(3) {
            for p in orders {
                let once = try state.permutingParties(p)
                for q in orders {
                    #expect(try once.permutingParties(q) == state.permutingParties(q.map { p[$0] }))
                }
                let inverse = (0..<3).map { p.firstIndex(of: $0)! }
                #expect(try once.permutingParties(inverse) == state)
                #expect(try once == state.reduced(to: p))
            }
        }
    }

    @Test("The expectation of an operator on one party needs only that party's state", arguments: [0, 1, 2])
    func localExpectations(party: Int) throws {
        var stream = RandomStream(seed: 154)
        let size = space.dimensions[party]
        for state in states {
            let local = ComplexMatrix(rows: size, columns: size) { _, _ in stream.complexNormal() }
            let (global, reduced) = try (
                state.expectation(of: space.embed(local, at: party)), state.reduced(to: [party]).expectation(of: local)
            )
            #expect((global - reduced).modulus < 1e-14)
        }
    }
}
