import Foundation
import LHVModels

/// The file: lines of text as in that of a ``VisibilityCertificate``.
///
///     LHVBEH 1
///     name CGLMP
///     parties 2
///     outcomes 3 3       for each party, the number of outcomes of each setting
///     p …                the probabilities for one list of settings after another
///     model 5p-3
///     strategies 4
///     w 1p-2 0,2 1,0     a weight, and the outcomes of each party
///     lower 1p-1
///     upper 3p-2 20      the end and the local bound, or none
///     m …                the coefficients, as the probabilities
///     unproven none
///     checksum 1a2b3c4d
///     end
extension BehaviourCertificate: TargetedCertificate {
    /// What the file begins with.
    public static let kind = CertificateKind(
        "LHVBEH", version: formatVersion, "a behaviour with white noise is local up to v and not beyond v′")

    /// The contents of the certificate's file.
    ///
    /// - Complexity: O(n).
    /// - Throws: ``/NumericalCore/InvalidArgument`` when a number is not finite.
    public func encoded() throws -> Data {
        let scenario = behaviour.scenario
        var writer = CertificateWriter(BehaviourCertificate.kind)
        writer.text("name", name)
        writer.line("parties", [scenario.parties])
        for list in scenario.outcomes { writer.line("outcomes", list) }
        for list in 0..<scenario.settingLists {
            try writer.dyadics("p", behaviour.probabilities[try scenario.range(of: scenario.settings(ofList: list))])
        }
        try writer.dyadics("model", [modelVisibility])
        writer.line("strategies", [model.count])
        for (strategy, weight) in zip(model.strategies, model.weights) {
            let answers = strategy.outcomes.map { $0.map(\.description).joined(separator: ",") }
            try writer.line("w", [CertificateWriter.dyadic(weight, "weight")] + answers)
        }
        let rows = try BehaviourCertificate.rows(scenario)
        try CertificateText.writeEnds(lower, upperEnd, unprovenEnd, rows: rows, to: &writer)
        return writer.encoded()
    }

    /// Reads the contents of a certificate's file, or JSON as it was written before there were files.
    ///
    /// - Parameters:
    ///   - data: The whole file.
    ///   - source: What error messages call it.
    /// - Complexity: O(n).
    /// - Throws: ``/DataFiles/FileFormatError`` when it is not a certificate of this version, is truncated, or its check sum does not
    ///   fit; ``/NumericalCore/InvalidArgument`` when its parts do not make a certificate.
    public init(data: Data, name source: String = "data") throws {
        if data.first == UInt8(ascii: "{") {
            self = try JSONDecoder().decode(BehaviourCertificate.self, from: data)
            return
        }
        var reader = try CertificateReader(data, kind: BehaviourCertificate.kind, named: source)
        let name = try reader.text("name")
        let parties: Int = try reader.whole("parties", in: 2...6)
        let outcomes: [[Int]] = try (0..<parties).map { _ in try reader.wholes("outcomes", in: 1...256) }
        let scenario = try Scenario(outcomes: outcomes)
        // Before anything is made of their size: each list of settings is a line of the file.
        try require(
            scenario.settingLists <= reader.remaining, "\(source): probabilities",
            must: "have a line for each list of settings", was: scenario)
        let rows = try BehaviourCertificate.rows(scenario)
        var probabilities: [Double] = []
        for count in rows { probabilities += try reader.dyadics("p", count: count) }
        let modelVisibility = try reader.dyadic("model")
        let model = try CertificateText.readModel(&reader, source) { words in
            try DeterministicStrategy(
                outcomes: words.map { word in
                    try word.split(separator: ",", omittingEmptySubsequences: false).map {
                        guard let outcome = Int($0), $0 == "\(outcome)" else {
                            throw FileFormatError(source, "outcomes", must: "be whole numbers", was: word)
                        }
                        return outcome
                    }
                })
        }
        let ends = try CertificateText.readEnds(&reader, source, rows: rows)
        try reader.finish()
        self.name = name
        behaviour = try Behaviour(probabilities, in: scenario)
        self.modelVisibility = modelVisibility
        self.model = model
        (lower, upperEnd, unprovenEnd) = ends
    }

    /// The number of probabilities for each list of settings.
    private static func rows(_ scenario: Scenario) throws -> [Int] {
        try (0..<scenario.settingLists).map { try scenario.range(of: scenario.settings(ofList: $0)).count }
    }

    /// Whether the certificate is of this behaviour: all numbers are compared.
    public func isOf(_ target: Behaviour) -> Bool { behaviour == target }
}
