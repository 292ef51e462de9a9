extension Array where Element == Double {
    /// Takes the signs of a field in place of these, and returns whether any has changed.
    ///
    /// What makes no difference, a field below a size, leaves its sign as it is, so that sweeps come to an end.
    mutating func follow(_ field: [Double], above size: Double) -> Bool {
        var hasChanged = false
        for index in field.indices {
            let sign = abs(field[index]) < size ? self[index] : field[index] < 0 ? -1 : 1
            if sign != self[index] {
                self[index] = sign
                hasChanged = true
            }
        }
        return hasChanged
    }
}
