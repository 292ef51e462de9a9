/// Room for an n × n matrix in column-major order, for the inner loops of the interior-point method.
///
/// Both triangles of a Hermitian matrix are kept. Its entries are also seen as a list of `Double`, in which the inner product
/// Re Tr(A†·B) is a plain one.
final class SquareBuffer<Element: DoublePrecisionScalar> {
    let size: Int
    let entries: UnsafeMutablePointer<Element>

    init(_ size: Int) {
        self.size = size
        entries = .allocate(capacity: max(1, size * size))
        entries.initialize(repeating: .zero, count: size * size)
    }

    deinit {
        entries.deinitialize(count: size * size)
        entries.deallocate()
    }

    /// How many numbers the entries are, as a list of `Double`.
    var numberCount: Int { size * size * MemoryLayout<Element>.stride / MemoryLayout<Double>.stride }
    private var numbers: UnsafeMutablePointer<Double> {
        UnsafeMutableRawPointer(entries).assumingMemoryBound(to: Double.self)
    }

    var matrix: Matrix<Element> {
        Matrix(unchecked: Array(UnsafeBufferPointer(start: entries, count: size * size)), rows: size, columns: size)
    }

    /// The entries as a list of `Double`.
    var values: [Double] { Array(UnsafeBufferPointer(start: numbers, count: numberCount)) }

    /// Overwrites the entries by those of a list that the caller knows to be as long.
    func set(_ values: ArraySlice<Double>) {
        values.withUnsafeBufferPointer { source in
            guard let base = source.baseAddress, source.count == numberCount else { return }
            numbers.update(from: base, count: numberCount)
        }
    }

    func copy(_ other: SquareBuffer) { entries.update(from: other.entries, count: size * size) }

    func setZero() { entries.update(repeating: .zero, count: size * size) }

    func setIdentity(times factor: Double) {
        setZero()
        for place in 0..<size { entries[place + size * place] = Element(real: factor) }
    }

    /// Adds a multiple of another matrix.
    func add(_ factor: Double, _ other: SquareBuffer) {
        BLAS.add(factor, other.numbers, to: numbers, count: numberCount)
    }

    func scale(by factor: Double) { BLAS.scale(factor, numbers, count: numberCount) }

    /// Re Tr(A†·B).
    func dot(_ other: SquareBuffer) -> Double { BLAS.dot(numbers, other.numbers, count: numberCount) }

    /// Overwrites the matrix with A·B.
    func setProduct(_ left: SquareBuffer, _ right: SquareBuffer) {
        BLAS.generalProduct(
            left.entries, .plain, right.entries, .plain, into: entries, rows: size, columns: size, inner: size)
    }

    /// Overwrites the matrix with its Hermitian part.
    func symmetrize() {
        let half = Element(real: 0.5)
        for column in 0..<size {
            let own = entries + size * column
            own[column] = Element(real: own[column].realPart)
            for row in (column + 1)..<max(size, column + 1) {
                let mean = half * (own[row] + entries[column + size * row].conjugate)
                own[row] = mean
                entries[column + size * row] = mean.conjugate
            }
        }
    }

    /// Copies the lower triangle to the upper one.
    func mirror() {
        for column in 0..<size {
            let own = entries + size * column
            for row in (column + 1)..<max(size, column + 1) { entries[column + size * row] = own[row].conjugate }
        }
    }

    /// Overwrites the lower triangle with L of A = L·L†; false when the matrix is not positive definite.
    func factor() -> Bool { LAPACK.choleskyFactor(entries, size: size, stride: size) }

    /// Overwrites the matrix, which holds L, with (L·L†)⁻¹.
    func invertFactored() {
        LAPACK.choleskyInverse(entries, size: size)
        mirror()
    }

    /// The least eigenvalue of L⁻¹·A·L⁻†, the matrix being spoiled; NaN when it was not found.
    func leastEigenvalue(relativeTo factor: SquareBuffer) -> Double {
        guard LAPACK.reduce(entries, by: factor.entries, size: size) else { return .nan }
        return LAPACK.leastEigenvalue(entries, size: size)
    }
}
