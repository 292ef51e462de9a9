import Foundation
import NumericalCore

/// A qubit unitary U together with the rotation R_U of R³ that it is: U (n·σ) U† = (R_U n)·σ.
///
/// (R_U)_ij = ½ Tr(σ_i U σ_j U†). U ↦ R_U is a homomorphism onto SO(3) that forgets the phase of U, the sign in
/// particular.
public struct QubitRotation: Sendable, Hashable {
    /// U, a 2 × 2 unitary.
    public let unitary: ComplexMatrix
    /// R_U, a 3 × 3 matrix of SO(3).
    public let matrix: RealMatrix

    /// The rotation by an angle about an axis, U = e^{−i(φ/2) n·σ} = cos(φ/2) − i sin(φ/2) n·σ.
    ///
    /// Seen from the tip of n, R_U turns vectors counterclockwise by φ. H = ω n·S for a time t gives φ = ωt.
    /// - Parameters:
    ///   - axis: n.
    ///   - angle: φ in radians.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the angle is not finite.
    public init(axis: Direction, angle: Double) throws {
        try require(angle.isFinite, "angle", must: "be finite", was: angle)
        var unitary = Complex(cos(angle / 2)) * ComplexMatrix.identity(2)
        unitary.add(Complex(0, -sin(angle / 2)), times: axis.spin)
        self.init(unchecked: unitary)
    }

    /// The rotation of a given unitary.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the matrix is not a 2 × 2 unitary within 1e-9.
    public init(_ unitary: ComplexMatrix) throws {
        try HilbertSpace.qubit.requireUnitary(unitary)
        self.init(unchecked: unitary)
    }

    /// The unitary of a given rotation: the one of the two with U = cos(φ/2) − i sin(φ/2) n·σ and φ in 0…π.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the matrix is not in SO(3) within 1e-9.
    public init(rotation: RealMatrix) throws {
        try require(
            rotation.rows == 3 && rotation.columns == 3, "rotation", must: "be a 3 × 3 matrix",
            was: "\(rotation.rows) × \(rotation.columns)")
        try require(rotation.isFinite, "rotation", must: "have only finite entries", was: rotation.elements)
        let defect = RealMatrix.product(rotation, .transposed, rotation).distance(to: .identity(3))
        try require(defect <= 1e-9, "rotation", must: "satisfy RᵀR = 1 within 1e-9", was: "off by \(defect)")
        let determinant = try rotation.determinant()
        try require(determinant > 0, "rotation", must: "have determinant 1", was: determinant)
        // The unit quaternion (w, x, y, z) from its largest component, where the square root is safe.
        let (a, b, c) = (rotation[0, 0], rotation[1, 1], rotation[2, 2])
        let squares = [1 + a + b + c, 1 + a - b - c, 1 - a + b - c, 1 - a - b + c]
        let largest = squares.indices.max { squares[$0] < squares[$1] } ?? 0
        let (p, q, r) = (
            rotation[2, 1] - rotation[1, 2], rotation[0, 2] - rotation[2, 0], rotation[1, 0] - rotation[0, 1]
        )
        let (u, v, w) = (
            rotation[1, 0] + rotation[0, 1], rotation[0, 2] + rotation[2, 0], rotation[2, 1] + rotation[1, 2]
        )
        let rows = [
            [squares[0], p, q, r], [p, squares[1], u, v], [q, u, squares[2], w], [r, v, w, squares[3]],
        ]
        let norm = euclideanNorm(rows[largest])
        let sign: Double = rows[largest][0] < 0 ? -1 : 1
        let quaternion = rows[largest].map { sign * $0 / norm }
        self.init(
            unchecked: ComplexMatrix(
                unchecked: [
                    Complex(quaternion[0], -quaternion[3]), Complex(quaternion[2], -quaternion[1]),
                    Complex(-quaternion[2], -quaternion[1]), Complex(quaternion[0], quaternion[3]),
                ], rows: 2, columns: 2))
    }

    private init(unchecked unitary: ComplexMatrix) {
        self.unitary = unitary
        let axes: [Pauli] = [.x, .y, .z]
        let images = axes.map { $0.matrix.conjugated(by: unitary) }
        self.matrix = RealMatrix(rows: 3, columns: 3) { row, column in
            DensityOperator.traceOfProduct(axes[row].matrix, images[column]).real / 2
        }
    }

    /// R_U v.
    public func rotate(_ vector: SIMD3<Double>) -> SIMD3<Double> {
        let entries = matrix.elements
        return SIMD3(entries[0], entries[1], entries[2]) * vector.x
            + SIMD3(entries[3], entries[4], entries[5]) * vector.y
            + SIMD3(entries[6], entries[7], entries[8]) * vector.z
    }

    /// R_U n.
    public func rotate(_ direction: Direction) -> Direction {
        // R_U is orthogonal to the tolerance of its unitary; the image is brought back to length 1.
        let image = rotate(direction.vector)
        return Direction(unchecked: image / (image * image).sum().squareRoot())
    }

    /// This rotation after another: R_{UV} = R_U R_V.
    public func after(_ other: QubitRotation) -> QubitRotation { QubitRotation(unchecked: unitary * other.unitary) }

    /// The opposite rotation, R_{U†} = R_Uᵀ.
    public var inverse: QubitRotation { QubitRotation(unchecked: unitary.adjoint) }
}

extension QubitRotation: Codable {
    /// Reads the unitary and checks it.
    public init(from decoder: any Decoder) throws {
        try self.init(try decoder.singleValueContainer().decode(ComplexMatrix.self))
    }

    /// Writes the unitary.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(unitary)
    }
}
