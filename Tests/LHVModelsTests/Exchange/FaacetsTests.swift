import DataFiles
import Foundation
import LHVModels
import Testing

@Suite("Listings of Faacets")
struct FaacetsTests {
    /// I3322 and CHSH with the numbers of the compendium, in the two forms that its files have had.
    private static let i3322 = """
        type: Inequality
        bra:
          scenario: '{[2 2 2] [2 2 2]}'
          representation: Non-signaling Collins-Gisin
          coefficients: [0, -2, -1, 0, -1, 1, 1, 1, 0, 1, 1, -1,
            0, 1, -1, 0]
          representatives: 576
        shortName: I3322
        bounds: {local: x <= 0, quantum: 'x <= [0.250875384514, 0.25087539]'}
        """
    private static let chsh = """
        type: BellExpression
        scenario: '[(2 2) (2 2)]'
        representation: Non-signaling Correlators
        coefficients: [0, 0, 0, 0, 1, -1, 0, 1, 1]
        upper:
          bounds:
            nonlocal: 3
            local: 2 # reached
            quantum: [2.8284, 2.8285]
        """

    @Test("22.1 inequalities of the compendium, the first party's indices fastest")
    func compendium() throws {
        let i3322 = try BellInequality(faacets: Self.i3322)
        #expect(i3322.bound == 0 && i3322.name == "I3322")
        // Alice's marginals are the second to fourth numbers.
        let form = try CollinsGisinForm(i3322)
        #expect(form.matrix?.transpose.elements.prefix(4) == [0, -1, 0, 0])
        #expect((1...3).map { form.coefficients[4 * $0] } == [-2, -1, 0])
        #expect(try i3322.localBound().lower == 0)
        #expect(try i3322.facetReport().isFacet)
        let chsh = try BellInequality(faacets: Self.chsh)
        #expect(chsh.bound == 2)
        #expect(try chsh.localBound().lower == 2 && chsh.facetReport().isFacet)
        // −1 is the coefficient of A2 B1.
        #expect(try CorrelatorInequality(chsh).written() == "<A0 B0> + <A0 B1> - <A1 B0> + <A1 B1> <= 2")
    }

    @Test("22.1 probabilities as fractions: guess your neighbour's input")
    func probabilities() throws {
        // P(000|000) + P(110|011) + P(011|101) + P(101|110), each a quarter, at most 1/4 for local behaviours.
        var numbers = [Int](repeating: 0, count: 64)
        for (outcomes, settings) in [
            ([0, 0, 0], [0, 0, 0]), ([1, 1, 0], [0, 1, 1]), ([0, 1, 1], [1, 0, 1]), ([1, 0, 1], [1, 1, 0]),
        ] {
            // The first party's outcome runs fastest, then its setting.
            let place = (0..<3).reversed().reduce(0) { 4 * $0 + 2 * settings[$1] + outcomes[$1] }
            numbers[place] = 1
        }
        let text = """
            type: BellExpression
            scenario: '[(2 2) (2 2) (2 2)]'
            representation: Signaling Probabilities
            coefficients:
                numerator: [\(numbers.map(String.init).joined(separator: ", "))]
                denominator: 4
            """
        let error = #expect(throws: InvalidArgument.self) { try BellInequality(faacets: text) }
        #expect(error?.description == "bound must be stated where listing has no number for it, but was not said")
        let game = try BellInequality(faacets: text, bound: 0.25)
        #expect(try game.localBound().lower == 0.25)
        let place = try game.scenario.index(of: [1, 1, 0], given: [0, 1, 1])
        #expect(game.coefficients[place] == 0.25 && game.coefficients.filter { $0 != 0 }.count == 4)
    }

    @Test("22.3 random inequalities come back from listings, in each representation")
    func roundTrips() async {
        await forAll("an inequality comes back from its listing") { choices in
            let outcomes = choices.list(1...3) { $0.list(1...3) { $0.integer(in: 2...3) } }
            let scenario = try Scenario(outcomes: outcomes)
            let numbers = (0..<scenario.count).map { _ in Double(choices.integer(in: -40...40)) / 8 }
            return (scenario, numbers, Double(choices.integer(in: -9...9)) / 4)
        } holds: { scenario, numbers, bound in
            let inequality = try BellInequality(numbers, in: scenario, bound: bound, name: "it's \"#1\"")
            let again = try BellInequality(faacets: inequality.faacetsListing())
            try demand(again == inequality, "all probabilities")
            let form = try CollinsGisinForm(inequality)
            let second = try BellInequality(faacets: form.faacetsListing())
            let same = try CollinsGisinForm(second)
            try demand(same == form, "Collins–Gisin")
            guard scenario.isBinary else { return }
            let correlators = try CorrelatorInequality(inequality)
            let third = try CorrelatorInequality(BellInequality(faacets: correlators.faacetsListing()))
            try demand(third == correlators, "correlators")
        }
    }

    @Test("22.1 correlators without marginals, and the text itself")
    func text() throws {
        #expect(
            try CorrelatorInequality.chsh.faacetsListing() == """
                type: BellExpression
                scenario: '[(2 2) (2 2)]'
                representation: Non-signaling Correlators
                coefficients: [0, 0, 0, 0, 1, 1, 0, 1, -1]
                shortName: 'CHSH'
                upper:
                  bounds: {local: 2}

                """)
        let third = try CollinsGisinForm(Array(repeating: 1.0 / 3, count: 9), in: .chsh, bound: 1)
        let error = #expect(throws: InvalidArgument.self) { try third.faacetsListing() }
        #expect(error?.requirement == "be whole multiples of 2⁻⁴⁰ that fit 64 bits (scale them)")
        let single = try BellInequality([1], in: Scenario(outcomes: [[1]]), bound: 1)
        #expect(throws: InvalidArgument.self) { try single.faacetsListing() }
    }

    @Test("22.1 a list on lines of its own, and the files that tell how an expression follows from another one")
    func styles() throws {
        let block = """
            decomposition:
              representation: Non-signaling Collins-Gisin
              coefficients: [7]
            scenario: "[(2 2)]"
            representation: Non-signaling Correlators
            coefficients:
            - 0
            - '1/2'
            - -1.5
            """
        let inequality = try CorrelatorInequality(BellInequality(faacets: block, bound: 2))
        #expect(inequality.coefficients.elements == [0, 0.5, -1.5])
    }

    @Test(
        "22.3 what is wrong in a listing is said",
        arguments: [
            ("", "listing: scenario must be there, but was empty"),
            ("type: PermutationTransform", "write the expression out where the file derives it"),
            ("scenario: '2 2'", "scenario must be such as [(2 2) (2 2)]"),
            ("scenario: '[(2 x)]'", "scenario must be such as"), ("scenario: '[(2 2]'", "scenario must be such as"),
            ("scenario: '[]'", "parties must be at least one"), ("scenario: '[(0)]'", "scenario must be such as"),
            ("scenario: '[(2 2) (99999999999)]'", "must be in 1…2²⁸"),
            ("scenario: '[(90000 90000) (90000 90000)]'", "have at most 2²⁸ probabilities"),
            ("scenario: '[(2)]'", "representation must be there"),
            ("scenario: '[(2)]'\nrepresentation: Words", "representation must be one of Non-signaling Collins-Gisin"),
            (
                "scenario: '[(3)]'\nrepresentation: Non-signaling Correlators",
                "be Non-signaling Collins-Gisin where settings have other than two outcomes"
            ),
            ("scenario: '[(2)]'\nrepresentation: Non-signaling Correlators", "coefficients must be there"),
        ])
    func words(text: String, words: String) { refuse(text, words) }

    @Test(
        "22.3 what is wrong with coefficients is said",
        arguments: [
            ("[1]", "coefficients must be 2 for"), ("[1, 2", "coefficients must end with ]"),
            ("[1, two]", "hold numbers such as 3, -1/2 or 0.25, but was \"two\""), ("[1, nan]", "hold numbers"),
            ("[1, 1/0]", "hold numbers"), ("[1, 0x1p3]", "hold numbers"), ("[1,, 2]", "hold numbers"),
            ("\n  numerator: [1, 2]", "have a denominator with their numerator"),
            ("\n  numerator: [1, 2]\n  denominator: 0", "denominator must be a whole number above 0"),
            ("7", "coefficients must be a list such as"), ("[]", "coefficients must be 2 for"),
            ("[1, 2]\ncoefficients: [3, 4]", "coefficients must be there once"),
        ])
    func coefficients(text: String, words: String) {
        refuse("scenario: '[(2)]'\nrepresentation: Non-signaling Correlators\ncoefficients: \(text)", words)
    }

    private func refuse(_ text: String, _ words: String) {
        let error = #expect(throws: FileFormatError.self) { try BellInequality(faacets: text, bound: 1) }
        #expect(error?.description.contains(words) == true, "\(String(describing: error))")
    }

    @Test("22.1 a bound that is an interval or another side's is not taken")
    func bounds() throws {
        let start = "scenario: '[(2)]'\nrepresentation: Non-signaling Correlators\ncoefficients: [0, 1]\n"
        #expect(try BellInequality(faacets: start + "upper:\n  bounds: {quantum: 3, local: 3/2}").bound == 1.5)
        for text in [
            "lower:\n  bounds: {local: -1}", "bounds: {local: x >= 1}", "upper:\n  bounds: {local: '[1, 2]'}",
            "upper:\n  bounds: {nonlocal: 1}", "upper:\nlocal: 3",
        ] {
            #expect(throws: InvalidArgument.self, "\(text)") { try BellInequality(faacets: start + text) }
        }
        try withTemporaryFile(start) { path in
            let read = try BellInequality(faacetsIn: path, bound: 3)
            #expect(read.bound == 3)
        }
        #expect(throws: FileAccessError.self) { try BellInequality(faacetsIn: "/nowhere/chsh.yaml") }
    }

    private func withTemporaryFile(_ text: String, _ body: (String) throws -> Void) throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("faacets-\(UUID()).yaml")
        defer { try? FileManager.default.removeItem(at: file) }
        try text.write(to: file, atomically: true, encoding: .utf8)
        try body(file.path)
    }
}
