import QuantumStates

extension CorrelatorInequality {
    /// The numbers of ``sliwa(_:)``.
    public static let sliwaNumbers = 1...46

    /// A facet of three parties with two settings of two outcomes, by its number in the table of Śliwa.
    ///
    /// Every such facet is one of these up to renumbering; ``LocalPolytope/facetClasses(limit:timeLimit:)`` finds them. 1 is positivity, 2
    /// Mermin's inequality, 4 lifted CHSH, 10 guessing a neighbour's input. The representatives are those that walks from facet to
    /// facet met, not those that are printed there. Source: [Sliwa2003].
    /// - Parameter number: The number of the class, in 1…46.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the number is out of range.
    public static func sliwa(_ number: Int) throws -> CorrelatorInequality {
        try require(sliwaNumbers.contains(number), "number", must: "be in 1…46", was: number)
        let row = sliwaTable.split(separator: "\n")[number - 1].split(separator: " ").compactMap { Double($0) }
        return try CorrelatorInequality(
            CorrelatorTensor([0] + row.dropFirst(), settings: [2, 2, 2], includesMarginals: true), bound: row[0],
            name: "Śliwa \(number)")
    }

    /// For each class the bound, and the coefficients in the order of ``/QuantumStates/CorrelatorTensor`` without the constant.
    ///
    /// Found by walks from facet to facet, and put in the order of that table; `benchmark facets` finds the classes anew and compares.
    private static let sliwaTable = """
        1 1 0 1 -1 0 0 0 0 1 -1 0 -1 1 0 0 0 0 0 0 0 0 0 0 0 0 0
        2 0 0 0 0 0 0 0 0 0 0 0 0 1 0 0 0 1 0 0 0 0 0 1 0 -1 0
        2 0 0 0 0 0 0 0 0 0 0 0 0 1 1 0 0 0 0 0 0 0 0 0 0 1 -1
        2 2 0 0 0 0 0 0 0 0 0 0 1 -1 0 1 -1 0 0 0 0 1 -1 0 -1 1 0
        3 1 0 1 0 1 0 1 -1 1 0 1 0 -1 -1 1 -1 0 0 1 -1 1 -1 0 -1 0 1
        3 1 0 1 1 0 0 0 0 1 0 1 0 -1 -1 1 -1 0 0 1 -1 -1 0 1 1 -1 0
        4 0 0 0 0 0 0 0 0 0 0 0 0 3 1 0 1 -1 0 0 0 0 1 -1 0 -1 1
        4 0 0 0 1 1 0 1 1 0 0 0 0 2 0 0 0 -2 0 0 0 0 1 -1 0 -1 1
        4 0 0 0 1 1 0 1 1 0 0 0 0 2 0 0 -2 0 0 0 0 0 1 -1 0 1 -1
        4 0 0 0 1 1 0 1 1 0 1 -1 1 1 0 -1 0 -1 0 1 -1 -1 0 1 1 -1 0
        4 0 0 0 2 0 0 0 2 0 0 0 0 1 1 0 -1 -1 0 0 0 0 1 -1 0 1 -1
        4 0 0 0 2 0 0 0 2 0 1 1 -1 0 1 -1 -1 0 0 1 1 -1 0 -1 -1 1 0
        4 0 0 0 2 2 0 0 0 0 0 0 0 1 -1 0 1 -1 0 0 0 0 1 -1 0 -1 1
        4 0 0 0 2 2 0 0 0 0 1 -1 0 0 0 0 1 -1 0 1 -1 0 0 0 0 -1 1
        4 0 0 0 2 2 0 0 0 0 1 1 -2 0 0 0 1 -1 0 1 1 -2 0 0 0 -1 1
        4 1 1 0 1 1 0 0 0 0 1 1 0 0 -2 0 1 -1 0 0 0 0 1 -1 0 -1 1
        4 1 1 0 1 1 0 0 0 0 1 1 0 -1 -1 0 0 0 0 0 0 0 0 0 0 2 -2
        4 1 1 0 1 1 0 0 0 0 1 1 -2 0 0 0 1 -1 0 0 0 0 1 -1 2 -1 -1
        4 1 1 0 1 1 0 0 0 0 1 1 -2 0 0 2 -1 -1 0 0 0 0 1 -1 0 1 -1
        4 1 1 0 1 -1 0 1 -1 0 1 -1 -1 1 1 -1 1 1 0 0 0 1 -1 -1 -1 1 1
        4 1 1 1 1 0 1 0 -1 0 1 1 1 -2 -1 1 -1 0 0 0 0 0 1 -1 0 -1 1
        4 1 1 1 1 0 1 0 -1 1 1 0 1 -2 -1 0 -1 1 1 0 -1 0 -1 1 -1 1 0
        4 1 1 1 -1 -1 1 -1 -1 0 1 -1 0 -1 1 0 -1 1 0 0 0 1 -1 -1 -1 1 1
        5 1 0 1 0 1 0 1 1 1 0 1 -1 2 -1 0 0 -2 0 1 1 0 0 -2 0 -1 1
        5 1 0 1 0 1 0 1 1 1 0 1 -1 2 -1 0 0 -2 0 1 1 0 -2 0 0 1 -1
        5 1 0 1 1 0 0 0 2 1 1 0 1 -1 0 0 0 -2 0 0 2 0 0 -2 -2 2 0
        5 2 1 1 -1 0 0 1 1 1 -1 0 0 2 -2 1 -1 0 0 1 1 1 -1 0 1 -2 -1
        6 1 1 0 1 -1 0 0 0 0 1 -1 -1 2 1 1 -1 -2 0 0 0 1 -1 -2 1 -3 0
        6 1 1 0 1 -1 0 0 0 0 1 -1 -1 2 1 1 -1 -2 0 0 0 1 -3 0 1 -1 -2
        6 1 1 0 2 -2 0 1 -1 0 1 -1 -1 2 1 -1 1 2 0 0 0 1 -2 -1 -1 2 1
        6 1 1 1 0 -1 1 -1 0 0 1 -1 0 0 2 0 -1 3 0 0 0 1 -2 -1 -1 2 1
        6 1 1 1 0 -1 1 -1 0 0 2 -2 0 0 2 0 0 2 0 1 -1 -1 2 1 1 -1 -2
        6 1 1 1 0 -1 1 -1 0 1 0 -1 0 0 2 -1 2 1 1 -1 0 -1 2 1 0 1 -3
        6 1 1 1 0 -1 1 -1 0 1 0 -1 -1 -2 1 -2 2 2 1 -1 0 -2 0 0 -1 1 -2
        6 1 1 1 -1 -2 1 -2 -1 0 1 -1 0 -1 1 0 -2 2 0 0 0 1 -2 -1 -1 2 1
        6 2 0 0 1 1 0 1 1 0 1 1 1 -2 1 -1 1 -2 0 1 1 -1 1 -2 -1 2 -1
        6 2 0 0 1 1 0 1 1 0 1 1 1 -3 0 -1 2 -1 0 1 1 -1 2 -1 -1 1 -2
        6 2 0 0 2 2 0 0 0 0 1 1 -1 1 -2 1 -2 1 0 1 1 -1 1 -2 -1 2 -1
        6 2 0 2 -1 1 0 1 1 2 -1 1 -1 2 -1 1 -1 -2 0 1 1 1 -1 -2 1 -2 1
        6 2 2 2 -1 -1 0 1 1 0 1 1 2 -1 -1 2 -2 -2 0 1 -1 0 -2 2 0 1 -1
        7 1 0 1 1 0 0 0 0 1 0 1 0 -3 -1 1 -1 -2 0 1 -1 1 -4 1 -1 1 2
        8 1 1 1 1 0 1 0 -1 0 1 -1 1 -2 -1 -1 -1 4 0 0 2 0 -1 -3 2 -3 -1
        8 2 0 2 -1 1 0 1 -1 0 1 1 1 -2 -3 -1 1 2 0 1 -1 1 -3 0 1 -4 1
        8 2 2 0 2 -2 0 0 0 0 1 -1 -2 2 2 2 -1 -3 0 1 -1 -2 2 2 -2 3 1
        8 3 1 0 2 -2 0 1 -1 0 2 -2 -2 2 2 -2 2 2 0 1 -1 -2 2 2 2 -3 -1
        10 3 1 3 -2 -1 1 -1 -2 0 2 -2 1 -3 4 1 -1 2 0 1 1 2 -3 -1 -2 4 2
        """
}
