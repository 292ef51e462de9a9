import Foundation

/// The same work on the same input, done by this package and by a peer's script in turn.
struct Comparison {
    /// The name, by which `--filter` selects.
    let name: String
    /// Who the peer is.
    let peer: String
    private let script: String
    private let prepare: (PeerExchange) throws -> (loop: Benchmark.Loop, answer: () throws -> [Double])

    /// A comparison with a script of `Benchmarks/Peers`.
    ///
    /// - Parameters:
    ///   - script: The script's name without `.py`.
    ///   - prepare: Makes the input, writes it for the peer and returns our operation.
    ///   - answer: The numbers of our result in the order in which the script writes its own.
    init<Result>(
        _ name: String, peer: String, script: String,
        prepare: @escaping (PeerExchange) throws -> () throws -> Result, answer: @escaping (Result) -> [Double]
    ) {
        self.name = name
        self.peer = peer
        self.script = script
        self.prepare = { exchange in
            let operation = try prepare(exchange)
            return (Benchmark.loop(operation), { answer(try operation()) })
        }
    }

    /// Runs both sides in turn and compares times and results.
    func run(_ options: Options) throws -> Report.PeerRow {
        var row = Report.PeerRow(name: name, peer: peer)
        let exchange = try PeerExchange()
        defer { exchange.remove() }
        let (loop, answer) = try prepare(exchange)
        var (ours, theirs): ([Statistics], [Statistics]) = ([], [])
        for _ in 0..<options.rounds {
            ours.append(try options.stopwatch.measure(loop))
            switch try exchange.run(script, options) {
            case .absent(let reason):
                row.absence = reason
                return row
            case .times(let times): theirs.append(Statistics(of: times))
            }
        }
        // Samples within a round are alike; the medians of the rounds show what changes between them.
        row.ours = Statistics(of: ours.map(\.median))
        row.theirs = Statistics(of: theirs.map(\.median))
        row.ratio = Statistics(of: theirs.map(\.median)).median / Statistics(of: ours.map(\.median)).median
        row.difference = try largestDifference(answer(), exchange.result())
        return row
    }

    private func largestDifference(_ ours: [Double], _ theirs: [Double]) throws -> Double {
        guard ours.count == theirs.count else {
            throw PeerFailure("\(name): we have \(ours.count) numbers, \(peer) has \(theirs.count)")
        }
        // A NaN on either side must not pass as agreement.
        return zip(ours, theirs).reduce(0) { largest, pair in
            let difference = abs(pair.0 - pair.1)
            return difference > largest || difference.isNaN ? difference : largest
        }
    }
}
