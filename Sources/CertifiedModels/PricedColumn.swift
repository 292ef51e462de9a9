/// A column that was found for some prices: its entries in all rows, and what they are worth.
protocol PricedColumn: Sendable {
    var values: [Double] { get }
    var value: Double { get }
}

extension Array where Element: PricedColumn {
    /// The columns by falling value, equal ones in the order in which they were found, and none twice.
    ///
    /// Columns with the same entries have the same value, so that only neighbours have to be compared.
    func bestFirst() -> [Element] {
        let all = enumerated().sorted { ($0.element.value, $1.offset) > ($1.element.value, $0.offset) }.map(\.element)
        return all.enumerated().filter { index, candidate in
            var earlier = index - 1
            while earlier >= 0, all[earlier].value - candidate.value < 1e-10 {
                if zip(all[earlier].values, candidate.values).allSatisfy({ abs($0 - $1) < 1e-8 }) { return false }
                earlier -= 1
            }
            return true
        }.map(\.element)
    }
}
