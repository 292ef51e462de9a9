import Foundation
import LHVModels

/// Writes files for other programs, and reads those that they wrote; `.ci/interop` runs it.
@main struct Exchange {
    struct Difference: Error, CustomStringConvertible {
        let description: String
    }

    static func expect(_ holds: Bool, _ words: String) throws {
        guard holds else { throw Difference(description: words) }
        print("  ", words)
    }

    static let scenarios: [(name: String, outcomes: [[Int]], facets: Int)] = [
        ("2222", [[2, 2], [2, 2]], 24), ("3322", [[2, 2, 2], [2, 2, 2]], 684), ("2233", [[3, 3], [3, 3]], 1116),
        ("222222", [[2, 2], [2, 2], [2, 2]], 53_856),
    ]

    /// A state without symmetry: party 0 is a qutrit.
    static func state() throws -> DensityOperator {
        var stream = RandomStream(seed: 22)
        return try .randomBures(in: HilbertSpace(dimensions: [3, 2]), using: &stream)
    }

    static func behaviour() throws -> Behaviour {
        try Behaviour(
            of: StateVector(normalizing: [0.9, 0.1, Complex(0, 0.3), 0.3], in: .twoQubits),
            measurements: [[.along(.z), .along(.x)], [.along(.x), .along(.y)]])
    }

    static func main() {
        let folder = CommandLine.arguments[2]
        do {
            CommandLine.arguments[1] == "write" ? try write(folder) : try read(folder)
        } catch {
            print("different:", error)
            exit(1)
        }
    }

    static func write(_ folder: String) throws {
        let state = try state()
        try NumPyArray(state.matrix).write(to: "\(folder)/rho.npy")
        try NumPyArray(state.matrix(inOrder: .qiskit)).write(to: "\(folder)/rho-qiskit.npy")
        try CSVTable(state.matrix).write(to: "\(folder)/rho.csv")
        var archive = NumPyArchive()
        try archive.set(NumPyArray(state.matrix), named: "rho")
        try archive.set(behaviour().array(axes: "[a,b,x,y]"), named: "p")
        try archive.set(NumPyArray(behaviour().collinsGisinMatrix()), named: "cg")
        try archive.write(to: "\(folder)/ours.npz")
        for (name, outcomes, _) in scenarios {
            let rows = try LocalPolytope(Scenario(outcomes: outcomes)).vertexRows()
            try rows.write(to: "\(folder)/\(name).ext", .cdd)
            try rows.write(to: "\(folder)/\(name).in", .normaliz)
        }
    }

    static func read(_ folder: String) throws {
        let state = try state()
        for (file, order, array) in [
            ("theirs.npy", PartyOrder.firstIsMostSignificant, nil), ("theirs-qiskit.npy", .qiskit, nil),
            ("theirs.npz", .firstIsMostSignificant, "rho"), ("theirs.mat", .firstIsMostSignificant, "rho"),
            ("theirs.txt", .firstIsMostSignificant, nil), ("theirs-qutip.csv", .firstIsMostSignificant, nil),
            ("octave.mat", .firstIsMostSignificant, "rho"), ("octave-6.mat", .firstIsMostSignificant, "rho"),
            ("octave.txt", .firstIsMostSignificant, nil),
        ] as [(String, PartyOrder, String?)] {
            let read = try DensityOperator(
                contentsOf: "\(folder)/\(file)", in: state.space, order: order, array: array)
            try expect(try read.traceDistance(to: state) < 1e-9, "\(file) holds our state")
        }
        let archive = try NumPyArchive(contentsOf: "\(folder)/theirs.npz")
        let read = try Behaviour(archive.array("p", of: Double.self), axes: "[a,b,x,y]")
        try expect(try read.distance(to: behaviour()) < 1e-15, "theirs.npz holds our behaviour")
        for (name, outcomes, count) in scenarios {
            let polytope = try LocalPolytope(Scenario(outcomes: outcomes))
            for file in ["lrs-\(name).ine", "cdd-\(name).ine", "\(name).out"] {
                let path = "\(folder)/\(file)"
                guard FileManager.default.fileExists(atPath: path) else { continue }
                let clock = ContinuousClock()
                let start = clock.now
                // Reading and sorting together.
                let facets = try polytope.facets(from: PolyhedronRows(contentsOf: path))
                try expect(Set(facets).count == count && facets.count == count, "\(file) has \(count) facets")
                if outcomes.count == 2 {
                    try expect(Set(facets) == Set(try polytope.facets()), "\(file): they are ours")
                } else {
                    let classes = try polytope.classes(of: facets)
                    try expect(classes.count == 46, "\(file): in 46 classes")
                    let time = clock.now - start
                    try expect(time < .seconds(60), "\(file): read and sorted in \(time)")
                }
            }
        }
    }
}
