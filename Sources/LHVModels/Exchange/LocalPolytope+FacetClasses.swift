import QuantumStates

extension LocalPolytope {
    /// Inequalities sorted into classes of those that a renumbering of parties, settings and outcomes turns into one another.
    ///
    /// Inequalities count as equal when they are on behaviours without signalling, up to a positive factor.
    /// - Parameters:
    ///   - inequalities: Inequalities of this scenario with whole coefficients and bounds.
    ///   - limit: How many inequalities may be met on the way.
    /// - Returns: The classes in the order of their first members, each in the order of the list.
    /// - Complexity: O(members of all classes × steps of renumbering × coefficients), after O(steps × coefficients × count). Looks at `Task.isCancelled`.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when an inequality is of another scenario or has a number that is not whole,
    ///   ``/NumericalCore/NumericalFailure`` when the limit does not suffice, and `CancellationError`.
    public func classes(
        of inequalities: [CollinsGisinForm], limit: Int = 1 << 22
    ) throws -> [[CollinsGisinForm]] {
        let rows = try rows(of: inequalities).rows
        let steps = try Relabelling.exchanges(in: scenario).map { try RowRelabelling($0, of: self) }
        // The places of each inequality in the list.
        var places: [[Int]: [Int]] = [:]
        for (place, row) in rows.enumerated() { places[row, default: []].append(place) }
        var known: Set<[Int]> = []
        var classes: [[Int]] = []
        for first in rows where known.insert(first).inserted {
            var members = places[first] ?? []
            var waiting = [first]
            while let next = waiting.popLast() {
                if known.count % 256 == 0 { try Work.checkCancellation() }
                for step in steps {
                    let image = try step.image(of: next)
                    guard known.insert(image).inserted else { continue }
                    guard known.count <= limit else {
                        throw NumericalFailure("sorting of inequalities", "there are more than \(limit) on the way")
                    }
                    members += places[image] ?? []
                    waiting.append(image)
                }
            }
            classes.append(members.sorted())
        }
        return classes.map { $0.map { inequalities[$0] } }
    }
}
