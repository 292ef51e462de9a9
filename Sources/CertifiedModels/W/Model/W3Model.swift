import Foundation
import LHVModels

/// The local model behind a certificate for the W state of three parties, for all projective measurements.
///
/// The source draws a component, shares its roles out among the parties by chance, and sends all parties the same angle α and the same choice of
/// a complex conjugation. A direction n times r = cos(π/4N) is a mixture of two neighbouring vertices on its meridian, of heights
/// θ_k = (k + ½)π/2N; a party answers as its role does at one of these, in the cell in which φ + α + β lies, with an angle β of its own, uniform in
/// one cell. Components are the terms of the certificate, with probability w/(W(1 + K)), and corrections, with K/(1 + K) in all:
/// ``W3Proof/pureWeight``. Aliases beyond ``largestFrequency`` are answered by coins instead: that changes no correlation by more than
/// ``tail``. Outcome 0 is +1.
public struct W3Model: LHVBaseModel {
    /// How one party answers.
    public enum Role: Sendable, Hashable {
        /// With the response of a party of a term.
        case term(Int, response: Int)
        /// With random signs: of each height a bit for each cell.
        case signs([UInt64])
        /// With the mean Σ R(p, q, s) σ(q) τ(s)/K₃ at p, for signs σ and τ of the other parties.
        case answer([UInt64], [UInt64])
        /// With the mean Σ R(p, q) σ(q)/(K₂/3) at p, for signs σ of another party.
        case pairAnswer([UInt64])
        /// With the mean R(p)/(K₁/3) at p.
        case single
        /// With the mean ±x_k cos m(φ + α).
        case lateral(frequency: Int, isNegated: Bool)
        /// With the mean ±z_k.
        case axial(isNegated: Bool)
        /// By chance.
        case coin
    }

    /// The hidden variable of one party.
    public struct Hidden: Sendable, Hashable {
        /// How it answers.
        public let role: Role
        /// α in radians, the same for all parties.
        public let shift: Double
        /// Whether the azimuth is reflected, the same for all parties.
        public let isConjugate: Bool

        /// A hidden variable from its parts; ``W3Model/defect(of:)`` tells whether it is one.
        public init(role: Role, shift: Double, isConjugate: Bool) {
            self.role = role
            self.shift = shift
            self.isConjugate = isConjugate
        }
    }

    /// What the certificate proves.
    public let proof: W3Proof
    /// The mixture.
    public let certificate: W3Certificate
    /// The greatest frequency that is cancelled.
    public let largestFrequency: Int
    /// What is not cancelled: no correlation differs from that of the state by more than this.
    public let tail: Double
    // What a place behind those of the terms stands for.
    private enum Correction: Int { case threeBody, twoBody, oneBody, aliasOfTwo, aliasOfThree }
    // The probabilities of the terms and then of the corrections, each with those before it.
    private let cumulative: [Double]
    private let threeBody: [Double]
    private let twoBody: [Double]
    private let oneBody: [Double]
    // K₃, K₂/3 and K₁/3.
    private let largest: (three: Double, two: Double, one: Double)
    // n − 1, n + 1, 2n − 1, …, and the sums of their inverse fourth powers.
    private let frequencies: [Int]
    private let shares: [Double]

    /// The model of a certificate, which is verified on the way.
    ///
    /// - Parameters:
    ///   - certificate: The certificate.
    ///   - periods: Frequencies up to about n times this are cancelled, in 1…10⁴.
    /// - Complexity: As ``W3Certificate/verify()``.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when `periods` is out of range or nothing is proven.
    public init(_ certificate: W3Certificate, periods: Int = 20) throws {
        try require((1...10_000).contains(periods), "periods", must: "be in 1…10⁴", was: periods)
        let residuals = W3Residuals(certificate)
        let proof = try certificate.proof(of: residuals)
        frequencies = (1...periods).flatMap { [$0 * certificate.cells - 1, $0 * certificate.cells + 1] }
        var sum = 0.0
        shares = frequencies.map { frequency in
            sum += pow(Double(frequency), -4)
            return sum
        }
        threeBody = residuals.threeBody.map(\.middle)
        twoBody = residuals.twoBody.map(\.middle)
        oneBody = residuals.oneBody.map(\.middle)
        largest = (
            residuals.threeBodyWeight.middle, residuals.twoBodyWeight.middle / 3, residuals.oneBodyWeight.middle / 3
        )
        let total = Double(certificate.totalWeight)
        let alias = 4 * proof.aim * sum
        let weights =
            certificate.terms.map { Double($0.weight) / total } + [
                largest.three, 3 * largest.two, 3 * largest.one, alias, alias,
            ]
        let probability = proof.visibility / proof.aim
        var reached = 0.0
        cumulative = weights.map { weight in
            reached += weight * probability
            return reached
        }
        self.proof = proof
        self.certificate = certificate
        largestFrequency = frequencies[frequencies.count - 1]
        tail = max(0, 1 - reached) + 0x1p-40
    }

    /// 1, the dimension of the circle of shifts.
    public var hiddenDimension: Int { 1 }

    /// 2.
    public func outcomeCount(of setting: Direction) -> Int { 2 }

    /// (1 ± mean)/2; 0 for an outcome other than 0 and 1.
    public func probability(of outcome: Int, given setting: Direction, at hidden: Hidden, party: Int) -> Double {
        guard outcome == 0 || outcome == 1 else { return 0 }
        let mean = mean(setting, hidden)
        return (1 + (outcome == 0 ? mean : -mean)) / 2
    }

    /// The mean answer to a direction, over the choices of the vertex and of β too.
    public func mean(_ direction: Direction, _ hidden: Hidden) -> Double {
        if hidden.role == .coin { return 0 }
        let azimuth = (hidden.isConjugate ? -direction.phi : direction.phi) + hidden.shift
        return MeridianChord.mean(polar: direction.theta, azimuth: azimuth, heights: certificate.heights) {
            answer($0, $1, hidden.role)
        }
    }

    // The mean answer of a role at a vertex 0…2N − 1, over β.
    private func answer(_ vertex: Int, _ azimuth: Double, _ role: Role) -> Double {
        let heights = certificate.heights
        let isLower = vertex >= heights
        let height = isLower ? 2 * heights - 1 - vertex : vertex
        switch role {
        case .lateral(let frequency, let isNegated):
            // Odd frequencies: the sign of the antipode is that of the azimuth.
            let value = lateral(height) * cos(Double(frequency) * azimuth)
            return isNegated ? -value : value
        case .axial(let isNegated):
            return (isNegated != isLower ? -1 : 1) * lateral(heights - 1 - height)
        case .coin: return 0
        default:
            let n = certificate.cells
            let turn = azimuth / (2 * .pi) + (isLower ? 0.5 : 0)
            let place = (turn - turn.rounded(.down)) * Double(n)
            let first = min(Int(place), n - 1)
            let share = place - Double(first)
            let value =
                (1 - share) * inCell(height, first, role) + share * inCell(height, (first + 1) % n, role)
            return isLower ? -value : value
        }
    }

    // The mean answer of a role in a cell of an upper height.
    private func inCell(_ height: Int, _ cell: Int, _ role: Role) -> Double {
        let (heights, n) = (certificate.heights, certificate.cells)
        func sign(_ masks: [UInt64], _ height: Int, _ cell: Int) -> Double {
            masks[height] >> UInt64(cell % n) & 1 == 1 ? -1 : 1
        }
        switch role {
        case .term(let term, let response):
            return Double(certificate.terms[term].responses[response].sign(height: height, cell: cell))
        case .signs(let masks): return sign(masks, height, cell)
        case .answer(let first, let second):
            var sum = 0.0
            var place = height * heights * heights * n * n
            for j in 0..<heights {
                for k in 0..<heights {
                    for d in 0..<n {
                        let factor = sign(first, j, cell + d)
                        for e in 0..<n {
                            sum += threeBody[place] * factor * sign(second, k, cell + e)
                            place += 1
                        }
                    }
                }
            }
            return (sum / largest.three).clamped(to: -1...1)
        case .pairAnswer(let masks):
            var sum = 0.0
            var place = height * heights * n
            for j in 0..<heights {
                for d in 0..<n {
                    sum += twoBody[place] * sign(masks, j, cell + d)
                    place += 1
                }
            }
            return (sum / largest.two).clamped(to: -1...1)
        case .single: return (oneBody[height] / largest.one).clamped(to: -1...1)
        case .lateral, .axial, .coin: return 0
        }
    }

    private func lateral(_ height: Int) -> Double { MeridianChord.lateral(height, of: certificate.heights) }

    /// A hidden variable of one party at the certified visibility.
    public func sampleHiddenVariable(using generator: inout some RandomNumberGenerator) -> Hidden {
        let role = sampleRoles(using: &generator)[0]
        return Hidden(role: role, shift: 2 * .pi * generator.uniform(), isConjugate: generator.uniform() < 0.5)
    }

    /// 0 for a hidden variable of the model, infinite for anything else.
    public func defect(of hidden: Hidden) -> Double {
        func areSigns(_ masks: [UInt64]) -> Bool {
            masks.count == certificate.heights && masks.allSatisfy { $0 & ~cellMask == 0 }
        }
        let isRole: Bool
        switch hidden.role {
        case .term(let term, let response):
            isRole = certificate.terms.indices.contains(term) && (0..<3).contains(response)
        case .signs(let masks), .pairAnswer(let masks): isRole = areSigns(masks)
        case .answer(let first, let second): isRole = areSigns(first) && areSigns(second)
        case .lateral(let frequency, _): isRole = frequency > 0 && frequency % 2 == 1
        case .single, .axial, .coin: isRole = true
        }
        return isRole && hidden.shift.isFinite ? 0 : .infinity
    }

    private var cellMask: UInt64 { UInt64.max >> UInt64(64 - certificate.cells) }

    /// The distribution of the state's correlations: the mixture with probability v over the certified visibility, otherwise coins.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless v is in 0…``W3Proof/visibility``.
    public func distribution(visibility: Double) throws -> W3Distribution {
        try require(
            visibility >= 0 && visibility <= proof.visibility, "visibility", must: "be in 0…\(proof.visibility)",
            was: visibility)
        return W3Distribution(model: self, share: visibility / proof.visibility)
    }

    /// The roles of the three parties in one round.
    func sampleRoles(using generator: inout some RandomNumberGenerator) -> [Role] {
        let target = generator.uniform()
        let order = generator.orderOfThree()
        let place = cumulative.partitioningIndex { target < $0 }
        let count = certificate.terms.count
        if place < count { return order.map { .term(place, response: $0) } }
        guard let correction = Correction(rawValue: place - count) else { return [.coin, .coin, .coin] }
        func signs() -> [UInt64] { (0..<certificate.heights).map { _ in generator.next() & cellMask } }
        let roles: [Role]
        switch correction {
        case .threeBody:
            let (first, second) = (signs(), signs())
            roles = [.answer(first, second), .signs(first), .signs(second)]
        case .twoBody:
            let masks = signs()
            roles = [.pairAnswer(masks), .signs(masks), .coin]
        case .oneBody: roles = [.single, .coin, .coin]
        case .aliasOfTwo:
            let frequency = sampleFrequency(using: &generator)
            roles = [
                .lateral(frequency: frequency, isNegated: true), .lateral(frequency: frequency, isNegated: false),
                .coin,
            ]
        case .aliasOfThree:
            let frequency = sampleFrequency(using: &generator)
            let isNegated = generator.uniform() < 0.5
            roles = [
                .lateral(frequency: frequency, isNegated: !isNegated),
                .lateral(frequency: frequency, isNegated: false), .axial(isNegated: isNegated),
            ]
        }
        return order.map { roles[$0] }
    }

    private func sampleFrequency(using generator: inout some RandomNumberGenerator) -> Int {
        let target = generator.uniform() * shares[shares.count - 1]
        return frequencies[min(shares.partitioningIndex { target < $0 }, frequencies.count - 1)]
    }
}
