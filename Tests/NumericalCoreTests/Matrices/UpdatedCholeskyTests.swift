import Testing

@testable import NumericalCore

@Suite("Cholesky factors that are updated")
struct UpdatedCholeskyTests {
    /// A random matrix B·Bᵀ + 1 of some order.
    private static func matrix(_ order: Int, using stream: inout RandomStream) -> [[Double]] {
        let rows = (0..<order).map { _ in stream.normals(order) }
        return (0..<order).map { i in
            (0..<order).map { j in zip(rows[i], rows[j]).reduce(i == j ? 1 : 0) { $0 + $1.0 * $1.1 } }
        }
    }

    @Test("21.3 the solutions solve, whatever rows came and went")
    func updates() throws {
        var stream = RandomStream(seed: 5)
        let order = 24
        let matrix = Self.matrix(order, using: &stream)
        let sides = [stream.normals(order), stream.normals(order)]
        var inside: [Int] = []
        var factor = UpdatedCholesky(rightSides: 2)
        for step in 0..<300 {
            let index = Int(stream.uniform() * Double(order))
            if let row = inside.firstIndex(of: index) {
                inside.remove(at: row)
                factor.remove(row)
            } else {
                let isIndependent = factor.append(
                    inside.map { matrix[index][$0] }, diagonal: matrix[index][index],
                    rightSides: sides.map { $0[index] })
                #expect(isIndependent)
                inside.append(index)
            }
            #expect(factor.count == inside.count)
            guard step % 10 == 0 else { continue }
            for side in 0..<2 {
                let solution = factor.solution(side)
                for (row, i) in inside.enumerated() {
                    let sum = inside.enumerated().reduce(0) { $0 + matrix[i][$1.element] * solution[$1.offset] }
                    #expect(abs(sum - sides[side][i]) < 1e-9, "row \(row)")
                }
            }
        }
        // The same from the full matrix at once.
        let full = inside.flatMap { i in inside.map { matrix[i][$0] } }
        let fresh = try #require(UpdatedCholesky(full, rightSides: sides.map { side in inside.map { side[$0] } }))
        #expect(zip(fresh.solution(0), factor.solution(0)).allSatisfy { abs($0 - $1) < 1e-9 })
        #expect(abs(fresh.leastPivot - factor.leastPivot) < 1e-9 && fresh.leastPivot >= 1)
    }

    @Test("21.3 a row that depends on the others is refused, and nothing is done")
    func dependence() {
        var factor = UpdatedCholesky(rightSides: 1)
        let (first, second) = (
            factor.append([], diagonal: 4, rightSides: [2]), factor.append([6], diagonal: 9, rightSides: [1])
        )
        #expect(first && !second)
        #expect(factor.count == 1 && factor.solution(0) == [0.5])
        #expect(UpdatedCholesky([1, 2, 2, 1], rightSides: [[1, 1]]) == nil)
    }
}
