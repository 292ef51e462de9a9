import Foundation
import LHVModels

/// The gauge in which Bell's model follows the Heisenberg interaction.
///
/// With L = λ₁ + λ₂, c = λ₁·λ₂, s = (a + b)/2, δ = (a − b)/2, T_s = (T + Tᵀ)/2 and ζ the axial vector of (T − Tᵀ)/2,
/// (4π)² p = f₀(c) − (4/3) Tr T_s + 2 s·L + 2 L·T_s L + 4A(c) [½|L| δ·(λ₁ − λ₂) − ζ·(λ₁ × λ₂)].
/// Rigid precession of the pair about L at the rate ω transports these densities exactly as the state evolves under
/// H = (ω/4) Σ σ_j ⊗ σ_j. The factor is A(c) = 1 + o(c) with o odd, which the odd-odd part of p does not see; the marginals
/// are right when ∫ (1 − c) A(c) √((1 + c)/2) dc = 1 over −1…1; f₀ is even with mean 1.
/// Source: this library, in the article "Dynamics".
///
/// With f₀ = 1 the ball is S_v, v ≤ 3/28. No covariant linear gauge for this field does better than 3/22, and
/// ``Profile/optimal`` reaches it. Proof: covariance leaves f₀(c) and the functions t_L, t_D = t_N of the parts of T along
/// L, λ₁ − λ₂ and λ₁ × λ₂, of which the state |L⟩ of the triplet sees f₀ − t_L + 2t_N. The odd-odd part demands
/// t_L(c) = t_D(−c) + 4(1 + c) and t_N even; normalization demands mean 1 of f₀ and, with t_L + 2t_N of mean zero, mean −4/3
/// of t_N. In units of v, positivity is f₀/v − 4(1 + c) + t_N ≥ 0; its mean over 0 ≤ c ≤ 1 is 1/v − 6 − 4/3 ≥ 0. Any linear
/// gauge becomes covariant when it is averaged over rotations, and the bound holds for all of them.
///
/// - Note: P1 suspects that its counterexample, in which no velocity field fits the distributions of its Eq. 34, does not
///   depend on the choice of distributions. It does: in this gauge there is one for every state of S_v, v ≤ 3/28.
public struct HeisenbergGauge: LinearSphereGauge, Hashable, Codable {
    /// The choice of the factor A(c).
    public enum Profile: String, Sendable, Hashable, Codable, CaseIterable {
        /// A = 1 + 7c/16: densities smooth except at λ₂ = −λ₁; positive on S_v exactly for v ≤ 3/28.
        case linear
        /// A = 0 for c < −0.9 and 2 for c > 0.9: smooth densities, and a velocity field that is smooth when it is switched
        /// off where A vanishes.
        case smooth
        /// A = 1 + 7c/16 and f₀ = (8 + 6|c|)/11: positive on S_v exactly for v ≤ 3/22, the most for this velocity field.
        case optimal
    }

    /// The choice of the factor A(c).
    public let profile: Profile

    /// The gauge with a profile.
    public init(profile: Profile = .linear) { self.profile = profile }

    /// A(c).
    public func factor(_ c: Double) -> Double {
        switch profile {
        case .linear, .optimal: return 1 + 7 * c / 16
        case .smooth:
            let odd = SmoothStep.value((c - 0.8) / 0.1) - SmoothStep.value((-c - 0.8) / 0.1)
            let middle = 1 - SmoothStep.value((abs(c) - 0.8) / 0.1)
            return 1 + odd + HeisenbergGauge.slope * c * middle
        }
    }

    /// dA/dc.
    public func factorSlope(_ c: Double) -> Double {
        switch profile {
        case .linear, .optimal: return 7.0 / 16
        case .smooth:
            let x = (abs(c) - 0.8) / 0.1
            // A is odd but for a constant, so its slope is even.
            let (step, slope) = (SmoothStep.value(x), SmoothStep.slope(x) / 0.1)
            return slope + HeisenbergGauge.slope * (1 - step - abs(c) * slope)
        }
    }

    /// f₀(c), the density of the maximally mixed state.
    public func mixedDensity(_ c: Double) -> Double { profile == .optimal ? (8 + 6 * abs(c)) / 11 : 1 }

    // The slope in the middle of the smooth profile, fixed by the marginals; the condition is linear in it.
    private static let slope: Double = {
        func integral(_ function: (Double) -> Double) -> Double {
            // In u = √((1 + c)/2) the weight is a polynomial: (1 − c)√((1 + c)/2) dc = 8 (1 − u²) u² du. Panels end at the
            // seams of the profile.
            let seams = [-1, -0.9, -0.8, 0.8, 0.9, 1].map { ((1 + $0) / 2).squareRoot() }
            var sum = 0.0
            for (low, high) in zip(seams, seams.dropFirst()) {
                for node in Panel.nodes {
                    let u = (low + high) / 2 + (high - low) / 2 * node.x
                    sum += node.weight * (high - low) / 2 * 8 * (1 - u * u) * u * u * function(2 * u * u - 1)
                }
            }
            return sum
        }
        let fixed = integral { c in
            1 + SmoothStep.value((c - 0.8) / 0.1) - SmoothStep.value((-c - 0.8) / 0.1)
        }
        let free = integral { c in c * (1 - SmoothStep.value((abs(c) - 0.8) / 0.1)) }
        return (1 - fixed) / free
    }()

    /// F(λ₁, λ₂).
    public func coefficients(at first: Direction, _ second: Direction) -> PairCoefficients {
        let (u, v) = (first.vector, second.vector)
        let sum = SIMD3(u.x + v.x, u.y + v.y, u.z + v.z)
        let difference = SIMD3(u.x - v.x, u.y - v.y, u.z - v.z)
        let axis = cross(u, v)
        let factor = factor(dot(u, v))
        let along = factor * length(sum)
        let half = SIMD3(along * difference.x, along * difference.y, along * difference.z)
        let turn = 2 * factor
        let k = -4.0 / 3
        return PairCoefficients(
            one: mixedDensity(dot(u, v)), a: SIMD3(sum.x + half.x, sum.y + half.y, sum.z + half.z),
            b: SIMD3(sum.x - half.x, sum.y - half.y, sum.z - half.z),
            t: (
                SIMD3(k + 2 * sum.x * sum.x, 2 * sum.x * sum.y + turn * axis.z, 2 * sum.x * sum.z - turn * axis.y),
                SIMD3(2 * sum.y * sum.x - turn * axis.z, k + 2 * sum.y * sum.y, 2 * sum.y * sum.z + turn * axis.x),
                SIMD3(2 * sum.z * sum.x + turn * axis.y, 2 * sum.z * sum.y - turn * axis.x, k + 2 * sum.z * sum.z)
            ))
    }

    /// The infimum is −25/3 at λ₁ = λ₂ for f₀ = 1, which makes these profiles positive on S_v exactly up to v = 3/28, and
    /// −19/3 at all c ≥ 0 for the optimal one, positive up to 3/22.
    ///
    /// The upper ends are rounded outwards.
    public var eigenvalueRange: ClosedRange<Double> {
        switch profile {
        case .linear: -25.0 / 3...12.16
        case .smooth: -25.0 / 3...12.91
        case .optimal: -19.0 / 3...13.43
        }
    }

    /// 14/11 for the optimal profile.
    public var mixedDensityBound: Double { profile == .optimal ? 14.0 / 11 : 1 }

    /// The gradients in closed form: with B = ½|L| δ·D − ζ·(λ₁ × λ₂), D = λ₁ − λ₂, the ambient ones are
    /// 2s + 4T_s L + 4B A′λ₂ + f₀′λ₂ + 2A[(δ·D/|L|) L + |L| δ] − 4A λ₂ × ζ and its mirror image.
    public func gradient(
        of form: TwoQubitBlochForm, at first: Direction, _ second: Direction
    ) -> (SIMD3<Double>, SIMD3<Double>) {
        let (u, v) = (first.vector, second.vector)
        let (sum, difference) = (u + v, u - v)
        let (s, delta) = (0.5 * (form.a + form.b), 0.5 * (form.a - form.b))
        let t = form.t
        let zeta = SIMD3(t[2, 1] - t[1, 2], t[0, 2] - t[2, 0], t[1, 0] - t[0, 1]) * 0.5
        let symmetric = 0.5 * (applied(t, sum) + transposed(t, sum))
        let (c, size) = (dot(u, v), length(sum))
        let factor = factor(c)
        let turned = dot(delta, difference)
        let bracket = 0.5 * size * turned - dot(zeta, cross(u, v))
        let common = 2 * s + 4 * symmetric + (size > 0 ? 2 * factor * turned / size : 0) * sum
        let slope = 4 * factorSlope(c) * bracket + (profile == .optimal ? 6.0 / 11 * signum(c) : 0)
        let along = 2 * factor * size * delta
        let one = common + along + slope * v - 4 * factor * cross(v, zeta)
        let two = common - along + slope * u - 4 * factor * cross(zeta, u)
        return (tangential(one, at: u), tangential(two, at: v))
    }

    /// |λ₁ + λ₂| has a cone at λ₂ = −λ₁.
    public var kinks: PairKinks { .opposite }
}

/// The infinitely differentiable step: 0 for x ≤ 0, 1 for x ≥ 1, e^{−1/x}/(e^{−1/x} + e^{−1/(1−x)}) between.
enum SmoothStep {
    static func value(_ x: Double) -> Double {
        guard !(x <= 0) else { return 0 }
        guard !(x >= 1) else { return 1 }
        return 1 / (1 + exp(1 / x - 1 / (1 - x)))
    }

    static func slope(_ x: Double) -> Double {
        guard !(x <= 0 || x >= 1) else { return 0 }
        let step = value(x)
        return step == 0 || step == 1 ? 0 : step * (1 - step) * (1 / (x * x) + 1 / ((1 - x) * (1 - x)))
    }
}

/// Fejér's rule of 80 nodes on −1…1: no root finding, and enough for a smooth step within a panel.
private enum Panel {
    static let nodes: [(x: Double, weight: Double)] = {
        let count = 80
        return (0..<count).map { index in
            let angle = Double.pi * (Double(index) + 0.5) / Double(count)
            var tail = 0.0
            for k in 1...(count / 2) { tail += cos(Double(2 * k) * angle) / Double(4 * k * k - 1) }
            return (cos(angle), 2 / Double(count) * (1 - 2 * tail))
        }
    }()
}
