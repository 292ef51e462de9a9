import Foundation
import LHVModels

/// Quadrature on S² × S² for densities whose kinks are known, with answers sign(n_k·λ_k).
///
/// The correlator sees only the part of a density that is odd in both variables, and the means only the odd part of a
/// marginal; rules symmetric under λ → −λ cancel the rest exactly, so kinks matter for the means alone. There, the inner
/// integral uses polar coordinates about the other particle, or splits at the equator.
public struct PairQuadrature: Sendable, Hashable {
    /// Where the densities are not smooth.
    public let kinks: PairKinks
    /// The degree of the rules for the measured particle, split where its answer jumps.
    public let degree: Int
    /// The degree of the rules for the other particle in the means.
    public let innerDegree: Int

    /// The quadrature for densities with the given kinks.
    ///
    /// - Parameters:
    ///   - kinks: Where the densities are not smooth.
    ///   - degree: The degree of the outer rules; distributions of quantum states have odd parts of degree 1.
    ///   - innerDegree: The degree of the inner rules, which have to resolve all of the density; nil for the same.
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless the degrees are in 1…200.
    public init(kinks: PairKinks, degree: Int, innerDegree: Int? = nil) throws {
        try require((1...200).contains(degree), "degree", must: "be in 1…200", was: degree)
        let inner = innerDegree ?? degree
        try require((1...200).contains(inner), "innerDegree", must: "be in 1…200", was: inner)
        self.kinks = kinks
        self.degree = degree
        self.innerDegree = inner
    }

    /// The statistics of the answers along two directions.
    ///
    /// - Parameters:
    ///   - first: n₁.
    ///   - second: n₂.
    ///   - density: p(λ₁, λ₂), normalized.
    /// - Complexity: O(degree⁴ + degree²·innerDegree²) evaluations of the density.
    /// - Throws: What `density` throws.
    public func statistics(
        _ first: Direction, _ second: Direction, density: (Direction, Direction) throws -> Double
    ) throws -> PairStatistics {
        let odd = degree | 1  // an even number of azimuths makes the rules symmetric
        let ruleOne = try outerRule(first, degree: odd)
        let ruleTwo = try outerRule(second, degree: odd)
        var correlator = 0.0
        for (pointOne, weightOne) in zip(ruleOne.points, ruleOne.weights) {
            let one = Direction(unchecked: pointOne)
            var inner = 0.0
            for (pointTwo, weightTwo) in zip(ruleTwo.points, ruleTwo.weights) {
                let two = Direction(unchecked: pointTwo)
                inner += weightTwo * (second.dot(two) > 0 ? 1 : -1) * (try density(one, two))
            }
            correlator += weightOne * (first.dot(one) > 0 ? 1 : -1) * inner
        }
        let inner = try InnerRule(kinks, degree: innerDegree)
        func mean(
            _ rule: SphereRule, _ axis: Direction, _ density: (Direction, Direction) throws -> Double
        ) throws -> Double {
            var sum = 0.0
            for (point, weight) in zip(rule.points, rule.weights) {
                let own = Direction(unchecked: point)
                sum +=
                    weight * (axis.dot(own) > 0 ? 1 : -1) * (try inner.integrate(about: own) { try density(own, $0) })
            }
            return sum
        }
        return PairStatistics(
            first: try mean(ruleOne, first) { try density($0, $1) },
            second: try mean(ruleTwo, second) { try density($1, $0) }, correlator: correlator)
    }

    private func outerRule(_ direction: Direction, degree: Int) throws -> SphereRule {
        switch kinks {
        case .opposite, .angles: try SphereRule.hemispheres(pole: direction.vector, degree: degree)
        case .equator(let pole): try SphereRule.lunes(direction.vector, pole.vector, degree: degree)
        }
    }
}

/// A rule for the second particle with the first one fixed.
enum InnerRule {
    case fixed([(Direction, Double)])
    case polar([(height: Double, radius: Double, weight: Double)], azimuths: [(Double, Double)])

    init(_ kinks: PairKinks, degree: Int) throws {
        switch kinks {
        case .equator(let pole):
            let rule = try SphereRule.hemispheres(pole: pole.vector, degree: degree)
            self = .fixed(zip(rule.points, rule.weights).map { (Direction(unchecked: $0), $1) })
        case .opposite:
            self = try InnerRule.polar(between: [0, .pi], count: degree + 6, degree: degree)
        case .angles(let cosines):
            // Between kinks that lie close the density is nearly linear, and few nodes suffice.
            let angles = [0] + cosines.reversed().map { acos($0.clamped(to: -1...1)) } + [.pi]
            self = try InnerRule.polar(
                between: angles, count: max(5, (degree + 6) / angles.count), degree: degree)
        }
    }

    // In the angle θ between the particles |λ₁ + λ₂| = 2 cos(θ/2) is smooth up to the ends.
    private static func polar(between angles: [Double], count: Int, degree: Int) throws -> InnerRule {
        let azimuths = degree + 2
        let width = 2 * Double.pi / Double(azimuths)
        let gauss = try GaussRule.legendre(count: count)
        let rings = try zip(angles, angles.dropFirst()).filter { $0 < $1 }.flatMap { start, end in
            let rule = try gauss.mapped(from: start, to: end)
            return zip(rule.nodes, rule.weights).map { (cos($0), sin($0), $1 * sin($0) * width) }
        }
        return .polar(
            rings, azimuths: (0..<azimuths).map { (cos(width * Double($0)), sin(width * Double($0))) })
    }

    func integrate(about center: Direction, _ function: (Direction) throws -> Double) rethrows -> Double {
        var sum = 0.0
        try forEach(about: center) { direction, weight in sum += weight * (try function(direction)) }
        return sum
    }

    func forEach(about center: Direction, _ body: (Direction, Double) throws -> Void) rethrows {
        switch self {
        case .fixed(let nodes):
            for (direction, weight) in nodes { try body(direction, weight) }
        case .polar(let rings, let azimuths):
            let (x, y) = tangentFrame(at: center.vector)
            for ring in rings {
                for (cosine, sine) in azimuths {
                    let side = arc(x, along: y, cosine, sine).vector
                    try body(arc(center.vector, along: side, ring.height, ring.radius), ring.weight)
                }
            }
        }
    }
}
