import QuantumStates

/// Strategies as a search finds them, one byte for each setting, up to a limit and as long as there is room and time.
struct StrategyCollection {
    let settings: [Int]
    /// The number of outcomes of each setting, the first party's first.
    private let choices: [Int]
    private let limit: Int
    private let control: SearchControl
    /// The outcomes of all strategies, one strategy after the other.
    private var packed: [UInt8] = []
    private(set) var count = 0
    /// Whether there are more strategies than are held here.
    private(set) var isTruncated = false
    /// Why the search stopped before its end, if it did.
    private(set) var stop: StopReason?

    /// The most bytes that are held: 2 GiB.
    private static var largestSize: Int { 1 << 31 }
    /// The clock is looked at whenever so many strategies have come.
    private static var stride: Int { 1 << 12 }
    /// How much longer ``sorted()`` takes than it took to collect the strategies.
    private static var sortingFactor: Double { 2 }
    /// When the first strategy could come.
    private let start: Duration

    init(outcomes: [[Int]], limit: Int, control: SearchControl) {
        settings = outcomes.map(\.count)
        choices = Array(outcomes.joined())
        self.limit = min(limit, StrategyCollection.largestSize / choices.count)
        self.control = control
        start = control.budget.elapsed
    }

    /// Takes in a strategy if there is room; says whether the search should go on.
    mutating func take(_ outcomes: [UInt8]) -> Bool {
        guard count < limit else {
            isTruncated = true
            return false
        }
        packed.append(contentsOf: outcomes)
        count += 1
        guard count % StrategyCollection.stride == 0 else { return true }
        if let reason = control.reasonToStop { return halt(reason) }
        // What is held still has to be sorted and handed over within the limit.
        if let left = control.budget.remaining,
            left < (control.budget.elapsed - start) * StrategyCollection.sortingFactor
        {
            return halt(.timeLimit)
        }
        return true
    }

    /// Notes that the search stops before its end.
    @discardableResult
    mutating func halt(_ reason: StopReason) -> Bool {
        (stop, isTruncated) = (stop ?? reason, true)
        return false
    }

    /// Whether no more strategies are wanted.
    var isClosed: Bool { isTruncated }

    /// The strategies in counting order.
    func sorted() -> [DeterministicStrategy] {
        let length = choices.count
        // As many leading digits as fit into a word make up the key; what they leave open is compared byte by byte.
        var (leading, product) = (0, 1)
        while leading < length {
            let (next, overflow) = product.multipliedReportingOverflow(by: choices[leading])
            guard !overflow else { break }
            (leading, product) = (leading + 1, next)
        }
        var order = (0..<count).map { number -> (key: Int, start: Int) in
            let start = number * length
            var key = 0
            for place in 0..<leading { key = key * choices[place] + Int(packed[start + place]) }
            return (key, start)
        }
        order.sort { first, second in
            guard leading < length, first.key == second.key else { return first.key < second.key }
            return packed[first.start..<(first.start + length)]
                .lexicographicallyPrecedes(packed[second.start..<(second.start + length)])
        }
        return order.map {
            DeterministicStrategy(packed: Array(packed[$0.start..<($0.start + length)]), settings: settings)
        }
    }
}
