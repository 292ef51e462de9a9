extension Array where Element == Double {
    /// The first index at which a condition holds that holds from there on, or the count.
    func partitioningIndex(where isBeyond: (Double) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if isBeyond(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
