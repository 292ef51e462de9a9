import LHVModels

/// A proof object: K_G(d) ≥ Q/β, that is −v a·b has no local model for all unit vectors a, b of d dimensions when v > β/Q.
///
/// Vectors a_i and b_j of d whole numbers stand for directions, and M is a matrix of whole numbers, invariant under signed permutations of
/// rows and columns. Q = Σ M_ij a_i·b_j/(|a_i||b_j|) is what vectors reach in Σ M_ij s_i t_j, and β is what signs s_i, t_j = ±1 do not
/// exceed: Grothendieck's constant of order d is at least Q/β. For d = 3 it is a Bell inequality for projective measurements on the two-qubit
/// Werner state. The certificate does not hold Q; ``verify(threads:)`` computes it, and proves β anew.
/// Source of the relation: [Acin2006].
public struct GrothendieckCertificate: Sendable, Hashable {
    /// A symmetry of the matrix: M_ij is unchanged when rows and columns are permuted with signs.
    public struct Symmetry: Sendable, Hashable {
        /// What becomes of Alice's lines.
        public let rows: SignedPermutation
        /// What becomes of Bob's lines.
        public let columns: SignedPermutation

        /// A symmetry from its parts.
        public init(rows: SignedPermutation, columns: SignedPermutation) {
            self.rows = rows
            self.columns = columns
        }
    }

    /// The greatest modulus of a coordinate: 2³⁰.
    public static let largestCoordinate = 1 << 30
    /// The greatest Σ|M|: 2³⁰ − 1, so that sums of entries are 32-bit numbers.
    public static let largestSum = 1 << 30 - 1
    /// The most lines of Alice and of Bob.
    public static let largestCount = (rows: 128, columns: 4096)

    /// What the certificate is about, in words; may be empty.
    public let name: String
    /// d.
    public let dimension: Int
    /// a_i.
    public let alice: [[Int]]
    /// b_j.
    public let bob: [[Int]]
    /// M, a list for each i.
    public let matrix: [[Int]]
    /// Generators of a group of symmetries of M, which shorten the proof.
    public let symmetries: [Symmetry]
    /// β, what Σ M_ij s_i t_j does not exceed.
    public let localBound: Int
    /// t_k for the last rows k, what the rows from k on alone do not exceed; the proof of β rests on these, which are proven first.
    public let tails: [Int]

    /// A certificate from its parts.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless d is in 2…16; there are 1…128 vectors of Alice and 1…4096 of Bob, of d
    ///   coordinates of at most 2³⁰ in modulus that are not all 0; M has this shape and Σ|M| is in 1..<2³⁰; the symmetries, 16 at most, are of
    ///   this shape and leave M as it is; and the bound and the tails, at most one for each row, are in 0..<2³⁰.
    public init(
        name: String = "", dimension: Int, alice: [[Int]], bob: [[Int]], matrix: [[Int]], symmetries: [Symmetry] = [],
        localBound: Int, tails: [Int]
    ) throws {
        let (rows, columns) = (alice.count, bob.count)
        try GrothendieckCertificate.check(dimension: dimension, rows: rows, columns: columns)
        for (party, vectors) in [("alice", alice), ("bob", bob)] {
            for (place, vector) in vectors.enumerated() {
                try require(
                    vector.count == dimension && vector.contains { $0 != 0 }
                        && vector.allSatisfy { $0.magnitude <= GrothendieckCertificate.largestCoordinate.magnitude },
                    "\(party)[\(place)]", must: "be \(dimension) coordinates in −2³⁰…2³⁰, not all 0", was: vector)
            }
        }
        try require(
            matrix.count == rows && matrix.allSatisfy { $0.count == columns }, "matrix",
            must: "have \(rows) rows of \(columns) entries", was: matrix.map(\.count))
        var sum: UInt = 0
        for entry in matrix.joined() {
            sum += min(entry.magnitude, 1 << 30)
            try require(
                sum <= GrothendieckCertificate.largestSum.magnitude, "matrix", must: "have a sum of moduli below 2³⁰",
                was: "larger")
        }
        try require(sum > 0, "matrix", must: "not be 0", was: 0)
        try require(symmetries.count <= 16, "symmetries", must: "be at most 16", was: symmetries.count)
        for (place, symmetry) in symmetries.enumerated() {
            try require(
                symmetry.rows.count == rows && symmetry.columns.count == columns, "symmetries[\(place)]",
                must: "be of \(rows) rows and \(columns) columns",
                was: "\(symmetry.rows.count) and \(symmetry.columns.count)")
            try require(
                GrothendieckCertificate.isKept(matrix, by: symmetry), "symmetries[\(place)]",
                must: "leave the matrix as it is", was: "another")
        }
        try require(
            (0...GrothendieckCertificate.largestSum).contains(localBound), "localBound", must: "be in 0..<2³⁰",
            was: localBound)
        try require(
            tails.count <= rows && tails.allSatisfy { (0...GrothendieckCertificate.largestSum).contains($0) }, "tails",
            must: "be at most \(rows) numbers in 0..<2³⁰", was: tails)
        self.name = name
        self.dimension = dimension
        self.alice = alice
        self.bob = bob
        self.matrix = matrix
        self.symmetries = symmetries
        self.localBound = localBound
        self.tails = tails
    }

    /// Throws unless a certificate can have these sizes.
    static func check(dimension: Int, rows: Int, columns: Int) throws {
        try require((2...16).contains(dimension), "dimension", must: "be in 2…16", was: dimension)
        try require((1...largestCount.rows).contains(rows), "rows", must: "be in 1…\(largestCount.rows)", was: rows)
        try require(
            (1...largestCount.columns).contains(columns), "columns", must: "be in 1…\(largestCount.columns)",
            was: columns)
    }

    private static func isKept(_ matrix: [[Int]], by symmetry: Symmetry) -> Bool {
        for (row, entries) in matrix.enumerated() {
            let image = matrix[symmetry.rows.images[row]]
            for (column, entry) in entries.enumerated() {
                let isTurned = symmetry.rows.isNegative[row] != symmetry.columns.isNegative[column]
                if image[symmetry.columns.images[column]] != (isTurned ? -entry : entry) { return false }
            }
        }
        return true
    }
}
