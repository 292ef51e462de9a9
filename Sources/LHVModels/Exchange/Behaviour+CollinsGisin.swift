import QuantumStates

extension Behaviour {
    /// The behaviour with the given probabilities in the notation of Collins and Gisin.
    ///
    /// Index 0 of a party means "not measured"; the others run through its settings and, for each, all outcomes but the last. It is
    /// the Collins–Gisin matrix of toqito, QETLAB and Ket.jl, row after row, whose entry (0, 0) is 1.
    /// - Parameters:
    ///   - numbers: The probabilities, in the order of ``/LHVModels/CollinsGisinForm``.
    ///   - scenario: The parties, settings and outcomes.
    ///   - tolerance: How far from 1 the first number, and how negative a probability may be.
    /// - Complexity: O(N·count).
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the numbers are not as many as they must be, or probabilities are not valid.
    public init(collinsGisin numbers: [Double], in scenario: Scenario, tolerance: Double = defaultTolerance) throws {
        let shape = CollinsGisinForm.shape(of: scenario)
        let count = shape.reduce(1, *)
        try require(numbers.count == count, "numbers", must: "be \(count) for \(scenario)", was: numbers.count)
        try require(
            abs(numbers[0] - 1) <= tolerance, "first number", must: "be 1, the sum of all probabilities",
            was: numbers[0])
        let firsts = CollinsGisinForm.firstIndices(scenario)
        var probabilities: [Double] = []
        probabilities.reserveCapacity(scenario.count)
        for settings in MixedRadix(sizes: scenario.settings) {
            let sizes = settings.indices.map { scenario.outcomes[$0][settings[$0]] }
            // Digit K − 1 stands for "not measured" at first, from which the others are taken off.
            var values = MixedRadix(sizes: sizes).map { digits in
                numbers[
                    MixedRadix.index(
                        digits.indices.map {
                            digits[$0] == sizes[$0] - 1 ? 0 : firsts[$0][settings[$0]] + digits[$0]
                        }, shape)]
            }
            var inner = values.count
            for size in sizes {
                inner /= size
                for start in 0..<(values.count / size) {
                    let base = start / inner * inner * size + start % inner
                    for outcome in 0..<(size - 1) {
                        values[base + (size - 1) * inner] -= values[base + outcome * inner]
                    }
                }
            }
            probabilities += values
        }
        try self.init(probabilities, in: scenario, tolerance: tolerance)
    }

    /// The probabilities in the notation of Collins and Gisin; parties that are not measured are taken at their setting 0.
    ///
    /// - Parameter tolerance: The strongest signal at which marginals still count as defined.
    /// - Complexity: O(N·count).
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the behaviour signals.
    public func collinsGisin(tolerance: Double = defaultTolerance) throws -> [Double] {
        let defect = noSignallingDefect
        try require(
            defect <= tolerance, "behaviour", must: "be non-signalling within \(tolerance) for this notation",
            was: "off by \(defect)")
        let pairs = CollinsGisinForm.pairs(scenario)
        return try MixedRadix(sizes: CollinsGisinForm.shape(of: scenario)).map { indices in
            let measured = indices.indices.map { pairs[$0][indices[$0]] }
            let settings = measured.map { $0?.setting ?? 0 }
            let sizes = settings.indices.map { scenario.outcomes[$0][settings[$0]] }
            var sum = CompensatedSum()
            for (outcomes, place) in zip(MixedRadix(sizes: sizes), try scenario.range(of: settings))
            where outcomes.indices.allSatisfy({ measured[$0].map(\.outcome) ?? outcomes[$0] == outcomes[$0] }) {
                sum.add(probabilities[place])
            }
            return sum.value
        }
    }

    /// The behaviour of two parties with a Collins–Gisin matrix, a row for each index of the first party.
    ///
    /// - Throws: As for a list of numbers.
    public init(collinsGisin matrix: RealMatrix, in scenario: Scenario, tolerance: Double = defaultTolerance) throws {
        try CollinsGisinForm.requireMatrix(matrix, scenario)
        try self.init(collinsGisin: matrix.transpose.elements, in: scenario, tolerance: tolerance)
    }

    /// The Collins–Gisin matrix of two parties.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when there are other than two parties or the behaviour signals.
    public func collinsGisinMatrix(tolerance: Double = defaultTolerance) throws -> RealMatrix {
        try require(scenario.parties == 2, "parties", must: "be two for a matrix", was: scenario.parties)
        let numbers = try collinsGisin(tolerance: tolerance)
        let shape = CollinsGisinForm.shape(of: scenario)
        return RealMatrix(rows: shape[0], columns: shape[1]) { numbers[$0 * shape[1] + $1] }
    }
}

extension CollinsGisinForm {
    /// The inequality of two parties with the coefficients of a Collins–Gisin matrix, a row for each index of the first party.
    ///
    /// It is the matrix that `bell_inequality_max` of toqito and `BellInequalityMax` of QETLAB take with the notation `cg`.
    /// - Parameters:
    ///   - matrix: The coefficients; entry (0, 0) is the constant term.
    ///   - scenario: The parties, settings and outcomes.
    ///   - bound: The claimed local bound.
    ///   - name: What the inequality is called.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when there are other than two parties, the matrix does not fit, or a number is not
    ///   finite.
    public init(_ matrix: RealMatrix, in scenario: Scenario, bound: Double, name: String = "") throws {
        try CollinsGisinForm.requireMatrix(matrix, scenario)
        try self.init(matrix.transpose.elements, in: scenario, bound: bound, name: name)
    }

    /// The coefficients as a matrix, a row for each index of the first party; nil unless there are two parties.
    public var matrix: RealMatrix? {
        guard scenario.parties == 2 else { return nil }
        return RealMatrix(rows: shape[0], columns: shape[1]) { coefficients[$0 * shape[1] + $1] }
    }

    static func requireMatrix(_ matrix: RealMatrix, _ scenario: Scenario) throws {
        try require(scenario.parties == 2, "parties", must: "be two for a matrix", was: scenario.parties)
        let shape = shape(of: scenario)
        try require(
            matrix.rows == shape[0] && matrix.columns == shape[1], "matrix",
            must: "be \(shape[0]) × \(shape[1]) for \(scenario)", was: "\(matrix.rows) × \(matrix.columns)")
    }
}
