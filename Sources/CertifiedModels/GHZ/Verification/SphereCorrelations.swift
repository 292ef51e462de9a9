/// Sums of products of the signs of a certificate, in whole numbers.
///
/// With h = n/2 and a_p(i; j) = (s_ij − s_i,j+h)/2 for the response of party p at height i, the three-body sums are
/// A_ijk[d] = Σ_terms w Σ a_p(i; α) a_q(j; β) a_r(k; γ), over all orders (p, q, r) of the parties and all α, β, γ < h with
/// α + β + γ ≡ d (mod h), with the sign −1 if α + β + γ is in h..<2h. The two-body sums are B_ij = Σ_terms w Σ_{p ≠ q} S_p(i) S_q(j), S_p(i)
/// the sum of the signs at height i.
struct SphereCorrelations {
    /// A, h numbers for each i ≤ j ≤ k, in the order of k, then j, then i.
    let threeBody: [Int]
    /// B for each i ≤ j, in the order of j, then i.
    let twoBody: [Int]

    init(_ certificate: GHZSphereCertificate) {
        let (heights, half) = (certificate.heights, certificate.cells / 2)
        let pairs = (0..<heights).flatMap { j in (0...j).map { ($0, j) } }
        let triples = (0..<heights).flatMap { k in (0...k).flatMap { j in (0...j).map { ($0, j, k) } } }
        var threeBody = [Int](repeating: 0, count: half * triples.count)
        var twoBody = [Int](repeating: 0, count: pairs.count)
        // a_p, and the products of the second and the third party, symmetric in the heights.
        var differences = [Int](repeating: 0, count: 3 * heights * half)
        var products = [Int](repeating: 0, count: pairs.count * half)
        var sum = [Int](repeating: 0, count: half)
        for term in certificate.terms where term.weight > 0 {
            for party in 0..<3 {
                for height in 0..<heights {
                    for cell in 0..<half {
                        let response = term.responses[party]
                        differences[(party * heights + height) * half + cell] =
                            (response.sign(height: height, cell: cell)
                                - response.sign(height: height, cell: cell + half)) / 2
                    }
                }
            }
            differences.withUnsafeBufferPointer { a in
                products.withUnsafeMutableBufferPointer { products in
                    for place in products.indices { products[place] = 0 }
                    for (pair, (i, j)) in pairs.enumerated() {
                        let target = UnsafeMutableBufferPointer(rebasing: products[(pair * half)..<((pair + 1) * half)])
                        SphereCorrelations.convolve(
                            a.baseAddress! + (heights + i) * half, a.baseAddress! + (2 * heights + j) * half, half,
                            into: target.baseAddress!)
                        SphereCorrelations.convolve(
                            a.baseAddress! + (heights + j) * half, a.baseAddress! + (2 * heights + i) * half, half,
                            into: target.baseAddress!)
                    }
                    sum.withUnsafeMutableBufferPointer { sum in
                        for (triple, (i, j, k)) in triples.enumerated() {
                            for place in 0..<half { sum[place] = 0 }
                            for (single, first, second) in [(i, j, k), (j, i, k), (k, i, j)] {
                                SphereCorrelations.convolve(
                                    a.baseAddress! + single * half,
                                    products.baseAddress! + (second * (second + 1) / 2 + first) * half, half,
                                    into: sum.baseAddress!)
                            }
                            for place in 0..<half { threeBody[triple * half + place] += term.weight * sum[place] }
                        }
                    }
                }
            }
            let totals = (0..<3).map { party in
                (0..<heights).map { height in
                    certificate.cells - 2 * term.responses[party].masks[height].nonzeroBitCount
                }
            }
            for (pair, (i, j)) in pairs.enumerated() {
                for first in 0..<3 {
                    for second in 0..<3 where second != first {
                        twoBody[pair] += term.weight * totals[first][i] * totals[second][j]
                    }
                }
            }
        }
        self.threeBody = threeBody
        self.twoBody = twoBody
    }

    // target[d] += Σ f[α] g[β] over α + β = d, minus that over α + β = d + h.
    private static func convolve(
        _ f: UnsafePointer<Int>, _ g: UnsafePointer<Int>, _ half: Int, into target: UnsafeMutablePointer<Int>
    ) {
        var first = 0
        while first < half {
            let factor = f[first]
            if factor != 0 {
                var place = 0
                while place < half - first {
                    target[first + place] &+= factor &* g[place]
                    place &+= 1
                }
                while place < half {
                    target[first + place - half] &-= factor &* g[place]
                    place &+= 1
                }
            }
            first &+= 1
        }
    }
}
