import LHVModels

/// The local polytope of correlators or of behaviours as tensors of products, and the way there and back.
struct PolytopeGeometry: Sendable {
    /// What the tensors are made of.
    enum Kind: Sendable {
        case correlators(settings: [Int], includesMarginals: Bool)
        case behaviours(Scenario)
    }

    let kind: Kind
    let shape: VertexShape
    /// For behaviours the place in the tensor of each probability in the scenario's order.
    private let places: [Int]

    /// The geometry of a tensor of correlators.
    init(_ correlators: CorrelatorTensor) {
        kind = .correlators(settings: correlators.settings, includesMarginals: correlators.includesMarginals)
        shape = VertexShape(
            factors: correlators.shape.map { .signs(count: $0, leadsWithOne: correlators.includesMarginals) })
        places = []
    }

    /// The geometry of a behaviour, each probability of which occurs once as a product of outcome indicators.
    init(_ scenario: Scenario) {
        kind = .behaviours(scenario)
        shape = VertexShape(factors: scenario.outcomes.map { .outcomes($0) })
        var places: [Int] = []
        places.reserveCapacity(scenario.count)
        let firsts = scenario.outcomes.map { list in list.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1) } }
        for list in 0..<scenario.settingLists {
            let settings = scenario.settings(ofList: list)
            var block = [0]
            for party in 0..<scenario.parties {
                let first = firsts[party][settings[party]]
                let count = scenario.outcomes[party][settings[party]]
                let total = firsts[party][firsts[party].count - 1]
                block = block.flatMap { place in (0..<count).map { place * total + first + $0 } }
            }
            places += block
        }
        self.places = places
    }

    /// The polytope in words, by which files tell one from another.
    var words: String {
        switch kind {
        case .correlators(_, let includesMarginals): includesMarginals ? "correlators with marginals" : "correlators"
        case .behaviours(let scenario): "behaviours of \(scenario.outcomes)"
        }
    }

    func tensor(of behaviour: Behaviour) -> [Double] {
        var tensor = [Double](repeating: 0, count: behaviour.probabilities.count)
        for (index, place) in places.enumerated() { tensor[place] = behaviour.probabilities[index] }
        return tensor
    }

    /// The entries in the order of the scenario, or as they are for correlators.
    func ordered(_ tensor: [Double]) -> [Double] {
        places.isEmpty ? tensor : places.map { tensor[$0] }
    }

    /// White noise: 0, but the constant entry of a tensor with marginals, or 1/(K₁…K_N).
    func whiteNoise() -> [Double] {
        switch kind {
        case .correlators(_, let includesMarginals):
            var noise = [Double](repeating: 0, count: shape.size)
            if includesMarginals { noise[0] = 1 }
            return noise
        case .behaviours(let scenario):
            return tensor(of: .whiteNoise(in: scenario))
        }
    }

    /// The strategy of a packed vertex.
    func strategy(_ vertex: [UInt64]) throws -> DeterministicStrategy {
        try DeterministicStrategy(outcomes: shape.outcomes(of: vertex))
    }

    /// The active vertices of a search with their weights; means over a symmetry are written out.
    func decomposition(_ set: ActiveSet) throws -> LocalDecomposition {
        let orders = set.usesPartySymmetry ? PartySymmetry.permutations(shape.parties) : [Array(0..<shape.parties)]
        var weights: [DeterministicStrategy: Double] = [:]
        var strategies: [DeterministicStrategy] = []
        for index in 0..<set.count where set.weights[index] > 0 {
            let first = try strategy(set.vertex(index))
            let images: [DeterministicStrategy]
            if let symmetry = set.symmetry {
                images = try symmetry.orbit(of: first)
            } else {
                let lists = first.outcomes
                images = try orders.map { order in try DeterministicStrategy(outcomes: order.map { lists[$0] }) }
            }
            for strategy in images {
                if weights[strategy] == nil { strategies.append(strategy) }
                weights[strategy, default: 0] += set.weights[index] / Double(images.count)
            }
        }
        let sum = strategies.map { weights[$0] ?? 0 }.compensatedSum()
        return LocalDecomposition(unchecked: strategies, weights: strategies.map { (weights[$0] ?? 0) / sum })
    }

    /// A number g such that v·p + (1 − v)·o is local at 1/(1 + g) of its visibility when it differs by the residual from a
    /// local point: white noise plus residual/g is local.
    ///
    /// Without marginals g = ‖r‖₂: every Bell functional M on correlators reaches at least ‖M‖₂ on some vertex, since that
    /// is its root mean square over them. With marginals the same holds for each set of parties that are measured, with
    /// coins for the others. For behaviours the parts of r that depend on exactly the settings of a set of parties are
    /// treated one list of settings at a time.
    func noiseToAbsorb(_ residual: [Double]) -> Double {
        switch kind {
        case .correlators(_, false):
            return residual.reduce(0) { $0 + $1 * $1 }.squareRoot()
        case .correlators(_, true):
            var squares = [Double](repeating: 0, count: 1 << shape.parties)
            for (place, entry) in residual.enumerated() where place > 0 {
                var (rest, mask) = (place, 0)
                for party in stride(from: shape.parties - 1, through: 0, by: -1) {
                    if rest % shape.lengths[party] > 0 { mask |= 1 << party }
                    rest /= shape.lengths[party]
                }
                squares[mask] += entry * entry
            }
            return squares.reduce(0) { $0 + $1.squareRoot() }
        case .behaviours(let scenario):
            return BehaviourResidual.noiseToAbsorb(ordered(residual), scenario)
        }
    }
}
