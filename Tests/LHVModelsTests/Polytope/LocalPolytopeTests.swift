import Foundation
import LHVModels
import Testing

@Suite struct LocalPolytopeTests {
    @Test func verticesAndTheirNumbers() throws {
        let scenario = try Scenario(outcomes: [[2, 3], [2], [1, 2]])
        let polytope = try LocalPolytope(scenario)
        let vertices = try polytope.vertices()
        #expect(vertices.count == 2 * 3 * 2 * 2)
        #expect(Set(vertices).count == vertices.count)
        for (number, vertex) in vertices.enumerated() {
            #expect(try polytope.index(of: vertex) == number)
            #expect(polytope.defect(of: vertex) == 0)
        }
        #expect(vertices[0].outcomes == [[0, 0], [0], [0, 0]])
        #expect(vertices[vertices.count - 1].outcomes == [[1, 2], [1], [0, 1]])
        #expect(polytope.dimension == 4 * 2 * 2 - 1)
        #expect(try LocalPolytope(.chsh).dimension == 8)
    }

    /// Vertices do not signal, and their probabilities are those of the base model.
    @Test func verticesAreBehavioursOfTheModel() throws {
        let scenario = try Scenario(outcomes: [[2, 3], [3, 2]])
        let polytope = try LocalPolytope(scenario)
        for vertex in try polytope.vertices() {
            let behaviour = try polytope.vertexBehaviour(vertex)
            #expect(behaviour.noSignallingDefect == 0)
            for (x, y) in [(0, 0), (0, 1), (1, 0), (1, 1)] {
                for a in 0..<scenario.outcomes[0][x] {
                    for b in 0..<scenario.outcomes[1][y] {
                        let model = polytope.jointProbability(
                            of: [a, b], given: [.init(party: 0, setting: x), .init(party: 1, setting: y)],
                            at: [vertex, vertex])
                        #expect(try behaviour.probability(of: [a, b], given: [x, y]) == model)
                    }
                }
            }
        }
        #expect(polytope.outcomeCount(of: .init(party: 0, setting: 1)) == 3)
        #expect(polytope.outcomeCount(of: .init(party: 2, setting: 0)) == 0)
    }

    @Test func mixturesAreLocalModels() throws {
        let polytope = try LocalPolytope(.chsh)
        let vertices = Array(try polytope.vertices())
        let uniform = try polytope.behaviour(vertices, weights: Array(repeating: 1, count: 16))
        #expect(try uniform.distance(to: .whiteNoise(in: .chsh)) < 1e-15)
        let cloud = try polytope.distribution([vertices[3], vertices[5]], weights: [1, 3])
        #expect(cloud.weights == [0.25, 0.75] && cloud.points[0] == [vertices[3], vertices[3]])
    }

    /// Each strategy of the reference measure comes up equally often, within four standard errors.
    @Test func samplesUniformly() throws {
        let polytope = try LocalPolytope(try Scenario(outcomes: [[2], [3]]))
        var stream = RandomStream(seed: 5)
        var counts = [Double](repeating: 0, count: 6)
        let draws = 6000.0
        for _ in 0..<Int(draws) {
            let vertex = polytope.sampleHiddenVariable(using: &stream)
            counts[try polytope.index(of: vertex)] += 1
        }
        let error = (draws / 6 * 5 / 6).squareRoot()
        for count in counts { #expect(abs(count - draws / 6) < 4 * error) }
    }

    @Test func vertexCountOverflowIsAnError() throws {
        let large = try LocalPolytope(Scenario(parties: 2, settings: 32))
        #expect(throws: InvalidArgument.self) { try large.vertexCount() }
        #expect(try LocalPolytope(Scenario(parties: 2, settings: 31)).vertexCount() == 1 << 62)
    }

    @Test func strategies() throws {
        let strategy = try DeterministicStrategy(outcomes: [[0, 1], [2]])
        #expect(strategy.outcome(party: 1, setting: 0) == 2)
        #expect(strategy.outcomes == [[0, 1], [2]])
        #expect(try strategy.signs(ofParty: 0) == [1, -1])
        #expect(strategy.description == "[0, 1] × [2]")
        let data = try JSONEncoder().encode(strategy)
        #expect(try JSONDecoder().decode(DeterministicStrategy.self, from: data) == strategy)
        #expect(throws: (any Error).self) {
            try JSONDecoder().decode(DeterministicStrategy.self, from: Data("[[0],[]]".utf8))
        }
    }
}
