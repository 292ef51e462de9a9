import LHVModels

/// How much white noise makes a small deviation of a behaviour local.
enum BehaviourResidual {
    /// Σ over sets S of parties and lists of settings x_S of max_a (−r_S(a|x_S)·Π_{k∈S} K_k).
    ///
    /// r_S is the part of r that has mean zero over the outcomes of every party in S and is averaged over the outcomes, and
    /// settings, of the others. For one x_S a local model whose parties answer with that deviation when asked x_S, and
    /// toss coins otherwise, is white noise plus a multiple of r_S alone. Exact where r does not signal; what signals, which
    /// is rounding, is added at full weight.
    static func noiseToAbsorb(_ residual: [Double], _ scenario: Scenario) -> Double {
        let parties = scenario.parties
        var total = 0.0
        var explained = [Double](repeating: 0, count: residual.count)
        for mask in 1..<(1 << parties) {
            let members = (0..<parties).filter { mask >> $0 & 1 == 1 }
            // Sums over the lists of settings that agree on the members.
            var parts: [[Int]: [Double]] = [:]
            var counts: [[Int]: Int] = [:]
            for list in 0..<scenario.settingLists {
                let settings = scenario.settings(ofList: list)
                let key = members.map { settings[$0] }
                let part = component(residual, scenario, settings, members)
                if let old = parts[key] {
                    parts[key] = zip(old, part).map { $0 + $1 }
                } else {
                    parts[key] = part
                }
                counts[key, default: 0] += 1
            }
            for key in parts.keys.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
                guard let sum = parts[key], let count = counts[key] else { continue }
                let mean = sum.map { $0 / Double(count) }
                parts[key] = mean
                let volume = zip(members, key).reduce(1) { $0 * scenario.outcomes[$1.0][$1.1] }
                total += mean.reduce(0) { largerOrNaN($0, -$1) } * Double(volume)
            }
            for list in 0..<scenario.settingLists {
                let settings = scenario.settings(ofList: list)
                guard let part = parts[members.map { settings[$0] }] else { continue }
                spread(part, scenario, settings, members, into: &explained)
            }
        }
        // Weights that are not exactly normalized and signals are beyond white noise: count them as if they were vertices.
        let rest = zip(residual, explained).reduce(0) { largerOrNaN($0, abs($1.0 - $1.1)) }
        return total + rest * Double(scenario.count)
    }

    /// The sum over the outcomes of all parties but the members, made to have mean zero over the outcomes of each member.
    private static func component(
        _ residual: [Double], _ scenario: Scenario, _ settings: [Int], _ members: [Int]
    ) -> [Double] {
        let sizes = settings.indices.map { scenario.outcomes[$0][settings[$0]] }
        let start = scenario.first(of: settings)
        var entries = Array(residual[start..<(start + sizes.reduce(1, *))])
        var (outer, inner) = (1, entries.count)
        var kept = sizes
        for party in sizes.indices {
            let size = sizes[party]
            inner /= size
            let isMember = members.contains(party)
            var next = [Double](repeating: 0, count: isMember ? entries.count : outer * inner)
            for o in 0..<outer {
                for i in 0..<inner {
                    var sum = 0.0
                    for a in 0..<size { sum += entries[(o * size + a) * inner + i] }
                    if isMember {
                        for a in 0..<size {
                            let place = (o * size + a) * inner + i
                            next[place] = entries[place] - sum / Double(size)
                        }
                    } else {
                        next[o * inner + i] = sum
                    }
                }
            }
            entries = next
            if isMember { outer *= size } else { kept[party] = 1 }
        }
        return entries
    }

    /// Adds a part, spread evenly over the outcomes of the other parties.
    private static func spread(
        _ part: [Double], _ scenario: Scenario, _ settings: [Int], _ members: [Int], into sum: inout [Double]
    ) {
        let sizes = settings.indices.map { scenario.outcomes[$0][settings[$0]] }
        let start = scenario.first(of: settings)
        let others = settings.indices.filter { !members.contains($0) }.reduce(1) { $0 * sizes[$1] }
        for offset in 0..<sizes.reduce(1, *) {
            var (rest, place, step) = (offset, 0, 1)
            for party in stride(from: sizes.count - 1, through: 0, by: -1) {
                let outcome = rest % sizes[party]
                rest /= sizes[party]
                if members.contains(party) {
                    place += outcome * step
                    step *= sizes[party]
                }
            }
            sum[start + offset] += part[place] / Double(others)
        }
    }
}

extension Scenario {
    /// The place of the first probability for settings that exist.
    fileprivate func first(of settings: [Int]) -> Int {
        (try? range(of: settings).lowerBound) ?? 0
    }
}
