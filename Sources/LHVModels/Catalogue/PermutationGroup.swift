import QuantumStates

/// A group of permutations of 0, …, n − 1, all of them listed.
struct PermutationGroup: Sendable {
    /// The images of 0, …, n − 1 under each element; the identity is the first.
    let elements: [[Int]]

    /// The group that permutations generate.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when it has more than `limit` elements.
    init(generators: [[Int]], of count: Int, limit: Int) throws {
        var elements = [Array(0..<count)]
        var known = Set(elements)
        var next = 0
        while next < elements.count {
            for generator in generators {
                let product = elements[next].map { generator[$0] }
                guard known.insert(product).inserted else { continue }
                elements.append(product)
            }
            try require(
                elements.count <= limit, "scenario", must: "have at most \(limit) renumberings",
                was: "one with more")
            next += 1
        }
        self.elements = elements
    }

    private init(_ elements: [[Int]]) { self.elements = elements }

    /// The elements that keep a set, as permutations of its members in their order.
    func restricted(to members: [Int]) -> PermutationGroup {
        var places: [Int: Int] = [:]
        for (place, member) in members.enumerated() { places[member] = place }
        var found: [[Int]] = []
        var known = Set<[Int]>()
        for element in elements {
            var images: [Int] = []
            images.reserveCapacity(members.count)
            for member in members {
                guard let place = places[element[member]] else { break }
                images.append(place)
            }
            if images.count == members.count, known.insert(images).inserted { found.append(images) }
        }
        return PermutationGroup(found)
    }
}
