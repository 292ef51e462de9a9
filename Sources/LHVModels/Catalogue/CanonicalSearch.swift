import QuantumStates

/// The search for a numbering of parties, settings and outcomes that depends on the functional only, not on how it is numbered.
///
/// Every outcome has a colour: what can be said of it without naming it, refined by the colours of what it is multiplied with.
/// Where colours do not tell outcomes apart, each of one group is singled out in turn. Of the numberings that are found the one
/// with the largest entries is taken. Numberings with the same entries are a symmetry: then all below the place where their
/// ways part is known, and is skipped. Source: [McKay1981].
struct CanonicalSearch {
    /// The numbering: for each new party the old one, and so on, as in ``Relabelling``.
    struct Numbering {
        var parties: [Int] = []
        var settings: [[Int]] = []
        var outcomes: [[[Int]]] = []
    }

    /// The entries in a numbering, with the numbers of outcomes.
    struct Key: Hashable, Sendable {
        var outcomes: [[Int]]
        var entries: [Int]
    }

    private let tensor: FunctionalTensor
    private let shape: [Int]
    private let firsts: [[Int]]
    /// The number of each party's "not measured" among all places; its outcomes follow.
    private let starts: [Int]
    /// For each entry that is not zero its places, one for each party, and its value's colour.
    private let places: [Int32]
    private let values: [UInt64]

    private let limit: Int
    private var work = 0
    private var best: (trace: [UInt64], key: Key, numbering: Numbering)?
    /// The ways to the numberings that were met, as long as there is room.
    private var met: [Key: [Int]] = [:]

    /// The most entries of numberings that are kept.
    private static let room = 1 << 22

    /// The numbering and the entries in it.
    ///
    /// - Parameter limit: How many products of an entry and a party may be looked at.
    /// - Throws: ``/NumericalCore/NumericalFailure`` when the limit does not suffice, and `CancellationError`.
    static func run(_ tensor: FunctionalTensor, limit: Int) throws -> (key: Key, numbering: Numbering) {
        var search = CanonicalSearch(tensor, limit: limit)
        var colours = search.initialColours()
        var (trace, path) = ([UInt64](), [Int]())
        _ = try search.explore(&colours, &trace, &path)
        guard let best = search.best else {
            throw NumericalFailure("canonical form", "no numbering was found")
        }
        return (best.key, best.numbering)
    }

    private init(_ tensor: FunctionalTensor, limit: Int) {
        self.tensor = tensor
        self.limit = limit
        shape = tensor.shape
        firsts = FunctionalTensor.firstIndices(tensor.outcomes)
        starts = shape.dropLast().reduce(into: [0]) { $0.append($0[$0.count - 1] + $1) }
        var (places, values) = ([Int32](), [UInt64]())
        for (indices, entry) in zip(MixedRadix(sizes: shape), tensor.entries) where entry != 0 {
            for (start, index) in zip(starts, indices) { places.append(Int32(start + index)) }
            values.append(CanonicalSearch.mixed(UInt64(bitPattern: Int64(entry))))
        }
        self.places = places
        self.values = values
    }

    // MARK: Colours

    /// A number that looks random and depends on all bits of another.
    private static func mixed(_ number: UInt64) -> UInt64 {
        var bits = number &+ 0x9E37_79B9_7F4A_7C15
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return bits ^ (bits >> 31)
    }

    private static func mixed(_ first: UInt64, _ second: UInt64) -> UInt64 {
        mixed(first &+ mixed(second))
    }

    /// The numbers of outcomes of settings and parties are all that is known.
    private func initialColours() -> [UInt64] {
        var colours = [UInt64](repeating: 1, count: (starts.last ?? 0) + (shape.last ?? 0))
        joinColours(&colours)
        return colours
    }

    /// Lets outcomes know their settings and parties, whose colours are the sums of theirs.
    private func joinColours(_ colours: inout [UInt64]) {
        for (party, list) in tensor.outcomes.enumerated() {
            var total = CanonicalSearch.mixed(colours[starts[party]], 3)
            var settings: [UInt64] = []
            for (first, number) in zip(firsts[party], list) {
                let range = (starts[party] + first)..<(starts[party] + first + number)
                let setting = CanonicalSearch.mixed(
                    range.reduce(UInt64(number)) { $0 &+ CanonicalSearch.mixed(colours[$1], 5) })
                settings.append(setting)
                total = total &+ CanonicalSearch.mixed(setting, 7)
            }
            let own = CanonicalSearch.mixed(total)
            colours[starts[party]] = own
            for ((first, number), setting) in zip(zip(firsts[party], list), settings) {
                let both = CanonicalSearch.mixed(own, setting)
                for place in (starts[party] + first)..<(starts[party] + first + number) {
                    colours[place] = CanonicalSearch.mixed(colours[place], both)
                }
            }
        }
    }

    private static func count(_ colours: [UInt64]) -> Int { Set(colours).count }

    /// Refines colours until they tell no more places apart.
    private mutating func refine(_ colours: inout [UInt64]) throws {
        let parties = shape.count
        joinColours(&colours)
        var count = CanonicalSearch.count(colours)
        while true {
            work += places.count + colours.count
            guard work <= limit else {
                throw NumericalFailure(
                    "canonical form",
                    "more than \(limit) entries would be looked at: the inequality has many near-symmetries")
            }
            try Work.checkCancellation()
            var sums = colours.map { CanonicalSearch.mixed($0, 11) }
            colours.withUnsafeBufferPointer { colours in
                places.withUnsafeBufferPointer { places in
                    for (entry, value) in values.enumerated() {
                        let own = (entry * parties)..<((entry + 1) * parties)
                        var sum: UInt64 = 0
                        for place in own { sum &+= CanonicalSearch.mixed(colours[Int(places[place])], 13) }
                        let product = CanonicalSearch.mixed(sum, value)
                        for place in own { sums[Int(places[place])] &+= product }
                    }
                }
            }
            colours = sums.map { CanonicalSearch.mixed($0) }
            joinColours(&colours)
            let next = CanonicalSearch.count(colours)
            if next == count { return }
            count = next
        }
    }

    // MARK: The tree

    /// Explores what is below a node; returns the depth to go back to when a symmetry was found there.
    private mutating func explore(
        _ colours: inout [UInt64], _ trace: inout [UInt64], _ path: inout [Int]
    ) throws -> Int? {
        try refine(&colours)
        trace.append(colours.reduce(0) { $0 &+ CanonicalSearch.mixed($1, 17) })
        defer { trace.removeLast() }
        if let best, isBehind(trace, best.trace) { return nil }
        let cell = smallestCell(colours)
        guard !cell.isEmpty else { return finish(colours, trace, path) }
        let depth = path.count
        for place in cell {
            var chosen = colours
            chosen[place] = CanonicalSearch.mixed(chosen[place], 19)
            path.append(place)
            let back = try explore(&chosen, &trace, &path)
            path.removeLast()
            if let back, back < depth { return back }
        }
        return nil
    }

    /// Whether a way is known to end behind the best one: traces are compared as far as both go.
    private func isBehind(_ trace: [UInt64], _ best: [UInt64]) -> Bool {
        for (own, other) in zip(trace, best) where own != other { return own < other }
        return false
    }

    /// The outcomes of the smallest group of one colour that has more than one, with the least colour among such.
    private func smallestCell(_ colours: [UInt64]) -> [Int] {
        var cells: [UInt64: [Int]] = [:]
        for (party, start) in starts.enumerated() {
            for index in 1..<shape[party] { cells[colours[start + index], default: []].append(start + index) }
        }
        return cells.filter { $0.value.count > 1 }
            .min { ($0.value.count, $0.key) < ($1.value.count, $1.key) }?.value ?? []
    }

    /// Compares a numbering with those that were met; returns the depth at which its way parts from that of one with the same
    /// entries: a symmetry, which maps all that is below one way to what is below the other.
    private mutating func finish(_ colours: [UInt64], _ trace: [UInt64], _ path: [Int]) -> Int? {
        let numbering = numbering(colours)
        let key = key(numbering)
        if let other = met[key] { return zip(path, other).prefix { $0 == $1 }.count }
        if (met.count + 1) * key.entries.count <= CanonicalSearch.room { met[key] = path }
        if let best, trace == best.trace, key.entries.lexicographicallyPrecedes(best.key.entries) { return nil }
        best = (trace, key, numbering)
        return nil
    }

    /// Parties with many settings come first, then settings with many outcomes; colours decide the rest.
    private func numbering(_ colours: [UInt64]) -> Numbering {
        var numbering = Numbering()
        let orders = tensor.outcomes.enumerated().map {
            party, list -> (counts: [Int], settings: [Int], outcomes: [[Int]]) in
            let settings = list.indices.map { setting -> (setting: Int, outcomes: [Int], colour: UInt64) in
                let first = starts[party] + firsts[party][setting]
                let outcomes = (0..<list[setting]).sorted { colours[first + $0] < colours[first + $1] }
                return (setting, outcomes, colours[first + outcomes[0]])
            }.sorted { left, right in
                let (first, second) = (left.outcomes.count, right.outcomes.count)
                return first != second ? first > second : left.colour < right.colour
            }
            return (settings.map(\.outcomes.count), settings.map(\.setting), settings.map(\.outcomes))
        }
        numbering.parties = orders.indices.sorted { left, right in
            let (first, second) = (orders[left].counts, orders[right].counts)
            if first.count != second.count { return first.count > second.count }
            if first != second { return second.lexicographicallyPrecedes(first) }
            return colours[starts[left]] < colours[starts[right]]
        }
        numbering.settings = numbering.parties.map { orders[$0].settings }
        numbering.outcomes = numbering.parties.map { orders[$0].outcomes }
        return numbering
    }

    /// The entries in a numbering.
    private func key(_ numbering: Numbering) -> Key {
        let indices = numbering.parties.enumerated().map { place, party in
            [0]
                + zip(numbering.settings[place], numbering.outcomes[place]).flatMap { setting, outcomes in
                    outcomes.map { firsts[party][setting] + $0 }
                }
        }
        var strides = shape
        var step = 1
        for party in shape.indices.reversed() {
            strides[party] = step
            step *= shape[party]
        }
        var offsets = [0]
        for (party, list) in zip(numbering.parties, indices) {
            offsets = offsets.flatMap { offset in list.map { offset + $0 * strides[party] } }
        }
        return Key(
            outcomes: numbering.outcomes.map { $0.map(\.count) }, entries: offsets.map { tensor.entries[$0] })
    }
}
