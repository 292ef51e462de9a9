import QuantumStates

extension CorrelatorInequality {
    /// All facets of the polytope of local correlators, with integer coefficients that have no common divisor.
    ///
    /// Two settings for each of two parties give 16 facets, three 90; with marginals 24 and 684.
    /// - Parameters:
    ///   - settings: The number of settings of each party.
    ///   - includesMarginals: Whether the correlators of fewer parties are coordinates too.
    ///   - limit: How many rays the enumeration may hold on the way.
    ///   - timeLimit: The time in seconds after which to give up, or nil.
    /// - Complexity: Grows very fast; scenarios with up to about 64 strategies are quick.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the settings are not valid, there are more than 1024 strategies or the
    ///   time limit is not in 0…10⁹ s; ``/NumericalCore/NumericalFailure`` when a limit or the integers do not suffice, since a
    ///   part of the facets cannot be told from other faces; `CancellationError` when the current task is cancelled.
    public static func facets(
        settings: [Int], includesMarginals: Bool = false, limit: Int = 100_000, timeLimit: Double? = nil
    ) throws -> [CorrelatorInequality] {
        let budget = try timeLimit.map { try TimeBudget(seconds: $0) } ?? .unlimited
        _ = try CorrelatorTensor.count(settings: settings, includesMarginals: includesMarginals)
        let polytope = try LocalPolytope(Scenario(outcomes: settings.map { Array(repeating: 2, count: $0) }))
        // Strategies that differ by turning all signs of two parties have the same products.
        var seen = Set<[Int]>()
        var points: [[Int]] = []
        for vertex in try polytope.verticesForFacets() {
            let tensor = try CorrelatorTensor(vertex, includesMarginals: includesMarginals)
            let point = (includesMarginals ? [] : [1]) + tensor.elements.map { Int($0) }
            if seen.insert(point).inserted { points.append(point) }
        }
        return try DoubleDescription.facets(of: points, limit: limit, budget: budget).map { facet in
            // h₀ + h·E ≥ 0 reads −h·E ≤ h₀.
            var coefficients = facet.map { -Double($0) }
            if includesMarginals { coefficients[0] = 0 } else { coefficients.removeFirst() }
            return try CorrelatorInequality(
                CorrelatorTensor(
                    coefficients.map { $0 + 0 }, settings: settings, includesMarginals: includesMarginals),
                bound: Double(facet[0]))
        }
    }
}

extension LocalPolytope {
    /// All facets, in the notation of Collins and Gisin with integer coefficients that have no common divisor.
    ///
    /// - Parameters:
    ///   - limit: How many rays the enumeration may hold on the way.
    ///   - timeLimit: The time in seconds after which to give up, or nil.
    /// - Complexity: Grows very fast; scenarios with up to about 64 strategies are quick.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when there are more than 1024 strategies or the time limit is not in
    ///   0…10⁹ s; ``/NumericalCore/NumericalFailure`` when a limit or the integers do not suffice; `CancellationError` when
    ///   the current task is cancelled.
    public func facets(limit: Int = 100_000, timeLimit: Double? = nil) throws -> [CollinsGisinForm] {
        let budget = try timeLimit.map { try TimeBudget(seconds: $0) } ?? .unlimited
        let points = try verticesForFacets().map { CollinsGisinForm.point(of: $0, in: scenario).map { Int($0) } }
        // A polytope that is one point has no facets.
        guard points.count > 1 else { return [] }
        return try DoubleDescription.facets(of: points, limit: limit, budget: budget).map { facet in
            var coefficients = facet.map { -Double($0) + 0 }
            coefficients[0] = 0
            return try CollinsGisinForm(coefficients, in: scenario, bound: Double(facet[0]))
        }
    }

    func verticesForFacets() throws -> Vertices {
        let vertices = try vertices()
        try require(
            vertices.count <= 1024, "scenario", must: "have at most 1024 strategies for facets to be enumerated",
            was: "\(scenario) with \(vertices.count)")
        return vertices
    }
}
