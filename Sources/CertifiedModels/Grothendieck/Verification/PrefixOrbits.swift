import LHVModels

/// Signs of the first rows of a matrix up to its symmetries.
///
/// Signs s and their image under a symmetry have the same Σ_j |Σ_i M_ij s_i|, and so have s and −s. When a group permutes the first p rows
/// among themselves, it is enough to look at signs whose first p are those of one representative of each orbit.
struct PrefixOrbits {
    /// The longest prefix of which all 2ᵖ signs are gone through.
    static let longestPrefix = 20

    /// p.
    let count: Int
    /// For each orbit the smallest of its numbers, in which bit i stands for s_i = −1.
    let representatives: [Int]

    init(_ certificate: GrothendieckCertificate) {
        self.init(rows: certificate.alice.count, certificate.symmetries.map(\.rows))
    }

    init(rows: Int, _ generators: [SignedPermutation], longest: Int = longestPrefix) {
        let count =
            (0...min(rows, longest)).last { length in
                generators.allSatisfy { $0.images.prefix(length).allSatisfy { $0 < length } }
            } ?? 0
        self.count = count
        let mask = 1 << count - 1
        var isSeen = [Bool](repeating: false, count: mask + 1)
        var (representatives, waiting): ([Int], [Int]) = ([], [])
        for first in 0...mask where !isSeen[first] {
            representatives.append(first)
            isSeen[first] = true
            waiting.append(first)
            while let signs = waiting.popLast() {
                var images = [signs ^ mask]
                for generator in generators {
                    var image = 0
                    for place in 0..<count where (signs >> place & 1 == 1) != generator.isNegative[place] {
                        image |= 1 << generator.images[place]
                    }
                    images.append(image)
                }
                for image in images where !isSeen[image] {
                    isSeen[image] = true
                    waiting.append(image)
                }
            }
        }
        self.representatives = representatives
    }

    /// The signs of a representative.
    func signs(_ index: Int) -> [Int] { (0..<count).map { representatives[index] >> $0 & 1 == 1 ? -1 : 1 } }
}
