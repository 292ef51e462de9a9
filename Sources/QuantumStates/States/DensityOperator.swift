import NumericalCore

/// A state ρ of N parties: a Hermitian, positive D × D matrix of unit trace.
///
/// An unphysical matrix cannot become a density operator: ``init(_:in:tolerance:)`` refuses it. To repair measured data
/// use ``nearest(to:in:)``, which is a different, explicit operation.
public struct DensityOperator: Sendable, Hashable {
    /// The space of the parties.
    public let space: HilbertSpace
    /// The matrix ρ in the basis |i₁ … i_N⟩, the first party most significant.
    public let matrix: ComplexMatrix

    /// How far a matrix may be from Hermitian, from unit trace and from positive, when nothing else is said.
    public static let defaultTolerance = 1e-9

    /// The state with the given matrix.
    ///
    /// The Hermitian part is stored, which differs from the matrix by at most the tolerance.
    /// - Parameters:
    ///   - matrix: A D × D matrix.
    ///   - space: The parties.
    ///   - tolerance: The largest |ρ_ij − ρ_ji*|, |Tr ρ − 1| and −λ_min that is let through.
    /// - Complexity: O(D³).
    /// - Throws: ``/NumericalCore/InvalidArgument`` that says which law the matrix breaks and by how much.
    public init(_ matrix: ComplexMatrix, in space: HilbertSpace, tolerance: Double = defaultTolerance) throws {
        try require(tolerance >= 0 && tolerance < 1, "tolerance", must: "be in 0..<1", was: tolerance)
        try space.requireDenseOperators()
        try space.requireOperator(matrix, "density operator")
        let defect = matrix.hermiticityDefect
        try require(
            defect <= tolerance, "density operator", must: "be Hermitian within \(tolerance)", was: "off by \(defect)")
        let trace = matrix.trace.real
        try require(
            abs(trace - 1) <= tolerance, "trace of the density operator", must: "be 1 within \(tolerance)", was: trace)
        let hermitian = matrix.hermitianPart
        let smallest = try hermitian.hermitianEigenvalues()[0]
        try require(
            smallest >= -tolerance, "smallest eigenvalue of the density operator", must: "be at least −\(tolerance)",
            was: smallest)
        self.init(unchecked: hermitian, in: space)
    }

    /// The state with a matrix that the caller knows to be Hermitian, positive and of unit trace.
    package init(unchecked matrix: ComplexMatrix, in space: HilbertSpace) {
        assert(matrix.rows == space.dimension && matrix.columns == space.dimension)
        self.matrix = matrix
        self.space = space
    }

    static func requireTolerance(_ tolerance: Double) throws {
        try require(
            tolerance >= 0 && tolerance.isFinite, "tolerance", must: "be finite and not negative", was: tolerance)
    }

    /// N, the number of parties.
    public var parties: Int { space.parties }

    /// The eigenvalues in ascending order.
    ///
    /// - Complexity: O(D³).
    /// - Throws: ``/NumericalCore/NumericalFailure`` when LAPACK does not converge.
    public func eigenvalues() throws -> [Double] { try matrix.hermitianEigenvalues() }

    /// Tr(ρA).
    ///
    /// - Complexity: O(D²).
    /// - Throws: ``/NumericalCore/InvalidArgument`` when A is not a D × D matrix of finite numbers.
    public func expectation(of observable: ComplexMatrix) throws -> Complex {
        try space.requireOperator(observable, "observable")
        return DensityOperator.traceOfProduct(matrix, observable)
    }

    /// Tr(AB) without the product.
    static func traceOfProduct(_ left: ComplexMatrix, _ right: ComplexMatrix) -> Complex {
        var sum = Complex.zero
        for column in 0..<left.columns {
            for row in 0..<left.rows { sum += left[row, column] * right[column, row] }
        }
        return sum
    }

    /// ρ ⊗ σ.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the product space is too large.
    public func tensor(_ other: DensityOperator) throws -> DensityOperator {
        let product = try space.tensor(other.space)
        try product.requireDenseOperators()
        return DensityOperator(unchecked: matrix.kronecker(other.matrix), in: product)
    }

    /// UρU† for a D × D unitary.
    ///
    /// - Complexity: O(D³).
    /// - Throws: ``/NumericalCore/InvalidArgument`` when U is not a unitary on the space.
    public func applying(_ unitary: ComplexMatrix) throws -> DensityOperator {
        try space.requireUnitary(unitary)
        return DensityOperator(unchecked: matrix.conjugated(by: unitary).hermitianPart, in: space)
    }

    /// (1 − weight)·ρ + weight·σ.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the spaces differ or the weight is not in 0…1.
    public func mixed(with other: DensityOperator, weight: Double) throws -> DensityOperator {
        try require(other.space == space, "other state", must: "live in \(space)", was: other.space)
        try require(weight >= 0 && weight <= 1, "weight", must: "be in 0…1", was: weight)
        var mixture = (1 - weight) * matrix
        mixture.add(Complex(weight), times: other.matrix)
        return DensityOperator(unchecked: mixture, in: space)
    }

    /// v·ρ + (1 − v)·1/D: the state with white noise, an element of the set S_v when v is its visibility.
    ///
    /// - Parameter visibility: v in 0…1.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when v is not in 0…1. Source: P1, Eq. 10.
    public func withWhiteNoise(visibility: Double) throws -> DensityOperator {
        try require(visibility >= 0 && visibility <= 1, "visibility", must: "be in 0…1", was: visibility)
        var noisy = visibility * matrix
        for index in 0..<space.dimension { noisy[index, index] += Complex((1 - visibility) / Double(space.dimension)) }
        return DensityOperator(unchecked: noisy, in: space)
    }
}

extension DensityOperator: Codable {
    private enum CodingKeys: String, CodingKey { case dimensions, matrix, tolerance }

    /// Reads dimensions and matrix and checks them again, within the tolerance the file names: ``defaultTolerance`` if none.
    ///
    /// A matrix that is Hermitian to rounding keeps its bits.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let matrix = try container.decode(ComplexMatrix.self, forKey: .matrix)
        let space = try container.decode(HilbertSpace.self, forKey: .dimensions)
        try self.init(
            matrix, in: space,
            tolerance: try container.decodeIfPresent(Double.self, forKey: .tolerance)
                ?? DensityOperator.defaultTolerance)
        if matrix.isHermitianToRounding { self = DensityOperator(unchecked: matrix, in: space) }
    }

    /// Writes dimensions and matrix, and a tolerance where the state was admitted by a looser one than ``defaultTolerance``.
    ///
    /// - Complexity: O(D³), for the smallest eigenvalue.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(space, forKey: .dimensions)
        try container.encode(matrix, forKey: .matrix)
        if let tolerance = try looserTolerance() { try container.encode(tolerance, forKey: .tolerance) }
    }

    /// The tolerance that lets this matrix through, when the default one does not surely do so.
    ///
    /// It is measured and not remembered, so that states made from a loose one can be read back too. A part in a million is
    /// left for the rounding of eigenvalues on another machine.
    private func looserTolerance() throws -> Double? {
        let stray = [
            matrix.hermiticityDefect, abs(matrix.trace.real - 1), try -matrix.hermitianPart.hermitianEigenvalues()[0],
        ].reduce(0, largerOrNaN)
        guard !(stray <= DensityOperator.defaultTolerance / 2) else { return nil }
        return (stray * (1 + 1e-6)).clamped(to: DensityOperator.defaultTolerance...1.0.nextDown)
    }
}

extension ComplexMatrix {
    /// Whether only rounding of entries of order 1 keeps a square matrix from being Hermitian.
    var isHermitianToRounding: Bool { hermiticityDefect <= 16 * Double.ulpOfOne }
}
