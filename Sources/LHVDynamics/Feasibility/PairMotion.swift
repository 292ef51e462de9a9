import LHVModels

/// A motion of two hidden variables on Bell's spheres, and the unitary whose statistics it has to follow.
///
/// Motions compose to words, in which several Hamiltonians and local rotations act one after another on the same hidden
/// variables. Source: P1, Definition 5 and Eq. 9.
public struct PairMotion: Sendable {
    /// U, a 4 × 4 unitary.
    public let unitary: ComplexMatrix
    private let motion: @Sendable ([Direction]) throws -> [Direction]

    /// A motion λ ↦ T_U λ, which should preserve the uniform measure.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when U is not a 4 × 4 unitary.
    public init(unitary: ComplexMatrix, motion: @escaping @Sendable ([Direction]) throws -> [Direction]) throws {
        try HilbertSpace.twoQubits.requireUnitary(unitary)
        self.unitary = unitary
        self.motion = motion
    }

    private init(unchecked unitary: ComplexMatrix, _ motion: @escaping @Sendable ([Direction]) throws -> [Direction]) {
        self.unitary = unitary
        self.motion = motion
    }

    /// Nothing moves.
    public static let identity = PairMotion(unchecked: .identity(4)) { $0 }

    /// The flow of a pair dynamics for a time.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the time is not finite.
    public init(_ dynamics: some SpherePairDynamics, time: Double) throws {
        try require(time.isFinite, "time", must: "be finite", was: time)
        let field = dynamics.field
        self.init(unchecked: try dynamics.evolution().unitary(at: time)) { try field.move($0, from: 0, to: time) }
    }

    /// Rotations U₁ ⊗ U₂ of the single particles, the dynamics of Theorem 1.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when a matrix is not a 2 × 2 unitary.
    public init(local first: ComplexMatrix, _ second: ComplexMatrix) throws {
        let (one, two) = (try QubitRotation(first), try QubitRotation(second))
        self.init(unchecked: first.kronecker(second)) { point in
            try requireParticles(point.count, 2)
            return [one.rotate(point[0]), two.rotate(point[1])]
        }
    }

    /// This motion and then another one.
    public func followed(by next: PairMotion) -> PairMotion {
        let (first, second) = (motion, next.motion)
        return PairMotion(unchecked: next.unitary * unitary) { try second(first($0)) }
    }

    /// The word of several motions, the first one acting first.
    public static func word(_ letters: [PairMotion]) -> PairMotion {
        letters.reduce(.identity) { $0.followed(by: $1) }
    }

    /// All words of exactly `length` letters.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the length is not in 0…1000 or there are more than 100000 words.
    public static func words(length: Int, over letters: [PairMotion]) throws -> [PairMotion] {
        try require(length >= 0, "length", must: "be at least 0", was: length)
        // A word calls its letters one inside the other, and needs a place on the stack for each.
        try require(length <= 1000, "length", must: "be at most 1000", was: length)
        var words = [PairMotion.identity]
        for _ in 0..<length {
            try require(
                words.count * letters.count <= 100_000, "words", must: "be at most 100000",
                was: words.count * letters.count)
            words = words.flatMap { word in letters.map { word.followed(by: $0) } }
        }
        return words
    }

    /// T_U λ.
    ///
    /// - Throws: What the motion throws.
    public func move(_ pair: [Direction]) throws -> [Direction] { try motion(pair) }
}
