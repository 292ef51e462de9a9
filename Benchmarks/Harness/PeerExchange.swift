import Foundation
import HiddenVariables

/// A temporary directory through which input goes to a peer's script and its result comes back.
///
/// Arrays are `.npy` files; matrices lie in them column after column.
final class PeerExchange {
    private let directory: URL
    private var parameters: [String: Int] = [:]

    /// Makes the directory.
    init() throws {
        directory = FileManager.default.temporaryDirectory
            .appendingPathComponent("hidden-variables-peer-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    }

    /// Removes the directory.
    func remove() { try? FileManager.default.removeItem(at: directory) }

    /// Tells the script a whole number.
    func write(_ name: String, _ number: Int) { parameters[name] = number }

    /// Writes numbers for the script.
    func write(_ name: String, _ numbers: [Double]) throws {
        try NumPyArray(numbers).write(to: file(name))
    }

    /// Writes matrices one behind the other.
    func write(_ name: String, _ matrices: [ComplexMatrix]) throws {
        try NumPyArray(matrices.flatMap(\.elements)).write(to: file(name))
    }

    /// The numbers that the script wrote.
    func result() throws -> [Double] { try NumPyArray<Double>(contentsOf: file("result")).elements }

    private func file(_ name: String) -> String { directory.appendingPathComponent("\(name).npy").path }

    /// What became of a run.
    enum Outcome {
        /// The seconds of each sample for one operation.
        case times([Double])
        /// The peer is not installed.
        case absent(String)
    }

    /// Runs a script of `Benchmarks/Peers` once.
    ///
    /// - Throws: ``PeerFailure`` when it fails for another reason than a missing module.
    func run(_ script: String, _ options: Options) throws -> Outcome {
        let path = PeerExchange.scripts.appendingPathComponent("\(script).py").path
        try JSONEncoder().encode(parameters).write(to: directory.appendingPathComponent("parameters.json"))
        let watch = options.stopwatch
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [
            options.python, path, directory.path, "\(watch.sampleSeconds)", "\(watch.samples)",
            watch.clock.rawValue,
        ]
        var environment = ProcessInfo.processInfo.environment
        for variable in ["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "RAYON_NUM_THREADS"] {
            environment[variable] = "\(options.peerThreads)"
        }
        environment["PYTHONDONTWRITEBYTECODE"] = "1"
        process.environment = environment
        let output = Pipe()
        let complaints = directory.appendingPathComponent("stderr.txt")
        try Data().write(to: complaints)
        process.standardOutput = output
        process.standardError = try FileHandle(forWritingTo: complaints)
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        switch process.terminationStatus {
        case 0: return .times(try decode(data, script))
        case 3: return .absent("not installed")
        case 127: return .absent("no \(options.python)")
        default:
            let text = (try? String(contentsOf: complaints, encoding: .utf8)) ?? ""
            throw PeerFailure("\(script).py stopped with status \(process.terminationStatus)\n\(text)")
        }
    }

    private struct Times: Decodable { let seconds: [Double] }

    private func decode(_ data: Data, _ script: String) throws -> [Double] {
        guard let times = try? JSONDecoder().decode(Times.self, from: data), !times.seconds.isEmpty else {
            throw PeerFailure("\(script).py did not print its times, but: \(String(decoding: data, as: UTF8.self))")
        }
        return times.seconds
    }

    // The scripts lie beside the sources, wherever those are.
    private static let scripts = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Peers")
}

/// A peer that is there but did not do its work.
struct PeerFailure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
