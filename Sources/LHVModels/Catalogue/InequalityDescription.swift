import Foundation
import QuantumStates

/// How an inequality prints: its name, its terms if they are few, and what it is known as.
enum InequalityDescription {
    /// The longest sum that is written out.
    private static let longest = 240
    /// The most entries for which a known name is looked for: some milliseconds.
    private static let entryLimit = 1 << 22

    static func text(
        _ name: String, _ scenario: Scenario, terms: Int, bound: Double, written: [String],
        identity: () throws -> InequalityIdentity?
    ) -> String {
        let shortest = written.min { $0.count < $1.count } ?? ""
        var text = name.isEmpty ? "" : "\(name): "
        text +=
            !shortest.isEmpty && shortest.count <= longest
            ? shortest : "\(terms) terms in \(scenario) <= \(number(self.bound(bound)))"
        if let found = try? identity(), found.isLifted || found.name != name || !found.hasSameBound {
            text += " (\(found))"
        }
        return text
    }

    /// A number with six digits, which read better than all that a search leaves.
    static func rounded(_ number: Double) -> Double { Double(String(format: "%.6g", number)) ?? number }

    /// Coefficients with six digits; what is below 10⁻¹² of the largest is rounding of a search, and zero.
    static func rounded(_ coefficients: [Double]) -> [Double] {
        let least = 1e-12 * coefficients.largestMagnitude()
        return coefficients.map { abs($0) < least ? 0 : rounded($0) }
    }

    /// How many terms are left when rounding of a search is dropped.
    static func terms(_ coefficients: [Double]) -> Int { rounded(coefficients).count { $0 != 0 } }

    static func number(_ number: Double) -> String { WrittenSum.number(rounded(number)) }

    /// A bound with six digits that holds for the rounded coefficients: what rounding moved is added, and the sum rounded up.
    ///
    /// Up to 10⁻⁹ of the bound is taken for rounding of the search that found it.
    static func bound(_ bound: Double, of exact: [Double] = []) -> Double {
        let moved = zip(exact, rounded(exact)).reduce(0) { $0 + abs($1.0 - $1.1) }
        let nearest = rounded(bound)
        guard bound + moved - nearest > 1e-9 * abs(bound) else { return nearest }
        return Double(ShortNumber.atMost(bound + moved, digits: 6)) ?? bound
    }

    static func identity(_ inequality: BellInequality) throws -> InequalityIdentity? {
        guard FunctionalTensor.shape(inequality.scenario.outcomes).reduce(1, *) <= 4096 else { return nil }
        return try inequality.identified(limit: entryLimit)
    }
}

extension BellInequality: CustomStringConvertible {
    /// The name, the shortest way to write it (by correlators or as Collins and Gisin do, six digits), and what it is known as.
    ///
    /// An inequality of many terms says how many, and one of a large scenario is not looked up.
    public var description: String {
        let isSmall = scenario.count <= 4096
        let form = isSmall ? (try? CollinsGisinForm(self).rounded())?.written() : nil
        let tensor = isSmall && scenario.isBinary ? (try? CorrelatorInequality(self).rounded())?.written() : nil
        return InequalityDescription.text(
            name, scenario, terms: InequalityDescription.terms(coefficients), bound: bound,
            written: [tensor, form].compactMap { $0 }
        ) { try InequalityDescription.identity(self) }
    }
}

extension CollinsGisinForm: CustomStringConvertible {
    /// The name, the probabilities with six digits, and what the inequality is known as; see ``BellInequality/description``.
    public var description: String {
        let isSmall = coefficients.count <= 4096
        return InequalityDescription.text(
            name, scenario, terms: InequalityDescription.terms(coefficients), bound: bound,
            written: isSmall ? [(try? rounded())?.written()].compactMap { $0 } : []
        ) { isSmall ? try InequalityDescription.identity(inequality()) : nil }
    }

    fileprivate func rounded() throws -> CollinsGisinForm {
        try CollinsGisinForm(
            InequalityDescription.rounded(coefficients), in: scenario,
            bound: InequalityDescription.bound(bound, of: coefficients))
    }
}

extension CorrelatorInequality: CustomStringConvertible {
    /// The name, the correlators with six digits, and what the inequality is known as; see ``BellInequality/description``.
    public var description: String {
        guard let scenario = try? Scenario(outcomes: settings.map { Array(repeating: 2, count: $0) }) else {
            return
                "\(name.isEmpty ? "" : "\(name): ")correlators of settings \(settings) <= \(InequalityDescription.number(InequalityDescription.bound(bound)))"
        }
        let isSmall = coefficients.count <= 4096
        return InequalityDescription.text(
            name, scenario, terms: InequalityDescription.terms(coefficients.elements), bound: bound,
            written: isSmall ? [(try? rounded())?.written()].compactMap { $0 } : []
        ) { isSmall && scenario.count <= 1 << 14 ? try InequalityDescription.identity(BellInequality(self)) : nil }
    }

    fileprivate func rounded() throws -> CorrelatorInequality {
        try CorrelatorInequality(
            CorrelatorTensor(
                InequalityDescription.rounded(coefficients.elements), settings: settings,
                includesMarginals: coefficients.includesMarginals),
            bound: InequalityDescription.bound(bound, of: coefficients.elements))
    }
}
