import DataFiles
import Foundation
import LHVModels
import Testing

/// Files that other programs wrote; `Fixtures/make-interop-fixtures.py` makes them again.
enum InteropFixture {
    static func path(_ name: String) throws -> String {
        guard let folder = Bundle.module.resourceURL else { throw CocoaError(.fileNoSuchFile) }
        return folder.appendingPathComponent("Fixtures/interop/\(name)").path
    }
}

@Suite("Facets and vertices of other programs")
struct FacetFileTests {
    static let scenarios: [String: [[Int]]] = [
        "2222": [[2, 2], [2, 2]], "3322": [[2, 2, 2], [2, 2, 2]], "2233": [[3, 3], [3, 3]],
    ]

    @Test(
        "22.2 facets of lrs, cdd and normaliz are ours, as sets",
        arguments: [
            ("2222", 24, ["lrs-2222.ine", "cdd-2222.ine", "normaliz-2222.out", "pycddlib-2222.ine"]),
            ("3322", 684, ["lrs-3322.ine", "cdd-3322.ine", "normaliz-3322.out"]),
            ("2233", 1116, ["cdd-2233.ine", "normaliz-2233.out"]),
        ])
    func facets(name: String, count: Int, files: [String]) throws {
        let polytope = try LocalPolytope(Scenario(outcomes: #require(Self.scenarios[name])))
        let ours = Set(try polytope.facets())
        #expect(ours.count == count)
        for file in files {
            let rows = try PolyhedronRows(contentsOf: InteropFixture.path(file))
            #expect(rows.rows.count == count && rows.equations.isEmpty)
            #expect(Set(try polytope.facets(from: rows)) == ours, "\(file)")
        }
    }

    @Test("22.1 facets of pycddlib on all probabilities: its equations are left out, and the facets are ours")
    func equations() throws {
        let rows = try PolyhedronRows(contentsOf: InteropFixture.path("pycddlib-2222-probabilities.ine"))
        #expect(rows.rows.count == 32 && rows.equations == Set(24..<32))
        let polytope = try LocalPolytope(.chsh)
        #expect(Set(try polytope.facets(from: rows)) == Set(try polytope.facets()))
        for inequality in try polytope.inequalities(from: rows) {
            #expect(try inequality.violation(by: .whiteNoise(in: .chsh)) < 0)
        }
    }

    @Test("22.1 plain rows as polymake prints them: refused with what to write around them, and then ours")
    func polymake() throws {
        let path = try InteropFixture.path("polymake-2222.txt")
        #expect(throws: InvalidArgument.self) { try PolyhedronRows(contentsOf: path) }
        let text = try String(contentsOfFile: path, encoding: .utf8)
        let error = #expect(throws: FileFormatError.self) { try PolyhedronRows(data: Data(text.utf8), form: .cdd) }
        #expect(
            error?.description.contains("(around plain rows write begin, \"24 9 rational\" and end)") == true,
            "\(String(describing: error))")
        let rows = try PolyhedronRows(data: Data("begin\n24 9 rational\n\(text)end\n".utf8), form: .cdd)
        let polytope = try LocalPolytope(.chsh)
        #expect(Set(try polytope.facets(from: rows)) == Set(try polytope.facets()))
    }

    @Test("22.1 uniform noise violates no facet of lrs: b + a·p ≥ 0 has its signs turned")
    func signs() throws {
        let rows = try PolyhedronRows(contentsOf: InteropFixture.path("lrs-2222.ine"))
        let polytope = try LocalPolytope(.chsh)
        let quantum = try Behaviour.popescuRohrlich.withWhiteNoise(visibility: 0.5.squareRoot())
        var violated = 0
        for inequality in try polytope.inequalities(from: rows) {
            #expect(try inequality.violation(by: .whiteNoise(in: .chsh)) < 0)
            #expect(try inequality.facetReport().isFacet)
            if try inequality.violation(by: quantum) > 1e-9 { violated += 1 }
        }
        #expect(violated == 1)
    }

    @Test("22.2 our vertices are what the programs were given", arguments: ["2222", "3322", "2233"])
    func vertices(name: String) throws {
        let polytope = try LocalPolytope(Scenario(outcomes: #require(Self.scenarios[name])))
        let theirs = try PolyhedronRows(
            contentsOf: InteropFixture.path("normaliz-\(name).out"), kind: .generators)
        #expect(Set(try polytope.vertexRows().rows) == Set(theirs.rows))
        #expect(try polytope.vertexRows().rows.count == theirs.rows.count)
    }

    @Test("22.3 facets come back from rows of every form, in both coordinates")
    func roundTrips() throws {
        let polytope = try LocalPolytope(Scenario(outcomes: [[2, 3], [2, 2]]))
        let facets = try polytope.facets()
        let rows = try polytope.rows(of: facets)
        for form in PolyhedronRows.Form.allCases {
            let again = try PolyhedronRows(data: rows.encoded(form), form: form)
            #expect(try polytope.facets(from: again) == facets, "\(form)")
        }
        // On all probabilities, the same facets in full notation.
        let inequalities = try facets.map { try $0.inequality() }
        let full = try PolyhedronRows(
            inequalities.map { [Int($0.bound)] + $0.coefficients.map { Int(-$0) } }, kind: .inequalities,
            dimension: polytope.scenario.count)
        #expect(try polytope.facets(from: full) == facets)
        let vertices = try polytope.vertexRows(.probabilities)
        for row in vertices.rows {
            for facet in full.rows { #expect(zip(row, facet).reduce(0) { $0 + $1.0 * $1.1 } >= 0) }
        }
    }

    @Test(
        "22.2 facets of a file are sorted into their classes",
        arguments: [("cdd-2222.ine", [8, 16]), ("lrs-3322.ine", [36, 72, 576])])
    func classes(file: String, sizes: [Int]) throws {
        let outcomes = try #require(Self.scenarios[String(file.dropFirst(4).prefix(4))])
        let polytope = try LocalPolytope(Scenario(outcomes: outcomes))
        let facets = try polytope.facets(from: PolyhedronRows(contentsOf: InteropFixture.path(file)))
        let classes = try polytope.classes(of: facets)
        #expect(classes.map(\.count).sorted() == sizes)
        #expect(Set(classes.joined()) == Set(facets))
        // A few members and twice the same one: classes do not need to be complete.
        let few = try polytope.classes(of: [facets[0], facets[5], facets[0]])
        #expect(few.joined().count == 3 && few[0].filter { $0 == facets[0] }.count == 2)
        #expect(throws: NumericalFailure.self) { try polytope.classes(of: facets, limit: 4) }
    }

    @Test("22.1 equations are left out, constants go to the bound, other rows are refused in words")
    func words() throws {
        let polytope = try LocalPolytope(.chsh)
        let form = try CollinsGisinForm([2, -2, 0, 0, 0, 0, 0, 0, 0], in: .chsh, bound: 4)
        let rows = try polytope.rows(of: [form])
        #expect(rows.rows == [[1, 1, 0, 0, 0, 0, 0, 0, 0]])
        #expect(try form.primitive().coefficients == [0, -1, 0, 0, 0, 0, 0, 0, 0] && form.primitive().bound == 1)
        let equation = try PolyhedronRows(rows.rows, kind: .inequalities, dimension: 8, equations: [0])
        #expect(try polytope.inequalities(from: equation).isEmpty)
        let half = try CollinsGisinForm(Array(repeating: 0.5, count: 9), in: .chsh, bound: 1)
        let calls: [(String, () throws -> Any)] = [
            (
                "rows must be inequalities (give the vertices to the program first)",
                { try polytope.inequalities(from: polytope.vertexRows()) }
            ),
            (
                "dimension of the rows must be 8 (Collins–Gisin) or 16 (all probabilities)",
                { try polytope.facets(from: PolyhedronRows([[1, 1]], kind: .inequalities, dimension: 1)) }
            ),
            (
                "coefficients of inequality 0 must be whole numbers (scale them), but was 0.5",
                { try polytope.rows(of: [half]) }
            ),
            ("inequality 0 must be for", { try polytope.rows(of: [CollinsGisinForm(BellInequality.i3322())]) }),
            (
                "row 0 must hold integers that a Double holds exactly",
                {
                    try polytope.facets(
                        from: PolyhedronRows(
                            [[1 << 53 + 1] + Array(repeating: 1, count: 8)], kind: .inequalities, dimension: 8))
                }
            ),
            ("vertices of at most 2²⁶ numbers", { try LocalPolytope(Scenario(parties: 2, settings: 14)).vertexRows() }),
        ]
        for (words, call) in calls {
            let error = #expect(throws: InvalidArgument.self) { _ = try call() }
            #expect(error?.description.contains(words) == true, "\(String(describing: error))")
        }
    }

    @Test("22.1 arrays of toqito and QETLAB: Collins–Gisin, full correlators and all probabilities")
    func arrays() throws {
        let scenario = try Scenario(parties: 2, settings: 3)
        let matrix = try NumPyArray<Double>(contentsOf: InteropFixture.path("i3322-cg.npy")).matrix()
        let form = try CollinsGisinForm(matrix, in: scenario, bound: 0)
        #expect(try form.inequality().localBound().lower == 0)
        #expect(form.matrix == matrix)
        let correlators = try NumPyArray<Double>(contentsOf: InteropFixture.path("chsh-fc.npy")).matrix()
        #expect(try CorrelatorInequality(fullCorrelators: correlators, bound: 2).localBound().lower == 2)
        let array = try NumPyArray<Double>(contentsOf: InteropFixture.path("chsh-game.npy"))
        let game = try BellInequality(array, axes: "[a,b,x,y]", bound: 0.75)
        #expect(try game.localBound().lower == 0.75)
        #expect(try game.value(of: .popescuRohrlich) == 1)
        #expect(try game.array(axes: "[a,b,x,y]") == array)
        #expect(throws: InvalidArgument.self) { try CollinsGisinForm(matrix, in: .chsh, bound: 0) }
        #expect(throws: InvalidArgument.self) { try BellInequality(array, axes: "abcxyz", bound: 1) }
    }

    @Test("22.3 behaviours come back from the notation of Collins and Gisin, for random local ones")
    func behaviours() async {
        await forAll("a behaviour comes back from Collins–Gisin numbers") { choices in
            let outcomes = choices.list(1...3) { $0.list(1...3) { $0.integer(in: 1...3) } }
            let scenario = try Scenario(outcomes: outcomes)
            let strategies = choices.list(1...4) { choices in
                outcomes.map { list in list.map { choices.integer(in: 0...($0 - 1)) } }
            }
            return (scenario, strategies, strategies.map { _ in choices.real(in: 0.1...1) })
        } holds: { scenario, strategies, weights in
            let behaviour = try LocalPolytope(scenario).behaviour(
                strategies.map { try DeterministicStrategy(outcomes: $0) }, weights: weights)
            let numbers = try behaviour.collinsGisin()
            let again = try Behaviour(collinsGisin: numbers, in: scenario)
            let distance = try again.distance(to: behaviour)
            try demand(distance < 1e-14, "off by \(distance)")
            // Σ c·p in both notations.
            let form = try CollinsGisinForm(numbers.indices.map { Double($0 % 5) - 2 }, in: scenario, bound: 0)
            let sum = zip(form.coefficients, numbers).reduce(0) { $0 + $1.0 * $1.1 }
            try demand(abs(try form.inequality().value(of: behaviour) - sum) < 1e-12, "value")
        }
    }

    @Test("22.1 a Collins–Gisin matrix of CHSH by hand")
    func matrices() throws {
        let matrix = try Behaviour.popescuRohrlich.collinsGisinMatrix()
        #expect(try matrix == RealMatrix([[1, 0.5, 0.5], [0.5, 0.5, 0.5], [0.5, 0.5, 0]]))
        #expect(try Behaviour(collinsGisin: matrix, in: .chsh) == .popescuRohrlich)
        #expect(throws: InvalidArgument.self) { try Behaviour(collinsGisin: 2.0 * matrix, in: .chsh) }
        #expect(throws: InvalidArgument.self) { try Behaviour(collinsGisin: [1, 0.5], in: .chsh) }
        let signalling = try Behaviour([1, 0, 0, 0, 0, 0, 0, 1] + [1, 0, 0, 0, 0, 0, 0, 1], in: .chsh)
        #expect(throws: InvalidArgument.self) { try signalling.collinsGisin() }
    }

    @Test("22.1 inequalities in plain text and LaTeX")
    func text() throws {
        #expect(CorrelatorInequality.chsh.written() == "<A0 B0> + <A0 B1> + <A1 B0> - <A1 B1> <= 2")
        let marginals = try CorrelatorInequality(
            CorrelatorTensor([-1, 0.5, 0, -2], settings: [1, 1], includesMarginals: true), bound: 1.5)
        #expect(marginals.written() == "-1 + 0.5 <B0> - 2 <A0 B0> <= 1.5")
        #expect(
            marginals.written(.latex)
                == "-1 + 0.5 \\langle B_{0} \\rangle - 2 \\langle A_{0} B_{0} \\rangle \\leq 1.5")
        let form = try CollinsGisinForm([0, -1, 0, -1, 1, 1, 0, 1, -1], in: .chsh, bound: 0)
        #expect(form.written() == "-P_B(0|0) - P_A(0|0) + P_AB(00|00) + P_AB(00|01) + P_AB(00|10) - P_AB(00|11) <= 0")
        #expect(form.written(.latex).hasPrefix("-P_{B}(0|0) - P_{A}(0|0) + P_{AB}(00|00)"))
        let many = try BellInequality(
            (0..<12).map { $0 == 11 ? 3 : 0 }, in: Scenario(outcomes: [[1], [12]]), bound: 3)
        #expect(many.written() == "3 P(0,11|00) <= 3")
        #expect(try BellInequality([0, 0], in: Scenario(outcomes: [[2]]), bound: 0).written(.latex) == "0 \\leq 0")
    }
}
