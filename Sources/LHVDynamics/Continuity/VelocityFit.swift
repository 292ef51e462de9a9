import LHVModels

/// The best velocity field for given families of densities, in vector spherical harmonics, and what it leaves over.
///
/// V_1 is a sum of ∇Y_lm(λ₁) Y_l'm'(λ₂) and λ₁ × ∇Y_lm(λ₁) Y_l'm'(λ₂) with l in 1…L and l' in 0…L, and V_2 likewise:
/// 4((L + 1)² − 1)(L + 1)² unknowns. They minimize Σ (∂_t p + div(pV))² over collocation points and families. The residual on
/// other points, the floor, is small when one field moves all densities; with the number of stationary states it rises to 1 when
/// none does. Source: this library, in the article "Searching for gauges"; P1, Eq. 38.
public struct VelocityFit: SphereVelocityField, Hashable, Codable {
    /// L.
    public let degree: Int
    /// The coefficients of the field.
    public let coefficients: [Double]
    private let harmonics: RealSphericalHarmonics

    /// The number of unknowns at degree L.
    ///
    /// - Precondition: The degree is in 0…10⁴.
    public static func unknowns(degree: Int) -> Int {
        requirePrecondition((0...10_000).contains(degree), "degree must be in 0…10⁴, but was \(degree)")
        let count = (degree + 1) * (degree + 1)
        return 4 * (count - 1) * count
    }

    /// Fits a field at time t.
    ///
    /// Families enter through five numbers at a point, p, ∇p and ∂_t p, so that many states cost no more than five.
    /// - Parameters:
    ///   - families: The densities, at least one.
    ///   - time: t.
    ///   - degree: L, in 1…4.
    ///   - pairs: The collocation points; a few for each unknown.
    ///   - ridge: The weight of |coefficients|² relative to the mean square of the columns.
    /// - Complexity: O(5·pairs·unknowns²).
    /// - Throws: ``/NumericalCore/InvalidArgument`` when an argument is out of range, and what the families throw.
    public init(
        to families: [DensityFamily], time: Double = 0, degree: Int, pairs: [[Direction]], ridge: Double = 1e-10
    ) throws {
        try require(!families.isEmpty, "families", must: "not be empty", was: "empty")
        try require((1...4).contains(degree), "degree", must: "be in 1…4", was: degree)
        try require(!pairs.isEmpty, "pairs", must: "not be empty", was: "empty")
        try require(ridge > 0 && ridge.isFinite, "ridge", must: "be positive and finite", was: ridge)
        let unit = 16 * Double.pi * Double.pi
        try self.init(degree: degree, pairs: pairs, ridge: ridge) { index, frames in
            try families.map { family -> [Double] in
                let jet = try family.jet(at: pairs[index][0], pairs[index][1], time: time)
                return [
                    jet.value, dot(jet.first, frames[0].0), dot(jet.first, frames[0].1),
                    dot(jet.second, frames[1].0), dot(jet.second, frames[1].1), jet.rate,
                ].map { unit * $0 }
            }
        }
    }

    /// The field with given coefficients, as many as there are unknowns.
    init(degree: Int, coefficients: [Double]) throws {
        self.degree = degree
        self.coefficients = coefficients
        harmonics = try RealSphericalHarmonics(degree: degree)
    }

    private enum CodingKeys: String, CodingKey { case degree, coefficients }

    /// Reads the degree and the coefficients and checks their number.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let degree = try container.decode(Int.self, forKey: .degree)
        try require((1...4).contains(degree), "degree", must: "be in 1…4", was: degree)
        let coefficients = try container.decode([Double].self, forKey: .coefficients)
        let count = VelocityFit.unknowns(degree: degree)
        try require(coefficients.count == count, "coefficients", must: "be \(count)", was: coefficients.count)
        try self.init(degree: degree, coefficients: coefficients)
    }

    /// Fits a field to any number of rows p, ∂₁p, ∂₂p in the frames, ∂_t p at each collocation point.
    init(
        degree: Int, pairs: [[Direction]], ridge: Double,
        rows jets: (Int, [(SIMD3<Double>, SIMD3<Double>)]) throws -> [[Double]]
    ) throws {
        let harmonics = try RealSphericalHarmonics(degree: degree)
        let unknowns = VelocityFit.unknowns(degree: degree)
        var gram = RealMatrix(rows: unknowns, columns: unknowns)
        var right = [Double](repeating: 0, count: unknowns)
        let block = 200
        for start in stride(from: 0, to: pairs.count, by: block) {
            let part = start..<min(start + block, pairs.count)
            var rows: [[Double]] = []
            var targets: [Double] = []
            try Work.checkCancellation()
            for place in part {
                let pair = pairs[place]
                try requireParticles(pair.count, 2)
                let frames = pair.map { tangentFrame(at: $0.vector) }
                let columns = VelocityFit.columns(harmonics, pair, frames)
                for (weights, target) in try VelocityFit.compressed(jets(place, frames)) {
                    var row = [Double](repeating: 0, count: unknowns)
                    for (weight, column) in zip(weights, columns) where weight != 0 {
                        for index in 0..<unknowns { row[index] += weight * column[index] }
                    }
                    rows.append(row)
                    targets.append(-target)
                }
            }
            // Rows are stored as columns of the transposed matrix.
            let matrix = RealMatrix(unchecked: rows.flatMap { $0 }, rows: unknowns, columns: rows.count)
            gram += RealMatrix.product(matrix, .plain, matrix, .transposed)
            let product = matrix * targets
            for index in 0..<unknowns { right[index] += product[index] }
        }
        let scale = ridge * max(gram.trace / Double(unknowns), 1e-300)
        for index in 0..<unknowns { gram[index, index] += scale }
        try self.init(degree: degree, coefficients: gram.solve(right))
    }

    // The rows of all families at a point lie in a space of five dimensions: an orthogonal change of basis among families
    // leaves as many rows, and a constant that no field can change.
    private static func compressed(_ rows: [[Double]]) throws -> [(weights: [Double], target: Double)] {
        guard rows.count > 6 else { return rows.map { (Array($0.prefix(5)), $0[5]) } }
        // The triangular factor of all six columns has the same Gram matrix with six rows.
        let triangular = try RealMatrix(rows: rows.count, columns: 6) { rows[$0][$1] }.qrFactorization().triangular
        return (0..<6).map { row in ((0..<5).map { triangular[row, $0] }, triangular[row, 5]) }
    }

    // For p, ∇p in the two frames: what each unknown contributes, div V and the four components of V.
    private static func columns(
        _ harmonics: RealSphericalHarmonics, _ pair: [Direction], _ frames: [(SIMD3<Double>, SIMD3<Double>)]
    ) -> [[Double]] {
        let count = harmonics.count
        let unknowns = VelocityFit.unknowns(degree: harmonics.degree)
        var columns = Array(repeating: [Double](repeating: 0, count: unknowns), count: 5)
        let tests = pair.map { harmonics.valuesAndGradients(at: $0) }
        var index = 0
        for particle in 0..<2 {
            let other = tests[1 - particle].values
            for k in 1..<count {
                let gradient = tests[particle].gradients[k]
                let l = Double(RealSphericalHarmonics.degree(ofIndex: k))
                let (x, y) = (dot(gradient, frames[particle].0), dot(gradient, frames[particle].1))
                let divergence = -l * (l + 1) * tests[particle].values[k]
                for j in 0..<count {
                    columns[0][index] = divergence * other[j]
                    columns[1 + 2 * particle][index] = x * other[j]
                    columns[2 + 2 * particle][index] = y * other[j]
                    // n × ∇Y: the frame is right-handed, so x goes to y and y to −x.
                    columns[1 + 2 * particle][index + 1] = -y * other[j]
                    columns[2 + 2 * particle][index + 1] = x * other[j]
                    index += 2
                }
            }
        }
        return columns
    }

    // div V and the components of V_1 and V_2 in the frames at a pair.
    func components(at pair: [Direction]) -> [Double] {
        VelocityFit.columns(harmonics, pair, pair.map { tangentFrame(at: $0.vector) })
            .map { innerProduct($0, coefficients) }
    }

    /// ω_j(λ) = λ_j × V_j of the fitted field.
    public func angularVelocity(at point: [Direction], time: Double) throws -> [SIMD3<Double>] {
        try requireParticles(point.count, 2)
        let tests = point.map { harmonics.valuesAndGradients(at: $0) }
        var velocities = [SIMD3<Double>.zero, .zero]
        var index = 0
        for particle in 0..<2 {
            let other = tests[1 - particle].values
            for k in 1..<harmonics.count {
                let gradient = tests[particle].gradients[k]
                let turned = cross(point[particle].vector, gradient)
                for j in 0..<harmonics.count {
                    let term: SIMD3<Double> = coefficients[index] * gradient + coefficients[index + 1] * turned
                    velocities[particle] += other[j] * term
                    index += 2
                }
            }
        }
        return zip(point, velocities).map { cross($0.vector, $1) }
    }

    /// div V in closed form: ∇·∇Y = −l(l + 1)Y, and the other kind has no divergence.
    public func divergence(at point: [Direction], time: Double, step: Double) throws -> Double {
        try requireParticles(point.count, 2)
        let tests = point.map { harmonics.values(at: $0) }
        var (sum, index) = (0.0, 0)
        for particle in 0..<2 {
            for k in 1..<harmonics.count {
                let l = Double(RealSphericalHarmonics.degree(ofIndex: k))
                for j in 0..<harmonics.count {
                    sum -= coefficients[index] * l * (l + 1) * tests[particle][k] * tests[1 - particle][j]
                    index += 2
                }
            }
        }
        return sum
    }

    /// The relative residual on given points: √(Σ (∂_t p + div(pV))² / Σ (∂_t p)²) over all families.
    ///
    /// Families at rest add to the numerator only.
    /// - Parameters:
    ///   - families: The families of the fit or others.
    ///   - time: t.
    ///   - pairs: Points that the fit has not seen.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when a list is empty, and what the families throw.
    public func floor(of families: [DensityFamily], time: Double = 0, pairs: [[Direction]]) throws -> ContinuityReport {
        try require(!pairs.isEmpty, "pairs", must: "not be empty", was: "empty")
        var sums = ContinuitySums()
        let unit = 16 * Double.pi * Double.pi
        for pair in pairs {
            try requireParticles(pair.count, 2)
            let frames = pair.map { tangentFrame(at: $0.vector) }
            let columns = components(at: pair)
            for (index, family) in families.enumerated() {
                let jet = try family.jet(at: pair[0], pair[1], time: time)
                var transport = jet.value * columns[0]
                transport += dot(jet.first, frames[0].0) * columns[1] + dot(jet.first, frames[0].1) * columns[2]
                transport += dot(jet.second, frames[1].0) * columns[3] + dot(jet.second, frames[1].1) * columns[4]
                sums.add(
                    rate: unit * jet.rate, transport: unit * transport, at: pair, family: index, time: time)
            }
        }
        return ContinuityReport(sums)
    }
}
