import NumericalCore

/// The four Bell states of two qubits.
public enum BellState: String, Sendable, Hashable, Codable, CaseIterable {
    /// |Φ⁺⟩ = (|00⟩ + |11⟩)/√2, with T = diag(1, −1, 1).
    case phiPlus
    /// |Φ⁻⟩ = (|00⟩ − |11⟩)/√2, with T = diag(−1, 1, 1).
    case phiMinus
    /// |Ψ⁺⟩ = (|01⟩ + |10⟩)/√2, with T = diag(1, 1, −1).
    case psiPlus
    /// |Ψ⁻⟩ = (|01⟩ − |10⟩)/√2, the singlet, with T = −1.
    case psiMinus

    /// The state vector.
    public var stateVector: StateVector {
        let half = Complex(0.5.squareRoot())
        let amplitudes: [Complex] =
            switch self {
            case .phiPlus: [half, 0, 0, half]
            case .phiMinus: [half, 0, 0, -half]
            case .psiPlus: [0, half, half, 0]
            case .psiMinus: [0, half, -half, 0]
            }
        return StateVector(unchecked: amplitudes, in: .twoQubits)
    }

    /// The diagonal of T; a and b vanish.
    public var correlations: SIMD3<Double> {
        switch self {
        case .phiPlus: SIMD3(1, -1, 1)
        case .phiMinus: SIMD3(-1, 1, 1)
        case .psiPlus: SIMD3(1, 1, -1)
        case .psiMinus: SIMD3(-1, -1, -1)
        }
    }
}

extension StateVector {
    /// The singlet (|01⟩ − |10⟩)/√2.
    public static let singlet = BellState.psiMinus.stateVector

    /// The basis state |i₁ … i_N⟩.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when there is not one digit in 0..<D_k for each party.
    public static func computational(_ digits: [Int], in space: HilbertSpace) throws -> StateVector {
        let index = try space.index(of: digits)
        var amplitudes = [Complex](repeating: .zero, count: space.dimension)
        amplitudes[index] = .one
        return StateVector(unchecked: amplitudes, in: space)
    }

    /// The N-party GHZ state Σ_i |i…i⟩/√D; (|0…0⟩ + |1…1⟩)/√2 for qubits.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when `parties` or `dimension` is below 1 or the space is too large.
    public static func ghz(parties: Int, dimension: Int = 2) throws -> StateVector {
        let space = try HilbertSpace.qudits(parties, dimension: dimension)
        var amplitudes = [Complex](repeating: .zero, count: space.dimension)
        let step = space.strides.reduce(0, +)
        for level in 0..<dimension { amplitudes[level * step] = Complex(1 / Double(dimension).squareRoot()) }
        return StateVector(unchecked: amplitudes, in: space)
    }

    /// The N-qubit W state, one |1⟩ spread evenly: (|10…0⟩ + … + |0…01⟩)/√N.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless `parties` is in 1…30.
    public static func w(parties: Int) throws -> StateVector { try dicke(parties: parties, excitations: 1) }

    /// The Dicke state of N qubits with k of them in |1⟩: the equal superposition of the C(N, k) such basis states.
    ///
    /// - Complexity: O(2^N).
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless `parties` is in 1…30 and `excitations` in 0…N.
    public static func dicke(parties: Int, excitations: Int) throws -> StateVector {
        let space = try HilbertSpace.qubits(parties)
        try require((0...parties).contains(excitations), "excitations", must: "be in 0…\(parties)", was: excitations)
        let members = (0..<space.dimension).filter { $0.nonzeroBitCount == excitations }
        var amplitudes = [Complex](repeating: .zero, count: space.dimension)
        for member in members { amplitudes[member] = Complex(1 / Double(members.count).squareRoot()) }
        return StateVector(unchecked: amplitudes, in: space)
    }

    /// The maximally entangled state Σ_i |ii⟩/√D of two D-level systems.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when `dimension` is below 1 or the space is too large.
    public static func maximallyEntangled(dimension: Int) throws -> StateVector {
        try ghz(parties: 2, dimension: dimension)
    }

    /// A product of pure qubit states, each "up" along its direction.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless there are 1…30 directions.
    public static func product(_ directions: [Direction]) throws -> StateVector {
        try require((1...30).contains(directions.count), "directions", must: "be 1…30 of them", was: directions.count)
        return try directions.dropFirst().reduce(directions[0].stateVector) { try $0.tensor($1.stateVector) }
    }

    /// A random state, distributed by the Haar measure.
    ///
    /// - Complexity: O(D).
    public static func random(in space: HilbertSpace, using generator: inout some RandomNumberGenerator) -> StateVector
    {
        StateVector(unchecked: Haar.vector(dimension: space.dimension, using: &generator), in: space)
    }
}
