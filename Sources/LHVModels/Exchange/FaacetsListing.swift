import DataFiles
import Foundation
import QuantumStates

/// A Bell expression as the compendium Faacets lists it: YAML with a scenario, a representation and coefficients.
///
/// The first party's indices run fastest there: its outcome, then its setting, then those of the next party. Here it is the other way
/// round. Source: [Rosset2014]; the documentation of Faacets, *Representations* and *Minimal keys for Bell expressions*.
struct FaacetsListing {
    /// In what numbers an expression is written.
    enum Representation: String, CaseIterable {
        case collinsGisin = "Non-signaling Collins-Gisin"
        case correlators = "Non-signaling Correlators"
        case probabilities = "Non-signaling Probabilities"
        /// Probabilities too, of an expression that may have terms that only signalling behaviours tell apart.
        case signalingProbabilities = "Signaling Probabilities"
    }

    var scenario: Scenario
    var representation: Representation
    /// In the order of the listing.
    var coefficients: [Double]
    /// What the listing says to be the local bound from above.
    var localBound: Double?
    var name = ""

    /// The largest file that is read: 16 MiB.
    static let largestFile = 1 << 24

    /// How many coefficients the representation has.
    var count: Int { FaacetsListing.shape(scenario, representation).reduce(1, *) }

    // MARK: Order

    /// The number of indices of each party, and what they are for.
    private static func shape(_ scenario: Scenario, _ representation: Representation) -> [Int] {
        switch representation {
        case .collinsGisin: CollinsGisinForm.shape(of: scenario)
        case .correlators: scenario.settings.map { 1 + $0 }
        case .probabilities, .signalingProbabilities: scenario.outcomes.map { $0.reduce(0, +) }
        }
    }

    /// The numbers with the last party's index running fastest.
    private static func turned(_ numbers: [Double], _ shape: [Int]) -> [Double] {
        // Reading with the sizes turned round makes the first party the most significant.
        let reversed = Array(shape.reversed())
        return MixedRadix(sizes: shape).map { numbers[MixedRadix.index($0.reversed(), reversed)] }
    }

    /// The numbers with the first party's index running fastest.
    private static func turnedBack(_ numbers: [Double], _ shape: [Int]) -> [Double] {
        turned(numbers, shape.reversed())
    }

    /// Where each list of (setting, outcome), counted through for each party, has its coefficient here.
    private static func places(_ scenario: Scenario) throws -> [Int] {
        let pairs = scenario.outcomes.map { list in
            list.enumerated().flatMap { setting, number in (0..<number).map { (setting: setting, outcome: $0) } }
        }
        return try MixedRadix(sizes: shape(scenario, .probabilities)).map { indices in
            let measured = indices.indices.map { pairs[$0][indices[$0]] }
            return try scenario.index(of: measured.map(\.outcome), given: measured.map(\.setting))
        }
    }

    // MARK: Inequalities

    /// From what a listing says.
    init(scenario: Scenario, representation: Representation, coefficients: [Double], localBound: Double?) {
        self.scenario = scenario
        self.representation = representation
        self.coefficients = coefficients
        self.localBound = localBound
    }

    /// The expression as an inequality with an upper bound.
    func inequality(bound: Double) throws -> BellInequality {
        let numbers = FaacetsListing.turned(coefficients, FaacetsListing.shape(scenario, representation))
        switch representation {
        case .collinsGisin:
            return try CollinsGisinForm(numbers, in: scenario, bound: bound, name: name).inequality()
        case .correlators:
            let tensor = try CorrelatorTensor(numbers, settings: scenario.settings, includesMarginals: true)
            return try BellInequality(CorrelatorInequality(tensor, bound: bound, name: name))
        case .probabilities, .signalingProbabilities:
            var full = [Double](repeating: 0, count: scenario.count)
            for (place, number) in zip(try FaacetsListing.places(scenario), numbers) { full[place] = number }
            return try BellInequality(full, in: scenario, bound: bound, name: name)
        }
    }

    init(_ inequality: BellInequality) throws {
        let places = try FaacetsListing.places(inequality.scenario)
        self.init(
            inequality.scenario, .signalingProbabilities, places.map { inequality.coefficients[$0] }, inequality.bound,
            inequality.name)
    }

    init(_ form: CollinsGisinForm) {
        self.init(form.scenario, .collinsGisin, form.coefficients, form.bound, form.name)
    }

    init(_ inequality: CorrelatorInequality) throws {
        let tensor = inequality.coefficients
        let scenario = try Scenario(outcomes: tensor.settings.map { Array(repeating: 2, count: $0) })
        var numbers = tensor.elements
        if !tensor.includesMarginals {
            // Index 0 of a party stands for "not measured".
            let shape = FaacetsListing.shape(scenario, .correlators)
            numbers = MixedRadix(sizes: shape).map { indices in
                indices.contains(0) ? 0 : tensor.elements[MixedRadix.index(indices.map { $0 - 1 }, tensor.settings)]
            }
        }
        self.init(scenario, .correlators, numbers, inequality.bound, inequality.name)
    }

    /// From numbers in the order that is used here.
    private init(
        _ scenario: Scenario, _ representation: Representation, _ numbers: [Double], _ bound: Double, _ name: String
    ) {
        self.scenario = scenario
        self.representation = representation
        coefficients = FaacetsListing.turnedBack(numbers, FaacetsListing.shape(scenario, representation))
        localBound = bound
        self.name = name
    }

    // MARK: Writing

    /// The listing as YAML.
    func encoded() throws -> String {
        let parties = scenario.outcomes.map { "(\($0.map(String.init).joined(separator: " ")))" }
        try require(
            scenario.outcomes.allSatisfy { $0.allSatisfy { $0 >= 2 } }, "scenario",
            must: "have at least two outcomes for every setting in Faacets", was: scenario)
        var text = "type: BellExpression\nscenario: '[\(parties.joined(separator: " "))]'\n"
        text += "representation: \(representation.rawValue)\n"
        let (numerators, denominator) = try wholeNumbers()
        let list = "[\(numerators.map(String.init).joined(separator: ", "))]"
        text +=
            denominator == 1
            ? "coefficients: \(list)\n" : "coefficients:\n  numerator: \(list)\n  denominator: \(denominator)\n"
        // A name in single quotes, in which the quote itself is doubled; lines would end it.
        let plain = name.filter { !$0.isNewline }
        if !plain.isEmpty { text += "shortName: '\(plain.replacing("'", with: "''"))'\n" }
        if let localBound { text += "upper:\n  bounds: {local: \(WrittenSum.number(localBound))}\n" }
        return text
    }

    /// The coefficients as fractions of whole numbers with one denominator, a power of two.
    private func wholeNumbers() throws -> ([Int], denominator: Int) {
        var denominator = 1
        while denominator <= 1 << 40 {
            let whole = coefficients.compactMap { Int(exactly: $0 * Double(denominator)) }
            if whole.count == coefficients.count { return (whole, denominator) }
            denominator *= 2
        }
        throw InvalidArgument(
            "coefficients", must: "be whole multiples of 2⁻⁴⁰ that fit 64 bits (scale them)",
            was: "finer or larger")
    }
}
