import Foundation
import HiddenVariables

/// `benchmark hierarchy …`: the programs behind bounds of the hierarchy for other solvers, and single bounds in a process of their own.
///
/// `Benchmarks/Peers/sdpa_programs.py` and `hierarchy_side_by_side.py` call it.
enum HierarchyProgram {
    static let help = """
        benchmark hierarchy write FOLDER           write the programs of 20 random inequalities as FOLDER/NAME.dat-s, and what this
                                                   package finds for each as FOLDER/bounds.json
        benchmark hierarchy solve NAME             one bound, from the inequality to the proof, in this process: i3322-3 or i4422-1+AB,
                                                   and -same-matrix behind it for the moment matrix without symmetry, with one thread
        """

    private struct Bound: Encodable {
        let name: String
        let level: String
        /// The level's value is this minus the optimum of the written program.
        let constant: Double
        let estimate: Double
        let upper: Double
    }

    /// Runs the program and returns its exit status.
    static func run(_ arguments: [String]) -> Int32 {
        do {
            switch (arguments.first, arguments.count) {
            case ("write"?, 2): try write(to: arguments[1])
            case ("solve"?, 2): try solve(arguments[1])
            default:
                print(help)
                return 2
            }
            return 0
        } catch {
            FileHandle.standardError.write(Data("benchmark hierarchy: \(error)\n".utf8))
            return 1
        }
    }

    /// Two and three parties, two to four settings, two and three outcomes; normal coefficients.
    private static func randomInequalities() throws -> [(inequality: BellInequality, level: String)] {
        var stream = RandomStream(seed: 2020)
        let scenarios: [([[Int]], String)] = [
            ([[2, 2], [2, 2]], "2"), ([[2, 2, 2], [2, 2, 2]], "1+AB"), ([[3, 2], [2, 3]], "1+AB"),
            ([[2, 2, 2, 2], [2, 2, 2, 2]], "1+AB"), ([[2, 2], [2, 2], [2, 2]], "2+ABC"),
        ]
        return try (0..<20).map { number in
            let (outcomes, level) = scenarios[number % scenarios.count]
            let scenario = try Scenario(outcomes: outcomes)
            return (
                try BellInequality(
                    stream.normals(scenario.count), in: scenario, bound: 0, name: "random-\(number)"), level
            )
        }
    }

    private static func write(to folder: String) throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        var bounds: [Bound] = []
        for (inequality, text) in try randomInequalities() {
            let level = try HierarchyLevel(text)
            let (program, constant) = try inequality.hierarchyProgram(level: level)
            try program.writeSDPA(to: "\(folder)/\(inequality.name).dat-s")
            let found = try inequality.quantumUpperBound(level: level)
            bounds.append(
                Bound(
                    name: inequality.name, level: "\(level)", constant: constant, estimate: found.estimate,
                    upper: found.upper))
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        try encoder.encode(bounds).write(to: URL(fileURLWithPath: "\(folder)/bounds.json"))
        print("\(bounds.count) programs in \(folder)")
    }

    private static func solve(_ name: String) throws {
        let suffix = "-same-matrix"
        let isPlain = name.hasSuffix(suffix)
        var (settings, level) = (3, HierarchyLevel.three)
        switch isPlain ? String(name.dropLast(suffix.count)) : name {
        case "i3322-3": break
        case "i4422-1+AB": (settings, level) = (4, .almostQuantum)
        default: throw InvalidArgument("name", must: "be i3322-3 or i4422-1+AB, with or without \(suffix)", was: name)
        }
        let options = HierarchyOptions(solver: SemidefiniteOptions(threads: 1), usesSymmetry: !isPlain)
        let start = ContinuousClock.now
        let found = try BellInequality.innn22(settings: settings).quantumUpperBound(level: level, options)
        let seconds = start.duration(to: .now).inSeconds
        print(
            "{\"value\": \(found.upper), \"seconds\": \(seconds), \"rows\": \(found.operators), \"moments\": \(found.moments)}"
        )
    }
}
