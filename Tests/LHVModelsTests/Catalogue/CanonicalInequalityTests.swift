import LHVModels
import TestSupport
import Testing

/// One representative for each class of inequalities.
@Suite("Canonical inequalities") struct CanonicalInequalityTests {
    static let scenarios: [[[Int]]] = [
        [[2, 2], [2, 2]], [[2, 2, 2], [2, 2]], [[3, 2], [2, 4, 2]], [[2, 2], [2, 3], [2]], [[2, 2], [2, 2], [2, 2]],
        [[3, 3], [3, 3]], [[2, 1], [4, 2]],
    ]

    /// Few different coefficients, so that there are symmetries and near-symmetries.
    static func inequality(_ outcomes: [[Int]], range: ClosedRange<Int>, using stream: inout RandomStream) throws
        -> BellInequality
    {
        let scenario = try Scenario(outcomes: outcomes)
        return try BellInequality(
            (0..<scenario.count).map { _ in Double(Int.random(in: range, using: &stream)) }, in: scenario,
            bound: Double(Int.random(in: 0...9, using: &stream)))
    }

    /// The same inequality in other words: renumbered, scaled, and with terms that vanish without signalling.
    static func disguised(_ inequality: BellInequality, using stream: inout RandomStream) throws -> BellInequality {
        let scenario = inequality.scenario
        var coefficients = inequality.coefficients
        var bound = inequality.bound
        for party in 0..<scenario.parties where scenario.settings[party] > 1 {
            // What another party's setting 0 or 1 says of the others' outcomes at their setting 0 is the same.
            let amount = Double(Int.random(in: -3...3, using: &stream))
            for (setting, sign) in [(0, amount), (1, -amount)] {
                var settings = Array(repeating: 0, count: scenario.parties)
                settings[party] = setting
                let counts = settings.indices.map { scenario.outcomes[$0][settings[$0]] }
                for outcome in 0..<counts[party] {
                    var list = Array(repeating: 0, count: scenario.parties)
                    list[party] = outcome
                    coefficients[try scenario.index(of: list, given: settings)] += sign
                }
            }
        }
        // A constant on both sides.
        let constant = Double(Int.random(in: -4...4, using: &stream))
        for place in try scenario.range(of: Array(repeating: 0, count: scenario.parties)) {
            coefficients[place] += constant
        }
        bound += constant
        return try BellInequality(coefficients, in: scenario, bound: bound)
            .relabelled(by: .random(of: scenario, using: &stream))
            .scaled(by: [1, 3, 0.25, 1e-3, 7e5].randomElement(using: &stream) ?? 1)
    }

    @Test("20.5 renumbering, factors, constants and signalling terms change nothing", arguments: scenarios)
    func law(outcomes: [[Int]]) throws {
        var stream = RandomStream(seed: 200)
        for round in 0..<6 {
            let inequality = try Self.inequality(outcomes, range: round < 3 ? -1...1 : -9...9, using: &stream)
            let canonical = try inequality.canonical()
            let other = try Self.disguised(inequality, using: &stream).canonical()
            #expect(canonical.form == other.form && canonical.isWhole && other.isWhole)
            // The renumbering and the factor lead there.
            let image = try inequality.relabelled(by: canonical.relabelling).scaled(by: canonical.factor)
            let form = try CollinsGisinForm(image)
            #expect(form.scenario == canonical.form.scenario)
            #expect(abs(form.bound - form.coefficients[0] - canonical.form.bound) < 1e-9)
            #expect(
                zip(form.coefficients, canonical.form.coefficients).dropFirst().allSatisfy { abs($0 - $1) < 1e-9 })
            // The bound is part of it.
            let loose = try BellInequality(
                inequality.coefficients, in: inequality.scenario, bound: inequality.bound + 0.5
            ).canonical()
            #expect(loose.form != canonical.form)
        }
    }

    /// Against the renumberings of every inequality, one exchange after the other.
    @Test(
        "20.5 forms agree where a walk through all renumberings says so",
        arguments: [[[2, 2], [2, 2]], [[3, 2], [2, 2]]])
    func walk(outcomes: [[Int]]) throws {
        var stream = RandomStream(seed: 201)
        let polytope = try LocalPolytope(Scenario(outcomes: outcomes))
        var list: [CollinsGisinForm] = []
        for _ in 0..<12 {
            let inequality = try Self.inequality(outcomes, range: 0...1, using: &stream)
            let form = try CollinsGisinForm(inequality).primitive()
            list.append(form)
            // Relabellings that keep the order of numbers of outcomes, as the walk's do.
            let other = try inequality.relabelled(by: .random(of: polytope.scenario, using: &stream))
            if other.scenario == polytope.scenario { list.append(try CollinsGisinForm(other).primitive()) }
        }
        let classes = try polytope.classes(of: list)
        let forms = try classes.map { try Set($0.map { try $0.inequality().canonical().form }) }
        #expect(forms.allSatisfy { $0.count == 1 })
        #expect(Set(forms.joined()).count == classes.count)
    }

    @Test("20.5 inequalities with many symmetries take few steps") func symmetric() throws {
        let examples: [BellInequality] = [
            try .magicSquare(),
            try BellInequality(.fishburnReeds(dimension: 4)),
            try BellInequality(.chained(settings: 8)), try .cglmp(outcomes: 6),
            try BellInequality([Double](repeating: 1, count: 144), in: Scenario(parties: 2, settings: 6), bound: 36),
        ]
        for inequality in examples {
            var stream = RandomStream(seed: 202)
            let other = try inequality.relabelled(by: .random(of: inequality.scenario, using: &stream))
            #expect(
                try inequality.canonical(limit: 1 << 20).form == other.canonical(limit: 1 << 20).form,
                "\(inequality.name)")
        }
    }

    @Test("20.5 numbers of a search are rounded to whole ones, others to the tolerance") func rounding() throws {
        var stream = RandomStream(seed: 203)
        let exact = try BellInequality.i3322()
        let noisy = try BellInequality(
            exact.coefficients.map { 0.137 * ($0 + 1e-8 * stream.normalPair().0) }, in: exact.scenario, bound: 0.137)
        let found = try noisy.canonical(tolerance: 1e-6)
        let form = try exact.canonical().form
        #expect(found.isWhole && found.form.coefficients == form.coefficients)
        #expect(abs(found.form.bound - form.bound) < 1e-6)
        #expect(!(try noisy.canonical(tolerance: 1e-10).isWhole))
        // Coefficients in the ratio of √2 are no whole numbers, but their class has one form.
        let root = try BellInequality(
            CorrelatorInequality(
                CorrelatorTensor(
                    [1, 2.0.squareRoot(), 1, -(2.0.squareRoot())], settings: [2, 2], includesMarginals: false),
                bound: 3))
        let canonical = try root.canonical()
        let other = try root.relabelled(by: .random(of: .chsh, using: &stream)).canonical()
        #expect(!canonical.isWhole && canonical.form == other.form)
    }

    @Test("20.5 wrong input is refused in words") func refusals() throws {
        let chsh = try BellInequality(.chsh)
        let large = try BellInequality(.mermin(parties: 9))
        for input in [
            WrongInput(saying: "tolerance", "0") { try chsh.canonical(tolerance: 0) },
            WrongInput(saying: "tolerance", "nan") { try chsh.identified(tolerance: .nan) },
            WrongInput(saying: "scenario", "2²⁰") { try large.canonical() },
        ] { input.check() }
        #expect(throws: NumericalFailure.self) { try chsh.canonical(limit: 10) }
        #expect(throws: NumericalFailure.self) { try chsh.identified(limit: 0) }
    }

    @Test("20.5 renumberings compose and are undone") func composition() throws {
        var stream = RandomStream(seed: 204)
        for outcomes in Self.scenarios {
            let scenario = try Scenario(outcomes: outcomes)
            let first = try Relabelling.random(of: scenario, using: &stream)
            let second = try Relabelling.random(of: first.image, using: &stream)
            let inequality = try Self.inequality(outcomes, range: -9...9, using: &stream)
            #expect(
                try inequality.relabelled(by: first.followed(by: second))
                    == inequality.relabelled(by: first).relabelled(by: second))
            #expect(try inequality.relabelled(by: first).relabelled(by: first.inverted()) == inequality)
            #expect(try first.followed(by: first.inverted()) == Relabelling(of: scenario))
            #expect(throws: InvalidArgument.self) {
                try first.followed(by: Relabelling(of: Scenario(outcomes: outcomes + [[2]])))
            }
        }
    }
}
