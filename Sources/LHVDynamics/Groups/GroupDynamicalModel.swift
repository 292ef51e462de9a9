import LHVModels

/// A dynamical LHV model for a group of unitaries: an LHV model and a transformation T_U of the hidden variables for each U.
///
/// It claims P(m|U_K … U_1[ρ]) = ⟨Q_m(T_{U_K} ∘ … ∘ T_{U_1}(λ))⟩ for λ drawn from p_ρ, all states ρ of the set, all sequences of
/// unitaries and all joint measurement events m. The transformations do not know the state.
/// Source: P1, Definition 5 and Eqs. 8–9.
public struct GroupDynamicalModel<
    Base: LHVBaseModel, State: Sendable, Distribution: HiddenVariableDistribution<Base.HiddenVariable>,
    Element: Sendable
>: Sendable {
    /// The LHV model for a set of states.
    public let model: LHVModel<Base, State, Distribution>
    /// (U, λ) ↦ T_U λ.
    public let transform: @Sendable (Element, [Base.HiddenVariable]) throws -> [Base.HiddenVariable]
    /// (U, ρ) ↦ U[ρ].
    public let action: @Sendable (Element, State) throws -> State

    /// A model from its parts; ``verify(states:sequences:settings:samples:using:)`` tests whether it is one.
    public init(
        model: LHVModel<Base, State, Distribution>,
        transform: @escaping @Sendable (Element, [Base.HiddenVariable]) throws -> [Base.HiddenVariable],
        action: @escaping @Sendable (Element, State) throws -> State
    ) {
        self.model = model
        self.transform = transform
        self.action = action
    }

    /// Transforms particles along sequences of unitaries and compares their statistics with the transformed states.
    ///
    /// - Parameters:
    ///   - states: States, at least one.
    ///   - sequences: Sequences U_1, …, U_K, each applied from the first to the last; an empty one tests the static model.
    ///   - settings: Joint settings, at least one.
    ///   - samples: The number of particles for each state, at least 2; all sequences use the same ones.
    ///   - generator: The source of randomness.
    /// - Returns: The report; its places name the sequence where a time would be.
    /// - Complexity: O(states·samples·sequences·(length + settings)).
    /// - Throws: ``/NumericalCore/InvalidArgument`` when a list is empty or shapes do not fit, and what the parts throw.
    public func verify(
        states: [State], sequences: [[Element]], settings: [[Base.Setting]], samples: Int,
        using generator: inout some RandomNumberGenerator
    ) throws -> VerificationReport {
        try require(!sequences.isEmpty, "sequences", must: "not be empty", was: "empty")
        return try model.verifyMotion(
            states: states, stages: sequences.count, settings: settings, samples: samples, using: &generator,
            journey: { point, visit in
                for (index, sequence) in sequences.enumerated() {
                    visit(index, try sequence.reduce(point) { try transform($1, $0) })
                }
            }, evolved: { state, index in try sequences[index].reduce(state) { try action($1, $0) } })
    }

    /// How far T is from an action of the group: T_1 = id and T_{U₂U₁} = T_{U₂} ∘ T_{U₁}.
    ///
    /// - Parameters:
    ///   - identity: The unit of the group.
    ///   - pairs: Pairs (U₂, U₁) with their product U₂U₁.
    ///   - points: Hidden variables of all parties at which to compare.
    ///   - distance: A distance between hidden variables of one party.
    /// - Returns: Both defects, NaN where a distance is.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when there are no points or the transformation changes their number, and
    ///   what the transformation throws.
    public func microscopicDefects(
        identity: Element, pairs: [(second: Element, first: Element, product: Element)],
        points: [[Base.HiddenVariable]], distance: (Base.HiddenVariable, Base.HiddenVariable) -> Double
    ) throws -> MicroscopicDefects {
        try require(!points.isEmpty, "points", must: "not be empty", was: "empty")
        func far(_ left: [Base.HiddenVariable], _ right: [Base.HiddenVariable]) throws -> Double {
            try require(
                left.count == right.count, "transformed point", must: "have \(right.count) hidden variables",
                was: left.count)
            return zip(left, right).reduce(0) { largerOrNaN($0, distance($1.0, $1.1)) }
        }
        var (unit, composition) = (0.0, 0.0)
        for point in points {
            unit = largerOrNaN(unit, try far(try transform(identity, point), point))
            for pair in pairs {
                let steps = try transform(pair.second, transform(pair.first, point))
                composition = largerOrNaN(composition, try far(try transform(pair.product, point), steps))
            }
        }
        return MicroscopicDefects(identity: unit, composition: composition)
    }

    /// The largest change of T_U λ at a party when the hidden variables of parties that should not matter are redrawn.
    ///
    /// - Parameters:
    ///   - element: U.
    ///   - party: The party whose transformation is examined.
    ///   - partners: The parties that interact with it under U; itself counts always.
    ///   - points: Hidden variables of all parties.
    ///   - distance: A distance between hidden variables of one party.
    ///   - generator: The source of the redrawn hidden variables.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when there is no such party, and what the transformation throws.
    public func localityDefect(
        of element: Element, party: Int, partners: Set<Int>, points: [[Base.HiddenVariable]],
        distance: (Base.HiddenVariable, Base.HiddenVariable) -> Double,
        using generator: inout some RandomNumberGenerator
    ) throws -> Double {
        try LHVDynamics.localityDefect(
            of: party, partners: partners, points: points,
            redraw: { model.base.sampleHiddenVariable(using: &generator) },
            difference: { distance(try transform(element, $0)[party], try transform(element, $1)[party]) })
    }
}

/// How far transformations are from an action of a group; both vanish for "microscopic" dynamics.
///
/// Source: P1, the property "microscopic LHV dynamics".
public struct MicroscopicDefects: Sendable, Hashable, Codable {
    /// The largest distance of T_1 λ from λ.
    public let identity: Double
    /// The largest distance of T_{U₂U₁} λ from T_{U₂} T_{U₁} λ.
    public let composition: Double
}
