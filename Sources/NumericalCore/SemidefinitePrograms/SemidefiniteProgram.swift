/// A semidefinite program: minimize or maximize C•X + f·u over A_k•X + (B·u)_k = b_k, X ⪰ 0 in blocks, u free.
///
/// A•X is Re Tr(A·X). The dual program of one that is minimized is to maximize b·y over C − Σ y_k A_k ⪰ 0 and Bᵀ·y = f; of
/// one that is maximized, to minimize b·y over Σ y_k A_k − C ⪰ 0 and Bᵀ·y = f. A linear matrix inequality in y is therefore
/// written as the dual of a program. The constraint matrices are sparse. A program refuses entries outside its blocks and
/// numbers that are not finite; an infeasible or unbounded one is a proper value whose solution says so with a proof.
///
/// ```swift
/// // The least eigenvalue of a matrix: minimize C•X with Tr X = 1.
/// var program = try SemidefiniteProgram(.minimize, blocks: [.symmetric(2)])
/// try program.setObjective([.init(row: 0, column: 1, 1)])
/// try program.addConstraint([.init(row: 0, column: 0, 1), .init(row: 1, column: 1, 1)], equals: 1)
/// try program.solve().primalObjective    // −1
/// ```
public struct SemidefiniteProgram: Sendable, Hashable {
    /// Whether the objective is to be small or large.
    public typealias Goal = LinearProgram.Goal

    /// One diagonal block of X.
    public enum Block: Sendable, Hashable, Codable {
        /// A real symmetric matrix of so many rows, positive semidefinite.
        case symmetric(Int)
        /// A complex Hermitian matrix of so many rows, positive semidefinite.
        case hermitian(Int)
        /// So many numbers that are not negative: a diagonal matrix.
        case nonnegative(Int)

        /// The number of rows.
        public var size: Int {
            switch self {
            case .symmetric(let size), .hermitian(let size), .nonnegative(let size): size
            }
        }
    }

    /// An entry of a block of C or A_k, together with its mirror image: entry (column, row) is the conjugate.
    public struct Entry: Sendable, Hashable {
        /// The number of the block.
        public let block: Int
        /// The row, from zero.
        public let row: Int
        /// The column, from zero.
        public let column: Int
        /// The entry; real on the diagonal and in real blocks.
        public let value: Complex

        /// A complex entry of a Hermitian block.
        @_disfavoredOverload
        public init(block: Int = 0, row: Int, column: Int, _ value: Complex) {
            self.block = block
            self.row = row
            self.column = column
            self.value = value
        }

        /// A real entry.
        public init(block: Int = 0, row: Int, column: Int, _ value: Double) {
            self.init(block: block, row: row, column: column, Complex(value))
        }
    }

    /// The coefficient of a free variable in a constraint.
    public struct FreeTerm: Sendable, Hashable {
        /// The number of the variable.
        public let variable: Int
        /// Its coefficient.
        public let value: Double

        /// A coefficient.
        public init(_ variable: Int, _ value: Double) {
            self.variable = variable
            self.value = value
        }
    }

    /// A constraint A•X + (terms in u) = b.
    public struct Constraint: Sendable, Hashable {
        /// The entries of A with row ≤ column, each place once, in the order of block, column and row.
        public let entries: [Entry]
        /// The coefficients of free variables, each once, in their order.
        public let free: [FreeTerm]
        /// b.
        public let value: Double
    }

    /// Whether C•X + f·u is to be small or large.
    public let goal: Goal
    /// The blocks of X.
    public let blocks: [Block]
    /// The number of free variables.
    public let freeVariables: Int
    /// The entries of C with row ≤ column, each place once, in the order of block, column and row.
    public private(set) var objective: [Entry] = []
    /// f, one coefficient for each free variable.
    public private(set) var freeObjective: [Double]
    /// The constraints.
    public private(set) var constraints: [Constraint] = []

    /// The most rows of a matrix block: 10⁴, whose matrices take 800 MB each.
    public static let largestMatrixBlock = 10_000
    /// The most numbers of a nonnegative block, and the most free variables.
    public static let largestVector = 1 << 24

    /// A program with the objective 0 and no constraints.
    ///
    /// - Parameters:
    ///   - goal: Whether to minimize or maximize.
    ///   - blocks: The blocks of X, of at least one row each.
    ///   - freeVariables: The number of free variables.
    /// - Throws: ``InvalidArgument`` when a size is out of range, or there is neither a block nor a free variable.
    public init(_ goal: Goal, blocks: [Block], freeVariables: Int = 0) throws {
        try require(
            (0...Self.largestVector).contains(freeVariables), "freeVariables", must: "be in 0…2²⁴", was: freeVariables)
        try require(!blocks.isEmpty || freeVariables > 0, "blocks", must: "not be empty", was: "empty")
        for (number, block) in blocks.enumerated() {
            let largest: Int
            if case .nonnegative = block { largest = Self.largestVector } else { largest = Self.largestMatrixBlock }
            try require(
                (1...largest).contains(block.size), "size of block \(number)", must: "be in 1…\(largest)",
                was: block.size)
        }
        self.goal = goal
        self.blocks = blocks
        self.freeVariables = freeVariables
        freeObjective = Array(repeating: 0, count: freeVariables)
    }

    /// Replaces the objective.
    ///
    /// - Parameters:
    ///   - entries: The entries of C; those of one place add up, and an entry stands for its mirror image too.
    ///   - free: f, one number for each free variable; 0 when left out.
    /// - Throws: ``InvalidArgument`` when an entry is not in a block, a number is not finite, an imaginary part stands in a
    ///   real place, or the count of free coefficients differs.
    public mutating func setObjective(_ entries: [Entry], free: [Double]? = nil) throws {
        let free = free ?? Array(repeating: 0, count: freeVariables)
        try require(
            free.count == freeVariables, "free", must: "hold \(freeVariables) numbers, one for each free variable",
            was: free.count)
        if let place = free.firstIndex(where: { !$0.isFinite }) {
            throw InvalidArgument("free[\(place)]", must: "be finite", was: free[place])
        }
        objective = try normalized(entries, "objective")
        freeObjective = free
    }

    /// Appends a constraint A•X + Σ (free terms) = value.
    ///
    /// - Parameters:
    ///   - entries: The entries of A; those of one place add up, and an entry stands for its mirror image too.
    ///   - free: The coefficients of free variables; those of one variable add up.
    ///   - value: b, a finite number.
    /// - Throws: ``InvalidArgument`` as ``setObjective(_:free:)``; the program is then as before.
    public mutating func addConstraint(_ entries: [Entry], free: [FreeTerm] = [], equals value: Double) throws {
        let name = "constraint \(constraints.count)"
        try require(value.isFinite, "value of \(name)", must: "be finite", was: value)
        var sums: [Int: Double] = [:]
        for term in free {
            try require(
                (0..<freeVariables).contains(term.variable), "free variable of \(name)",
                must: "be in 0..<\(freeVariables)", was: term.variable)
            sums[term.variable, default: 0] += term.value
        }
        if let sum = sums.values.first(where: { !$0.isFinite }) {
            throw InvalidArgument("free coefficient of \(name)", must: "be finite", was: sum)
        }
        constraints.append(
            Constraint(
                entries: try normalized(entries, name),
                free: sums.filter { $0.value != 0 }.sorted { $0.key < $1.key }.map { FreeTerm($0.key, $0.value) },
                value: value))
    }

    /// Entries in the upper triangle, in order, with equal places summed and zeros left out.
    private func normalized(_ entries: [Entry], _ name: String) throws -> [Entry] {
        var list: [Entry] = []
        list.reserveCapacity(entries.count)
        for entry in entries {
            try require(
                blocks.indices.contains(entry.block), "block of an entry of \(name)",
                must: "be in 0..<\(blocks.count)", was: entry.block)
            let block = blocks[entry.block]
            try require(
                (0..<block.size).contains(entry.row) && (0..<block.size).contains(entry.column),
                "place of an entry of \(name)",
                must: "be in the \(block.size) rows and columns of block \(entry.block)",
                was: "(\(entry.row), \(entry.column))")
            try require(entry.value.isFinite, "entry of \(name)", must: "be finite", was: entry.value)
            var isReal = entry.row == entry.column
            switch block {
            case .symmetric: isReal = true
            case .nonnegative:
                try require(
                    entry.row == entry.column, "place of an entry of \(name)", must: "be on the diagonal",
                    was: "(\(entry.row), \(entry.column))")
            case .hermitian: break
            }
            try require(
                !isReal || entry.value.imaginary == 0, "entry of \(name)",
                must: "be real on the diagonal and in real blocks", was: entry.value)
            let isUpper = entry.row <= entry.column
            list.append(
                Entry(
                    block: entry.block, row: min(entry.row, entry.column), column: max(entry.row, entry.column),
                    isUpper ? entry.value : entry.value.conjugate))
        }
        list.sort { ($0.block, $0.column, $0.row) < ($1.block, $1.column, $1.row) }
        var sums: [Entry] = []
        sums.reserveCapacity(list.count)
        for entry in list {
            if let last = sums.last, last.block == entry.block, last.row == entry.row, last.column == entry.column {
                sums[sums.count - 1] = Entry(
                    block: last.block, row: last.row, column: last.column, last.value + entry.value)
            } else {
                sums.append(entry)
            }
        }
        if let sum = sums.first(where: { !$0.value.isFinite }) {
            throw InvalidArgument("entry of \(name)", must: "be finite", was: sum.value)
        }
        sums.removeAll { $0.value == .zero }
        return sums
    }
}
