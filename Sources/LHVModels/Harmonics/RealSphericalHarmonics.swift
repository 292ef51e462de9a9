import QuantumStates

/// The real spherical harmonics Y_lm up to a degree: orthonormal on the sphere of total measure 4π.
///
/// There is no Condon–Shortley phase. Harmonic (l, m) has index l² + l + m, so m runs from −l to l; m < 0 goes with
/// sin(|m|φ), m > 0 with cos(mφ); the degree l = 1 is √(3/4π)·(y, z, x).
///
/// With z = cos θ, Y_lm = q_l|m|(z)·(√2 Re or √2 Im (x + iy)^|m|), where q is a normalized derivative of a Legendre
/// polynomial. The recursion runs in x, y, z and needs no angles, so the poles are points like any other.
public struct RealSphericalHarmonics: Sendable, Hashable {
    /// The largest degree l.
    public let degree: Int
    /// K = (degree + 1)².
    public var count: Int { (degree + 1) * (degree + 1) }

    /// The largest degree that the recursion in x, y, z reaches before its intermediate numbers overflow.
    public static let largestDegree = 300

    // q_lm = a_lm (z q_{l−1,m} − b_lm q_{l−2,m}), indexed by l² + l + m with m ≥ 0.
    private let a: [Double]
    private let b: [Double]
    // q_mm.
    private let diagonal: [Double]

    /// The harmonics of all degrees up to the given one.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless `degree` is in 0…300.
    public init(degree: Int) throws {
        try require(
            (0...RealSphericalHarmonics.largestDegree).contains(degree), "degree",
            must: "be in 0…\(RealSphericalHarmonics.largestDegree)", was: degree)
        self.degree = degree
        var (a, b) = ([Double](repeating: 0, count: (degree + 1) * (degree + 1)), [Double]())
        b = a
        var diagonal = [(1 / (4 * Double.pi)).squareRoot()]
        for m in 0...degree {
            if m > 0 { diagonal.append(diagonal[m - 1] * (Double(2 * m + 1) / Double(2 * m)).squareRoot()) }
            guard m < degree else { break }
            for l in (m + 1)...degree {
                let (l2, m2, previous2) = (Double(l * l), Double(m * m), Double((l - 1) * (l - 1)))
                a[l * l + l + m] = ((4 * l2 - 1) / (l2 - m2)).squareRoot()
                b[l * l + l + m] = l > m + 1 ? ((previous2 - m2) / (4 * previous2 - 1)).squareRoot() : 0
            }
        }
        self.a = a
        self.b = b
        self.diagonal = diagonal
    }

    /// The index l² + l + m of a harmonic.
    public static func index(l: Int, m: Int) -> Int { l * l + l + m }

    /// The degree l of the harmonic with a given index.
    ///
    /// - Precondition: The index is in 0..<2⁵⁰.
    public static func degree(ofIndex index: Int) -> Int {
        requirePrecondition(index >= 0 && index < 1 << 50, "index must be in 0..<2⁵⁰, but was \(index)")
        var l = Int(Double(index).squareRoot())
        while l * l > index { l -= 1 }
        while (l + 1) * (l + 1) <= index { l += 1 }
        return l
    }

    /// All K values at a direction.
    ///
    /// - Complexity: O(K).
    public func values(at direction: Direction) -> [Double] {
        let lanes = direction.vector
        return [Double](unsafeUninitializedCapacity: count) { buffer, initialized in
            evaluate(SIMD2(repeating: lanes.x), SIMD2(repeating: lanes.y), SIMD2(repeating: lanes.z)) {
                buffer[$0] = $1[0]
            }
            initialized = count
        }
    }

    /// The values at many directions: a matrix with a row for each direction and a column for each harmonic.
    ///
    /// - Complexity: O(n·K); eight directions at a time, limited by the bandwidth of memory for large n.
    public func values(at directions: [Direction]) -> RealMatrix {
        var matrix = RealMatrix(rows: directions.count, columns: count)
        evaluate(at: directions, into: &matrix)
        return matrix
    }

    /// The values at many directions, written over a matrix that exists: a million directions are best taken in blocks
    /// that fit the cache, all in one matrix.
    ///
    /// - Parameters:
    ///   - directions: n directions.
    ///   - matrix: An n × K matrix, all of whose entries are replaced.
    /// - Precondition: The matrix has a row for each direction and a column for each harmonic.
    /// - Complexity: O(n·K).
    public func evaluate(at directions: [Direction], into matrix: inout RealMatrix) {
        let n = directions.count
        requirePrecondition(
            matrix.rows == n && matrix.columns == count,
            "the matrix must be \(n) × \(count), but was \(matrix.rows) × \(matrix.columns)")
        matrix.withMutableElements { values in
            guard n > 0, let start = values.baseAddress else { return }
            for first in stride(from: 0, to: n, by: 8) {
                var (x, y, z) = (SIMD8<Double>.zero, SIMD8<Double>.zero, SIMD8<Double>.zero)
                let lanes = min(8, n - first)
                for lane in 0..<lanes {
                    let vector = directions[first + lane].vector
                    (x[lane], y[lane], z[lane]) = (vector.x, vector.y, vector.z)
                }
                if lanes == 8 {
                    evaluate(x, y, z) { index, value in
                        UnsafeMutableRawPointer(start + index * n + first)
                            .storeBytes(of: value, as: SIMD8<Double>.self)
                    }
                } else {
                    evaluate(x, y, z) { index, value in
                        for lane in 0..<lanes { start[index * n + first + lane] = value[lane] }
                    }
                }
            }
        }
    }

    @inline(__always)
    private func evaluate<Lanes: SIMD>(
        _ x: Lanes, _ y: Lanes, _ z: Lanes, _ store: (Int, Lanes) -> Void
    ) where Lanes.Scalar == Double {
        // (x + iy)^m, times √2 for m > 0.
        var (cosine, sine) = (Lanes(repeating: 1), Lanes.zero)
        for m in 0...degree {
            if m > 0 {
                (cosine, sine) = (x * cosine - y * sine, x * sine + y * cosine)
                if m == 1 {
                    cosine *= 2.0.squareRoot()
                    sine *= 2.0.squareRoot()
                }
            }
            var (previous, current) = (Lanes.zero, Lanes(repeating: diagonal[m]))
            for l in m...degree {
                let center = l * l + l
                if l > m { (previous, current) = (current, a[center + m] * (z * current - b[center + m] * previous)) }
                store(center + m, current * cosine)
                if m > 0 { store(center - m, current * sine) }
            }
        }
    }

    /// All K values and their tangential gradients ∇Y at a direction, each gradient orthogonal to it.
    ///
    /// - Complexity: O(K).
    public func valuesAndGradients(at direction: Direction) -> (values: [Double], gradients: [SIMD3<Double>]) {
        let n = direction.vector
        var q = [Double](repeating: 0, count: count)  // q_lm at l² + l + m, m ≥ 0
        for m in 0...degree {
            var (previous, current) = (0.0, diagonal[m])
            for l in m...degree {
                let center = l * l + l
                if l > m { (previous, current) = (current, a[center + m] * (n.z * current - b[center + m] * previous)) }
                q[center + m] = current
            }
        }
        var values = [Double](repeating: 0, count: count)
        var gradients = [SIMD3<Double>](repeating: .zero, count: count)
        var power = Complex.one  // (x + iy)^m
        var lower = Complex.zero  // (x + iy)^(m−1)
        for m in 0...degree {
            if m > 0 { (lower, power) = (power, power * Complex(n.x, n.y)) }
            let scale = m > 0 ? 2.0.squareRoot() : 1
            for l in m...degree {
                let center = l * l + l
                // dq_lm/dz = √((l − m)(l + m + 1)) q_{l,m+1}.
                let slope = m < l ? Double((l - m) * (l + m + 1)).squareRoot() * q[center + m + 1] : 0
                let value = q[center + m]
                let step = Double(m) * value
                values[center + m] = scale * value * power.real
                gradients[center + m] = tangent(
                    scale * SIMD3(step * lower.real, -step * lower.imaginary, slope * power.real), n)
                if m > 0 {
                    values[center - m] = scale * value * power.imaginary
                    gradients[center - m] = tangent(
                        scale * SIMD3(step * lower.imaginary, step * lower.real, slope * power.imaginary), n)
                }
            }
        }
        return (values, gradients)
    }

    private func tangent(_ gradient: SIMD3<Double>, _ n: SIMD3<Double>) -> SIMD3<Double> {
        gradient - n * (gradient * n).sum()
    }
}
