import NumericalCore

/// How all combinations of the parties' settings are evaluated.
struct ResponseGrid<Element: Scalar>: Sendable {
    let parts: [ResponseBlock<Element>]

    /// C_j = 1 + S_j(Δ_j − 1), the number of columns of each party.
    var columns: [Int] { parts.map(\.columns) }
    /// The parties whose columns are multiplied together on the left of the matrix product; the others are on the right.
    var split: Int { parts.count - parts.count / 2 }
    var leftColumns: Int { columns[..<split].reduce(1, *) }
    var rightColumns: Int { columns[split...].reduce(1, *) }

    /// The number of hidden variables in a block: the widest table should stay in the cache.
    var block: Int { max(16, min(256, 65536 / max(leftColumns, rightColumns))) }
}

extension ResponseBlock {
    var columns: Int { 1 + feature.settings * (feature.outcomes - 1) }
    /// Whether the responses are laid out as the columns (1, q(o|s) for o < Δ − 1): with two outcomes they are.
    var isTable: Bool { lead == 1 }

    /// The columns of a block, from its responses.
    func table(_ responses: UnsafePointer<Element>, hidden: Int, into table: UnsafeMutablePointer<Element>) {
        let columns = self.columns
        for row in 0..<hidden {
            (table + row * columns).initialize(to: .one)
            UnsafeMutableRawPointer(table + row * columns + 1).copyMemory(
                from: responses + row * stride, byteCount: (columns - 1) * MemoryLayout<Element>.stride)
        }
    }

    /// Derivatives with respect to the columns, as derivatives with respect to the responses: the last outcome has none.
    func untable(_ derivatives: UnsafePointer<Element>, hidden: Int, into result: UnsafeMutablePointer<Element>) {
        let columns = self.columns
        for row in 0..<hidden {
            let size = MemoryLayout<Element>.stride
            UnsafeMutableRawPointer(result + row * stride).copyMemory(
                from: derivatives + row * columns + 1, byteCount: (columns - 1) * size)
            // All bits zero is the number zero.
            UnsafeMutableRawPointer(result + row * stride + columns - 1).initializeMemory(
                as: UInt8.self, repeating: 0, count: (stride - columns + 1) * size)
        }
    }
}

extension ResponseKernel {
    /// The moments of all combinations of the parties' settings: the tensor of shape C₁ × … × C_N, first party slowest.
    ///
    /// C_j = 1 + S_j(Δ_j − 1). Index 0 of a party stands for "not looked at", index 1 + o·S_j + s for outcome o < Δ_j − 1 at
    /// setting s: these are the independent probabilities of Collins and Gisin's form, from which all others follow.
    /// - Complexity: 2·N_h·ΠC_j floating-point operations in one matrix product, and for the responses as
    ///   ``expectations(of:at:)`` with S_j settings each.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when shapes do not fit or the tensor has more than 2²⁶ entries.
    @_specialize(where Element == Float)
    @_specialize(where Element == Double)
    package mutating func moments(at features: [ResponseFeatures<Element>]) throws -> [Double] {
        try requireFeatures(features)
        let grid = ResponseGrid(
            parts: features.enumerated().map { party, feature in
                feature.outcomes == 2
                    ? ResponseBlock(feature, kept: 1, lead: 1, offset: offset(of: party))
                    : ResponseBlock(feature, kept: feature.outcomes, offset: offset(of: party))
            })
        let size = grid.columns.reduce(1.0) { $0 * Double($1) }
        try require(size <= 0x1p26, "combinations of settings", must: "be at most 2²⁶ moments", was: size)
        let partial = try overBlocks(of: grid.block, grid.parts) { block in
            for (part, place) in zip(grid.parts, block.responses) { part.respond(block, into: place) }
            return grid.moments(block)
        }
        evaluation = .grid(grid)
        return ResponseKernel<Element>.foldedInDouble(partial)
    }

    /// The gradient of a loss of the grid's moments.
    mutating func differentiate(
        _ derivatives: [Double], _ grid: ResponseGrid<Element>, _ includingWeights: Bool
    ) throws {
        let size = grid.leftColumns * grid.rightColumns
        try require(derivatives.count == size, "derivatives", must: "be \(size) numbers", was: derivatives.count)
        let factors = converted(derivatives, to: Element.self)
        let shares = try overBlocks(of: grid.block, grid.parts) { block in
            factors.withUnsafeBufferPointer { grid.passBack(block, $0.baseAddress!, includingWeights) }
        }
        weightGradient = includingWeights ? Array(shares.joined()) : []
    }

    /// Sums over the blocks in their order, in double precision.
    @_specialize(where Element == Float)
    @_specialize(where Element == Double)
    static func foldedInDouble(_ parts: [[Element]]) -> [Double] {
        var total = [Double](repeating: 0, count: parts[0].count)
        total.withUnsafeMutableBufferPointer { total in
            for part in parts {
                part.withUnsafeBufferPointer { part in
                    for index in 0..<total.count { total[index] += part[index].realPart }
                }
            }
        }
        return total
    }
}

extension ResponseGrid {
    /// Σ_a w_a Π_j t_j over the hidden variables of a block.
    func moments(_ block: CloudBlock<Element>) -> [Element] {
        let (left, right) = (side(0..<split, block), side(split..<parts.count, block))
        let weighted = weighted(right.top, block)
        defer {
            left.deallocate()
            right.deallocate()
            weighted.deallocate()
        }
        let size = leftColumns * rightColumns
        return [Element](unsafeUninitializedCapacity: size) { sums, initialized in
            // The first party's index is the slowest, so the right side makes the columns.
            ResponseLoops.product(
                weighted, .plain, rightColumns, left.top, .transposed, leftColumns, into: sums.baseAddress!,
                rightColumns, rows: rightColumns, columns: leftColumns, inner: block.hidden)
            initialized = size
        }
    }

    /// From ∂L/∂(moments) to the gradient in λ for a block; returns ∂L/∂w of its hidden variables when asked for.
    func passBack(_ block: CloudBlock<Element>, _ factors: UnsafePointer<Element>, _ includingWeights: Bool) -> [Double]
    {
        let hidden = block.hidden
        let (left, right) = (side(0..<split, block), side(split..<parts.count, block))
        let weighted = weighted(right.top, block)
        let (leftDerivatives, rightDerivatives) = (
            UnsafeMutablePointer<Element>.allocate(capacity: leftColumns * hidden),
            UnsafeMutablePointer<Element>.allocate(capacity: rightColumns * hidden)
        )
        defer {
            left.deallocate()
            right.deallocate()
            weighted.deallocate()
            leftDerivatives.deallocate()
            rightDerivatives.deallocate()
        }
        // ∂L/∂left = G·right and ∂L/∂right = Gᵀ·left, each times the weight, which is put on the side with fewer columns.
        ResponseLoops.product(
            factors, .transposed, rightColumns, weighted, .plain, rightColumns, into: leftDerivatives, leftColumns,
            rows: leftColumns, columns: hidden, inner: rightColumns)
        ResponseLoops.product(
            factors, .plain, rightColumns, left.top, .plain, leftColumns, into: rightDerivatives, rightColumns,
            rows: rightColumns, columns: hidden, inner: leftColumns)
        let shares = includingWeights ? ResponseGrid.rowProducts(rightDerivatives, right.top, rightColumns, hidden) : []
        ResponseLoops.scaleRows(
            rightDerivatives, by: block.weights, columns: rightColumns, hidden: hidden, into: rightDerivatives)
        unfold(left, leftDerivatives, 0..<split, block)
        unfold(right, rightDerivatives, split..<parts.count, block)
        return shares
    }

    /// The right side's rows times the weights.
    private func weighted(_ top: UnsafePointer<Element>, _ block: CloudBlock<Element>) -> UnsafeMutablePointer<Element>
    {
        let rows = UnsafeMutablePointer<Element>.allocate(capacity: rightColumns * block.hidden)
        ResponseLoops.scaleRows(top, by: block.weights, columns: rightColumns, hidden: block.hidden, into: rows)
        return rows
    }

    /// The tables of some parties and their row-wise products, party after party.
    private struct Side {
        var tables: [UnsafePointer<Element>] = []
        var products: [UnsafePointer<Element>] = []
        /// What was made for them; the other tables are responses themselves.
        var made: [UnsafeMutablePointer<Element>] = []
        /// The product over all the parties; of no party it is a column of ones.
        var top: UnsafePointer<Element> { products[products.count - 1] }

        mutating func make(_ count: Int) -> UnsafeMutablePointer<Element> {
            made.append(.allocate(capacity: count))
            return made[made.count - 1]
        }

        func deallocate() { for place in made { place.deallocate() } }
    }

    private func side(_ parties: Range<Int>, _ block: CloudBlock<Element>) -> Side {
        var side = Side()
        let hidden = block.hidden
        guard !parties.isEmpty else {
            let ones = side.make(hidden)
            ones.initialize(repeating: .one, count: hidden)
            side.products = [UnsafePointer(ones)]
            return side
        }
        var width = 1
        for party in parties {
            let part = parts[party]
            let columns = part.columns
            if part.isTable {
                side.tables.append(block.responses[party])
            } else {
                let table = side.make(columns * hidden)
                part.table(block.responses[party], hidden: hidden, into: table)
                side.tables.append(table)
            }
            let table = side.tables[side.tables.count - 1]
            if let last = side.products.last {
                let product = side.make(width * columns * hidden)
                ResponseLoops.rowProduct(last, width, table, columns, hidden: hidden, into: product)
                side.products.append(product)
            } else {
                side.products.append(table)
            }
            width *= columns
        }
        return side
    }

    /// Takes derivatives with respect to a product apart into those of its parties, and those to the gradient.
    private func unfold(
        _ side: Side, _ derivatives: UnsafeMutablePointer<Element>, _ parties: Range<Int>, _ block: CloudBlock<Element>
    ) {
        let hidden = block.hidden
        var current = derivatives
        var width = parties.reduce(1) { $0 * parts[$1].columns }
        for party in parties.reversed() {
            let index = party - parties.lowerBound
            let columns = parts[party].columns
            width /= columns
            let own: UnsafeMutablePointer<Element>
            var rest: UnsafeMutablePointer<Element>?
            if index > 0 {
                own = UnsafeMutablePointer<Element>.allocate(capacity: columns * hidden)
                let before = UnsafeMutablePointer<Element>.allocate(capacity: width * hidden)
                ResponseLoops.rowProductBackward(
                    current, side.products[index - 1], width, side.tables[index], columns, hidden: hidden, into: before,
                    own)
                rest = before
            } else {
                own = current
            }
            let part = parts[party]
            let slopes = part.isTable ? own : .allocate(capacity: part.stride * hidden)
            if !part.isTable { part.untable(own, hidden: hidden, into: slopes) }
            part.passBack(block.responses[party], slopes, hidden: hidden)
            part.collect(slopes, block)
            if slopes != own { slopes.deallocate() }
            if own != current { own.deallocate() }
            if current != derivatives { current.deallocate() }
            if let rest { current = rest }
        }
    }

    /// Σ_i x_ai y_ai for each hidden variable a.
    @_specialize(where Element == Float)
    @_specialize(where Element == Double)
    private static func rowProducts(
        _ x: UnsafePointer<Element>, _ y: UnsafePointer<Element>, _ columns: Int, _ hidden: Int
    ) -> [Double] {
        (0..<hidden).map { row in
            var sum = 0.0
            for column in (row * columns)..<((row + 1) * columns) { sum += (x[column] * y[column]).realPart }
            return sum
        }
    }
}
