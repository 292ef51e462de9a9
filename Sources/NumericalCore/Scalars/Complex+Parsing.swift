extension Complex {
    /// The number written as `1.5`, `2i`, `0.5 + 0.2i`, or as NumPy prints it, `(0.5+0.2j)`; nil for any other text.
    ///
    /// Blanks are ignored. The parts may have exponents; `i` and `j` both mean the imaginary unit.
    public init?(_ text: String) {
        var compact = text.filter { !$0.isWhitespace }[...]
        if compact.hasPrefix("("), compact.hasSuffix(")") { compact = compact.dropFirst().dropLast() }
        guard let last = compact.last else { return nil }
        guard last == "i" || last == "j" else {
            guard let real = Double(compact) else { return nil }
            self.init(real)
            return
        }
        compact = compact.dropLast()
        // The sign between the parts is the last one that does not belong to an exponent.
        var seam = compact.startIndex
        for index in compact.indices.dropFirst() where compact[index] == "+" || compact[index] == "-" {
            let before = compact[compact.index(before: index)]
            if before != "e" && before != "E" { seam = index }
        }
        let (realText, imaginaryText) = (compact[..<seam], compact[seam...])
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
