import Foundation
import NumericalCore

/// The Bloch vector r of a qubit state ρ = ½ (1 + r·σ): a vector of length at most 1.
public struct BlochVector: Sendable, Hashable {
    /// The three coordinates r_j = Tr ρσ_j.
    public let vector: SIMD3<Double>

    /// How far beyond 1 the length may be.
    public static let lengthTolerance = 1e-9

    /// The Bloch vector (x, y, z).
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when a coordinate is not finite or the length exceeds 1 by more than
    ///   ``lengthTolerance``.
    public init(_ x: Double, _ y: Double, _ z: Double) throws {
        try require(
            x.isFinite && y.isFinite && z.isFinite, "Bloch vector", must: "be finite", was: "(\(x), \(y), \(z))")
        let length = euclideanNorm([x, y, z])
        try require(
            length <= 1 + BlochVector.lengthTolerance, "length of the Bloch vector", must: "be at most 1", was: length)
        self.vector = SIMD3(x, y, z)
    }

    /// The Bloch vector of a qubit state.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the state is not of one qubit.
    public init(_ state: DensityOperator) throws {
        try require(state.space == .qubit, "state", must: "be of one qubit", was: "of \(state.space)")
        let m = state.matrix
        self.vector = SIMD3(2 * m[1, 0].real, 2 * m[1, 0].imaginary, m[0, 0].real - m[1, 1].real)
    }

    /// |r|, 1 for pure states.
    public var length: Double { (vector * vector).sum().squareRoot().withoutRounding(in: 0...1) }

    /// ρ = ½ (1 + r·σ).
    public var densityOperator: DensityOperator {
        let (x, y, z) = (vector.x / 2, vector.y / 2, vector.z / 2)
        return DensityOperator(
            unchecked: ComplexMatrix(
                unchecked: [Complex(0.5 + z), Complex(x, y), Complex(x, -y), Complex(0.5 - z)], rows: 2, columns: 2),
            in: .qubit)
    }

    /// P(↑|n) = ½ (1 + r·n).
    public func probabilityUp(_ direction: Direction) -> Double {
        ((1 + (vector * direction.vector).sum()) / 2).withoutRounding(in: 0...1)
    }
}

extension BlochVector: Codable {
    /// Reads [x, y, z] and checks the length.
    public init(from decoder: any Decoder) throws {
        let v = try decoder.singleValueContainer().decode(SIMD3<Double>.self)
        try self.init(v.x, v.y, v.z)
    }

    /// Writes [x, y, z].
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(vector)
    }
}

extension Direction {
    /// The pure qubit state "up along n", with a real non-negative amplitude of |0⟩.
    ///
    /// The amplitudes are (√((1+z)/2), (x+iy)/√(2(1+z))); at −z, where the phase is free, |1⟩.
    public var stateVector: StateVector {
        // The larger amplitude comes from z, the smaller from x and y, so that neither loses digits near a pole.
        let larger = ((1 + abs(z)) / 2).squareRoot()
        if z >= 0 { return StateVector(unchecked: [Complex(larger), Complex(x, y) / (2 * larger)], in: .qubit) }
        let transverse = hypot(x, y)
        let phase = transverse > 0 ? Complex(x / transverse, y / transverse) : .one
        return StateVector(unchecked: [Complex(transverse / (2 * larger)), larger * phase], in: .qubit)
    }
}

extension BlochVector: CustomStringConvertible {
    /// The components with five digits, and the length.
    public var description: String {
        "\(ShortNumber.list([vector.x, vector.y, vector.z])) of length \(ShortNumber.text(length))"
    }
}
