import LHVModels

extension HiddenVariableCloud {
    /// The coefficients as arrays of an `.npz` file: `weights`, and `party_0`, … of shape (N_h, K_j) in single precision.
    ///
    /// - Complexity: O(N_h·ΣK_j).
    public func archive() throws -> NumPyArchive {
        var archive = NumPyArchive()
        try archive.set(NumPyArray(weights), named: "weights")
        for (party, rule) in rules.enumerated() {
            let start = offset(party)
            try archive.set(
                NumPyArray(
                    shape: [count, rule.count], elements: Array(parameters[start..<(start + count * rule.count)])),
                named: "party_\(party)")
        }
        return archive
    }

    /// The cloud with the coefficients in an archive.
    ///
    /// - Parameters:
    ///   - archive: The arrays, as ``archive()`` makes them.
    ///   - rules: How each party answers.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when an array is missing or does not fit the rules, ``/DataFiles/FileFormatError`` when
    ///   one is damaged or not of single precision.
    public init(_ archive: NumPyArchive, rules: [ResponseRule]) throws {
        let weights = try archive.array("weights", of: Double.self)
        var numbers: [Float] = []
        for (party, rule) in rules.enumerated() {
            let array = try archive.array("party_\(party)", of: Float.self)
            try require(
                array.shape == [weights.elements.count, rule.count], "shape of party_\(party)",
                must: "be \([weights.elements.count, rule.count])", was: array.shape)
            numbers += array.elements
        }
        try self.init(rules: rules, parameters: numbers, weights: weights.elements)
    }

    /// The responses q(↑|n, λ) and q(↓|n, λ) of qubits to some directions, with the weights, as arrays for any program.
    ///
    /// - Parameter directions: The directions of each party's settings.
    /// - Complexity: O(N_h × directions × K).
    /// - Throws: ``/NumericalCore/InvalidArgument`` when there is not a list for each party, a list is empty, or a party is answered by
    ///   effects.
    public func responseTable(along directions: [[Direction]]) throws -> ResponseTable {
        try require(
            directions.count == parties, "directions", must: "be a list for each of \(parties) parties",
            was: directions.count)
        let responses = try directions.enumerated().map { party, list in
            try NumPyArray(
                shape: [count, list.count, 2],
                elements: (0..<count).flatMap { point in
                    try response(of: party, point: point, along: list).flatMap { [$0, 1 - $0] }
                })
        }
        return try ResponseTable(weights: weights, responses: responses)
    }
}
