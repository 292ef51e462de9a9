extension CorrelatorTensor: CustomStringConvertible {
    /// The numbers of settings and, for two parties with at most 12 columns and rows, the matrix.
    ///
    /// With marginals, row 0 and column 0 stand for no measurement.
    public var description: String {
        let head =
            "correlators of \(settings.map(String.init).joined(separator: " × ")) settings"
            + (includesMarginals ? " with marginals" : "")
        guard shape.count == 2, shape[0] <= 12, shape[1] <= 12 else { return "\(head), \(count) numbers" }
        let rows = (0..<shape[0]).map { row in
            (0..<shape[1]).map { ShortNumber.text(elements[row * shape[1] + $0]) }
        }
        return "\(head)\n" + ShortNumber.rows(rows)
    }
}
