/// Where the interior-point method stands between two iterations: enough to go on to the same bits.
///
/// Long runs hand it to the caller after each iteration; write it with `Checkpoint(kind: SemidefiniteState.kind, state:)` of `DataFiles` and
/// read it back after the process has ended. A state belongs to one program and is refused by any other.
public struct SemidefiniteState: Sendable, Hashable, Codable {
    /// What a checkpoint file of a state is called.
    public static let kind = "semidefinite program 1"

    /// A point of the method, in its own units.
    struct Point: Sendable, Hashable, Codable {
        /// X and Z of all blocks one after the other, column by column, complex entries as pairs.
        @Packed var x: [Double]
        @Packed var z: [Double]
        @Packed var y: [Double]
        @Packed var u: [Double]
        @Packed var tauAndKappa: [Double]
    }

    /// The number of iterations so far.
    public let iterations: Int
    /// A number that depends on all numbers of the program.
    let program: UInt64
    let current: Point
    /// The best point, if it is another.
    let best: Point?
    /// The error of the best point.
    @Packed var bestError: [Double]
    /// The number of iterations since the best point.
    let sinceBest: Int

    init(iterations: Int, program: UInt64, current: Point, best: Point?, bestError: Double, sinceBest: Int) {
        self.iterations = iterations
        self.program = program
        self.current = current
        self.best = best
        self._bestError = Packed(wrappedValue: [bestError])
        self.sinceBest = sinceBest
    }

    /// Throws unless the state can be one of a program.
    func requireFits(_ program: SemidefiniteProgram, _ method: InteriorPoint) throws {
        let point = method.point
        try require(
            self.program == program.fingerprint && iterations >= 0 && sinceBest >= 0 && bestError.count == 1, "state",
            must: "be of this program", was: "one of another, after \(iterations) iterations")
        for other in [current] + (best.map { [$0] } ?? []) {
            try require(
                other.x.count == point.x.count && other.z.count == point.z.count && other.y.count == point.y.count
                    && other.u.count == point.u.count && other.tauAndKappa.count == 2
                    && [other.x, other.z, other.y, other.u, other.tauAndKappa].allSatisfy { $0.allSatisfy(\.isFinite) }
                    && other.tauAndKappa.allSatisfy { $0 > 0 },
                "state", must: "hold finite numbers for each block and constraint", was: "damaged")
        }
    }
}

extension SemidefiniteProgram {
    /// A number that depends on all numbers of the program (FNV-1a of their bits).
    var fingerprint: UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        func add(_ bits: UInt64) {
            hash = (hash ^ bits) &* 0x0000_0100_0000_01B3
            hash ^= hash >> 29
        }
        func add(_ entries: [Entry]) {
            add(UInt64(entries.count))
            for entry in entries {
                add(UInt64(entry.block) << 32 ^ UInt64(entry.row) << 16 ^ UInt64(entry.column))
                add(entry.value.real.bitPattern)
                add(entry.value.imaginary.bitPattern)
            }
        }
        add(goal == .minimize ? 1 : 2)
        for block in blocks {
            switch block {
            case .symmetric(let size): add(UInt64(size) << 2)
            case .hermitian(let size): add(UInt64(size) << 2 | 1)
            case .nonnegative(let size): add(UInt64(size) << 2 | 2)
            }
        }
        add(objective)
        for value in freeObjective { add(value.bitPattern) }
        for constraint in constraints {
            add(constraint.entries)
            for term in constraint.free {
                add(UInt64(term.variable))
                add(term.value.bitPattern)
            }
            add(constraint.value.bitPattern)
        }
        return hash
    }
}
