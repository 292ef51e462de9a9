import QuantumStates

/// A renumbering of parties, settings and outcomes as it acts on rows b + a·p ≥ 0 in the notation of Collins and Gisin.
///
/// The action is linear, and so are its integers: the images of the rows with a single 1 say all. A facet of three parties with two
/// settings is renumbered in about fifty additions; by way of all probabilities it takes thousands of steps.
struct RowRelabelling {
    /// For each place of a row the places of its image that an entry there is added to, with their factors.
    private let terms: [[(place: Int, factor: Int)]]

    init(_ relabelling: Relabelling, of polytope: LocalPolytope) throws {
        let dimension = polytope.dimension
        let units = try (0..<dimension).map { place in
            var coefficients = [Double](repeating: 0, count: dimension + 1)
            coefficients[place + 1] = -1
            let unit = try CollinsGisinForm(coefficients, in: polytope.scenario, bound: 0)
            return try CollinsGisinForm(unit.inequality().relabelled(by: relabelling))
        }
        // A constant stays what it is.
        let images = [[1] + Array(repeating: 0, count: dimension)] + (try polytope.rows(of: units).rows)
        terms = images.map { image in
            image.indices.filter { image[$0] != 0 }.map { (place: $0, factor: image[$0]) }
        }
    }

    /// The row of the renumbered inequality.
    ///
    /// It has no common divisor where the row has none, since the renumbering back is whole too.
    func image(of row: [Int]) throws -> [Int] {
        var image = [Int](repeating: 0, count: row.count)
        var overflows = false
        for (entry, terms) in zip(row, terms) where entry != 0 {
            for (place, factor) in terms {
                let (product, first) = entry.multipliedReportingOverflow(by: factor)
                let (sum, second) = image[place].addingReportingOverflow(product)
                image[place] = sum
                overflows = overflows || first || second
            }
        }
        guard !overflows else {
            throw NumericalFailure("renumbering of an inequality", "its coefficients do not fit 64 bits")
        }
        return image
    }
}
