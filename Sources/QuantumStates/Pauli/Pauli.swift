import NumericalCore

/// A Pauli matrix: the unit matrix σ₀ = 1 or one of σ_x, σ_y, σ_z, in the order I, X, Y, Z.
public enum Pauli: Int, Sendable, Hashable, Codable, CaseIterable {
    /// The unit matrix.
    case identity = 0
    /// σ_x = |0⟩⟨1| + |1⟩⟨0|.
    case x = 1
    /// σ_y = −i|0⟩⟨1| + i|1⟩⟨0|.
    case y = 2
    /// σ_z = |0⟩⟨0| − |1⟩⟨1|.
    case z = 3

    /// The letter I, X, Y or Z.
    public var letter: Character { ["I", "X", "Y", "Z"][rawValue] }

    /// The matrix named by a letter I, X, Y or Z; nil for any other character.
    public init?(letter: Character) {
        switch letter {
        case "I": self = .identity
        case "X": self = .x
        case "Y": self = .y
        case "Z": self = .z
        default: return nil
        }
    }

    /// The 2 × 2 matrix.
    public var matrix: ComplexMatrix {
        switch self {
        case .identity: ComplexMatrix(unchecked: [1, 0, 0, 1], rows: 2, columns: 2)
        case .x: ComplexMatrix(unchecked: [0, 1, 1, 0], rows: 2, columns: 2)
        case .y: ComplexMatrix(unchecked: [0, .i, -.i, 0], rows: 2, columns: 2)
        case .z: ComplexMatrix(unchecked: [1, 0, 0, -1], rows: 2, columns: 2)
        }
    }
}

extension Direction {
    /// n·σ, the observable with outcome +1 "up along n".
    public var spin: ComplexMatrix {
        ComplexMatrix(unchecked: [Complex(z), Complex(x, y), Complex(x, -y), Complex(-z)], rows: 2, columns: 2)
    }

    /// (1 + n·σ)/2, the projector on "up along n".
    public var projector: ComplexMatrix {
        ComplexMatrix(
            unchecked: [Complex((1 + z) / 2), Complex(x / 2, y / 2), Complex(x / 2, -y / 2), Complex((1 - z) / 2)],
            rows: 2, columns: 2)
    }
}
