/// All lists of one element from each of several lists, in counting order, the first list most significant.
struct Choices<Element>: Sequence, IteratorProtocol {
    private let lists: [[Element]]
    private var places: MixedRadix.Iterator

    init(_ lists: [[Element]]) {
        self.lists = lists
        places = MixedRadix(sizes: lists.map(\.count)).makeIterator()
    }

    mutating func next() -> [Element]? { places.next().map { zip(lists, $0).map { $0[$1] } } }
}

/// All ordered choices of `count` different elements of a list.
func orderedChoices(_ elements: [Int], _ count: Int) -> [[Int]] {
    guard count > 0 else { return [[]] }
    return elements.indices.flatMap { index in
        var rest = elements
        let first = rest.remove(at: index)
        return orderedChoices(rest, count - 1).map { [first] + $0 }
    }
}

/// n·(n − 1)·…·(n − m + 1), or nil when it exceeds a limit.
func fallingFactorial(_ n: Int, _ m: Int, limit: Int) -> Int? {
    var product = 1
    for factor in 0..<m {
        let (next, overflow) = product.multipliedReportingOverflow(by: n - factor)
        guard !overflow, next <= limit else { return nil }
        product = next
    }
    return product
}
