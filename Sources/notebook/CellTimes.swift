/// When each cell began, and so how long each took.
struct CellTimes: Equatable {
    private var beginnings: [(cell: Int, time: Duration)] = []
    private var end: Duration?

    static func == (left: CellTimes, right: CellTimes) -> Bool {
        left.end == right.end && left.beginnings.elementsEqual(right.beginnings, by: ==)
    }

    /// A cell begins, and the one before it has ended.
    mutating func begin(_ cell: Int, at time: Duration) { beginnings.append((cell, time)) }

    /// The script has ended.
    mutating func end(at time: Duration) { end = time }

    /// How long a cell took; nil when it did not run, or still runs.
    func duration(of cell: Int) -> Duration? {
        guard let index = beginnings.firstIndex(where: { $0.cell == cell }) else { return nil }
        let next = index + 1 < beginnings.count ? beginnings[index + 1].time : end
        return next.map { $0 - beginnings[index].time }
    }
}
