extension MixedRadix {
    /// Calls a function with the lines of an array of these sizes: those along the first axis, then those along the next, and so on.
    ///
    /// - Parameters:
    ///   - sizes: The numbers of values of the digits.
    ///   - body: Gets the place of a line's first entry, the step from one entry to the next, and their number.
    @inlinable
    package static func forEachLine(_ sizes: [Int], _ body: (_ first: Int, _ step: Int, _ size: Int) -> Void) {
        let count = sizes.reduce(1, *)
        var step = count
        for size in sizes where size > 0 {
            step /= size
            for line in 0..<(count / size) { body(line / step * step * size + line % step, step, size) }
        }
    }
}
