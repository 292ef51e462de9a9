import Foundation
import LHVModels

/// The local model behind a certificate for the GHZ state of three parties, for all projective measurements.
///
/// The source draws a component, shares its roles out among the parties by chance, draws angles α₁ + α₂ + α₃ = 0, a reflection at the XY plane
/// and a complex conjugation, the last two the same for all, and sends each party its part. A direction n times r = cos(π/4N) is a mixture of two neighbouring vertices on its
/// meridian, of heights θ_k = (k + ½)π/2N; a party answers as its role does at one of these vertices, at the azimuth φ + α.
/// Components are the terms of the certificate, with probability w/(W(1 + K)), and pure models, with K/(1 + K) in all, that cancel what the terms
/// give too much: ``GHZSphereProof/pureWeight``. Aliases above ``largestFrequency`` are answered by coins instead: that changes no
/// correlation by more than ``tail``. Outcome 0 is +1.
public struct GHZSphereModel: LHVBaseModel {
    /// How one party answers at the vertices.
    public enum Role: Sendable, Hashable {
        /// With the response of a party of a term.
        case term(Int, response: Int)
        /// With the mean ±x_k cos mφ, x_k = sin θ_k/r, on all heights, or on one height and its mirror image with the mean ±cos mφ.
        case cosine(frequency: Int, height: Int?, isNegated: Bool)
        /// With the mean x_k sign cos mφ on all heights, or on one height and its mirror image with the answer sign cos mφ.
        case square(frequency: Int, height: Int?)
        /// With the same answer at one height at all azimuths, and the opposite one at its mirror image.
        case constant(height: Int, isNegated: Bool)
        /// By chance.
        case coin
    }

    /// The hidden variable of one party.
    public struct Hidden: Sendable, Hashable {
        /// How it answers.
        public let role: Role
        /// α in radians; the angles of all parties have the sum zero.
        public let shift: Double
        /// Whether z is reflected.
        public let isTurned: Bool
        /// Whether the azimuth is.
        public let isConjugate: Bool

        /// A hidden variable from its parts; ``GHZSphereModel/defect(of:)`` tells whether it is one.
        public init(role: Role, shift: Double, isTurned: Bool, isConjugate: Bool) {
            self.role = role
            self.shift = shift
            self.isTurned = isTurned
            self.isConjugate = isConjugate
        }
    }

    /// What the certificate proves.
    public let proof: GHZSphereProof
    /// The mixture.
    public let certificate: GHZSphereCertificate
    /// The greatest frequency that is cancelled.
    public let largestFrequency: Int
    /// What is not cancelled: no correlation differs from that of the state by more than this.
    public let tail: Double
    /// A pure model or a family of such: what it corrects.
    enum Pure: Sendable, Hashable {
        /// The aliases of the target, at frequencies of the list number 0 from the second on.
        case target
        /// The order with this number, at three heights, and its aliases.
        case threeBody(order: Int, heights: [Int], isNegated: Bool)
        /// Two heights.
        case twoBody(heights: [Int], isNegated: Bool)
    }
    let pure: [Pure]
    // The probabilities of the terms and then of the pure models, each with those before it.
    let cumulative: [Double]
    // For each order its frequencies m, n − m, n + m, 2n − m, …, and the sums of (m/m')³.
    let frequencies: [[Int]]
    let shares: [[Double]]

    /// The model of a certificate, which is verified on the way.
    ///
    /// - Parameters:
    ///   - certificate: The certificate.
    ///   - periods: Frequencies up to about n times this are cancelled, in 1…10⁴.
    /// - Complexity: As ``GHZSphereCertificate/verify()``.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when `periods` is out of range or nothing is proven.
    public init(_ certificate: GHZSphereCertificate, periods: Int = 200) throws {
        try require((1...10_000).contains(periods), "periods", must: "be in 1…10⁴", was: periods)
        let moments = SphereMoments(certificate)
        let proof = try certificate.proof(of: moments)
        let n = certificate.cells
        frequencies = moments.orders.map { m in [m] + (1...periods).flatMap { [$0 * n - m, $0 * n + m] } }
        shares = frequencies.map { list in
            var sum = 0.0
            return list.map { frequency in
                let ratio = Double(list[0]) / Double(frequency)
                sum += ratio * ratio * ratio
                return sum
            }
        }
        let total = Double(certificate.totalWeight)
        let unit = Double.pi * Double.pi / 4
        var weights = certificate.terms.map { Double($0.weight) / total }
        var pure = [Pure.target]
        weights.append(moments.aim.middle * (shares[0][2 * periods] - 1) * unit)
        for (order, residuals) in moments.threeBody.enumerated() {
            for (residual, (i, j, k)) in zip(residuals, moments.triples) {
                let value = residual.middle
                pure.append(.threeBody(order: order, heights: [i, j, k], isNegated: value > 0))
                weights.append(
                    abs(value) * Double(SphereMoments.copies(i, j, k)) * shares[order][2 * periods] * unit)
            }
        }
        for (residual, (i, j)) in zip(moments.twoBody, moments.pairs) {
            let value = residual.middle
            pure.append(.twoBody(heights: [i, j], isNegated: value > 0))
            weights.append(abs(value) * (i == j ? 3 : 6))
        }
        let probability = proof.visibility / proof.aim
        var sum = 0.0
        cumulative = weights.map { weight in
            sum += weight * probability
            return sum
        }
        self.proof = proof
        self.certificate = certificate
        self.pure = pure
        largestFrequency = frequencies[0][2 * periods]
        tail = max(0, 1 - sum) + 0x1p-40
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

    /// The mean answer to a direction, over the choice of the vertex too.
    public func mean(_ direction: Direction, _ hidden: Hidden) -> Double {
        if hidden.role == .coin { return 0 }
        let polar = hidden.isTurned ? Double.pi - direction.theta : direction.theta
        let azimuth = (hidden.isConjugate ? -direction.phi : direction.phi) + hidden.shift
        return MeridianChord.mean(polar: polar, azimuth: azimuth, heights: certificate.heights) {
            answer($0, $1, hidden.role)
        }
    }

    // The mean answer of a role at a vertex 0…2N − 1.
    private func answer(_ vertex: Int, _ azimuth: Double, _ role: Role) -> Double {
        let heights = certificate.heights
        let isLower = vertex >= heights
        let place = isLower ? 2 * heights - 1 - vertex : vertex
        // Odd frequencies: the sign of the antipode is that of the azimuth, so both hemispheres are alike.
        func amplitude(_ height: Int?) -> Double {
            guard let height else { return lateral(place) }
            return height == place ? 1 : 0
        }
        switch role {
        case .term(let term, let response):
            return certificate.terms[term].responses[response].value(atVertex: vertex, azimuth: azimuth)
        case .cosine(let frequency, let height, let isNegated):
            let value = amplitude(height) * cos(Double(frequency) * azimuth)
            return isNegated ? -value : value
        case .square(let frequency, let height):
            return cos(Double(frequency) * azimuth) < 0 ? -amplitude(height) : amplitude(height)
        case .constant(let height, let isNegated):
            return height == place ? (isNegated != isLower ? -1 : 1) : 0
        case .coin: return 0
        }
    }

    private func lateral(_ height: Int) -> Double { MeridianChord.lateral(height, of: certificate.heights) }

    /// A hidden variable of one party at the certified visibility; alone, its angle is uniform.
    public func sampleHiddenVariable(using generator: inout some RandomNumberGenerator) -> Hidden {
        let role = sampleRoles(using: &generator)[0]
        return Hidden(
            role: role, shift: 2 * .pi * generator.uniform(), isTurned: generator.uniform() < 0.5,
            isConjugate: generator.uniform() < 0.5)
    }

    /// 0 for a hidden variable of the model, infinite for anything else.
    public func defect(of hidden: Hidden) -> Double {
        let heights = 0..<certificate.heights
        let isRole: Bool
        switch hidden.role {
        case .term(let term, let response):
            isRole = certificate.terms.indices.contains(term) && (0..<3).contains(response)
        case .cosine(let frequency, let height, _), .square(let frequency, let height):
            isRole = frequency > 0 && frequency % 2 == 1 && (height.map(heights.contains) ?? true)
        case .constant(let height, _): isRole = heights.contains(height)
        case .coin: isRole = true
        }
        return isRole && hidden.shift.isFinite ? 0 : .infinity
    }

    /// The distribution of the state's correlations: the mixture with probability v over the certified visibility, otherwise coins.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless v is in 0…``GHZSphereProof/visibility``.
    public func distribution(visibility: Double) throws -> GHZSphereDistribution {
        try require(
            visibility >= 0 && visibility <= proof.visibility, "visibility", must: "be in 0…\(proof.visibility)",
            was: visibility)
        return GHZSphereDistribution(model: self, share: visibility / proof.visibility)
    }

    /// The roles of the three parties in one round.
    func sampleRoles(using generator: inout some RandomNumberGenerator) -> [Role] {
        let target = generator.uniform()
        let order = generator.orderOfThree()
        let place = cumulative.partitioningIndex { target < $0 }
        guard place < cumulative.count else { return [.coin, .coin, .coin] }
        let count = certificate.terms.count
        if place < count { return order.map { .term(place, response: $0) } }
        let roles: [Role]
        switch pure[place - count] {
        case .target:
            let (frequency, isMirrored) = sampleFrequency(0, above: 1, using: &generator)
            // The aliases of −1 have the sign −1, so that of the model that cancels them is +1.
            roles = [
                .cosine(frequency: frequency, height: nil, isNegated: !isMirrored),
                .square(frequency: frequency, height: nil), .square(frequency: frequency, height: nil),
            ]
        case .threeBody(let number, let heights, let isNegated):
            let (frequency, isMirrored) = sampleFrequency(number, above: 0, using: &generator)
            // The heights are shared out apart from the forms of the answer.
            let places = generator.orderOfThree().map { heights[$0] }
            roles = [
                .cosine(frequency: frequency, height: places[0], isNegated: isNegated != isMirrored),
                .square(frequency: frequency, height: places[1]), .square(frequency: frequency, height: places[2]),
            ]
        case .twoBody(let heights, let isNegated):
            let isTurned = generator.uniform() < 0.5
            roles = [
                .constant(height: heights[0], isNegated: isTurned),
                .constant(height: heights[1], isNegated: isTurned != isNegated), .coin,
            ]
        }
        return order.map { roles[$0] }
    }

    // A frequency of an order with its aliases, in proportion to m'⁻³, and whether it is one of −m.
    private func sampleFrequency(
        _ order: Int, above first: Int, using generator: inout some RandomNumberGenerator
    ) -> (frequency: Int, isMirrored: Bool) {
        let sums = shares[order]
        let start = first == 0 ? 0 : sums[first - 1]
        let target = start + (sums[sums.count - 1] - start) * generator.uniform()
        let found = sums.partitioningIndex { target < $0 }
        let place = found < first ? first : min(found, sums.count - 1)
        return (frequencies[order][place], place % 2 == 1)
    }
}
