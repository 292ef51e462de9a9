import HiddenVariables
import Testing

/// One kind of long work in a small case, and how to look at what comes out.
struct LongWorkRow: Sendable, CustomTestStringConvertible {
    /// The limits that a case is given, which remembers the words by which it was asked for them.
    struct Limits {
        private(set) var words: Set<String> = []
        var givenTimeLimit: Double?
        var givenRoundLimit: Int?
        var givenThreads = 1

        mutating func timeLimit() -> Double? { word("timeLimit", givenTimeLimit) }
        mutating func roundLimit(_ standard: Int) -> Int { word("roundLimit", givenRoundLimit ?? standard) }
        mutating func tolerance(_ standard: Double) -> Double { word("tolerance", standard) }
        mutating func threads() -> Int { word("threads", givenThreads) }
        mutating func seed(_ standard: UInt64) -> UInt64 { word("seed", standard) }

        private mutating func word<Value>(_ word: String, _ value: Value) -> Value {
            words.insert(word)
            return value
        }
    }

    /// Why work ended, and its result in words that differ when a bit of it does.
    struct Ending: Sendable, Equatable {
        let reason: StopReason
        let bits: String

        init(_ reason: StopReason, _ numbers: Double...) { self.init(reason, numbers) }

        init(_ reason: StopReason, _ numbers: [Double]) {
            self.reason = reason
            bits = "\(numbers.map(\.bitPattern))"
        }
    }

    /// Work that has been prepared.
    struct Prepared: Sendable {
        let words: Set<String>
        let isResumable: Bool
        let run: @Sendable () async throws -> Ending
        let follow: @Sendable () async throws -> (reports: [RunProgress], ending: Ending)
        let resume: @Sendable (_ checkpoint: String) async throws -> Ending
    }

    /// The name in the table of the article "Conventions".
    let name: String
    /// How often it may ask again after it was told to stop: once for each of its threads and items that have begun.
    let slack: Int
    /// A limit of time that ends it early when each look at the clock takes a second.
    let timeLimit: Double
    /// Whether a round takes a second, so that it is run no more often than it must.
    let isHeavy: Bool

    private let make: @Sendable (inout Limits) throws -> Prepared

    init<Work: LongWork>(
        _ name: String, slack: Int = 16, timeLimit: Double = 5, isHeavy: Bool = false,
        _ work: @escaping @Sendable (inout Limits) throws -> Work,
        ending: @escaping @Sendable (Work.Output) throws -> Ending
    ) {
        (self.name, self.slack, self.timeLimit, self.isHeavy) = (name, slack, timeLimit, isHeavy)
        make = { limits in
            let work = try work(&limits)
            return Prepared(
                words: limits.words, isResumable: work is any ResumableWork,
                run: { try ending(try await work.run()) },
                follow: {
                    let run = work.start()
                    var reports: [RunProgress] = []
                    for await progress in run.progress { reports.append(progress) }
                    return (reports, try ending(try await run.value))
                },
                resume: { path in
                    let resumable = try #require(work as? any ResumableWork)
                    let output = try await Self.output(of: resumable, at: path)
                    return try ending(try #require(output as? Work.Output))
                })
        }
    }

    private static func output(of work: some ResumableWork, at path: String) async throws -> any Sendable {
        try await work.run(checkpoint: path)
    }

    /// The case with limits of its own, or with some of the given ones.
    func prepared(timeLimit: Double? = nil, roundLimit: Int? = nil) throws -> Prepared {
        var limits = Limits()
        limits.givenTimeLimit = timeLimit
        limits.givenRoundLimit = roundLimit
        return try make(&limits)
    }

    var testDescription: String { name }
}
