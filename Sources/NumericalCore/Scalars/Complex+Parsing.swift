extension Complex {
    /// The number written as `1.5`, `2i`, `0.5 + 0.2i` (MATLAB, also `0.2*i`), `(0.5+0.2j)` (Python, also `(0.5+-0.2j)`), or
    /// `0.5 + 0.2im` (Julia); nil for any other text.
    ///
    /// Blanks are ignored. The parts may have exponents; `i`, `j` and `im` all mean the imaginary unit.
    public init?(_ text: String) {
        var compact = text.filter { !$0.isWhitespace }[...]
        if compact.hasPrefix("("), compact.hasSuffix(")") { compact = compact.dropFirst().dropLast() }
        if compact.hasSuffix("im") { compact = compact.dropLast() }
        guard let last = compact.last else { return nil }
        guard last == "i" || last == "j" else {
            guard let real = Double(compact) else { return nil }
            self.init(real)
            return
        }
        compact = compact.dropLast()
        if compact.last == "*" {
            compact = compact.dropLast()
            // A product needs its other factor.
            guard let digit = compact.last, digit.isNumber || digit == "." else { return nil }
        }
        // The sign between the parts is the last one that does not belong to an exponent.
        var seam = compact.startIndex
        for index in compact.indices.dropFirst() where compact[index] == "+" || compact[index] == "-" {
            let before = compact[compact.index(before: index)]
            if before != "e" && before != "E" { seam = index }
        }
        var (realText, imaginaryText) = (compact[..<seam], compact[seam...])
        // Older programs put the sign of the part behind a plus.
        if realText.last == "+" { realText = realText.dropLast() }
        guard let real = realText.isEmpty ? 0 : Double(realText) else { return nil }
        switch imaginaryText {
        case "", "+": self.init(real, 1)
        case "-": self.init(real, -1)
        default:
            guard let imaginary = Double(imaginaryText) else { return nil }
            self.init(real, imaginary)
        }
    }
}
