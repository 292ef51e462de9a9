import DataFiles
import QuantumStates

extension LocalPolytope {
    /// The coordinates in which rows for other programs are written.
    public enum Coordinates: Sendable, Hashable, CaseIterable {
        /// The probabilities of ``CollinsGisinForm`` without its constant: independent of one another, so that the polytope has an
        /// interior. Right for lrs, cdd, pycddlib, normaliz, PORTA, pypoman and howzat alike.
        case collinsGisin
        /// All probabilities in the order of ``/QuantumStates/Scenario``, which meet equations. Some programs lose those.
        case probabilities
    }

    /// The vertices, one for each deterministic strategy, as rows for a program that finds facets.
    ///
    /// - Parameter coordinates: What the entries are.
    /// - Complexity: O(vertices × coordinates).
    /// - Throws: ``/NumericalCore/InvalidArgument`` when there would be more than 2²⁶ numbers.
    public func vertexRows(_ coordinates: Coordinates = .collinsGisin) throws -> PolyhedronRows {
        let vertices = try vertices()
        let dimension = dimension(coordinates)
        let (count, overflow) = vertices.count.multipliedReportingOverflow(by: dimension + 1)
        try require(
            !overflow && count <= PolyhedronRows.largestCount, "scenario", must: "have vertices of at most 2²⁶ numbers",
            was: "\(scenario) with \(vertices.count) vertices")
        let rows = vertices.map { strategy -> [Int] in
            switch coordinates {
            case .collinsGisin: return CollinsGisinForm.point(of: strategy, in: scenario).map { Int($0) }
            case .probabilities:
                var row = [Int](repeating: 0, count: dimension + 1)
                row[0] = 1
                for place in scenario.places(of: strategy) { row[place + 1] = 1 }
                return row
            }
        }
        return try PolyhedronRows(rows, kind: .generators, dimension: dimension)
    }

    private func dimension(_ coordinates: Coordinates) -> Int {
        coordinates == .collinsGisin ? dimension : scenario.count
    }

    /// The coordinates of rows, which their number tells.
    private func coordinates(of rows: PolyhedronRows) throws -> Coordinates {
        guard let found = Coordinates.allCases.first(where: { dimension($0) == rows.dimension }) else {
            throw InvalidArgument(
                "dimension of the rows",
                must: "be \(dimension) (Collins–Gisin) or \(scenario.count) (all probabilities) for \(scenario)",
                was: rows.dimension)
        }
        return found
    }

    /// The Bell inequalities in rows b + a·p ≥ 0 of another program, as Σ −a·p ≤ b.
    ///
    /// Equations, which hold for all behaviours without signalling, are left out.
    /// - Parameter rows: Inequalities on ``Coordinates/collinsGisin`` or on all probabilities, as read from a file.
    /// - Complexity: O(rows × count).
    /// - Throws: ``/NumericalCore/InvalidArgument`` when rows are vertices or of another dimension, or an entry is not exactly a `Double`.
    public func inequalities(from rows: PolyhedronRows) throws -> [BellInequality] {
        try require(
            rows.kind == .inequalities, "rows", must: "be inequalities (give the vertices to the program first)",
            was: "\(rows.kind)")
        let coordinates = try coordinates(of: rows)
        return try rows.rows.indices.filter { !rows.equations.contains($0) }.map { place in
            switch coordinates {
            case .collinsGisin: return try form(ofRow: place, in: rows).inequality()
            case .probabilities:
                let (coefficients, bound) = try numbers(ofRow: place, in: rows)
                return try BellInequality(coefficients, in: scenario, bound: bound)
            }
        }
    }

    /// −a and b of a row.
    private func numbers(ofRow place: Int, in rows: PolyhedronRows) throws -> (coefficients: [Double], bound: Double) {
        let numbers = try rows.rows[place].map { entry in
            guard let number = Double(exactly: entry) else {
                throw InvalidArgument("row \(place)", must: "hold integers that a Double holds exactly", was: entry)
            }
            return number
        }
        return (numbers.dropFirst().map { 0 - $0 }, numbers[0])
    }

    private func form(ofRow place: Int, in rows: PolyhedronRows) throws -> CollinsGisinForm {
        let (coefficients, bound) = try numbers(ofRow: place, in: rows)
        return try CollinsGisinForm([0] + coefficients, in: scenario, bound: bound)
    }

    /// The facets in rows of another program, each in the notation that is unique for it: integers without a common divisor.
    ///
    /// - Parameter rows: As for ``inequalities(from:)``.
    /// - Throws: As ``inequalities(from:)``.
    public func facets(from rows: PolyhedronRows) throws -> [CollinsGisinForm] {
        guard rows.kind == .inequalities, try coordinates(of: rows) == .collinsGisin else {
            return try inequalities(from: rows).map { try CollinsGisinForm($0).primitive() }
        }
        // Rows have no common divisor, and this notation has one row for each inequality.
        return try rows.rows.indices.filter { !rows.equations.contains($0) }.map { try form(ofRow: $0, in: rows) }
    }

    /// Inequalities as rows b + a·p ≥ 0 for another program.
    ///
    /// - Parameter inequalities: Inequalities of this scenario whose coefficients and bounds are whole numbers.
    /// - Complexity: O(inequalities × count).
    /// - Throws: ``/NumericalCore/InvalidArgument`` when one is of another scenario or has a number that is not whole.
    public func rows(of inequalities: [CollinsGisinForm]) throws -> PolyhedronRows {
        let rows = try inequalities.enumerated().map { place, form in
            try require(
                form.scenario == scenario, "inequality \(place)", must: "be for \(scenario)", was: form.scenario)
            // The constant term belongs to the bound.
            let numbers = [form.bound - form.coefficients[0]] + form.coefficients.dropFirst().map { 0 - $0 }
            return try numbers.map { number in
                guard let whole = Int(exactly: number) else {
                    throw InvalidArgument(
                        "coefficients of inequality \(place)", must: "be whole numbers (scale them)", was: number)
                }
                return whole
            }
        }
        return try PolyhedronRows(rows, kind: .inequalities, dimension: dimension)
    }
}

extension CollinsGisinForm {
    /// The same inequality without a constant term, and divided by the greatest common divisor where all numbers are whole.
    public func primitive() throws -> CollinsGisinForm {
        var numbers = coefficients
        numbers[0] = bound - coefficients[0]
        var divisor = 0
        for number in numbers {
            guard let whole = Int(exactly: number), whole != .min else {
                divisor = 1
                break
            }
            divisor = Divisors.greatestCommon(divisor, whole)
        }
        let scale = Double(max(1, divisor))
        let scaled = numbers.map { $0 / scale }
        return try CollinsGisinForm([0] + scaled.dropFirst(), in: scenario, bound: scaled[0], name: name)
    }
}
