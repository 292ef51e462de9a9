import LHVModels

/// A hidden variable in S² × R^k: a direction, and k real numbers beside it.
public struct ProductPoint: Sendable, Hashable {
    /// The direction; nil for a particle whose hidden variable lies in R^k alone.
    public let direction: Direction?
    /// The k real numbers.
    public let register: [Double]

    /// A point of S² × R^k, or of R^k without a direction.
    public init(direction: Direction? = nil, register: [Double]) {
        self.direction = direction
        self.register = register
    }
}

/// A velocity field on products of spheres and real spaces, (S² × R^k)^N or (R^k)^N, moved by adaptive integration.
///
/// The integration runs in the coordinates of R^(3+k), where the tangential part of a direction's velocity is taken. The field
/// is asked at directions of length 1 only, and the directions returned have length 1 to rounding.
public struct ProductVelocityField: HiddenVariableFlow {
    /// The rates of a particle: the velocity of its direction, if it has one, and that of its register.
    public struct Rate: Sendable {
        /// dλ/dt of the direction, of which the tangential part counts; zero without a direction.
        public let direction: SIMD3<Double>
        /// The rate of change of the register, of its length.
        public let register: [Double]

        /// A rate of change.
        public init(direction: SIMD3<Double> = .zero, register: [Double]) {
            self.direction = direction
            self.register = register
        }
    }

    /// Tolerances of the integration, and the times at which something happens to the field.
    public let options: StepOptions
    private let field: @Sendable ([ProductPoint], Double) throws -> [Rate]

    /// The field V(λ, t).
    public init(
        options: StepOptions = StepOptions(relativeTolerance: 1e-11, absoluteTolerance: 1e-13),
        velocity: @escaping @Sendable ([ProductPoint], Double) throws -> [Rate]
    ) {
        self.options = options
        self.field = velocity
    }

    /// The field on (R^k)^N.
    public static func euclidean(
        options: StepOptions = StepOptions(relativeTolerance: 1e-11, absoluteTolerance: 1e-13),
        velocity: @escaping @Sendable ([[Double]], Double) throws -> [[Double]]
    ) -> ProductVelocityField {
        ProductVelocityField(options: options) { point, time in
            try velocity(point.map(\.register), time).map { Rate(register: $0) }
        }
    }

    /// V(λ, t), the rates of all particles, tangential for directions.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the field has another shape than the point, and what it throws.
    public func velocity(at point: [ProductPoint], time: Double) throws -> [Rate] {
        let rates = try field(point, time)
        try require(rates.count == point.count, "velocity", must: "have \(point.count) rates", was: rates.count)
        return try zip(point, rates).map { place, rate in
            try require(
                rate.register.count == place.register.count, "velocity of a register",
                must: "have \(place.register.count) numbers", was: rate.register.count)
            guard let n = place.direction?.vector else { return Rate(register: rate.register) }
            return Rate(direction: rate.direction - n * dot(n, rate.direction), register: rate.register)
        }
    }

    /// The motion by adaptive integration.
    ///
    /// What happens in time for less than 1/200 of the interval may be missed unless ``options`` tell of it, see
    /// ``/NumericalCore/StepOptions/looks``.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when a time is not finite, ``/NumericalCore/NumericalFailure`` when the
    ///   field is not finite, and what the field throws.
    public func move(_ point: [ProductPoint], from start: Double, to end: Double) throws -> [ProductPoint] {
        try requireTimes(start, end)
        guard start != end, !point.isEmpty else { return point }
        let (state, _) = try DormandPrince(options).integrate(
            from: start, to: end, initial: ProductVelocityField.coordinates(point),
            derivative: { time, coordinates in
                let place = ProductVelocityField.point(coordinates, like: point)
                return try zip(place, velocity(at: place, time: time)).flatMap { place, rate in
                    place.direction == nil
                        ? rate.register : [rate.direction.x, rate.direction.y, rate.direction.z] + rate.register
                }
            })
        return ProductVelocityField.point(state, like: point)
    }

    private static func coordinates(_ point: [ProductPoint]) -> [Double] {
        point.flatMap { place in (place.direction.map { [$0.x, $0.y, $0.z] } ?? []) + place.register }
    }

    // Directions are normalized here, so the field is only ever asked on the sphere.
    private static func point(_ coordinates: [Double], like shape: [ProductPoint]) -> [ProductPoint] {
        var position = 0
        return shape.map { place in
            var direction: Direction?
            if place.direction != nil {
                direction = renormalized(
                    SIMD3(coordinates[position], coordinates[position + 1], coordinates[position + 2]))
                position += 3
            }
            defer { position += place.register.count }
            return ProductPoint(
                direction: direction, register: Array(coordinates[position..<(position + place.register.count)]))
        }
    }
}
