import QuantumStates

/// One representative for all inequalities that renumbering parties, settings and outcomes turns into one another.
///
/// Functionals that are equal for all behaviours without signalling count as equal, and so do positive multiples. Two
/// inequalities of a scenario have equal ``form`` exactly when they are the same up to renumbering, with the same bound. The
/// representative is not the least in any order and may be another in a later version: compare forms of one version, not stored ones.
public struct CanonicalInequality: Sendable, Hashable, Codable {
    /// The representative, with whole coefficients that have no common divisor, no constant term, and no name; its bound is whole where it
    /// is so up to the tolerance.
    public let form: CollinsGisinForm
    /// The renumbering that leads from the inequality to the representative.
    public let relabelling: Relabelling
    /// What the inequality was multiplied by.
    public let factor: Double
    /// Whether the coefficients are whole multiples of one number, up to the tolerance.
    ///
    /// If not, they were rounded to multiples of the tolerance, and rounding may make two of the same class differ.
    public let isWhole: Bool
}

extension BellInequality {
    /// The representative of the inequality's class under renumbering of parties, settings and outcomes.
    ///
    /// - Parameters:
    ///   - tolerance: How much a coefficient may be off, in units of the largest; in 10⁻¹²…10⁻².
    ///   - limit: How many entries may be looked at in the search.
    /// - Complexity: O(N·count) for each of some dozen groups that must be told apart; a microsecond for an entry or so. Symmetries are
    ///   found on the way and make it faster; correlators of five parties and more have many numberings that differ late, and are slow.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the tolerance is out of range or Π_k (1 + Σ_x K_k(x)) exceeds 2²⁰,
    ///   ``/NumericalCore/NumericalFailure`` when the limit does not suffice, and `CancellationError`.
    public func canonical(tolerance: Double = 1e-9, limit: Int = 1 << 26) throws -> CanonicalInequality {
        let whole = try WholeInequality(self, tolerance: tolerance)
        let numbering = try CanonicalSearch.run(whole.tensor, limit: limit).numbering
        let relabelling = try Relabelling(numbering, of: scenario)
        // The same whole numbers, in the new numbering.
        let plain = try CollinsGisinForm([0] + whole.coefficients.map { Double($0) }, in: scenario, bound: 0)
        let image = try CollinsGisinForm(plain.inequality().relabelled(by: relabelling))
        let form = try CollinsGisinForm(
            [0] + image.coefficients.dropFirst(), in: image.scenario,
            bound: whole.rounded(whole.bound * whole.factor - image.coefficients[0], tolerance: tolerance))
        return CanonicalInequality(
            form: form, relabelling: relabelling, factor: whole.factor, isWhole: whole.isWhole)
    }
}

extension CorrelatorInequality {
    /// The representative of the inequality's class; see ``BellInequality/canonical(tolerance:limit:)``.
    ///
    /// - Throws: As there.
    public func canonical(tolerance: Double = 1e-9, limit: Int = 1 << 26) throws -> CanonicalInequality {
        try BellInequality(self).canonical(tolerance: tolerance, limit: limit)
    }
}

/// An inequality whose coefficients are whole numbers, in the notation of Collins and Gisin and as a tensor.
struct WholeInequality {
    /// The coefficients but for the constant.
    let coefficients: [Int]
    /// The bound without the constant, in the inequality's own units.
    let bound: Double
    /// What the coefficients were multiplied by.
    let factor: Double
    let isWhole: Bool
    let tensor: FunctionalTensor

    /// A bound in units of the whole numbers, as a whole number where it is one up to the tolerance.
    func rounded(_ bound: Double, tolerance: Double) -> Double {
        let largest = largerOrNaN(abs(bound), Double(coefficients.lazy.map(\.magnitude).max() ?? 0))
        let nearest = bound.rounded()
        return abs(bound - nearest) <= max(tolerance * largest, isWhole ? 0 : 0.5) ? nearest : bound
    }

    init(_ inequality: BellInequality, tolerance: Double) throws {
        try require((1e-12...1e-2).contains(tolerance), "tolerance", must: "be in 1e-12…1e-2", was: tolerance)
        let scenario = inequality.scenario
        let count = MixedRadix.product(FunctionalTensor.shape(scenario.outcomes)) ?? .max
        try require(
            count <= FunctionalTensor.largestCount, "scenario",
            must: "have at most 2²⁰ products of outcomes for inequalities to be compared", was: "\(scenario)")
        let form = try CollinsGisinForm(inequality)
        let found = WholeMultiples(form.coefficients.dropFirst(), tolerance: tolerance)
        coefficients = found.multiples
        factor = found.factor
        isWhole = found.areFound
        bound = form.bound - form.coefficients[0]
        tensor = try FunctionalTensor(
            coefficients, in: scenario, constant: form.coefficients[0], bound: form.bound, factor: factor)
    }
}

extension Relabelling {
    init(_ numbering: CanonicalSearch.Numbering, of scenario: Scenario) throws {
        try self.init(
            of: scenario, parties: numbering.parties, settings: numbering.settings, outcomes: numbering.outcomes)
    }
}
