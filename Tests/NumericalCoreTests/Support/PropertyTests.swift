import NumericalCore
import Testing

/// The helper for properties finds what breaks a law, makes it smaller, and repeats itself.
@Suite("Properties with shrinking") struct PropertyTests {
    @Test("A law that holds has no counterexample") func truth() async {
        let property = Property("sums commute", cases: 50) {
            ($0.integer(in: -9...9), $0.integer(in: -9...9))
        } holds: {
            try demand($0.0 + $0.1 == $0.1 + $0.0, "they do not")
        }
        let found = await property.counterexample()
        #expect(found.map(\.number) == nil)
    }

    @Test("A list is cut to the elements that break the law") func lists() async throws {
        let property = Property("no list holds 700 or more", cases: 200) { choices in
            choices.list(0...40) { $0.integer(in: 0...1000) }
        } holds: {
            try demand($0.allSatisfy { $0 < 700 }, "one does")
        }
        let counterexample = await property.counterexample()
        let found = try #require(counterexample)
        #expect(found.input == [700])
        #expect(found.shrinks > 0 && found.reason == "one does")
    }

    @Test("Numbers are brought to the edge of the law") func numbers() async throws {
        let property = Property("x + y stays below 1.5", cases: 200) { choices in
            (choices.real(in: 0...1), choices.real(in: 0...1))
        } holds: {
            try demand($0.0 + $0.1 < 1.5, "it does not")
        }
        let counterexample = await property.counterexample()
        let found = try #require(counterexample)
        #expect(found.input.0 + found.input.1 >= 1.5 && found.input.0 + found.input.1 < 1.5001)
    }

    @Test("A seed gives the same counterexample again, and an error counts as one") func repetition() async {
        struct Failure: Error {}
        func search(seed: UInt64) async -> Int {
            let property = Property("nothing throws", cases: 300, seed: seed) {
                $0.integer(in: 0...100_000)
            } holds: {
                if $0 % 7 == 3 { throw Failure() }
            }
            return await property.counterexample()?.input ?? 0
        }
        let (first, second) = (await search(seed: 4), await search(seed: 4))
        #expect(first == second && first % 7 == 3)
    }

    @Test("A broken law is an issue that names the seed") func report() async {
        await withKnownIssue {
            await forAll("all numbers are even") {
                $0.integer(in: 0...100)
            } holds: {
                try demand($0.isMultiple(of: 2), "\($0) is odd")
            }
        } matching: { issue in
            issue.comments.contains { $0.rawValue.contains("PROPERTY_SEED=") && $0.rawValue.contains("for 1\n") }
        }
    }
}
