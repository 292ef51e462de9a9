import Foundation
import NumericalCore
import Testing

/// Why a law does not hold for a case.
public struct Violation: Error, CustomStringConvertible {
    /// The reason, in words.
    public let description: String

    /// A violation with its reason.
    public init(_ description: String) { self.description = description }
}

/// Throws unless a condition of a law holds.
public func demand(_ condition: Bool, _ reason: @autoclosure () -> String) throws {
    guard condition else { throw Violation(reason()) }
}

/// Throws unless two numbers agree.
public func demand(
    _ left: Double, equals right: Double, within tolerance: Double, _ name: @autoclosure () -> String
) throws {
    guard abs(left - right) <= tolerance else { throw Violation("\(name()): \(left) and \(right)") }
}

/// A law over random cases, which are made smaller when it fails.
///
/// The seed is that of the environment variable `PROPERTY_SEED`, or one that is always the same; `PROPERTY_CASES`
/// multiplies the number of cases. Case k takes substream k, so that one case can be run alone.
public struct Property<Input> {
    /// A case for which the law does not hold, as small as was found.
    public struct Counterexample {
        /// The case.
        public let input: Input
        /// Why the law does not hold.
        public let reason: String
        /// The number of the case.
        public let number: Int
        /// How many times it could be made smaller.
        public let shrinks: Int
    }

    let law: String
    let cases: Int
    let seed: UInt64
    let generate: (inout Choices) throws -> Input
    let holds: (Input) async throws -> Void

    /// How many cases are tried for making one smaller.
    private static var shrinkLimit: Int { 1000 }

    /// A law in words, the number of cases, what makes them, and what throws when the law does not hold.
    public init(
        _ law: String, cases: Int, seed: UInt64 = PropertySettings.seed,
        generate: @escaping (inout Choices) throws -> Input, holds: @escaping (Input) async throws -> Void
    ) {
        self.law = law
        self.cases = cases
        self.seed = seed
        self.generate = generate
        self.holds = holds
    }

    /// The first case for which the law does not hold, made smaller; nil when there is none.
    public func counterexample() async -> Counterexample? {
        for number in 0..<cases {
            var choices = Choices(source: RandomStream(seed: seed, substream: UInt64(number)))
            if let failure = await failure(&choices) { return await shrunk(failure, choices.drawn, number) }
        }
        return nil
    }

    /// What is wrong with the case that the choices make, or nil.
    ///
    /// A case that cannot be made is wrong too.
    private func failure(_ choices: inout Choices) async -> (input: Input?, reason: String)? {
        var input: Input?
        do {
            let made = try generate(&choices)
            input = made
            try await holds(made)
            return nil
        } catch {
            return (input, String(describing: error))
        }
    }

    private func shrunk(
        _ failure: (input: Input?, reason: String), _ drawn: [UInt64], _ number: Int
    ) async -> Counterexample? {
        var (best, script, shrinks, tries) = (failure, drawn, 0, 0)
        // Takes a candidate over when the law fails for it too and fewer or smaller numbers were drawn.
        func attempt(_ candidate: [UInt64]) async -> Bool {
            guard tries < Property.shrinkLimit else { return false }
            tries += 1
            var choices = Choices(script: candidate, source: RandomStream(seed: seed, substream: UInt64(number)))
            guard let found = await self.failure(&choices), found.input != nil || best.input == nil else {
                return false
            }
            let isSmaller =
                choices.drawn.count < script.count
                || choices.drawn.count == script.count && choices.drawn.lexicographicallyPrecedes(script)
            guard isSmaller else { return false }
            (best, script, shrinks) = (found, choices.drawn, shrinks + 1)
            return true
        }
        var before = -1
        while before != shrinks && tries < Property.shrinkLimit {
            before = shrinks
            // Pieces are left out, large ones first.
            var size = max(1, script.count / 2)
            while size >= 1 {
                var start = 0
                while start + size <= script.count {
                    if await !attempt(Array(script[..<start] + script[(start + size)...])) { start += max(1, size / 2) }
                    if tries >= Property.shrinkLimit { break }
                }
                size /= 2
            }
            // Each number is brought to the least for which the law fails, as far as bisection can tell.
            var place = 0
            while place < script.count && tries < Property.shrinkLimit {
                var least: UInt64 = 0
                for step in 0..<24 where place < script.count && script[place] > least {
                    let middle = step == 0 ? 0 : least + (script[place] - least) / 2
                    var candidate = script
                    candidate[place] = middle
                    if await !attempt(candidate) { least = middle + 1 }
                }
                place += 1
            }
        }
        guard let input = best.input else {
            Issue.record("\(law): no case could be made: \(best.reason); case \(number), PROPERTY_SEED=\(seed)")
            return nil
        }
        return Counterexample(input: input, reason: best.reason, number: number, shrinks: shrinks)
    }
}

/// What the environment says about properties.
public enum PropertySettings {
    /// The seed of all properties.
    public static let seed = ProcessInfo.processInfo.environment["PROPERTY_SEED"].flatMap { UInt64($0) } ?? 20_260_101

    /// By what the numbers of cases are multiplied.
    public static let factor = ProcessInfo.processInfo.environment["PROPERTY_CASES"].flatMap { Int($0) } ?? 1
}

/// Checks a law over random cases and records an issue with the smallest counterexample and the seed.
///
/// - Parameters:
///   - law: The law in words.
///   - cases: How many cases.
///   - generate: Makes a case from random choices.
///   - holds: Throws when the law does not hold.
public func forAll<Input>(
    _ law: String, cases: Int = 40, sourceLocation: SourceLocation = #_sourceLocation,
    _ generate: @escaping (inout Choices) throws -> Input, holds: @escaping (Input) async throws -> Void
) async {
    let property = Property(law, cases: cases * PropertySettings.factor, generate: generate, holds: holds)
    guard let found = await property.counterexample() else { return }
    Issue.record(
        """
        \(law): \(found.reason)
        for \(String(String(describing: found.input).prefix(2000)))
        (case \(found.number), made smaller \(found.shrinks) times; PROPERTY_SEED=\(property.seed) gives it again)
        """, sourceLocation: sourceLocation)
}
