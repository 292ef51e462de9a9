internal import CKernels

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
    /// The distance between hidden variables' responses, all parties together.
    var width: Int { parts.reduce(0) { $0 + $1.stride } }
}

extension ResponseBlock {
    var columns: Int { 1 + feature.settings * (feature.outcomes - 1) }

    /// The columns (1, q(o|s) for o < Δ − 1) of a block, from its responses.
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
    /// - Throws: ``InvalidArgument`` when shapes do not fit or the tensor has more than 2²⁶ entries.
    @_specialize(where Element == Float)
    @_specialize(where Element == Double)
    public mutating func moments(at features: [ResponseFeatures<Element>]) throws -> [Double] {
        try requireFeatures(features)
        let grid = ResponseGrid(
            parts: features.enumerated().map { party, feature in
                ResponseBlock(feature: feature, kept: feature.outcomes, offset: offset(of: party))
            })
        let size = grid.columns.reduce(1.0) { $0 * Double($1) }
        try require(size <= 0x1p26, "combinations of settings", must: "be at most 2²⁶ moments", was: size)
        if responses.count != count * grid.width { responses = Array(repeating: .zero, count: count * grid.width) }
        BLAS.pinToOneThread()
        let blocks = blocks(of: grid.block)
        let (parameters, workingWeights, threads) = (self.parameters, self.workingWeights, self.threads)
        let partial = try responses.withUnsafeMutableBufferPointer { responses in
            try parameters.withUnsafeBufferPointer { parameters in
                nonisolated(unsafe) let (target, source) = (responses.baseAddress!, parameters.baseAddress!)
                return try Parallel.map(count: blocks.count, threads: threads) { index in
                    let block = blocks[index]
                    let places = grid.places(target, block)
                    for (part, place) in zip(grid.parts, places) { part.respond(source, block, into: place) }
                    return workingWeights.withUnsafeBufferPointer {
                        grid.moments(places, $0.baseAddress! + block.lowerBound, hidden: block.count)
                    }
                }
            }
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
        let blocks = blocks(of: grid.block)
        let (workingWeights, threads) = (self.workingWeights, self.threads)
        let shares = try gradient.withUnsafeMutableBufferPointer { gradient in
            try responses.withUnsafeMutableBufferPointer { responses in
                nonisolated(unsafe) let (source, result) = (responses.baseAddress!, gradient.baseAddress!)
                return try Parallel.map(count: blocks.count, threads: threads) { index -> [Double] in
                    let block = blocks[index]
                    return workingWeights.withUnsafeBufferPointer { weights in
                        factors.withUnsafeBufferPointer { factors in
                            grid.passBack(
                                grid.places(source, block), weights.baseAddress! + block.lowerBound,
                                factors.baseAddress!, block, gradient: result, includingWeights)
                        }
                    }
                }
            }
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
    func places(_ responses: UnsafeMutablePointer<Element>, _ block: Range<Int>) -> [UnsafeMutablePointer<Element>] {
        var start = responses + block.lowerBound * width
        return parts.map { part in
            defer { start += block.count * part.stride }
            return start
        }
    }

    /// Σ_a w_a Π_j t_j over the hidden variables of a block.
    func moments(
        _ places: [UnsafeMutablePointer<Element>], _ weights: UnsafePointer<Element>, hidden: Int
    ) -> [Element] {
        let left = side(0..<split, places, hidden)
        let right = side(split..<parts.count, places, hidden)
        defer {
            left.deallocate()
            right.deallocate()
        }
        let precision = kernelPrecision(Element.self)
        let (leftTop, rightTop) = (left.top, right.top)
        kernel_scale_rows(precision, leftTop, weights, leftColumns, hidden)
        let size = leftColumns * rightColumns
        return [Element](unsafeUninitializedCapacity: size) { sums, initialized in
            // The first party's index is the slowest, so the right side makes the columns.
            BLAS.stridedProduct(
                rightTop, .plain, rightColumns, leftTop, .transposed, leftColumns, into: sums.baseAddress!,
                rightColumns, rows: rightColumns, columns: leftColumns, inner: hidden)
            initialized = size
        }
    }

    /// From ∂L/∂(moments) to the gradient in λ for a block; returns ∂L/∂w of its hidden variables when asked for.
    func passBack(
        _ places: [UnsafeMutablePointer<Element>], _ weights: UnsafePointer<Element>,
        _ factors: UnsafePointer<Element>, _ block: Range<Int>, gradient: UnsafeMutablePointer<Element>,
        _ includingWeights: Bool
    ) -> [Double] {
        let hidden = block.count
        let left = side(0..<split, places, hidden)
        let right = side(split..<parts.count, places, hidden)
        defer {
            left.deallocate()
            right.deallocate()
        }
        let precision = kernelPrecision(Element.self)
        let (leftDerivatives, rightDerivatives) = (
            UnsafeMutablePointer<Element>.allocate(capacity: leftColumns * hidden),
            UnsafeMutablePointer<Element>.allocate(capacity: rightColumns * hidden)
        )
        defer {
            leftDerivatives.deallocate()
            rightDerivatives.deallocate()
        }
        // ∂L/∂left = G·right and ∂L/∂right = Gᵀ·left, each times the weight.
        BLAS.stridedProduct(
            factors, .transposed, rightColumns, right.top, .plain, rightColumns, into: leftDerivatives, leftColumns,
            rows: leftColumns, columns: hidden, inner: rightColumns)
        let shares = includingWeights ? ResponseGrid.rowProducts(leftDerivatives, left.top, leftColumns, hidden) : []
        kernel_scale_rows(precision, leftDerivatives, weights, leftColumns, hidden)
        BLAS.stridedProduct(
            factors, .plain, rightColumns, left.top, .plain, leftColumns, into: rightDerivatives, rightColumns,
            rows: rightColumns, columns: hidden, inner: leftColumns)
        kernel_scale_rows(precision, rightDerivatives, weights, rightColumns, hidden)
        unfold(left, leftDerivatives, 0..<split, places, block, gradient)
        unfold(right, rightDerivatives, split..<parts.count, places, block, gradient)
        return shares
    }

    /// The tables of some parties and their row-wise products, party after party.
    private struct Side {
        let tables: [UnsafeMutablePointer<Element>]
        let products: [UnsafeMutablePointer<Element>]
        /// The product over all the parties; of no party it is a column of ones.
        var top: UnsafeMutablePointer<Element> { products[products.count - 1] }

        func deallocate() {
            for table in tables { table.deallocate() }
            for product in products where !tables.contains(product) { product.deallocate() }
        }
    }

    private func side(_ parties: Range<Int>, _ places: [UnsafeMutablePointer<Element>], _ hidden: Int) -> Side {
        guard !parties.isEmpty else {
            let ones = UnsafeMutablePointer<Element>.allocate(capacity: hidden)
            ones.initialize(repeating: .one, count: hidden)
            return Side(tables: [], products: [ones])
        }
        var (tables, products): ([UnsafeMutablePointer<Element>], [UnsafeMutablePointer<Element>]) = ([], [])
        var width = 1
        for party in parties {
            let columns = parts[party].columns
            let table = UnsafeMutablePointer<Element>.allocate(capacity: columns * hidden)
            parts[party].table(places[party], hidden: hidden, into: table)
            if let last = products.last {
                let product = UnsafeMutablePointer<Element>.allocate(capacity: width * columns * hidden)
                kernel_khatri_rao(kernelPrecision(Element.self), last, width, table, columns, hidden, product)
                products.append(product)
            } else {
                products.append(table)
            }
            tables.append(table)
            width *= columns
        }
        return Side(tables: tables, products: products)
    }

    /// Takes derivatives with respect to a product apart into those of its parties, and those to the gradient.
    private func unfold(
        _ side: Side, _ derivatives: UnsafeMutablePointer<Element>, _ parties: Range<Int>,
        _ places: [UnsafeMutablePointer<Element>], _ block: Range<Int>, _ gradient: UnsafeMutablePointer<Element>
    ) {
        let hidden = block.count
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
                kernel_khatri_rao_backward(
                    kernelPrecision(Element.self), current, side.products[index - 1], width, side.tables[index],
                    columns, hidden, before, own)
                rest = before
            } else {
                own = current
            }
            let part = parts[party]
            let responses = UnsafeMutablePointer<Element>.allocate(capacity: part.stride * hidden)
            part.untable(own, hidden: hidden, into: responses)
            part.passBack(places[party], responses, hidden: hidden)
            part.collect(responses, block, into: gradient)
            responses.deallocate()
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
