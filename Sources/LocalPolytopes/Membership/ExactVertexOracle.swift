import NumericalCore

/// The vertex of a local polytope with the greatest ⟨M, d⟩, by enumeration.
///
/// The strategies of all parties but one are enumerated in counting order, with the contraction of M updated for the
/// digits that change; the last party, the one with most strategies, answers best. Blocks of strategies of the first
/// party start afresh, so rounding does not pile up and the result does not depend on the number of threads.
struct ExactVertexOracle: Sendable {
    let shape: VertexShape
    /// The place among the parties of each party in the order of enumeration.
    private let order: [Int]
    private let sorted: VertexShape

    private static let blockSize = 4096

    init(shape: VertexShape) {
        self.shape = shape
        let sizes = shape.factors.map(ExactVertexOracle.logStrategies)
        let last = shape.factors.indices.max { (sizes[$0], $0) < (sizes[$1], $1) }!
        order = shape.factors.indices.filter { $0 != last } + [last]
        sorted = VertexShape(factors: order.map { shape.factors[$0] })
    }

    /// log₂ of the number of strategies of a party.
    private static func logStrategies(_ factor: VertexShape.Factor) -> Double {
        switch factor {
        case .signs(let count, let leadsWithOne): Double(count - (leadsWithOne ? 1 : 0))
        case .outcomes(let outcomes): outcomes.reduce(0) { $0 + ExactVertexOracle.log2($1) }
        }
    }

    private static func log2(_ number: Int) -> Double {
        // Exact for powers of two and good enough between them.
        let floor = Int.bitWidth - 1 - number.leadingZeroBitCount
        let rest = Double(number) / Double(1 << floor)
        return Double(floor) + (rest - 1)
    }

    /// About how many multiplications and additions one call takes.
    var cost: Double {
        let free = order.dropLast().reduce(0) { $0 + ExactVertexOracle.logStrategies(shape.factors[$1]) }
        guard free < 60 else { return .infinity }
        return 3 * Double(1 << Int(free.rounded(.up))) * Double(sorted.lengths[order.count - 1])
    }

    /// The best vertex, packed.
    func best(for tensor: [Double], threads: Int, isStopped: @Sendable () -> Bool) throws -> VertexOracle.Vertex? {
        let entries = reordered(tensor)
        let parties = order.count
        var vector = [[Double]](repeating: [], count: parties)
        if parties == 1 {
            vector[0] = Array(repeating: 0, count: sorted.lengths[0])
            let value = entries.withUnsafeBufferPointer { g in
                vector[0].withUnsafeMutableBufferPointer {
                    sorted.bestResponse(to: g.baseAddress!, party: 0, into: $0.baseAddress!)
                }
            }
            return VertexOracle.Vertex(words: packed(vector), value: value)
        }
        let first = StrategyCounter(sorted.factors[0], fixesFirstSign: shape.isSymmetricUnderSign)
        let blocks = try Parallel.chunks(count: first.count, size: ExactVertexOracle.blockSize)
        let parts = try Parallel.map(count: blocks.count, threads: threads) { block -> ([Int], Double)? in
            if isStopped() { return nil }
            var best = (digits: [Int](), value: -Double.infinity)
            explore(party: 0, entries, blocks[block], [], &best)
            return best
        }
        var best: ([Int], Double)?
        for part in parts {
            guard let part else { return nil }
            if part.1 > best?.1 ?? -.infinity { best = part }
        }
        guard let (numbers, value) = best else { return nil }
        var rest = entries
        for party in 0..<(parties - 1) {
            let counter = counter(party)
            vector[party] = counter.vector(numbers[party])
            rest = contracted(rest, with: vector[party])
        }
        vector[parties - 1] = Array(repeating: 0, count: sorted.lengths[parties - 1])
        vector[parties - 1].withUnsafeMutableBufferPointer { target in
            rest.withUnsafeBufferPointer {
                _ = sorted.bestResponse(to: $0.baseAddress!, party: parties - 1, into: target.baseAddress!)
            }
        }
        return VertexOracle.Vertex(words: packed(vector), value: value)
    }

    private func counter(_ party: Int) -> StrategyCounter {
        StrategyCounter(sorted.factors[party], fixesFirstSign: party == 0 && shape.isSymmetricUnderSign)
    }

    private func explore(
        party: Int, _ tensor: [Double], _ range: Range<Int>, _ prefix: [Int],
        _ best: inout (digits: [Int], value: Double)
    ) {
        let counter = counter(party)
        let rest = tensor.count / counter.length
        let isLast = party == order.count - 2
        var current = contracted(tensor, with: counter.vector(range.lowerBound))
        var number = range.lowerBound
        while true {
            if isLast {
                let value = current.withUnsafeBufferPointer {
                    sorted.bestValue(of: $0.baseAddress!, party: order.count - 1)
                }
                if value > best.value { best = (prefix + [number], value) }
            } else {
                let next = self.counter(party + 1)
                explore(party: party + 1, current, 0..<next.count, prefix + [number], &best)
            }
            number += 1
            guard number < range.upperBound else { return }
            tensor.withUnsafeBufferPointer { rows in
                current.withUnsafeMutableBufferPointer { current in
                    counter.forChanges(at: number) { row, change in
                        VectorKernels.add(change, rows.baseAddress! + row * rest, to: current.baseAddress!, rest)
                    }
                }
            }
        }
    }

    private func contracted(_ tensor: [Double], with vector: [Double]) -> [Double] {
        let rest = tensor.count / vector.count
        var sum = [Double](repeating: 0, count: rest)
        tensor.withUnsafeBufferPointer { rows in
            sum.withUnsafeMutableBufferPointer { sum in
                for (row, factor) in vector.enumerated() where factor != 0 {
                    VectorKernels.add(factor, rows.baseAddress! + row * rest, to: sum.baseAddress!, rest)
                }
            }
        }
        return sum
    }

    /// M with its parties in the order of enumeration.
    private func reordered(_ tensor: [Double]) -> [Double] {
        guard order != Array(order.indices) else { return tensor }
        var steps = [Int](repeating: 1, count: order.count)
        for party in stride(from: order.count - 2, through: 0, by: -1) {
            steps[party] = steps[party + 1] * shape.lengths[party + 1]
        }
        var places = [0]
        for party in order {
            places = places.flatMap { place in (0..<shape.lengths[party]).map { place + $0 * steps[party] } }
        }
        return places.map { tensor[$0] }
    }

    private func packed(_ vectors: [[Double]]) -> [UInt64] {
        var words = [UInt64](repeating: 0, count: shape.words)
        words.withUnsafeMutableBufferPointer { words in
            for (place, party) in order.enumerated() {
                vectors[place].withUnsafeBufferPointer {
                    shape.pack($0.baseAddress!, party: party, into: words.baseAddress!)
                }
            }
        }
        return words
    }
}

/// The strategies of one party in counting order.
private struct StrategyCounter {
    /// The number of choices at each place that is free, and the first row of the place; the first digit counts fastest.
    private let choices: [Int]
    private let rows: [Int]
    private let isSigns: Bool
    let length: Int
    let count: Int

    init(_ factor: VertexShape.Factor, fixesFirstSign: Bool) {
        length = factor.length
        switch factor {
        case .signs(let number, let leadsWithOne):
            let fixed = leadsWithOne || fixesFirstSign ? 1 : 0
            isSigns = true
            choices = Array(repeating: 2, count: number - fixed)
            rows = Array(fixed..<number)
        case .outcomes(let outcomes):
            isSigns = false
            choices = outcomes
            rows = outcomes.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1) }.dropLast()
        }
        count = choices.reduce(1, *)
    }

    func vector(_ number: Int) -> [Double] {
        var vector = [Double](repeating: isSigns ? 1 : 0, count: length)
        var rest = number
        for (place, row) in rows.enumerated() {
            let digit = rest % choices[place]
            rest /= choices[place]
            if isSigns { vector[row] = digit == 0 ? 1 : -1 } else { vector[row + digit] = 1 }
        }
        return vector
    }

    /// The rows whose factor changes from strategy `number − 1` to `number`.
    @inline(__always)
    func forChanges(at number: Int, _ body: (Int, Double) -> Void) {
        if isSigns {
            // Low digits 1 become 0, the next 0 becomes 1.
            let carries = number.trailingZeroBitCount
            for place in 0..<carries { body(rows[place], 2) }
            body(rows[carries], -2)
            return
        }
        var rest = number
        for (place, row) in rows.enumerated() {
            let digit = rest % choices[place]
            body(row + (digit == 0 ? choices[place] - 1 : digit - 1), -1)
            body(row + digit, 1)
            guard digit == 0 else { return }
            rest /= choices[place]
        }
    }
}
