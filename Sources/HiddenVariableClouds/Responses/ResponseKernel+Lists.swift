import NumericalCore

/// How a list of joint settings is evaluated.
struct ResponseList<Element: Scalar>: Sendable {
    let parts: [ResponseBlock<Element>]
    let settings: Int
    /// Whether all parties have two outcomes and only the first of each is looked at.
    let isProduct: Bool
    /// The outcomes of each event, party after party.
    let events: Int
    let table: [Int]

    init(parts: [ResponseBlock<Element>], settings: Int, isProduct: Bool, events: [[Int]]) {
        self.parts = parts
        self.settings = settings
        self.isProduct = isProduct
        self.events = events.count
        self.table = events.flatMap { $0 }
    }

    var outcomes: [Int] { parts.map(\.feature.outcomes) }
}

extension ResponseKernel {
    // A block's responses should fit into the second-level cache.
    private static var listBlock: Int { 32 }

    /// P(m|s_b) for a list of B joint settings: setting b of every party belongs together.
    ///
    /// - Parameters:
    ///   - events: The joint outcomes m.
    ///   - features: The settings of each party, B each.
    /// - Returns: The probabilities, event after event, B for each.
    /// - Complexity: 2·N_h·B·ΣK_jΓ_j floating-point operations in matrix products, Γ = 1 for two outcomes and Δ for more, and
    ///   as many exponentials as logits. Memory for the N_h·B·ΣΓ_j responses.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when shapes do not fit.
    @_specialize(where Element == Float)
    @_specialize(where Element == Double)
    package mutating func expectations(
        of events: OutcomeEvents, at features: [ResponseFeatures<Element>]
    ) throws -> [Double] {
        try requireFeatures(features)
        let settings = features[0].settings
        try require(
            features.allSatisfy { $0.settings == settings }, "settings", must: "be equally many for all parties",
            was: features.map(\.settings))
        let product = features.reduce(1.0) { $0 * Double($1.outcomes) }
        try require(
            events == .allFirst || product <= 4096, "joint outcomes", must: "be at most 4096", was: product)
        let table = events.table(outcomes: features.map(\.outcomes))
        let isProduct = events == .allFirst && features.allSatisfy { $0.outcomes == 2 }
        let list = ResponseList(
            parts: features.enumerated().map { party, feature in
                ResponseBlock(feature, kept: isProduct ? 1 : feature.outcomes, offset: offset(of: party))
            }, settings: settings, isProduct: isProduct, events: table)
        let partial = try overBlocks(of: Self.listBlock, list.parts) { block in
            for (part, place) in zip(list.parts, block.responses) { part.respond(block, into: place) }
            return list.sums(block)
        }
        evaluation = .list(list)
        return Self.folded(partial)
    }

    /// The gradient of a loss of the list's probabilities.
    mutating func differentiate(
        _ derivatives: [Double], _ list: ResponseList<Element>, _ includingWeights: Bool
    ) throws {
        try require(
            derivatives.count == list.events * list.settings, "derivatives",
            must: "be \(list.events * list.settings) numbers", was: derivatives.count)
        let factors = converted(derivatives, to: Element.self)
        let shares = try overBlocks(of: Self.listBlock, list.parts) { block in
            var shares = [Double](repeating: 0, count: includingWeights ? block.hidden : 0)
            factors.withUnsafeBufferPointer { factors in
                shares.withUnsafeMutableBufferPointer { shares in
                    list.passBack(block, factors.baseAddress!, shares: includingWeights ? shares.baseAddress : nil)
                }
            }
            return shares
        }
        weightGradient = includingWeights ? Array(shares.joined()) : []
    }
}

extension ResponseList {
    /// Σ_a w_a Π_j q_j over the hidden variables of a block, event after event.
    func sums(_ block: CloudBlock<Element>) -> [Double] {
        var sums = [Double](repeating: 0, count: events * settings)
        let (hidden, weights) = (block.hidden, block.weights)
        if isProduct {
            ResponseLoops.productSums(
                block.responses, settings: settings, hidden: hidden, weights: weights, into: &sums)
        } else {
            ResponseLoops.eventSums(
                block.responses, outcomes: outcomes, settings: settings, hidden: hidden, weights: weights,
                events: events, table: table, into: &sums)
        }
        return sums
    }

    /// From ∂L/∂P to the gradient in λ for a block.
    func passBack(
        _ block: CloudBlock<Element>, _ factors: UnsafePointer<Element>, shares: UnsafeMutablePointer<Double>?
    ) {
        let (hidden, weights, places) = (block.hidden, block.weights, block.responses)
        let packed = parts.compactMap(\.packed)
        if packed.count == parts.count {
            let parties = (0..<parts.count).map { party in
                let functions = parts[party].feature.functions
                let result = UnsafeMutableRawPointer(
                    block.gradient + parts[party].offset + block.range.lowerBound * functions)
                return ResponseLoops.Party(
                    responses: UnsafeRawPointer(places[party]).assumingMemoryBound(to: Float.self),
                    packed: packed[party].values, functions: functions,
                    gradient: result.assumingMemoryBound(to: Float.self))
            }
            let table = UnsafeMutablePointer<Float>.allocate(capacity: 8 * settings)
            defer { table.deallocate() }
            ResponseLoops.passBack(
                parties, settings: settings, hidden: hidden,
                weights: UnsafeRawPointer(weights).assumingMemoryBound(to: Float.self),
                factors: UnsafeRawPointer(factors).assumingMemoryBound(to: Float.self), table: table, shares: shares)
            return
        }
        if isProduct {
            // A table that is used again for each party stays in the cache, which the responses would leave.
            let table = UnsafeMutablePointer<Element>.allocate(capacity: hidden * settings)
            defer { table.deallocate() }
            for (party, part) in parts.enumerated() {
                ResponseLoops.productGradient(
                    places, party: party, settings: settings, hidden: hidden, weights: weights, factors: factors,
                    into: table, shares: party == 0 ? shares : nil)
                part.collect(table, block)
            }
            return
        }
        let scratch = UnsafeMutablePointer<Element>.allocate(capacity: hidden * ResponseBlock.width(of: parts))
        defer { scratch.deallocate() }
        let derivatives = ResponseBlock.places(of: parts, hidden: hidden, from: scratch)
        ResponseLoops.eventGradient(
            places, outcomes: outcomes, settings: settings, hidden: hidden, weights: weights, events: events,
            table: table, factors: factors, into: derivatives, shares: shares)
        for (part, (place, derivative)) in zip(parts, zip(places, derivatives)) {
            part.passBack(place, derivative, hidden: hidden)
            part.collect(derivative, block)
        }
    }
}
