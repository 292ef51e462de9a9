/// A polynomial on an interval in Bernstein form, with a bound of what rounding has done to it.
///
/// p(s) = Σ b_k C(n, k) s^k (1 − s)^{n−k} for 0 ≤ s ≤ 1, so that p is positive where all b_k are. What is stored is C(n, k) b_k:
/// products are convolutions of these.
struct BernsteinPolynomial {
    /// C(n, k) b_k.
    private(set) var scaled: [Double]
    /// No b_k is further than this from that of the polynomial that was meant.
    private(set) var error: Double

    /// Half an ulp of 1.
    static let unit = Double.ulpOfOne / 2

    /// The polynomial of degree 2 with the given b_k, each right to a few ulp of `scale`.
    init(_ first: Double, _ second: Double, _ third: Double, scale: Double) {
        scaled = [first, 2 * second, third]
        error = 8 * BernsteinPolynomial.unit * scale
    }

    /// 0, of a degree.
    init(degree: Int) {
        scaled = [Double](repeating: 0, count: degree + 1)
        error = 0
    }

    var degree: Int { scaled.count - 1 }

    /// max |b_k|, which bounds |p|.
    var size: Double {
        let binomials = Binomials.rows[degree]
        var size = 0.0
        for k in scaled.indices { size = largerOrNaN(size, abs(scaled[k]) / binomials[k]) }
        return size
    }

    /// Whether p is certainly positive on the whole interval.
    var isPositive: Bool {
        let binomials = Binomials.rows[degree]
        return scaled.indices.allSatisfy { scaled[$0] > error * binomials[$0] }
    }

    /// Adds a multiple of a polynomial of the same degree.
    ///
    /// - Parameter weight: A number that |factor| and the error of the factor in units of 4 ulp do not exceed; |factor| unless given.
    mutating func add(_ factor: Double, times other: BernsteinPolynomial, weight: Double? = nil) {
        for k in scaled.indices { scaled[k] += factor * other.scaled[k] }
        let weight = largerOrNaN(weight ?? 0, abs(factor))
        // The sum is rounded relative to its size, which the sizes of the parts bound; 16 units cover up to six of them.
        error += weight * (other.error + 16 * BernsteinPolynomial.unit * other.size)
    }

    static func * (a: BernsteinPolynomial, b: BernsteinPolynomial) -> BernsteinPolynomial {
        var product = BernsteinPolynomial(degree: a.degree + b.degree)
        product.scaled.withUnsafeMutableBufferPointer { sum in
            for (i, x) in a.scaled.enumerated() {
                for (j, y) in b.scaled.enumerated() { sum[i + j] += x * y }
            }
        }
        // At most 17 products are added for one coefficient, and the weights of the |a_i b_j| have sum 1.
        let (sizeA, sizeB) = (a.size + a.error, b.size + b.error)
        product.error = a.error * sizeB + b.error * sizeA + 40 * BernsteinPolynomial.unit * sizeA * sizeB
        return product
    }

    static func - (a: BernsteinPolynomial, b: BernsteinPolynomial) -> BernsteinPolynomial {
        var difference = a
        difference.add(-1, times: b)
        difference.error += 2 * BernsteinPolynomial.unit * a.size
        return difference
    }
}

/// C(n, k) for n ≤ 32, all exact.
private enum Binomials {
    static let rows: [[Double]] = {
        var rows: [[Double]] = [[1]]
        for _ in 0..<32 {
            let last = rows[rows.count - 1]
            rows.append(zip([0] + last, last + [0]).map { $0 + $1 })
        }
        return rows
    }()
}
