import LHVModels

/// A group of relabellings that leave a target as it is, given by generators.
///
/// The nearest local point is symmetric then, and so is the functional that separates it: weights, points and vertices are
/// looked at through their means over the group.
struct TargetSymmetry: Sendable {
    /// What generates the group.
    let generators: [Relabelling]
    let orbits: EntryOrbits

    /// The symmetry that options give; nil when they give none.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when a relabelling is of another scenario or changes the target by more than
    ///   10⁻¹⁰ of its largest entry.
    init?(_ options: MembershipOptions, of target: [Double], in geometry: PolytopeGeometry) throws {
        guard !options.symmetries.isEmpty else { return nil }
        var generators = options.symmetries
        let shape = geometry.shape
        if options.usesPartySymmetry, Set(shape.factors).count == 1,
            PartySymmetry.isSymmetric(target, lengths: shape.lengths, tolerance: 1e-14 * target.largestMagnitude())
        {
            for party in 1..<max(1, shape.parties) {
                var order = Array(0..<shape.parties)
                order.swapAt(party - 1, party)
                generators.append(try Relabelling(of: try geometry.scenario, parties: order))
            }
        }
        let images = try generators.enumerated().map { number, generator in
            try geometry.image(under: generator, "symmetry \(number)")
        }
        for (number, image) in images.enumerated() {
            let change = image.indices.reduce(0.0) { largest, entry in
                let other = target[abs(image[entry]) - 1]
                return largerOrNaN(largest, abs(target[entry] - (image[entry] < 0 ? -other : other)))
            }
            try require(
                change <= 1e-10 * target.largestMagnitude(), "symmetry \(number)",
                must: "leave the target as it is", was: "off by \(change)")
        }
        self.generators = generators
        orbits = EntryOrbits(size: shape.size, images: images)
    }

    /// All images of a strategy under the group.
    func orbit(of strategy: DeterministicStrategy) throws -> [DeterministicStrategy] {
        var known: Set<DeterministicStrategy> = [strategy]
        var list = [strategy]
        var next = 0
        while next < list.count {
            for generator in generators {
                let image = try list[next].relabelled(by: generator)
                if known.insert(image).inserted { list.append(image) }
            }
            next += 1
        }
        return list
    }
}

extension PolytopeGeometry {
    /// The scenario of the vertices.
    var scenario: Scenario {
        get throws {
            switch kind {
            case .correlators(let settings, _): try Scenario(outcomes: settings.map { Array(repeating: 2, count: $0) })
            case .behaviours(let scenario): scenario
            }
        }
    }

    /// ±(1 + the place of the entry that takes its place) for each entry of a tensor that is relabelled.
    fileprivate func image(under relabelling: Relabelling, _ name: String) throws -> [Int] {
        let scenario = try self.scenario
        try require(
            relabelling.scenario == scenario && relabelling.image == scenario, name,
            must: "be a relabelling of \(scenario) onto itself", was: "of \(relabelling.scenario)")
        let numbers = (1...shape.size).map { Double($0) }
        let moved: [Double]
        switch kind {
        case .correlators(let settings, let includesMarginals):
            let tensor = CorrelatorTensor(unchecked: numbers, settings: settings, includesMarginals: includesMarginals)
            moved = try CorrelatorInequality(tensor, bound: 0).relabelled(by: relabelling).coefficients.elements
        case .behaviours(let scenario):
            // The entries are numbered by their places in the tensor.
            let behaviour = try Behaviour(unchecked: ordered(numbers), in: scenario).relabelled(by: relabelling)
            moved = tensor(of: behaviour)
        }
        return moved.map { Int($0) }
    }
}
