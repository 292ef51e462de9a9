import Foundation
import LHVModels
import LocalPolytopes

@testable import CertifiedModels
@testable import DataFiles
@testable import HiddenVariableClouds

private let sweep = Result { try Sweep(name: "s", parameters: [Sweep.Parameter("v", [0.5, 0.7])], seeds: [1, 2]) }

/// A file in memory, for readers that want a path.
private let folder: String = {
    let path = "/dev/shm/fuzz-search-\(ProcessInfo.processInfo.processIdentifier)"
    try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    return path
}()

/// What searches keep in files, of which the first byte chooses; check sums are made to fit, since no mutation would find them.
let readers: [SeededReader] = [
    SeededReader(name: "isotropic") {
        let grid = try ResponseGrid(rows: 4, azimuths: 8)
        // Both answer the sign of one coordinate; a grid covers one half of the sphere.
        let hemisphere = SignPattern(count: grid.count) { _ in false }
        let pair = IsotropicCertificate.Pair(weight: 1, cells: hemisphere, nodes: hemisphere)
        return try IsotropicCertificate(dimension: 3, degree: 3, cells: grid, nodes: grid, pairs: [pair]).encoded()
            .dropLast(4)
    } read: { data in
        var sum = CRC32.checksum(of: data)
        let file = data + withUnsafeBytes(of: &sum) { Data($0) }
        admit { _ = try IsotropicCertificate(data: data) }
        let certificate = try IsotropicCertificate(data: file)
        expect(certificate.encoded() == file, "what is written comes back")
        guard certificate.degree <= 41, certificate.cells.rows + certificate.nodes.rows <= 100 else { return }
        _ = try certificate.verify(threads: 1)
    },
    SeededReader(name: "cloud-checkpoint") {
        var generator = RandomStream(seed: 1)
        let problem = try CloudProblem(qubits: .werner(visibility: 0.3), degree: 1)
        let phases = [SearchPhase.adam(steps: 2, rate: 0.1, batch: BatchDesign(.grid, settings: 4, points: .spiral))]
        let cloud = try HiddenVariableCloud.random(rules: problem.rules, count: 3, using: &generator)
        let state = SearchState(
            problem: problem, phases: phases, seed: 1, origin: nil, phase: 0, stepInPhase: 1, cloud: cloud, loss: 0.5,
            adam: try Adam(count: cloud.parameters.count), quasiNewton: try LBFGS(memory: 2))
        return try CheckpointFrame.payload(
            in: Checkpoint(kind: SearchState.checkpointKind, state: state).encoded(),
            kind: SearchState.checkpointKind, source: "example")
    } read: { data in
        let frame = CheckpointFrame.wrap(data, kind: SearchState.checkpointKind)
        let state = try Checkpoint<SearchState>(data: frame, kind: SearchState.checkpointKind).state
        let again = try Checkpoint<SearchState>(
            data: Checkpoint(kind: SearchState.checkpointKind, state: state).encoded(),
            kind: SearchState.checkpointKind
        ).state
        expect(again.cloud == state.cloud, "the cloud comes back")
        try state.problem.requireFitting(state.cloud)
        // What a search asks of a checkpoint before it goes on from it.
        if state.phases.indices.contains(state.phase), state.phases.allSatisfy({ (0...1_000_000).contains($0.steps) }),
            (0...1_000_000).contains(state.stepInPhase)
        {
            _ = state.steps
        }
    },
    SeededReader(name: "isotropic-checkpoint") {
        var engine = try IsotropicSearchEngine(
            IsotropicSearchState(options: IsotropicSearchOptions(degrees: [3], threads: 1, batch: 2, batches: 1)))
        _ = try engine.round()
        return try CheckpointFrame.payload(
            in: Checkpoint(kind: IsotropicSearchState.checkpointKind, state: engine.state).encoded(),
            kind: IsotropicSearchState.checkpointKind, source: "example")
    } read: { data in
        let kind = IsotropicSearchState.checkpointKind
        let path = "\(folder)/checkpoint"
        try CheckpointFrame.wrap(data, kind: kind).write(to: URL(fileURLWithPath: path))
        _ = try IsotropicSearch(resuming: path, threads: 1)
        var state = try Checkpoint<IsotropicSearchState>(contentsOf: path, kind: kind).state
        state.options.threads = 1
        try state.validate()
        let options = state.options
        guard options.degrees[state.stage] <= 9, options.dimension <= 4, options.batch * options.batches <= 16,
            options.sweeps <= 8, options.cellDensity * options.nodeDensity <= 2
        else { return }
        var engine = try IsotropicSearchEngine(state)
        _ = try engine.round()
        _ = try engine.bestCertificate()
    },
    SeededReader(name: "result") {
        let record = Sweep.Record(sweep: "s", item: try sweep.get()[1], output: [0.5])
        return try JSONEncoder().encode(record)
    } read: { data in
        let path = "\(folder)/s-1.result"
        try CheckpointFrame.wrap(data, kind: "sweep result 1").write(to: URL(fileURLWithPath: path))
        let merged = try sweep.get().merge([Double].self, in: folder)
        expect(merged.records.count + merged.foreign.count == 1, "a file is a result or foreign")
        expect(merged.missing.count == 4 - merged.records.count, "the others are missing")
    },
    SeededReader(name: "sweep") {
        try JSONEncoder().encode(try sweep.get())
    } read: { data in
        let sweep = try JSONDecoder().decode(Sweep.self, from: data)
        guard sweep.count > 0 else { return }
        expect(sweep[sweep.count - 1].index == sweep.count - 1, "items are numbered")
        _ = try sweep.shard(0, of: 2)
    },
]
