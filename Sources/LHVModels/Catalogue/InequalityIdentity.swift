import QuantumStates

/// What an inequality is known as: the named one that it is up to renumbering of parties, settings and outcomes.
public struct InequalityIdentity: Sendable, Hashable, Codable {
    /// The names, the usual one first.
    public let names: [String]
    /// The named inequality.
    public let inequality: BellInequality
    /// Whether the inequality is a lifting of the named one: it has settings, outcomes or parties that it does not look at.
    public let isLifted: Bool
    /// The inequality's own bound in units of the named one.
    public let bound: Double
    /// The renumbering that leads from the named inequality to this one, up to a positive factor and terms that vanish without
    /// signalling; nil for a lifting.
    public let relabelling: Relabelling?

    /// The usual name.
    public var name: String { names.first ?? inequality.name }

    /// Whether the inequality has the bound of the named one, up to 10⁻⁶ of its coefficients.
    public var hasSameBound: Bool {
        let size = largerOrNaN(abs(inequality.bound), inequality.coefficients.largestMagnitude())
        return abs(bound - inequality.bound) <= 1e-6 * size
    }
}

extension InequalityIdentity: CustomStringConvertible {
    /// As `CHSH up to relabelling`, with the bound where it is another.
    public var description: String {
        var text = name
        if names.count > 1 { text += " (\(names.dropFirst().joined(separator: ", ")))" }
        if isLifted { text += ", lifted," }
        text += " up to relabelling"
        return hasSameBound
            ? text
            : "\(text), with bound \(InequalityDescription.number(bound)) for \(InequalityDescription.number(inequality.bound))"
    }
}

extension BellInequality {
    /// Which named inequality this is up to renumbering, or nil when it is none of those that are known here.
    ///
    /// Known are positivity, CHSH, I_nn22 and chained inequalities of up to 16 settings, CGLMP of up to 16 outcomes, the elegant
    /// inequality, those of Fishburn and Reeds with 6 and 12 settings, the magic square, Mermin's and Svetlichny's of three and four parties,
    /// guessing a neighbour's input, the 46 classes of Śliwa, and liftings of these. Functionals count as equal when they are for
    /// all behaviours without signalling, up to a positive factor.
    /// - Parameters:
    ///   - tolerance: How much a coefficient may be off, in units of the largest; in 10⁻¹²…10⁻². The default suits inequalities of
    ///     searches; the identity is then one of the rounded coefficients.
    ///   - limit: How many entries may be looked at in the search for a numbering.
    /// - Complexity: As ``canonical(tolerance:limit:)``; once for each scenario, that of its named inequalities too.
    /// - Throws: As ``canonical(tolerance:limit:)``.
    public func identified(tolerance: Double = 1e-6, limit: Int = 1 << 26) throws -> InequalityIdentity? {
        let whole = try WholeInequality(self, tolerance: tolerance)
        guard whole.isWhole, !whole.tensor.isConstant else { return nil }
        let (own, numbering) = try InequalityIdentity.entries(whole.tensor, limit)
        let slack = tolerance * Double(max(1, whole.tensor.entries.lazy.map(\.magnitude).max() ?? 1))
        let (reduced, isLifted) = try whole.tensor.reduced(tolerance: slack)
        let base = try isLifted ? InequalityIdentity.entries(reduced, limit).entries : []
        guard let first = own.first ?? base.first else { return nil }
        let tensor = own.isEmpty ? reduced : whole.tensor
        var relabelling: Relabelling?
        if !own.isEmpty, let numbering {
            relabelling = try Relabelling(first.numbering, of: first.inequality.scenario).followed(
                by: Relabelling(numbering, of: scenario).inverted())
        }
        return InequalityIdentity(
            names: own.map(\.name) + (own.isEmpty ? base.map(\.name) : base.map { "\($0.name), lifted" }),
            inequality: first.inequality, isLifted: own.isEmpty,
            bound: (tensor.bound + first.tensor.constant) / first.tensor.factor, relabelling: relabelling)
    }
}

extension InequalityIdentity {
    /// The named inequalities that a functional is, and the numbering that shows it.
    fileprivate static func entries(
        _ tensor: FunctionalTensor, _ limit: Int
    ) throws -> (entries: [InequalityCatalogue.Entry], numbering: CanonicalSearch.Numbering?) {
        // The cheap question first: most scenarios have no named inequality.
        let outcomes = tensor.outcomes.map { $0.sorted(by: >) }.sorted {
            $0.count != $1.count ? $0.count > $1.count : $1.lexicographicallyPrecedes($0)
        }
        guard InequalityCatalogue.hasEntries(outcomes) else { return ([], nil) }
        let (key, numbering) = try CanonicalSearch.run(tensor, limit: limit)
        return (try InequalityCatalogue.entries(key), numbering)
    }
}

extension CorrelatorInequality {
    /// Which named inequality this is up to renumbering; see ``BellInequality/identified(tolerance:limit:)``.
    ///
    /// - Throws: As there.
    public func identified(tolerance: Double = 1e-6, limit: Int = 1 << 26) throws -> InequalityIdentity? {
        try BellInequality(self).identified(tolerance: tolerance, limit: limit)
    }
}

extension CollinsGisinForm {
    /// Which named inequality this is up to renumbering; see ``BellInequality/identified(tolerance:limit:)``.
    ///
    /// - Throws: As there.
    public func identified(tolerance: Double = 1e-6, limit: Int = 1 << 26) throws -> InequalityIdentity? {
        try inequality().identified(tolerance: tolerance, limit: limit)
    }
}
