import Foundation
import LHVModels
import QuantumStates

/// The local model behind a certificate for d = 3: one draws a component and a rotation, both shared, and each party answers.
///
/// Alice answers +1 with mean f(Ra) and Bob with mean −g(Rb), where (f, g) is the drawn pair of responses. Averaged over
/// the hidden variables, E(a, b) = −v a·b for all directions at once, and both marginals vanish. Components are the pairs of
/// the certificate, the pure-degree models that cancel what they leave over, and white noise for visibilities below the
/// certified one. Outcome 0 is "up", +1.
public struct IsotropicModel: LHVBaseModel {
    /// The hidden variable, the same for both parties.
    public struct Hidden: Sendable, Hashable {
        /// The number of the component: a pair, then a pure degree, then noise.
        public let component: Int
        /// The rows of the rotation R.
        public let rotation: [SIMD3<Double>]

        /// A hidden variable from its parts; ``IsotropicModel/defect(of:)`` tells whether it is one.
        public init(component: Int, rotation: [SIMD3<Double>]) {
            self.component = component
            self.rotation = rotation
        }
    }

    private enum PureDegree: Sendable {
        case zonal(Int, sign: Double)
        case sectoral(Int, sign: Double)
    }

    /// What the certificate proves.
    public let proof: IsotropicProof
    private let certificate: IsotropicCertificate
    private let responses: [SmoothedResponse]
    private let pure: [PureDegree]
    private let cumulative: [Double]

    /// The number of components without noise.
    public var componentCount: Int { cumulative.count }

    /// The model of a certificate, which is verified on the way.
    ///
    /// - Complexity: As ``IsotropicCertificate/verify(threads:)``.
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless d = 3; ``/LHVModels/InvalidCertificate`` when nothing is proven.
    public init(_ certificate: IsotropicCertificate, threads: Int = Parallel.processorCount) throws {
        try require(certificate.dimension == 3, "dimension", must: "be 3", was: certificate.dimension)
        proof = try certificate.verify(threads: threads)
        self.certificate = certificate
        let bob = PatternCoefficients(try ExtendedHarmonics(certificate, isCells: false, threads: threads))
        let multipliers = try ExtendedKernel.multipliers(dimension: 3, degree: certificate.degree)
        let coefficients = try Parallel.map(count: certificate.pairs.count, threads: threads) { index in
            try Work.checkCancellation()
            return bob.coefficients(of: certificate.pairs[index].nodes)
        }
        responses = SmoothedResponse.responses(coefficients, multipliers: multipliers, degree: certificate.degree)
        var weights = certificate.pairs.map(\.weight)
        var pure: [PureDegree] = []
        let strengths = PureDegreeModels(dimension: 3, degree: certificate.degree).strengths
        for l in stride(from: 3, through: certificate.degree, by: 2) {
            let rest = proof.coefficients[l]
            weights.append(abs(rest) / strengths[l])
            let isZonal = 1 / Double(2 * l + 1) >= strengths[l] * (1 - 1e-12)
            pure.append(isZonal ? .zonal(l, sign: rest > 0 ? -1 : 1) : .sectoral(l, sign: rest > 0 ? -1 : 1))
        }
        self.pure = pure
        let total = weights.reduce(0, +)
        var sum = 0.0
        cumulative = weights.map { weight in
            sum += weight / total
            return sum
        }
    }

    /// 3, the dimension of the rotations.
    public var hiddenDimension: Int { 3 }

    /// 2, up and down.
    public func outcomeCount(of setting: Direction) -> Int { 2 }

    /// ½ (1 ± f(Ra)) for Alice, party 0; ½ (1 ∓ g(Rb)) for Bob, any other party.
    public func probability(of outcome: Int, given setting: Direction, at hidden: Hidden, party: Int) -> Double {
        guard outcome == 0 || outcome == 1 else { return 0 }
        let mean = party == 0 ? aliceMean(setting, hidden) : -bobMean(setting, hidden)
        let up = IsotropicModel.chance(ofMean: mean)
        return outcome == 0 ? up : 1 - up
    }

    /// f(Ra), in −1…1.
    public func aliceMean(_ setting: Direction, _ hidden: Hidden) -> Double {
        let point = turned(setting, hidden)
        if hidden.component < responses.count { return cellSign(point, certificate.pairs[hidden.component].cells) }
        return pureMean(point, hidden.component)
    }

    /// g(Rb), in −1…1 up to rounding; Bob's answer has the opposite mean.
    public func bobMean(_ setting: Direction, _ hidden: Hidden) -> Double {
        let point = turned(setting, hidden)
        if hidden.component < responses.count { return pairMeans(at: [point], hidden.component)[0] }
        guard hidden.component - responses.count < pure.count else { return 0 }
        switch pure[hidden.component - responses.count] {
        case .zonal(_, let sign), .sectoral(_, let sign): return sign * pureMean(point, hidden.component)
        }
    }

    /// A component and a rotation at the certified visibility.
    public func sampleHiddenVariable(using generator: inout some RandomNumberGenerator) -> Hidden {
        let target = generator.uniform()
        let component = cumulative.firstIndex { target < $0 } ?? 0
        return Hidden(component: component, rotation: IsotropicModel.rotation(using: &generator))
    }

    /// The largest entry of R Rᵀ − 1, or infinity when the component does not exist.
    public func defect(of hidden: Hidden) -> Double {
        guard hidden.rotation.count == 3, (0...cumulative.count).contains(hidden.component) else { return .infinity }
        var worst = 0.0
        for row in 0..<3 {
            for column in 0..<3 {
                let product = (hidden.rotation[row] * hidden.rotation[column]).sum()
                worst = largerOrNaN(worst, abs(product - (row == column ? 1 : 0)))
            }
        }
        return worst
    }

    /// The distribution with E(a, b) = −v a·b: the mixture with probability v over the certified visibility, otherwise noise.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless v is in 0…``IsotropicProof/visibility``.
    public func distribution(visibility: Double) throws -> IsotropicDistribution {
        try require(
            visibility >= 0 && visibility <= proof.visibility, "visibility", must: "be in 0…\(proof.visibility)",
            was: visibility)
        // v of the mixture itself is a little larger than what is proven, by what rounding may have cost.
        let strengths = PureDegreeModels(dimension: 3, degree: certificate.degree).strengths
        var cost = proof.totalWeight
        for l in stride(from: 3, through: certificate.degree, by: 2) {
            cost += abs(proof.coefficients[l]) / strengths[l]
        }
        return IsotropicDistribution(model: self, share: visibility * cost / proof.coefficients[1])
    }

    /// A rotation from Haar's measure, by a quaternion uniform on S³.
    static func rotation(using generator: inout some RandomNumberGenerator) -> [SIMD3<Double>] {
        let (u, a, b) = (generator.uniform(), 2 * Double.pi * generator.uniform(), 2 * Double.pi * generator.uniform())
        let (s, c) = ((1 - u).squareRoot(), u.squareRoot())
        let (x, y, z, w) = (s * sin(a), s * cos(a), c * sin(b), c * cos(b))
        return [
            SIMD3(1 - 2 * (y * y + z * z), 2 * (x * y - z * w), 2 * (x * z + y * w)),
            SIMD3(2 * (x * y + z * w), 1 - 2 * (x * x + z * z), 2 * (y * z - x * w)),
            SIMD3(2 * (x * z - y * w), 2 * (y * z + x * w), 1 - 2 * (x * x + y * y)),
        ]
    }

    /// The number of pairs of responses, the first components.
    var pairCount: Int { responses.count }

    /// g of a pair at points of the sphere.
    func pairMeans(at points: [SIMD3<Double>], _ pair: Int) -> [Double] { responses[pair].values(at: points) }

    /// The chance of "up" for an answer ±1 with a mean that rounding may have taken beyond ±1.
    static func chance(ofMean mean: Double) -> Double { ((1 + mean) / 2).clamped(to: 0...1) }

    /// Rx for a direction x.
    func turned(_ direction: Direction, _ hidden: Hidden) -> SIMD3<Double> {
        let v = direction.vector
        return SIMD3(
            (hidden.rotation[0] * v).sum(), (hidden.rotation[1] * v).sum(), (hidden.rotation[2] * v).sum())
    }

    private func cellSign(_ point: SIMD3<Double>, _ pattern: SignPattern) -> Double {
        // The southern half is the negative of the antipode.
        let isSouth = point.z < 0
        let p = isSouth ? -point : point
        let grid = certificate.cells
        let theta = atan2((p.x * p.x + p.y * p.y).squareRoot(), p.z)
        let row = min(grid.rows - 1, Int(theta / (.pi / 2) * Double(grid.rows)))
        let phi = atan2(p.y, p.x)
        let part = (phi < 0 ? phi + 2 * .pi : phi) / (2 * .pi)
        let azimuth = min(grid.azimuths - 1, Int(part * Double(grid.azimuths)))
        return pattern.isNegative(row * grid.azimuths + azimuth) != isSouth ? -1 : 1
    }

    private func pureMean(_ point: SIMD3<Double>, _ component: Int) -> Double {
        guard component - responses.count < pure.count else { return 0 }
        switch pure[component - responses.count] {
        case .zonal(let l, _): return ZonalPolynomials(dimension: 3, degree: l, at: point.z).values[l]
        case .sectoral(let l, _):
            // Re(x + iy)^l
            var power = SIMD2(1.0, 0.0)
            for _ in 0..<l {
                power = SIMD2(power.x * point.x - power.y * point.y, power.x * point.y + power.y * point.x)
            }
            return power.x
        }
    }
}

/// Shared hidden variables of an ``IsotropicModel`` at a visibility up to the certified one.
public struct IsotropicDistribution: HiddenVariableDistribution {
    let model: IsotropicModel
    /// The probability that the mixture is used and not white noise.
    public let share: Double

    /// 2.
    public var parties: Int { 2 }

    /// One draw, the same for both parties.
    public func sample(using generator: inout some RandomNumberGenerator) -> [IsotropicModel.Hidden] {
        let isSignal = generator.uniform() < share
        let hidden = model.sampleHiddenVariable(using: &generator)
        let drawn =
            isSignal ? hidden : IsotropicModel.Hidden(component: model.componentCount, rotation: hidden.rotation)
        return [drawn, drawn]
    }
}
