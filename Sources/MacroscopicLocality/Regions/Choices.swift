/// All lists of one element from each of several lists, in counting order, the first list most significant.
struct Choices<Element>: Sequence, IteratorProtocol {
    private let lists: [[Element]]
    private var digits: [Int]?

    init(_ lists: [[Element]]) {
        self.lists = lists
        self.digits = lists.contains(where: \.isEmpty) ? nil : lists.map { _ in 0 }
    }

    mutating func next() -> [Element]? {
        guard let current = digits else { return nil }
        var upcoming = current
        var place = lists.count - 1
        while place >= 0 {
            upcoming[place] += 1
            if upcoming[place] < lists[place].count { break }
            upcoming[place] = 0
            place -= 1
        }
        digits = place < 0 ? nil : upcoming
        return zip(lists, current).map { $0[$1] }
    }
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
