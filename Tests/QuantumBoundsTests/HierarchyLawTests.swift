import Foundation
import TestSupport
import Testing

@testable import QuantumBounds

/// An upper bound is never below what a see-saw reaches, whatever the solver did.
@Suite("Quantum bounds: the right side") struct HierarchyLawTests {
    struct Input: Sendable {
        let inequality: BellInequality
        let dimensions: [Int]
        let level: HierarchyLevel
        let options: HierarchyOptions
        let seed: UInt64
    }

    @Test("20.2 random inequalities: see-saw ≤ proven bound, also early and badly scaled") func rightSide() async throws
    {
        await forAll("see-saw ≤ upper end", cases: 40) { choices in
            let outcomes = choices.one(of: [
                [[2, 2], [2, 2]], [[2, 2, 2], [2, 2]], [[3, 2], [2, 3]], [[2, 2], [2, 2], [2, 2]], [[2, 1], [4, 2]],
            ])
            let scenario = try Scenario(outcomes: outcomes)
            let size = choices.one(of: [1.0, 1e-9, 1e7])
            let coefficients = (0..<scenario.count).map { _ in
                size * Double(choices.integer(in: -6...6)) * (choices.integer(in: 0...9) == 0 ? 1e4 : 1)
            }
            let limit = choices.one(of: [200, 0, 1, 4, 7])
            return Input(
                inequality: try BellInequality(coefficients, in: scenario, bound: 0),
                dimensions: outcomes.map { ($0.max() ?? 2) == 3 ? 3 : 2 },
                level: try outcomes.count == 3 ? .almostQuantum : HierarchyLevel(choices.one(of: ["1", "1+AB"])),
                options: HierarchyOptions(
                    solver: SemidefiniteOptions(iterationLimit: limit, threads: 1),
                    usesSymmetry: choices.integer(in: 0...1) == 0),
                seed: choices.next())
        } holds: { input in
            let magnitude = input.inequality.coefficients.reduce(0) { $0 + abs($1) }
            let upper = try input.inequality.quantumUpperBound(level: input.level, input.options)
            let lower = try input.inequality.quantumBound(
                dimensions: input.dimensions, SeeSawOptions(starts: 3, roundLimit: 60, seed: input.seed))
            let local = try input.inequality.localBound()
            try demand(
                lower.value <= upper.upper + 1e-13 * magnitude, "see-saw \(lower.value), upper \(upper.upper)")
            try demand(local.lower <= upper.upper, "local \(local.lower), upper \(upper.upper)")
            try demand(upper.upper <= magnitude * (1 + 1e-12), "upper \(upper.upper) beyond Σ|c|")
            if upper.stopReason == .converged {
                // At low levels the estimate may be more than any probabilities can give.
                try demand(
                    upper.upper <= upper.estimate + 1e-6 * magnitude, "proven \(upper.upper), found \(upper.estimate)")
            }
        }
    }

    @Test("20.2 symmetry changes the size and not the value") func symmetry() throws {
        let inequalities = [
            try BellInequality.i3322(), try BellInequality(.mermin(parties: 3)), try BellInequality.innn22(settings: 4),
            try BellInequality(.chained(settings: 4)),
        ]
        for inequality in inequalities {
            let reduced = try inequality.quantumUpperBound()
            let full = try inequality.quantumUpperBound(HierarchyOptions(usesSymmetry: false))
            #expect(abs(reduced.estimate - full.estimate) < 1e-7, "\(inequality.name)")
            #expect(full.symmetries == 0 && full.operators == reduced.operators)
            #expect(reduced.moments < full.moments && reduced.symmetries > 0, "\(inequality.name)")
        }
    }

    @Test("20.2 a symmetry that only rounding makes is not used, so that the certificate holds") func nearSymmetry()
        throws
    {
        var coefficients = try BellInequality(.chsh).coefficients
        for place in [4, 7] { coefficients[place] += 0x1p-52 * abs(coefficients[place]) }
        let found = try BellInequality(coefficients, in: .chsh, bound: 2).quantumUpperBound()
        #expect(abs(found.upper - 8.0.squareRoot()) < 1e-7)
        try found.certificate.verify()
    }

    @Test("20.2 more products give no larger bound, and user's words count") func monotone() throws {
        let inequality = try BellInequality.i3322()
        let values = try ["1", "1+AB", "2"].map { try inequality.quantumUpperBound(level: HierarchyLevel($0)).estimate }
        #expect(values[0] > values[1] + 0.1 && values[1] > values[2] + 1e-4)
        let words = (0..<3).flatMap { x in
            (0..<3).map { y in
                [OperatorLetter(party: 0, setting: x), OperatorLetter(party: 1, setting: y)]
            }
        }
        let own = try inequality.quantumUpperBound(
            level: HierarchyLevel(words: words + [words[0], words[0] + words[0]]))
        #expect(own.operators == 16 && abs(own.estimate - values[1]) < 1e-8)
        #expect(try inequality.quantumUpperBound(level: .almostQuantum).operators == 16)
    }

    @Test("20.2 an interval with the evidence of both ends") func interval() throws {
        let interval = try BellInequality(.chsh).quantumInterval(
            dimensions: [2, 2], level: .one, seeSaw: SeeSawOptions(starts: 4, seed: 3))
        #expect(interval.width >= 0 && interval.width < 1e-7)
        #expect("\(interval)".contains("proven, level 1"))
        // The same bits for every number of threads.
        let one = try BellInequality.i3322().quantumUpperBound(
            level: .two, HierarchyOptions(solver: SemidefiniteOptions(threads: 1)))
        let two = try BellInequality.i3322().quantumUpperBound(
            level: .two, HierarchyOptions(solver: SemidefiniteOptions(threads: 3)))
        #expect(one == two)
    }

    @Test("20.1 a certificate holds what a second program needs, and comes back as it was") func certificate() throws {
        let bound = try BellInequality.i3322().quantumUpperBound()
        let certificate = bound.certificate
        #expect(certificate.upper == bound.upper && certificate.words.count == 16 && certificate.symmetries.count == 3)
        #expect(certificate.sumOfSquares.map(\.count) == [16 * 17 / 2] && certificate.shifts.count == 1)
        let data = try certificate.encoded()
        #expect(try HierarchyCertificate(data: data) == certificate)
        #expect(try certificate.encoded() == data)
        // As it was written before: JSON.
        #expect(try HierarchyCertificate(data: JSONEncoder().encode(certificate)) == certificate)
        let proof = try certificate.verify(of: .i3322())
        #expect(proof.upper == bound.upper && proof.description.hasSuffix("above \(bound.upper)"))
        #expect(throws: InvalidCertificate.self) { try certificate.verify(of: BellInequality(.chsh)) }
    }

    /// A scenario with three outcomes, where letters are projectors.
    @Test("19.2 certificates are verified anew, and refused with one number wrong") func verification() throws {
        let cglmp = try BellInequality.cglmp(outcomes: 3).quantumUpperBound().certificate
        try cglmp.verify()
        let sound = try BellInequality.i3322().quantumUpperBound().certificate
        let text = String(decoding: try JSONEncoder().encode(sound), as: UTF8.self)
        func changed(_ change: (inout [String: Any]) -> Void) throws -> HierarchyCertificate {
            var parts = try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
            change(&parts)
            return try HierarchyCertificate(data: JSONSerialization.data(withJSONObject: parts))
        }
        try changed { _ in }.verify()
        let forgeries: [(String, (inout [String: Any]) -> Void)] = [
            ("the bound", { $0["upper"] = sound.upper - 1e-9 }),
            ("a coefficient", { $0["coefficients"] = [sound.coefficients[0] + 0.01] + sound.coefficients.dropFirst() }),
            ("S", { $0["sumOfSquares"] = sound.sumOfSquares.map { $0.map { $0 * 0.99 } } }),
            ("a sign of S", { $0["sumOfSquares"] = sound.sumOfSquares.map { [-$0[0]] + $0.dropFirst() } }),
            ("a shift", { $0["shifts"] = [-1e-3] }),
            ("a word", { $0["words"] = Array(sound.words.dropLast()) + [[0, 0]] }),
            ("a word that leads out", { $0["words"] = Array(sound.words.dropLast()) + [[99]] }),
            ("a block", { $0["blocks"] = [Array(repeating: 0, count: 16)] }),
            (
                "a symmetry",
                {
                    $0["symmetries"] = [
                        ["images": [1, 0, 2, 3, 4, 5], "flips": Array(repeating: false, count: 6)] as [String: Any]
                    ]
                }
            ),
        ]
        for (name, change) in forgeries {
            #expect(throws: InvalidCertificate.self, "\(name)") { try changed(change).verify() }
        }
        #expect(throws: InvalidArgument.self) { try changed { $0["shifts"] = [0.0, 0.0] } }
    }

    @Test("20.7 lists that do not fit together are refused also when JSON was decoded without this library's reader")
    func decoded() throws {
        let sound = try BellInequality(.chsh).quantumUpperBound(level: .one).certificate
        let text = String(decoding: try JSONEncoder().encode(sound), as: UTF8.self)
        let changes: [(String, Any)] = [
            ("coefficients", [1.0]), ("sumOfSquares", [[1.0]]), ("shifts", [Double]()),
            ("outcomes", [[0, 2], [2, 2]]),
        ]
        for (key, value) in changes {
            var parts = try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
            parts[key] = value
            let data = try JSONSerialization.data(withJSONObject: parts)
            let found = try JSONDecoder().decode(HierarchyCertificate.self, from: data)
            #expect(throws: InvalidArgument.self, "\(key)") { try found.verify() }
            #expect(throws: InvalidArgument.self, "\(key)") { try found.encoded() }
        }
    }

    @Test("19.2 sums are recognized as zero without rounding") func exactSums() {
        #expect(HierarchyCheck.sumVanishes([1, 0x1p-80, -1, -0x1p-80]))
        #expect(!HierarchyCheck.sumVanishes([1, 0x1p-80, -1]))
        #expect(HierarchyCheck.sumVanishes([]))
    }

    @Test("20.7 huge levels are refused with their size, before anything is made") func huge() throws {
        let chsh = try BellInequality(.chsh)
        let error = #expect(throws: InvalidArgument.self) { try chsh.quantumUpperBound(level: HierarchyLevel("64")) }
        #expect(error?.description == "level must give at most 1000 operators, but was 8321 (level 64)")
        let wide = try BellInequality(
            Array(repeating: 0, count: 64 * 64), in: Scenario(parties: 2, settings: 32), bound: 0)
        let second = #expect(throws: InvalidArgument.self) { try wide.quantumUpperBound(level: HierarchyLevel("40")) }
        #expect(second?.description.contains("e+") == true)
        let third = #expect(throws: InvalidArgument.self) {
            try BellInequality.i3322().quantumUpperBound(level: .two, HierarchyOptions(momentLimit: 20))
        }
        #expect(third?.description == "level must give at most 20 different moments, but was 23")
    }

    @Test(
        "20.7 wrong input is refused in words",
        arguments: [
            WrongInput(saying: "level", "\"\"") { try HierarchyLevel("") },
            WrongInput(saying: "level", "\"AB\"") { try HierarchyLevel("AB") },
            WrongInput(saying: "level", "\"1+\"") { try HierarchyLevel("1+") },
            WrongInput(saying: "level", "1+ab") { try HierarchyLevel("1+ab") },
            WrongInput(saying: "degree", "0") { try HierarchyLevel("0") },
            WrongInput(saying: "degree", "65") { try HierarchyLevel(degree: 65) },
            WrongInput(saying: "degreePerParty", "-1") { try HierarchyLevel(degreePerParty: -1) },
            WrongInput(saying: "products", "[0, 0]") { try HierarchyLevel(products: [[0, 0]]) },
            WrongInput(saying: "products", "[-1, 2]") { try HierarchyLevel(products: [[-1, 2]]) },
            WrongInput(saying: "level", "2 parties", "1+ABC") {
                try BellInequality(.chsh).quantumUpperBound(level: HierarchyLevel("1+ABC"))
            },
            WrongInput(saying: "level", "without A0·B0·C0") {
                try BellInequality(.svetlichny(parties: 3)).quantumUpperBound(level: .one)
            },
            WrongInput(saying: "word", "A2") {
                try BellInequality(.chsh).quantumUpperBound(
                    level: HierarchyLevel(words: [[OperatorLetter(party: 0, setting: 2)]]))
            },
            WrongInput(saying: "operatorLimit", "0") {
                try BellInequality(.chsh).quantumUpperBound(HierarchyOptions(operatorLimit: 0))
            },
            WrongInput(saying: "momentLimit", "30001") {
                try BellInequality(.chsh).quantumUpperBound(HierarchyOptions(momentLimit: 30_001))
            },
            WrongInput(saying: "tolerance", "1.0") {
                try BellInequality(.chsh).quantumUpperBound(
                    HierarchyOptions(solver: SemidefiniteOptions(tolerance: 1)))
            },
            WrongInput(saying: "settings", "1") { try BellInequality.innn22(settings: 1) },
            WrongInput(saying: "noise", "[2, 2, 2]") {
                try Behaviour.popescuRohrlich.quantumMembership(
                    noise: .whiteNoise(in: Scenario(parties: 2, settings: 3)))
            },
            WrongInput(saying: "behaviour", "signal") {
                try Behaviour([1, 0, 0, 0, 0, 0, 0, 1, 1, 0, 0, 0, 1, 0, 0, 0], in: .chsh).quantumMembership()
            },
        ]) func wrongInput(input: WrongInput)
    { input.check() }
}
