import LHVModels
import Testing

@testable import LocalPolytopes

@Suite struct VertexOracleTests {
    static let shapes: [VertexShape] = [
        VertexShape(factors: [.signs(count: 5, leadsWithOne: false), .signs(count: 7, leadsWithOne: false)]),
        VertexShape(factors: [.signs(count: 6, leadsWithOne: true), .signs(count: 4, leadsWithOne: true)]),
        VertexShape(factors: Array(repeating: .signs(count: 3, leadsWithOne: false), count: 3)),
        VertexShape(factors: Array(repeating: .signs(count: 3, leadsWithOne: true), count: 3)),
        VertexShape(factors: [.outcomes([3, 2]), .outcomes([2, 3, 2])]),
        VertexShape(factors: [.outcomes([2, 2]), .outcomes([2, 2]), .outcomes([3, 2])]),
        VertexShape(factors: Array(repeating: .signs(count: 2, leadsWithOne: false), count: 5)),
    ]

    /// ⟨M, d⟩ entry by entry, for a packed vertex.
    static func value(_ tensor: [Double], _ vertex: [UInt64], _ shape: VertexShape) -> Double {
        var product = [1.0]
        for party in 0..<shape.parties {
            var vector = [Double](repeating: 0, count: shape.lengths[party])
            vertex.withUnsafeBufferPointer { words in
                vector.withUnsafeMutableBufferPointer {
                    shape.unpack(words.baseAddress!, party: party, into: $0.baseAddress!)
                }
            }
            product = product.flatMap { factor in vector.map { factor * $0 } }
        }
        return zip(tensor, product).reduce(0) { $0 + $1.0 * $1.1 }
    }

    /// All packed vertices.
    static func all(_ shape: VertexShape) -> [[UInt64]] {
        var vertices: [[UInt64]] = [[]]
        for factor in shape.factors {
            var words: [UInt64] = []
            switch factor {
            case .signs(let count, let leadsWithOne):
                words = (0..<(UInt64(1) << UInt64(count))).filter { !leadsWithOne || $0 & 1 == 0 }
            case .outcomes(let outcomes):
                words = [0]
                var first = 0
                for number in outcomes {
                    words = words.flatMap { word in (0..<number).map { word | 1 << UInt64(first + $0) } }
                    first += number
                }
            }
            vertices = vertices.flatMap { vertex in words.map { vertex + [$0] } }
        }
        return vertices
    }

    @Test(arguments: shapes.indices) func bothOraclesFindTheBestOfAllVertices(_ index: Int) throws {
        let shape = VertexOracleTests.shapes[index]
        let all = VertexOracleTests.all(shape)
        var generator = RandomStream(seed: 11, substream: UInt64(index))
        var heuristic = VertexOracle(shape: shape, starts: 200, seed: 5, threads: 2)
        for _ in 0..<10 {
            let tensor = (0..<shape.size).map { _ in 2 * generator.uniform() - 1 }
            let best = all.map { VertexOracleTests.value(tensor, $0, shape) }.max() ?? 0
            let exact = SearchControl.run(budget: .unlimited, threads: 2) { shape.maximum(of: tensor, control: $0) }
            let words = try #require(exact.words)
            #expect(exact.isProven && abs(exact.value - best) < 1e-12 && exact.upper >= best - 1e-13)
            #expect(abs(VertexOracleTests.value(tensor, words, shape) - best) < 1e-12)
            let found = try heuristic.best(for: tensor, limit: 8)
            #expect(abs(found[0].value - best) < 1e-12)
            for vertex in found {
                #expect(abs(VertexOracleTests.value(tensor, vertex.words, shape) - vertex.value) < 1e-12)
            }
        }
    }

    @Test(arguments: shapes.indices) func packedInnerProductsAreThoseOfTheTensors(_ index: Int) throws {
        let shape = VertexOracleTests.shapes[index]
        let all = VertexOracleTests.all(shape)
        var generator = RandomStream(seed: 12, substream: UInt64(index))
        for _ in 0..<20 {
            let a = all[Int.random(in: all.indices, using: &generator)]
            let b = all[Int.random(in: all.indices, using: &generator)]
            // ⟨a, b⟩ through the tensor of a: its values on unit vectors of the entries.
            let tensor = (0..<shape.size).map { place in
                VertexOracleTests.value((0..<shape.size).map { $0 == place ? 1 : 0 }, a, shape)
            }
            let product = a.withUnsafeBufferPointer { a in
                b.withUnsafeBufferPointer { shape.innerProduct(a.baseAddress!, $0.baseAddress!) }
            }
            #expect(product == VertexOracleTests.value(tensor, b, shape))
        }
    }

    @Test func symmetrizedProductIsTheMeanOverPermutations() throws {
        let shape = VertexShape(factors: Array(repeating: .signs(count: 5, leadsWithOne: false), count: 3))
        let (a, b): ([UInt64], [UInt64]) = ([3, 17, 9], [30, 4, 11])
        let mean =
            PartySymmetry.permutations(3).map { order in
                let image = order.map { b[$0] }
                return a.withUnsafeBufferPointer { a in
                    image.withUnsafeBufferPointer { shape.innerProduct(a.baseAddress!, $0.baseAddress!) }
                }
            }.reduce(0, +) / 6
        let product = a.withUnsafeBufferPointer { a in
            b.withUnsafeBufferPointer { shape.symmetrizedInnerProduct(a.baseAddress!, $0.baseAddress!) }
        }
        #expect(abs(product - mean) < 1e-12)
    }
}
