import DataFiles
import Foundation
import LHVModels
import Testing

@Suite("Responses and weights as arrays")
struct ResponseTableTests {
    @Test("22.3 random tables come back, and give the behaviour of the sum by hand")
    func roundTrip() async {
        await forAll("a response table comes back from .npz") { choices in
            let points = choices.integer(in: 1...4)
            let shapes = choices.list(1...3) { [points, $0.integer(in: 1...3), $0.integer(in: 1...3)] }
            let numbers = shapes.map { shape in
                (0..<shape.reduce(1, *)).map { _ in choices.real(in: 0.01...1) }
            }
            return (shapes, numbers, (0..<points).map { _ in choices.real(in: 0.01...1) })
        } holds: { shapes, numbers, weights in
            let arrays = try zip(shapes, numbers).map { shape, numbers in
                var elements: [Double] = []
                for start in stride(from: 0, to: numbers.count, by: shape[2]) {
                    let sum = numbers[start..<(start + shape[2])].reduce(0, +)
                    elements += numbers[start..<(start + shape[2])].map { $0 / sum }
                }
                return try NumPyArray(shape: shape, elements: elements)
            }
            let table = try ResponseTable(weights: weights, responses: arrays)
            let behaviour = try table.behaviour()
            let total = weights.reduce(0, +)
            for list in 0..<table.scenario.settingLists {
                let settings = table.scenario.settings(ofList: list)
                for outcome in [settings.map { _ in 0 }, shapes.map { $0[2] - 1 }] {
                    let expected = weights.indices.reduce(0.0) { sum, point in
                        sum + weights[point] / total
                            * arrays.indices.reduce(1.0) { product, party in
                                let shape = shapes[party]
                                let place = (point * shape[1] + settings[party]) * shape[2] + outcome[party]
                                return product * arrays[party].elements[place]
                            }
                    }
                    let found = try behaviour.probability(of: outcome, given: settings)
                    try demand(abs(found - expected) < 1e-14, "\(found) for \(expected)")
                }
            }
            try demand(behaviour.noSignallingDefect < 1e-14, "signalling")
            let folder = FileManager.default.temporaryDirectory.appendingPathComponent("table-\(UUID()).npz")
            defer { try? FileManager.default.removeItem(at: folder) }
            try table.archive().write(to: folder.path)
            let again = try ResponseTable(contentsOf: folder.path, parties: shapes.indices.map { "party_\($0)" })
            try demand(try again.behaviour().distance(to: behaviour) < 1e-15, "comes back")
        }
    }

    @Test("22.1 a cloud that NumPy wrote in single precision, with its behaviour")
    func singlePrecision() throws {
        let path = try InteropFixture.path("cloud.npz")
        let table = try ResponseTable(contentsOf: path, parties: ["alice", "bob"])
        #expect(table.scenario.outcomes == [[2, 2, 2], [2, 2, 2]] && table.weights.count == 5)
        let theirs = try NumPyArchive(contentsOf: path).array("p", of: Double.self)
        let ours = try table.behaviour()
        for (found, expected) in zip(ours.probabilities, theirs.elements) { #expect(abs(found - expected) < 1e-6) }
        #expect(ours.probabilities.count == theirs.elements.count)
        #expect(throws: InvalidArgument.self) { try ResponseTable(contentsOf: path, parties: ["alice", "charlie"]) }
    }

    @Test("22.1 what is no response is refused, with its place")
    func words() throws {
        let good = try NumPyArray(shape: [2, 1, 2], elements: [0.5, 0.5, 1, 0])
        for (weights, shape, elements, words) in [
            (
                [1, 1], [2, 1, 2], [0.5, 0.5, 0.9, 0],
                "responses of party 1 to setting 0 at point 1 must be a distribution"
            ),
            ([1, 1], [2, 1, 2], [0.5, 0.5, 1.1, -0.1], "at point 1"),
            ([1, 1], [2, 1, 2], [.nan, 0.5, 1, 0], "at point 0"),
            ([1, 1], [4], [0.5, 0.5, 1, 0], "must have the shape (2, settings, outcomes), but was [4]"),
            ([0, 0], [2, 1, 2], [0.5, 0.5, 1, 0], "weights must have a finite sum above 0"),
            ([-1, 2], [2, 1, 2], [0.5, 0.5, 1, 0], "not negative"),
            ([], [2, 1, 2], [0.5, 0.5, 1, 0], "weights must not be empty"),
        ] as [([Double], [Int], [Double], String)] {
            let error = #expect(throws: InvalidArgument.self) {
                try ResponseTable(weights: weights, responses: [good, NumPyArray(shape: shape, elements: elements)])
            }
            #expect(error?.description.contains(words) == true, "\(String(describing: error))")
        }
        #expect(throws: InvalidArgument.self) { try ResponseTable(weights: [1], responses: []) }
        // Single precision is let through and made exact.
        let single = try NumPyArray(shape: [1, 1, 3], elements: Array(repeating: Double(Float(1) / 3), count: 3))
        let table = try ResponseTable(weights: [1], responses: [single])
        #expect(try table.behaviour().probabilities.allSatisfy { abs($0 - 1 / 3.0) < 1e-15 })
    }
}
