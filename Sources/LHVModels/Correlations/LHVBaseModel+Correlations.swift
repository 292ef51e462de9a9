import QuantumStates

extension LHVBaseModel {
    /// P(m|x) of all joint outcomes for a cloud, as an exact sum: P(m|x) = Σ_i w_i Π_k q(m_k|x_k, λ_ik).
    ///
    /// - Parameters:
    ///   - settings: A setting for each party.
    ///   - cloud: The distribution of the hidden variables.
    /// - Returns: The probabilities, the first party's outcome most significant.
    /// - Complexity: O(points·N·outcomes + points·joint outcomes).
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the number of settings is not that of the parties. Source: P1,
    ///   Eqs. 1–2.
    public func probabilities(
        for settings: [Setting], cloud: WeightedCloud<HiddenVariable>
    ) throws -> [Double] {
        try requireSettings(settings, parties: cloud.parties)
        var total = [Double](repeating: 0, count: jointOutcomeCount(settings))
        for (point, weight) in zip(cloud.points, cloud.weights) {
            accumulate(weight, settings, point, into: &total)
        }
        return total
    }

    /// P(m|x) of all joint outcomes, estimated from draws of the hidden variables.
    ///
    /// The responses at each draw are averaged, not the outcomes drawn, so that the standard errors are as small as the
    /// hidden variables allow.
    /// - Parameters:
    ///   - settings: A setting for each party.
    ///   - distribution: The distribution of the hidden variables.
    ///   - samples: The number of draws, at least 2.
    ///   - generator: The source of randomness.
    /// - Returns: An estimate for each joint outcome, the first party's outcome most significant.
    /// - Complexity: O(samples·(N·outcomes + joint outcomes)).
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the number of settings is not that of the parties or `samples` is
    ///   below 2; `CancellationError` in a cancelled task.
    public func probabilities(
        for settings: [Setting], distribution: some HiddenVariableDistribution<HiddenVariable>, samples: Int,
        using generator: inout some RandomNumberGenerator
    ) throws -> [Estimate] {
        try requireSettings(settings, parties: distribution.parties)
        try require(samples >= 2, "samples", must: "be at least 2", was: samples)
        let count = jointOutcomeCount(settings)
        var (sums, squares) = ([Double](repeating: 0, count: count), [Double](repeating: 0, count: count))
        var single = [Double](repeating: 0, count: count)
        for sample in 0..<samples {
            if sample & 1023 == 0 { try Work.checkCancellation() }
            for index in single.indices { single[index] = 0 }
            accumulate(1, settings, distribution.sample(using: &generator), into: &single)
            for index in single.indices {
                sums[index] += single[index]
                squares[index] += single[index] * single[index]
            }
        }
        let n = Double(samples)
        return zip(sums, squares).map { sum, square in
            let mean = sum / n
            return Estimate(
                mean, standardError: SampleVariance.standardErrorOfMean(meanSquare: square / n - mean * mean, count: n))
        }
    }

    /// One round of an experiment: hidden variables are drawn, and each party answers its setting.
    ///
    /// - Returns: The outcome of each party.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the number of settings is not that of the parties.
    public func sampleOutcomes(
        for settings: [Setting], distribution: some HiddenVariableDistribution<HiddenVariable>,
        using generator: inout some RandomNumberGenerator
    ) throws -> [Int] {
        try requireSettings(settings, parties: distribution.parties)
        let hidden = distribution.sample(using: &generator)
        return settings.indices.map { party in
            var target = generator.uniform()
            let last = outcomeCount(of: settings[party]) - 1
            for outcome in 0..<last {
                target -= probability(of: outcome, given: settings[party], at: hidden[party], party: party)
                if target < 0 { return outcome }
            }
            return last
        }
    }

    // Adds weight·Π_k q(m_k|x_k, λ_k) to every joint outcome, party after party.
    private func accumulate(
        _ weight: Double, _ settings: [Setting], _ point: [HiddenVariable], into total: inout [Double]
    ) {
        var products = [weight]
        for party in settings.indices {
            let responses = (0..<outcomeCount(of: settings[party])).map {
                probability(of: $0, given: settings[party], at: point[party], party: party)
            }
            products = products.flatMap { product in responses.map { product * $0 } }
        }
        for index in total.indices { total[index] += products[index] }
    }

    private func jointOutcomeCount(_ settings: [Setting]) -> Int {
        settings.reduce(1) { $0 * outcomeCount(of: $1) }
    }

    private func requireSettings(_ settings: [Setting], parties: Int) throws {
        try require(
            settings.count == parties, "settings", must: "be one for each of \(parties) parties", was: settings.count)
    }
}
