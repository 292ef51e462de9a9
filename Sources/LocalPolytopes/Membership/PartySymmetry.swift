/// Exchange of the parties of a tensor with equal numbers of settings.
enum PartySymmetry {
    /// All orders of 0..<n.
    static func permutations(_ n: Int) -> [[Int]] { Permutations.all(of: n) }

    /// For every entry the place of its image under a permutation of the parties.
    private static func images(_ permutation: [Int], parties: Int, length: Int) -> [Int] {
        var steps = [Int](repeating: 1, count: parties)
        for party in stride(from: parties - 2, through: 0, by: -1) { steps[party] = steps[party + 1] * length }
        var places = [0]
        for party in 0..<parties {
            places = places.flatMap { place in (0..<length).map { place + $0 * steps[permutation[party]] } }
        }
        return places
    }

    /// The mean over all permutations of the parties.
    static func symmetrized(_ tensor: [Double], parties: Int, length: Int) -> [Double] {
        let all = permutations(parties)
        var sum = [Double](repeating: 0, count: tensor.count)
        for permutation in all {
            let images = images(permutation, parties: parties, length: length)
            for index in sum.indices { sum[index] += tensor[images[index]] }
        }
        return sum.map { $0 / Double(all.count) }
    }

    /// Whether a tensor does not change by more than rounding under exchange of neighbouring parties.
    static func isSymmetric(_ tensor: [Double], lengths: [Int], tolerance: Double) -> Bool {
        guard let length = lengths.first, lengths.allSatisfy({ $0 == length }), lengths.count > 1 else { return false }
        for party in 0..<(lengths.count - 1) {
            var permutation = Array(lengths.indices)
            permutation.swapAt(party, party + 1)
            let images = images(permutation, parties: lengths.count, length: length)
            for index in tensor.indices where abs(tensor[index] - tensor[images[index]]) > tolerance { return false }
        }
        return true
    }
}
