import QuantumStates

/// How an inequality is written: in letters that every terminal shows, or for LaTeX.
public enum InequalityStyle: Sendable, Hashable, CaseIterable {
    /// As `P_AB(00|01) - 2 P_A(0|1) <= 0` and `<A0 B1> <= 2`.
    case plain
    /// As `P_{AB}(00|01) - 2 P_{A}(0|1) \leq 0` and `\langle A_{0} B_{1} \rangle \leq 2`.
    case latex

    var atMost: String { self == .plain ? "<=" : "\\leq" }
}

/// A sum of terms with signs between them.
struct WrittenSum {
    private(set) var text = ""

    /// A number with the fewest digits that give it back, without ".0".
    static func number(_ value: Double) -> String {
        if let whole = Int(exactly: value) { return String(whole) }
        return value.description
    }

    mutating func add(_ coefficient: Double, _ term: String) {
        guard coefficient != 0 else { return }
        let magnitude = WrittenSum.number(coefficient.magnitude)
        let sign = coefficient < 0 ? (text.isEmpty ? "-" : " - ") : (text.isEmpty ? "" : " + ")
        text += sign + (term.isEmpty ? magnitude : magnitude == "1" ? term : "\(magnitude) \(term)")
    }

    func inequality(_ bound: Double, _ style: InequalityStyle) -> String {
        "\(text.isEmpty ? "0" : text) \(style.atMost) \(WrittenSum.number(bound))"
    }

    /// A, B, C, …, or A26 and on.
    static func party(_ number: Int) -> String {
        number < 26 ? String(UnicodeScalar(UInt8(65 + number))) : "A\(number)"
    }

    /// Digits side by side, or with commas where one has two places.
    static func list(_ numbers: [Int]) -> String {
        numbers.map(String.init).joined(separator: numbers.contains { $0 > 9 } ? "," : "")
    }
}

extension CollinsGisinForm {
    /// The inequality in words of probabilities: outcomes before the bar, settings behind it, both counted from 0.
    ///
    /// - Complexity: O(count).
    public func written(_ style: InequalityStyle = .plain) -> String {
        let pairs = CollinsGisinForm.pairs(scenario)
        var sum = WrittenSum()
        for (indices, coefficient) in zip(MixedRadix(sizes: shape), coefficients) where coefficient != 0 {
            let measured = indices.indices.compactMap { party in
                pairs[party][indices[party]].map { (party: party, setting: $0.setting, outcome: $0.outcome) }
            }
            guard !measured.isEmpty else {
                sum.add(coefficient, "")
                continue
            }
            let names = measured.map { WrittenSum.party($0.party) }.joined()
            let outcomes = WrittenSum.list(measured.map(\.outcome))
            let settings = WrittenSum.list(measured.map(\.setting))
            sum.add(coefficient, "P_\(style == .plain ? names : "{\(names)}")(\(outcomes)|\(settings))")
        }
        return sum.inequality(bound, style)
    }
}

extension CorrelatorInequality {
    /// The inequality in words of correlators; settings are counted from 0.
    ///
    /// - Complexity: O(count).
    public func written(_ style: InequalityStyle = .plain) -> String {
        var sum = WrittenSum()
        for (indices, coefficient) in zip(MixedRadix(sizes: coefficients.shape), coefficients.elements)
        where coefficient != 0 {
            let factors = indices.enumerated().compactMap { party, index -> String? in
                let setting = coefficients.includesMarginals ? index - 1 : index
                guard setting >= 0 else { return nil }
                return WrittenSum.party(party) + (style == .plain ? "\(setting)" : "_{\(setting)}")
            }
            guard !factors.isEmpty else {
                sum.add(coefficient, "")
                continue
            }
            let product = factors.joined(separator: " ")
            sum.add(coefficient, style == .plain ? "<\(product)>" : "\\langle \(product) \\rangle")
        }
        return sum.inequality(bound, style)
    }
}

extension BellInequality {
    /// The inequality in words of all probabilities; see ``CollinsGisinForm/written(_:)`` for the shortest form.
    ///
    /// - Complexity: O(count).
    public func written(_ style: InequalityStyle = .plain) -> String {
        var sum = WrittenSum()
        var place = 0
        for settings in MixedRadix(sizes: scenario.settings) {
            for outcomes in MixedRadix(sizes: settings.indices.map { scenario.outcomes[$0][settings[$0]] }) {
                sum.add(coefficients[place], "P(\(WrittenSum.list(outcomes))|\(WrittenSum.list(settings)))")
                place += 1
            }
        }
        return sum.inequality(bound, style)
    }
}
