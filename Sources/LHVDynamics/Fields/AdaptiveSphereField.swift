import LHVModels

/// A velocity field on (S²)^N given by a function, moved by adaptive integration.
public struct AdaptiveSphereField: SphereVelocityField {
    /// N, the number of particles.
    public let parties: Int
    /// Tolerances of the integration, and the times at which something happens to the field.
    public let options: StepOptions

    private let field: @Sendable ([Direction], Double) throws -> [SIMD3<Double>]

    /// The field with angular velocities ω_j(λ, t).
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless there is at least one particle.
    public init(
        parties: Int, options: StepOptions = StepOptions(relativeTolerance: 1e-11, absoluteTolerance: 1e-13),
        angularVelocity: @escaping @Sendable ([Direction], Double) throws -> [SIMD3<Double>]
    ) throws {
        try require(parties >= 1, "parties", must: "be at least 1", was: parties)
        self.parties = parties
        self.options = options
        self.field = angularVelocity
    }

    /// The field with velocities V_j(λ, t), of which the tangential parts count.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless there is at least one particle.
    public init(
        parties: Int, options: StepOptions = StepOptions(relativeTolerance: 1e-11, absoluteTolerance: 1e-13),
        velocity: @escaping @Sendable ([Direction], Double) throws -> [SIMD3<Double>]
    ) throws {
        try self.init(
            parties: parties, options: options,
            angularVelocity: { point, time in
                try zip(point, velocity(point, time)).map { cross($0.vector, $1) }
            })
    }

    /// ω_j(λ, t).
    public func angularVelocity(at point: [Direction], time: Double) throws -> [SIMD3<Double>] {
        try requireParticles(point.count, parties)
        let rates = try field(point, time)
        try require(rates.count == parties, "velocity", must: "have \(parties) vectors", was: rates.count)
        return rates
    }

    /// The motion with the field's own tolerances.
    public func move(_ point: [Direction], from start: Double, to end: Double) throws -> [Direction] {
        try requireParticles(point.count, parties)
        return try integrate(point, from: start, to: end, options: options)
    }
}
