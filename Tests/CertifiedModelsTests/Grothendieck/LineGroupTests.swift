import Foundation
import Testing

@testable import CertifiedModels

@Suite("Groups and their lines")
struct LineGroupTests {
    static let golden = (1 + 5.0.squareRoot()) / 2

    @Test("21.5 orbits of the icosahedron: 6, 10, 15, 30 and 60 lines")
    func icosahedral() throws {
        let group = LineGroup.icosahedral
        let points = [[0, 1, Self.golden], [1, 1, 1], [0, 0, 1], [0, 1, 0.3], [0.3, 0.9, 0.4]]
        #expect(try points.map { try group.lines(through: [$0]).count } == [6, 10, 15, 30, 60])
        let all = try group.lines(through: points)
        #expect(all.count == 121)
        for permutation in try group.permutations(of: all) { #expect(Set(permutation.images).count == 121) }
    }

    @Test("21.5 the 600-cell has 60 lines, the 24-cell 12, the cross polytope d")
    func others() throws {
        #expect(try LineGroup.hexacosichoric.lines(through: [[1, 0, 0, 0]]).count == 60)
        for d in 2...6 {
            let group = try LineGroup.hyperoctahedral(dimension: d)
            #expect(try group.lines(through: [(0..<d).map { $0 == 0 ? 1 : 0 }]).count == d)
            #expect(try group.lines(through: [(0..<d).map { $0 < 2 ? 1 : 0 }]).count == d * (d - 1))
            #expect(try group.lines(through: [Array(repeating: 1, count: d)]).count == 1 << (d - 1))
        }
    }

    @Test("21.5 matrices that are not orthogonal, and points that are none, are refused by name")
    func wrongInput() throws {
        func argument(_ body: () throws -> Void) -> String? {
            do { try body() } catch { return (error as? InvalidArgument)?.argument }
            return nil
        }
        #expect(argument { _ = try LineGroup(dimension: 1, generators: []) } == "dimension")
        #expect(argument { _ = try LineGroup(dimension: 2, generators: [[1, 0, 0]]) } == "generators[0]")
        #expect(argument { _ = try LineGroup(dimension: 2, generators: [[1, 0, 0, 2]]) } == "generators[0]")
        #expect(argument { _ = try LineGroup(dimension: 2, generators: [[1, 0, 0, .nan]]) } == "generators[0]")
        let group = LineGroup.icosahedral
        #expect(argument { _ = try group.lines(through: [[0, 0, 0]]) } == "points[0]")
        #expect(argument { _ = try group.lines(through: [[1, 0]]) } == "points[0]")
        #expect(argument { _ = try group.lines(through: [[1, 1, 1], [-1, 1, 1]]) } == "points[1]")
        #expect(argument { _ = try group.permutations(of: [[0, 0, 1]]) } == "lines")
        // A turn by an angle that is no part of a whole one makes lines without end, also as two mirrors.
        #expect(argument { _ = try LineGroup(dimension: 2, generators: [[0.6, -0.8, 0.8, 0.6]]) } == "generators[0]")
        let (c, s) = (cos(1.0), sin(1.0))
        #expect(argument { _ = try LineGroup(dimension: 2, generators: [[c, -s, s, c]]) } == "generators[0]")
        let mirrors = try LineGroup(dimension: 2, generators: [[1, 0, 0, -1], [0.6, 0.8, 0.8, -0.6]])
        #expect(argument { _ = try mirrors.orbits(of: [[1, 0]], atMost: 100) } == "lines")
        #expect(argument { _ = try LineGroup.hyperoctahedral(dimension: 17) } == "dimension")
    }
}
