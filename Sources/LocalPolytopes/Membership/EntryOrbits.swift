import LHVModels

/// The orbits of a tensor's entries under signed permutations, and one coordinate of symmetric tensors for each of them.
///
/// The mean of a tensor over the group is, on an orbit, the mean of its entries with their signs. Coordinates are scaled so
/// that inner products of symmetric tensors are those of their coordinates.
struct EntryOrbits: Sendable {
    /// The orbit of each entry, or −1 where an entry is its own negative: symmetric tensors vanish there.
    private let orbits: [Int32]
    /// ±1/√(size of the orbit) of each entry.
    private let factors: [Double]
    /// √(size) of each orbit.
    private let roots: [Double]

    /// How many coordinates there are.
    var count: Int { roots.count }

    /// The orbits under the group that some signed permutations generate.
    ///
    /// - Parameter images: For each generator and each entry ±(1 + the place of the entry that takes its place).
    init(size: Int, images: [[Int]]) {
        var parents = Array(0..<size)
        // The sign of each entry relative to its parent, and whether an orbit contains an entry and its negative.
        var signs = [Int](repeating: 1, count: size)
        var vanishes = [Bool](repeating: false, count: size)
        func root(_ entry: Int) -> (place: Int, sign: Int) {
            var (place, sign) = (entry, 1)
            while parents[place] != place {
                sign *= signs[place]
                place = parents[place]
            }
            (parents[entry], signs[entry]) = (place, entry == place ? 1 : sign)
            return (place, sign)
        }
        for image in images {
            for (entry, target) in image.enumerated() {
                let (first, second) = (root(entry), root(abs(target) - 1))
                let sign = first.sign * second.sign * (target < 0 ? -1 : 1)
                if first.place == second.place {
                    if sign < 0 { vanishes[first.place] = true }
                } else {
                    // The smaller place stays a root, so the orbits come in the order of their first entries.
                    let (low, high) = (min(first.place, second.place), max(first.place, second.place))
                    (parents[high], signs[high]) = (low, sign)
                    vanishes[low] = vanishes[low] || vanishes[high]
                }
            }
        }
        var numbers = [Int32](repeating: -1, count: size)
        var sizes: [Int] = []
        for entry in 0..<size where root(entry).place == entry && !vanishes[entry] {
            numbers[entry] = Int32(sizes.count)
            sizes.append(0)
        }
        let orbits = (0..<size).map { numbers[root($0).place] }
        for orbit in orbits where orbit >= 0 { sizes[Int(orbit)] += 1 }
        let roots = sizes.map { Double($0).squareRoot() }
        self.orbits = orbits
        self.roots = roots
        factors = (0..<size).map { orbits[$0] < 0 ? 0 : Double(root($0).sign) / roots[Int(orbits[$0])] }
    }

    /// The coordinates of the mean of a tensor over the group.
    func coordinates(of tensor: [Double]) -> [Double] {
        var sums = [Double](repeating: 0, count: count)
        for (entry, orbit) in orbits.enumerated() where orbit >= 0 {
            sums[Int(orbit)] += factors[entry] * tensor[entry]
        }
        return sums
    }

    /// The symmetric tensor with some coordinates.
    func tensor(_ coordinates: [Double]) -> [Double] {
        orbits.indices.map { orbits[$0] < 0 ? 0 : factors[$0] * coordinates[Int(orbits[$0])] }
    }

    /// The sums of a vertex over the orbits, which are whole numbers, as a key.
    func key(_ coordinates: [Double]) -> [UInt64] {
        zip(coordinates, roots).map { UInt64(bitPattern: Int64(($0 * $1).rounded())) }
    }
}
