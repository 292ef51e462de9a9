import LHVModels

/// What a certificate proves.
public struct GrothendieckProof: CertificateProof, Codable {
    /// d.
    public let dimension: Int
    /// The numbers of lines of Alice and of Bob.
    public let settings: [Int]
    /// β: no signs exceed it.
    public let localBound: Int
    /// Q/β in units of 10⁻¹², rounded down.
    public let constantUnits: Int
    /// β/Q in units of 10⁻¹², rounded up.
    public let visibilityUnits: Int
    /// The number of branches that the proof of β took, for rows that remain and for all rows.
    public let nodes: Int

    /// A number that K_G(d) is at least.
    public var grothendieckBound: Double { (Double(constantUnits) / 1e12).nextDown }
    /// −v·a·b is not local for all unit vectors of R^d beyond this v.
    public var visibility: Double { (Double(visibilityUnits) / 1e12).nextUp }

    /// What is proven, with both numbers as decimal fractions.
    public var statement: String {
        "−v·a·b is not local for all unit vectors in \(dimension) dimensions beyond v = \(decimal(visibilityUnits)), and "
            + "K_G(\(dimension)) is at least \(decimal(constantUnits))"
    }
    /// The bound on Grothendieck's constant.
    public var provenValue: Double { grothendieckBound }

    private func decimal(_ units: Int) -> String {
        let digits = String(units % 1_000_000_000_000)
        return "\(units / 1_000_000_000_000)." + String(repeating: "0", count: 12 - digits.count) + digits
    }
}

extension GrothendieckCertificate {
    /// The same as ``verify(threads:)`` on all processors.
    ///
    /// - Throws: As there.
    @discardableResult public func verify() throws -> GrothendieckProof {
        try verify(threads: Parallel.processorCount)
    }

    /// Proves β and computes Q, in whole numbers only.
    ///
    /// First the tails, from the last row up: no signs of the rows from k on exceed t_k. Then β, with the signs of the first
    /// rows up to symmetry; see the files `PrefixOrbits` and `SignBranches`. Scalar products of the vectors' directions are enclosed between two
    /// multiples of 2⁻⁶⁰, each entry of M takes the end that is worse.
    /// - Parameter threads: How many threads work.
    /// - Complexity: Depends on how close the bounds of the rows that remain are: O(columns) for each branch.
    /// - Throws: ``/LHVModels/InvalidCertificate`` when signs exceed a bound, a bound takes more than 2³⁶ branches, or nothing is
    ///   proven; `CancellationError` in a cancelled task.
    @discardableResult public func verify(threads: Int = Parallel.processorCount) throws -> GrothendieckProof {
        let value = vectorValue
        guard localBound > 0, value.lower > Int128(localBound) << 60 else {
            throw InvalidCertificate(reason: "the vectors do not exceed the bound of signs, \(localBound)")
        }
        let nodes = try proveTails(threads: threads) + proveBound(threads: threads)
        // The quotient is below 2, in units of 2⁻⁶⁰.
        let constant = (value.lower / Int128(localBound) * 1_000_000_000_000) >> 60
        let visibility = (Int128(1_000_000_000_000) * 1_000_000_000_000 - 1) / constant + 1
        return GrothendieckProof(
            dimension: dimension, settings: [alice.count, bob.count], localBound: localBound,
            constantUnits: Int(constant), visibilityUnits: Int(visibility), nodes: nodes)
    }

    /// Q = Σ M_ij a_i·b_j/(|a_i||b_j|).
    var vectorValue: DyadicInterval {
        let (left, right) = (alice.map(Self.direction), bob.map(Self.direction))
        var sum = DyadicInterval.zero
        for (a, row) in zip(left, matrix) {
            for (b, entry) in zip(right, row) where entry != 0 {
                sum = sum + zip(a, b).reduce(DyadicInterval.zero) { $0 + $1.0 * $1.1 } * entry
            }
        }
        return sum
    }

    // x/|x|, with 60 bits whatever the length.
    private static func direction(_ vector: [Int]) -> [DyadicInterval] {
        let largest = vector.lazy.map(\.magnitude).max() ?? 0
        let shift = largest.leadingZeroBitCount - 33
        let scaled = vector.map { Int128($0) << Int128(shift) }
        let square = scaled.reduce(UInt128(0)) { $0 + UInt128(($1 * $1).magnitude) }
        // |x|·2³⁰ is between this and one more.
        let length = Int128(DyadicInterval.wholeRoot(square << 60))
        return scaled.map { x in
            let numerator = x << 90
            let (first, second) = (
                DyadicInterval.floor(numerator, over: length), DyadicInterval.floor(numerator, over: length + 1)
            )
            return DyadicInterval(lower: min(first, second), upper: max(first, second) + 1)
        }
    }

    /// t_k for every row; a number that cuts nothing for rows of which the certificate says nothing.
    private var allTails: [Int] {
        Array(repeating: GrothendieckCertificate.largestSum, count: alice.count - tails.count) + tails
    }

    private func proveTails(threads: Int) throws -> Int {
        let (branches, allTails) = (SignBranches(matrix), allTails)
        let first = alice.count - tails.count
        // Each tail rests on the later ones, and each proof is by itself.
        let findings = try Parallel.map(count: tails.count, threads: threads) { place in
            try branches.search(from: first + place, beginningWith: [1], tails: allTails, bound: tails[place])
        }
        for (place, finding) in findings.enumerated() {
            if let excess = finding.excess {
                throw InvalidCertificate(
                    reason: "rows from \(first + place) on reach \(excess), more than the \(tails[place]) that is said")
            }
        }
        return findings.reduce(0) { $0 + $1.nodes }
    }

    private func proveBound(threads: Int) throws -> Int {
        let (branches, orbits, allTails) = (SignBranches(matrix), PrefixOrbits(self), allTails)
        let findings = try Parallel.map(count: orbits.representatives.count, threads: threads) { index in
            try branches.search(
                from: 0, beginningWith: orbits.signs(index), tails: allTails, bound: localBound)
        }
        if let excess = findings.lazy.compactMap(\.excess).max() {
            throw InvalidCertificate(reason: "signs reach \(excess), more than the bound \(localBound)")
        }
        return findings.reduce(0) { $0 + $1.nodes }
    }
}
