import Foundation
import LHVModels

/// The rows of the master program for N heights and n cells: what a list of three responses gives after all averages.
///
/// A three-body row is an orbit of places under the orders of the parties and reflections, its value the mean product of signs; a two-body row
/// is an orbit of pairs, its value the mean over the ordered pairs of parties; a one-body row is a height. A row is in units of what the
/// correction of it alone costs.
struct W3Rows: Sendable {
    let heights: Int
    let cells: Int
    /// For each place the number of its row.
    let threeBody: [Int32]
    /// For each i, j, d the number of its row.
    let twoBody: [Int32]
    /// For each height the number of its row.
    let oneBody: [Int]
    /// How many places, pairs or heights are in a row.
    let sizes: [Int]
    /// For each row what a value of 1 is worth in units of corrections.
    let units: [Double]
    /// The target at v = 1, in these units.
    let target: [Double]
    /// What squares of what is missed in a row are multiplied by: so that a norm is the mean square over all places, and three times that over
    /// pairs and heights, for as many of them there are.
    let metric: [Double]
    /// What corrections cost that cancel the aliases of a target of v = 1.
    let overhead: Double

    /// The number of rows.
    var count: Int { sizes.count }
    /// The number of cells of a hemisphere.
    var size: Int { heights * cells }

    init(heights: Int, cells n: Int) {
        self.heights = heights
        cells = n
        let places = W3Places(heights: heights, cells: n)
        let quarter = Double.pi / Double(4 * heights)
        let x = (0..<heights).map { sin(Double(2 * $0 + 1) * quarter) / cos(quarter) }
        let z = Array(x.reversed())
        let sinc = sin(.pi / Double(n)) / (.pi / Double(n))
        let inverse = 1 / (sinc * sinc * sinc * sinc)
        func lateral(_ i: Int, _ j: Int, _ d: Int) -> Double {
            2 * x[i] * x[j] * inverse * cos(2 * .pi * Double(d) / Double(n)) / 3
        }
        var sizes: [Int] = []
        var targets: [Double] = []
        // The most places of a row with one height of the first party, for the cost of correcting it.
        var costs: [Double] = []
        var threeBody = [Int32](repeating: -1, count: places.count)
        for first in threeBody.indices where threeBody[first] < 0 {
            let orbit = Set(places.images(of: first))
            var counts = [Int](repeating: 0, count: heights)
            for place in orbit {
                threeBody[place] = Int32(sizes.count)
                counts[places.parts(place).i] += 1
            }
            let (i, j, k, d, e) = places.parts(first)
            sizes.append(orbit.count)
            costs.append(Double(counts.max() ?? 0))
            targets.append(
                z[i] * lateral(j, k, e - d) + z[j] * lateral(i, k, e) + z[k] * lateral(i, j, d) - z[i] * z[j] * z[k])
        }
        var twoBody = [Int32](repeating: -1, count: heights * heights * n)
        func pair(_ i: Int, _ j: Int, _ d: Int) -> Int { (i * heights + j) * n + (d % n + n) % n }
        for i in 0..<heights {
            for j in 0...i {
                for d in 0...(n / 2) {
                    let orbit = Set([pair(i, j, d), pair(i, j, -d), pair(j, i, d), pair(j, i, -d)])
                    for place in orbit { twoBody[place] = Int32(sizes.count) }
                    sizes.append(orbit.count)
                    // Three pairs of parties.
                    costs.append(3 * Double(i == j ? orbit.count : orbit.count / 2))
                    targets.append(lateral(i, j, d) - z[i] * z[j] / 3)
                }
            }
        }
        let start = sizes.count
        oneBody = (0..<heights).map { start + $0 }
        for i in 0..<heights {
            sizes.append(1)
            costs.append(3)
            targets.append(z[i] / 3)
        }
        self.threeBody = threeBody
        self.twoBody = twoBody
        self.sizes = sizes
        units = costs
        let firstPair = Int(twoBody[0])
        metric = [0..<firstPair, firstPair..<start, start..<sizes.count].enumerated().flatMap { index, group in
            let all = Double(group.reduce(0) { $0 + sizes[$1] })
            return group.map { (index == 0 ? 1 : 3) * Double(sizes[$0]) / (all * costs[$0] * costs[$0]) }
        }
        target = zip(targets, costs).map { $0 * $1 }
        overhead = (1...200).reduce(0) { sum, l in
            sum + 8 * (pow(Double(l * n - 1), -4) + pow(Double(l * n + 1), -4))
        }
    }

    /// The rows of a list of three responses, in their units.
    func values(of responses: [SphereResponse]) -> [Double] {
        let n = cells
        var sums = [Int](repeating: 0, count: count)
        let masks = responses.map(\.masks)
        let rotated = masks.map { list in
            list.map { mask -> [UInt64] in
                (0..<n).map { shift in
                    shift == 0
                        ? mask : (mask >> UInt64(shift) | mask << UInt64(n - shift)) & (UInt64.max >> UInt64(64 - n))
                }
            }
        }
        var place = 0
        for i in 0..<heights {
            for j in 0..<heights {
                for k in 0..<heights {
                    for d in 0..<n {
                        let product = masks[0][i] ^ rotated[1][j][d]
                        for e in 0..<n {
                            sums[Int(threeBody[place])] += n - 2 * (product ^ rotated[2][k][e]).nonzeroBitCount
                            place += 1
                        }
                    }
                }
            }
        }
        for (first, second) in [(0, 1), (0, 2), (1, 2)] {
            var place = 0
            for i in 0..<heights {
                for j in 0..<heights {
                    for d in 0..<n {
                        sums[Int(twoBody[place])] += n - 2 * (masks[first][i] ^ rotated[second][j][d]).nonzeroBitCount
                        place += 1
                    }
                }
            }
        }
        for list in masks {
            for i in 0..<heights { sums[oneBody[i]] += n - 2 * list[i].nonzeroBitCount }
        }
        let firstPair = Int(twoBody[0])
        return sums.enumerated().map { row, sum in
            // Pairs and single parties are means over three.
            units[row] * Double(sum) / Double((row < firstPair ? 1 : 3) * sizes[row] * n)
        }
    }
}
