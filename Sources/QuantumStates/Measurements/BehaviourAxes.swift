import NumericalCore

/// The order of the indices of an array of probabilities or coefficients, by their names.
///
/// Outcomes are called a, b, c, d and settings x, y, z, w, party after party: `[a,b,x,y]` is the array of toqito, QETLAB and Ket.jl,
/// `[x,y,a,b]` that of this library.
public struct BehaviourAxes: Sendable, Hashable, CustomStringConvertible {
    /// N, the number of parties.
    public let parties: Int
    /// For each index of the array its place in the order of this library, settings first.
    private let places: [Int]

    /// The names as `[a,b,x,y]`.
    public let description: String

    private static let outcomeNames = Array("abcd")
    private static let settingNames = Array("xyzw")

    /// The order that names such as `[a,b,x,y]` or `abxy` say.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless there are the outcome and the setting of each of one to four parties, once.
    public init(_ names: String) throws {
        let letters = names.filter { !" ,[]()".contains($0) }
        let parties = letters.count / 2
        let known = Array(BehaviourAxes.settingNames.prefix(parties) + BehaviourAxes.outcomeNames.prefix(parties))
        try require(
            (1...4).contains(parties) && letters.count == 2 * parties && Set(letters) == Set(known), "axes",
            must: "name the outcomes a, b, … and the settings x, y, … of one to four parties, as [a,b,x,y]",
            was: "\"\(names.prefix(40))\"")
        self.parties = parties
        places = letters.compactMap { known.firstIndex(of: $0) }
        description = "[\(letters.map(String.init).joined(separator: ","))]"
    }

    /// The other orders that programs use, for as many parties.
    var usualOrders: [BehaviourAxes] {
        let (outcomes, settings) = (
            BehaviourAxes.outcomeNames.prefix(parties), BehaviourAxes.settingNames.prefix(parties)
        )
        let pairs = zip(outcomes, settings)
        let orders = [
            String(settings) + String(outcomes), String(outcomes) + String(settings),
            String(pairs.flatMap { [$0, $1] }), String(pairs.flatMap { [$1, $0] }),
        ]
        return orders.compactMap { try? BehaviourAxes($0) }.filter { $0 != self }
    }

    /// The scenario of an array whose settings of a party all have the same number of outcomes.
    package func scenario(shape: [Int]) throws -> Scenario {
        try require(
            shape.count == places.count, "array", must: "have \(places.count) indices as \(description)",
            was: shape.count)
        try require(shape.allSatisfy { $0 >= 1 }, "array", must: "not be empty", was: shape)
        let sizes = sizes(shape)
        return try Scenario(outcomes: (0..<parties).map { Array(repeating: sizes[parties + $0], count: sizes[$0]) })
    }

    /// The sizes of the indices in the order of this library.
    private func sizes(_ shape: [Int]) -> [Int] {
        var sizes = [Int](repeating: 0, count: places.count)
        for (axis, place) in places.enumerated() { sizes[place] = shape[axis] }
        return sizes
    }

    /// The elements of an array with these indices, in the order of this library.
    package func ordered<Element>(_ elements: [Element], shape: [Int]) -> [Element] {
        var strides = [Int](repeating: 0, count: places.count)
        var step = 1
        for axis in shape.indices.reversed() {
            strides[places[axis]] = step
            step *= shape[axis]
        }
        return BehaviourAxes.gather(elements, sizes: sizes(shape), strides: strides)
    }

    /// The elements in the order of this library as an array with these indices.
    package func array<Element>(_ elements: [Element], in scenario: Scenario) throws -> (
        shape: [Int], elements: [Element]
    ) {
        try require(scenario.parties == parties, "axes", must: "be of \(scenario.parties) parties", was: description)
        for (party, list) in scenario.outcomes.enumerated() {
            try require(
                Set(list).count == 1, "outcomes of party \(party)", must: "be as many for each setting in an array",
                was: list)
        }
        let ours = scenario.settings + scenario.outcomes.map { $0[0] }
        var strides = [Int](repeating: 1, count: ours.count)
        for place in ours.indices.dropLast().reversed() { strides[place] = strides[place + 1] * ours[place + 1] }
        let shape = places.map { ours[$0] }
        return (shape, BehaviourAxes.gather(elements, sizes: shape, strides: places.map { strides[$0] }))
    }

    /// Elements taken with the last index running fastest.
    private static func gather<Element>(_ elements: [Element], sizes: [Int], strides: [Int]) -> [Element] {
        var result: [Element] = []
        result.reserveCapacity(elements.count)
        var index = [Int](repeating: 0, count: sizes.count)
        var place = 0
        for _ in elements.indices {
            result.append(elements[place])
            var axis = sizes.count - 1
            while axis >= 0 {
                index[axis] += 1
                place += strides[axis]
                if index[axis] < sizes[axis] { break }
                place -= strides[axis] * sizes[axis]
                index[axis] = 0
                axis -= 1
            }
        }
        return result
    }
}
