import DataFiles
import Foundation
import QuantumStates

extension BellInequality {
    /// The inequality in a listing of Faacets, Σ c·P ≤ β, in any of its representations.
    ///
    /// Files have the keys `scenario`, `representation` and `coefficients`; the first party's indices run fastest in them, the other way
    /// round than here, and settings and outcomes that count from 1 there count from 0 here. Correlators are read for two outcomes.
    /// - Parameters:
    ///   - text: The YAML of one Bell expression.
    ///   - bound: β; nil for the upper local bound that the listing says.
    ///   - source: What error messages call the listing.
    /// - Complexity: O(count).
    /// - Throws: `FileFormatError` when a key is missing or not of this form, ``/NumericalCore/InvalidArgument`` when no bound is stated.
    public init(faacets text: String, bound: Double? = nil, named source: String = "listing") throws {
        let listing = try FaacetsReader(text, source: source).listing()
        guard let bound = bound ?? listing.localBound else {
            throw InvalidArgument(
                "bound", must: "be stated where \(source) has no number for it", was: "not said")
        }
        self = try listing.inequality(bound: bound)
    }

    /// The inequality in a file of Faacets.
    ///
    /// - Throws: `FileAccessError` when the file cannot be read, and as ``init(faacets:bound:named:)``.
    public init(faacetsIn path: String, bound: Double? = nil) throws {
        try self.init(
            faacets: String(decoding: try AtomicFile.read(path), as: UTF8.self), bound: bound, named: path)
    }

    /// The inequality as a listing of Faacets in its representation *Signaling Probabilities*.
    ///
    /// - Complexity: O(count).
    /// - Throws: ``/NumericalCore/InvalidArgument`` when a coefficient is no multiple of 2⁻⁴⁰ that fits, or a setting has one outcome.
    public func faacetsListing() throws -> String { try FaacetsListing(self).encoded() }
}

extension CollinsGisinForm {
    /// The inequality as a listing of Faacets in its representation *Non-signaling Collins-Gisin*.
    ///
    /// - Complexity: O(count).
    /// - Throws: As ``BellInequality/faacetsListing()``.
    public func faacetsListing() throws -> String { try FaacetsListing(self).encoded() }
}

extension CorrelatorInequality {
    /// The inequality as a listing of Faacets in its representation *Non-signaling Correlators*.
    ///
    /// - Complexity: O(count).
    /// - Throws: As ``BellInequality/faacetsListing()``, and when the scenario would be too large.
    public func faacetsListing() throws -> String { try FaacetsListing(self).encoded() }
}
