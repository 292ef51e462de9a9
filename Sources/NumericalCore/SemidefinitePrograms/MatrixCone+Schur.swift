extension MatrixCone {
    /// Adds Re Tr(A_i·X·A_j·Z⁻¹) to the lower triangle of the Schur complement.
    ///
    /// For each j, A_j has few columns that are not zero: with P = X·A_j on these and Q = these rows of Z⁻¹, X·A_j·Z⁻¹ = P·Q,
    /// of which either all entries are computed by one product, or those that the A_i ask for, whatever is less work. Every
    /// entry of the complement is computed by one thread in one order.
    /// - Complexity: O(Σ_j n²·r_j) at most, with r_j the number of columns of A_j that are not zero.
    func addSchur(to schur: UnsafeMutablePointer<Double>, order: Int, threads: Int) throws {
        let count = matrices.count
        guard count > 0 else { return }
        nonisolated(unsafe) let target = schur
        nonisolated(unsafe) let cone = self
        let group = max(1, min(32, count / 64))
        let groups = (count + group - 1) / group
        // A thread is worth its start from about 10⁵ multiplications on.
        let isSmall = Double(count) * Double(size * size + matrices.rows.count) < 1e5
        _ = try Parallel.map(count: groups, threads: isSmall ? 1 : threads) { number in
            let room = SchurRoom<Element>(size: cone.size)
            for place in (number * group)..<min(count, (number + 1) * group) {
                cone.addSchurColumn(place, to: target, order: order, room)
            }
        }
    }

    private func addSchurColumn(
        _ place: Int, to schur: UnsafeMutablePointer<Double>, order: Int, _ room: SchurRoom<Element>
    ) {
        let n = size
        let range = matrices.starts[place]..<matrices.starts[place + 1]
        let own = matrices.constraints[place]
        let width = room.gather(matrices, range, x: x.entries, inverse: inverse.entries)
        let rest = matrices.starts[matrices.count] - range.lowerBound
        let perEntry = 2 * Double(width) + 4
        if Double(n * n * width) / 4 + 3 * Double(rest) < perEntry * Double(rest) {
            room.multiply(width)
            forEachLater(place) { other, sum in
                let column = min(own, other)
                schur[max(own, other) + order * column] += sum
            } entry: { row, column, value in
                let up = room.full[row + n * column]
                if row == column { return (value * up).realPart }
                return (value * room.full[column + n * row] + value.conjugate * up).realPart
            }
        } else {
            forEachLater(place) { other, sum in
                let column = min(own, other)
                schur[max(own, other) + order * column] += sum
            } entry: { row, column, value in
                let up = room.product(row, column, width)
                if row == column { return (value * up).realPart }
                return (value * room.product(column, row, width) + value.conjugate * up).realPart
            }
        }
    }

    @inline(__always)
    private func forEachLater(
        _ place: Int, _ result: (Int, Double) -> Void, entry: (Int, Int, Element) -> Double
    ) {
        matrices.rows.withUnsafeBufferPointer { rows in
            matrices.columns.withUnsafeBufferPointer { columns in
                matrices.values.withUnsafeBufferPointer { values in
                    for other in place..<matrices.count {
                        var sum = 0.0
                        for index in matrices.starts[other]..<matrices.starts[other + 1] {
                            sum += entry(Int(rows[index]), Int(columns[index]), values[index])
                        }
                        result(matrices.constraints[other], sum)
                    }
                }
            }
        }
    }
}

/// Room for one column of the Schur complement: P with its rows contiguous, Q with its columns contiguous, and P·Q.
final class SchurRoom<Element: DoublePrecisionScalar> {
    private let size: Int
    private let left: UnsafeMutablePointer<Element>
    private let right: UnsafeMutablePointer<Element>
    let full: UnsafeMutablePointer<Element>
    /// The place of each column of the matrix among those that are not zero, or −1.
    private var places: [Int]

    init(size: Int) {
        self.size = size
        func room() -> UnsafeMutablePointer<Element> {
            let room = UnsafeMutablePointer<Element>.allocate(capacity: max(1, size * size))
            room.initialize(repeating: .zero, count: size * size)
            return room
        }
        (left, right, full) = (room(), room(), room())
        places = Array(repeating: -1, count: size)
    }

    deinit {
        for room in [left, right, full] {
            room.deinitialize(count: size * size)
            room.deallocate()
        }
    }

    /// Computes P and Q of a sparse matrix and returns the number of its columns that are not zero.
    func gather(
        _ matrices: SparseMatrices<Element>, _ range: Range<Int>, x: UnsafePointer<Element>,
        inverse: UnsafePointer<Element>
    ) -> Int {
        var used: [Int] = []
        for index in range {
            for column in [Int(matrices.rows[index]), Int(matrices.columns[index])] where places[column] < 0 {
                places[column] = used.count
                used.append(column)
            }
        }
        let (n, width) = (size, used.count)
        // P is kept transposed: its row i is left[width·i...].
        left.update(repeating: .zero, count: n * width)
        for index in range {
            let (row, column, value) = (Int(matrices.rows[index]), Int(matrices.columns[index]), matrices.values[index])
            add(x + n * row, value, to: left + places[column], width)
            if row != column { add(x + n * column, value.conjugate, to: left + places[row], width) }
        }
        for (place, row) in used.enumerated() {
            // Row `row` of a Hermitian matrix is its column, conjugate.
            let source = inverse + n * row
            for column in 0..<n { right[place + width * column] = source[column].conjugate }
            places[row] = -1
        }
        return width
    }

    @inline(__always)
    private func add(
        _ source: UnsafePointer<Element>, _ factor: Element, to target: UnsafeMutablePointer<Element>, _ stride: Int
    ) {
        for row in 0..<size { target[stride * row] += source[row] * factor }
    }

    func multiply(_ width: Int) {
        BLAS.generalProduct(
            left, .transposed, width, right, .plain, width, into: full, size, rows: size, columns: size, inner: width)
    }

    @inline(__always)
    func product(_ row: Int, _ column: Int, _ width: Int) -> Element {
        let (p, q) = (left + width * row, right + width * column)
        var sum = Element.zero
        for index in 0..<width { sum += p[index] * q[index] }
        return sum
    }
}
