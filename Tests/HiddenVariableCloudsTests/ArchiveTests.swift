import DataFiles
import HiddenVariableClouds
import LHVModels
import Testing

@Suite("Clouds as archives of arrays")
struct ArchiveTests {
    @Test("22.3 a cloud comes back from an archive bit by bit, and its responses give its statistics")
    func roundTrip() throws {
        var stream = RandomStream(seed: 22)
        let rules = try [ResponseRule.odd(degree: 3), ResponseRule.full(degree: 2)]
        let random = try HiddenVariableCloud.random(rules: rules, count: 7, using: &stream)
        let cloud = try HiddenVariableCloud(
            rules: rules, parameters: random.parameters, weights: (1...7).map { Double($0) / 28 })
        let data = try cloud.archive().encoded()
        let archive = try NumPyArchive(data: data)
        #expect(archive.names == ["weights", "party_0", "party_1"])
        let again = try HiddenVariableCloud(archive, rules: rules)
        #expect(again.parameters.map(\.bitPattern) == cloud.parameters.map(\.bitPattern))
        #expect(again.weights == cloud.weights)
        #expect(throws: InvalidArgument.self) { try HiddenVariableCloud(archive, rules: rules.reversed()) }

        let directions: [[Direction]] = [[.x, .z], [.y, .z, .x]]
        let behaviour = try cloud.responseTable(along: directions).behaviour()
        #expect(behaviour.scenario.settings == [2, 3])
        for (x, first) in directions[0].enumerated() {
            for (y, second) in directions[1].enumerated() {
                let expected = try (0..<7).reduce(0.0) { sum, point in
                    let one = try cloud.response(of: 0, point: point, along: [first])[0]
                    let two = try cloud.response(of: 1, point: point, along: [second])[0]
                    return sum + cloud.weights[point] * one * two
                }
                #expect(abs(try behaviour.probability(of: [0, 0], given: [x, y]) - expected) < 1e-14)
            }
        }
        #expect(throws: InvalidArgument.self) { try cloud.responseTable(along: [[.x]]) }
        #expect(throws: InvalidArgument.self) { try cloud.responseTable(along: [[.x], []]) }
    }
}
