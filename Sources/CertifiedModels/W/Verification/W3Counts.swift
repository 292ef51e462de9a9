import LHVModels

/// Sums of products of the signs of a certificate over all rotations, reflections and orders of the parties, in whole numbers.
///
/// A *place* is a list of heights i, j, k and differences d, e of cells: three cells (i, 0), (j, d), (k, e) up to a common rotation. With the signs
/// s¹, s², s³ of a term, B(i, j, k, d, e) = Σ_terms w Σ_a s¹(i, a) s²(j, a + d) s³(k, a + e), cells modulo n. The three-body sum of a place is that
/// of B over the six orders of the three cells and both signs of the azimuth.
struct W3Counts {
    let heights: Int
    let cells: Int
    /// 12nW times the mean three-body product, for each place; k fastest of the heights, e fastest of all.
    let threeBody: [Int]
    /// 12nW times the mean two-body product of cells (i, 0) and (j, d), for each i, j, d.
    let twoBody: [Int]
    /// 3nW times the mean answer at each height.
    let oneBody: [Int]

    init(_ certificate: W3Certificate) {
        let (heights, n) = (certificate.heights, certificate.cells)
        self.heights = heights
        cells = n
        var ordered = [Int](repeating: 0, count: heights * heights * heights * n * n)
        var pairs = [Int](repeating: 0, count: heights * heights * n)
        var oneBody = [Int](repeating: 0, count: heights)
        for term in certificate.terms where term.weight > 0 {
            let masks = term.responses.map(\.masks)
            // Cell a of the rotated mask is cell a + d of the mask.
            let rotated = masks.map { list in
                list.map { mask in (0..<n).map { W3Counts.rotated(mask, by: $0, cells: n) } }
            }
            var place = 0
            for i in 0..<heights {
                for j in 0..<heights {
                    for k in 0..<heights {
                        for d in 0..<n {
                            let product = masks[0][i] ^ rotated[1][j][d]
                            for e in 0..<n {
                                let minus = (product ^ rotated[2][k][e]).nonzeroBitCount
                                ordered[place] += term.weight * (n - 2 * minus)
                                place += 1
                            }
                        }
                    }
                }
            }
            for first in 0..<3 {
                for second in 0..<3 where second != first {
                    for i in 0..<heights {
                        for j in 0..<heights {
                            for d in 0..<n {
                                let minus = (masks[first][i] ^ rotated[second][j][d]).nonzeroBitCount
                                pairs[(i * heights + j) * n + d] += term.weight * (n - 2 * minus)
                            }
                        }
                    }
                }
                for i in 0..<heights { oneBody[i] += term.weight * (n - 2 * masks[first][i].nonzeroBitCount) }
            }
        }
        var threeBody = [Int](repeating: 0, count: ordered.count)
        let places = W3Places(heights: heights, cells: n)
        for place in threeBody.indices {
            for image in places.images(of: place) { threeBody[place] += ordered[image] }
        }
        self.threeBody = threeBody
        twoBody = pairs.indices.map { place in
            let (pair, d) = place.quotientAndRemainder(dividingBy: n)
            return pairs[place] + pairs[pair * n + (n - d) % n]
        }
        self.oneBody = oneBody
    }

    private static func rotated(_ mask: UInt64, by shift: Int, cells n: Int) -> UInt64 {
        guard shift > 0 else { return mask }
        return (mask >> UInt64(shift) | mask << UInt64(n - shift)) & (UInt64.max >> UInt64(64 - n))
    }
}

/// The numbers of relative places of three cells, and which of them symmetries exchange.
struct W3Places: Sendable {
    let heights: Int
    let cells: Int

    /// N³n².
    var count: Int { heights * heights * heights * cells * cells }

    /// The number of the place of (i, 0), (j, d), (k, e).
    func number(_ i: Int, _ j: Int, _ k: Int, _ d: Int, _ e: Int) -> Int {
        (((i * heights + j) * heights + k) * cells + d) * cells + e
    }

    /// i, j, k, d, e of a number.
    func parts(_ number: Int) -> (i: Int, j: Int, k: Int, d: Int, e: Int) {
        let (rest, e) = number.quotientAndRemainder(dividingBy: cells)
        let (triple, d) = rest.quotientAndRemainder(dividingBy: cells)
        let (pair, k) = triple.quotientAndRemainder(dividingBy: heights)
        return (pair / heights, pair % heights, k, d, e)
    }

    /// The twelve places, not all different, that the orders of the parties and a reflection make of one.
    func images(of place: Int) -> [Int] {
        let (i, j, k, d, e) = parts(place)
        let points = [(i, 0), (j, d), (k, e)]
        var result: [Int] = []
        for (x, y, z) in [(0, 1, 2), (0, 2, 1), (1, 0, 2), (1, 2, 0), (2, 0, 1), (2, 1, 0)] {
            let (a, b, c) = (points[x], points[y], points[z])
            let (second, third) = ((b.1 - a.1 + cells) % cells, (c.1 - a.1 + cells) % cells)
            result.append(number(a.0, b.0, c.0, second, third))
            result.append(number(a.0, b.0, c.0, (cells - second) % cells, (cells - third) % cells))
        }
        return result
    }
}
