import QuantumStates

/// All signs of a ``SignProblem`` in Gray-code order: one row changes sign at a time.
///
/// The codes are cut into pieces of fixed size that begin with freshly computed sums, so rounding errors do not pile up.
struct SignEnumeration<Number: SearchScalar>: Sendable {
    let problem: SignProblem<Number>
    let control: SearchControl

    private static var pieceBits: Int { 14 }
    private static var waveSize: Int { 64 }

    struct Piece: Sendable {
        var best: Number?
        var code: UInt64 = 0
    }

    /// The maximum, and how many signs were looked at; nil signs for a problem with more than 62 free rows.
    func maximum() -> (outcome: SignSearch<Number>.Outcome, nodes: Int) {
        // An even problem keeps its first sign.
        let fixed = problem.isEven ? 1 : 0
        let bits = problem.rows - fixed
        let pieceBits = min(bits, SignEnumeration.pieceBits)
        let pieces = 1 << min(62, bits - pieceBits)
        var best = Piece()
        var stop: StopReason? = bits > 62 ? .iterationLimit : nil
        var done = 0
        while done < pieces, stop == nil {
            let count = min(SignEnumeration.waveSize, pieces - done)
            let start = done
            let work: @Sendable (Int) -> Piece = { piece(start + $0, bits: pieceBits, fixed: fixed) }
            let results =
                (try? Parallel.map(count: count, threads: control.threads, work)) ?? (0..<count).map(work)
            for result in results {
                guard let value = result.best else { continue }
                if best.best.map({ value > $0 }) ?? true { best = result }
            }
            done += count
            if done < pieces {
                stop = control.reasonToStop(
                    step: done, of: pieces, value: best.best?.approximate ?? -.infinity)
            }
        }
        let signs = signs(of: best.code, fixed: fixed)
        // Summed afresh, without the rounding errors of the steps that led there.
        let value = problem.value(signs, from: 0)
        // A step rounds every sum once, which costs less than half of what a term does.
        let terms = problem.rows + problem.columns + 2 + (1 << pieceBits) / 2
        let upper =
            stop == nil
            ? (best.best ?? value) + Number.rounding(terms: terms, magnitude: problem.magnitude)
            : problem.weights.reduce(
                problem.offset.reduce(problem.constant) { $0 + Number.total(Number.magnitudes($1)) }, +)
        return (
            SignSearch.Outcome(best: value, signs: signs, upper: upper, stop: stop), done << pieceBits
        )
    }

    /// Gray code g of a counter i is i ⊕ i/2; bit b of it is the sign of row fixed + b, a 1 for −1.
    private func signs(of code: UInt64, fixed: Int) -> [Int8] {
        (0..<problem.rows).map { $0 < fixed || code >> UInt64($0 - fixed) & 1 == 0 ? 1 : -1 }
    }

    private func piece(_ number: Int, bits: Int, fixed: Int) -> Piece {
        let width = problem.width
        // The high bits of the code are those of the piece; the low ones run through all patterns.
        var code = UInt64(number) << UInt64(bits)
        var signs = signs(of: code, fixed: fixed)
        var sums = problem.sums(signs, from: 0, upTo: problem.rows)
        var linear = problem.constant
        for row in 0..<problem.rows { linear += signs[row] > 0 ? problem.linear[row] : -problem.linear[row] }
        var best = Piece()
        problem.matrix.withUnsafeBufferPointer { matrix in
            sums.withUnsafeMutableBufferPointer { sums in
                for step in UInt64(0)..<(1 << UInt64(bits)) {
                    var total = Number.Vector(repeating: 0)
                    if step == 0 {
                        for place in 0..<width { total = Number.sum(total, Number.magnitudes(sums[place])) }
                    } else {
                        let bit = step.trailingZeroBitCount
                        let row = fixed + bit
                        code ^= 1 << UInt64(bit)
                        signs[row].negate()
                        if signs[row] > 0 {
                            linear += problem.linear[row] + problem.linear[row]
                            for place in 0..<width {
                                let entry = matrix[row * width + place]
                                sums[place] = Number.sum(sums[place], Number.sum(entry, entry))
                                total = Number.sum(total, Number.magnitudes(sums[place]))
                            }
                        } else {
                            linear -= problem.linear[row] + problem.linear[row]
                            for place in 0..<width {
                                let entry = matrix[row * width + place]
                                sums[place] = Number.difference(sums[place], Number.sum(entry, entry))
                                total = Number.sum(total, Number.magnitudes(sums[place]))
                            }
                        }
                    }
                    let value = linear + Number.total(total)
                    if best.best.map({ value > $0 }) ?? true { best = Piece(best: value, code: code) }
                }
            }
        }
        return best
    }
}
