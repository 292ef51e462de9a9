extension DyadicInterval {
    /// One number, in units of 2⁻⁶⁰.
    package static func exactly(_ units: Int128) -> DyadicInterval { DyadicInterval(lower: units, upper: units) }

    /// √x for an interval in 0…4.
    package var squareRoot: DyadicInterval {
        let low = DyadicInterval.wholeRoot(UInt128(max(0, lower)) << 60)
        let square = UInt128(max(0, upper)) << 60
        let high = DyadicInterval.wholeRoot(square)
        return DyadicInterval(lower: Int128(low), upper: Int128(high * high == square ? high : high + 1))
    }

    /// cos(pπ/q) for q in 1…2²¹.
    package static func cosine(halfTurns p: Int, over q: Int) -> DyadicInterval {
        // A whole turn has 2q parts, and the cosine is even.
        let turned = ((p % (2 * q)) + 2 * q) % (2 * q)
        let part = min(turned, 2 * q - turned)
        if 2 * part > q { return -cosine(halfTurns: q - part, over: q) }
        if part == 0 { return one }
        if 2 * part == q { return zero }
        if 3 * part == q { return one / 2 }
        // sin(π/2 − x).
        return (pi * (q - 2 * part) / (2 * q)).sine
    }

    /// ⌊√n⌋.
    package static func wholeRoot(_ n: UInt128) -> UInt128 {
        guard n > 1 else { return n }
        // Newton's steps go down to the root from any number above it.
        var root = UInt128(1) << UInt128((129 - n.leadingZeroBitCount) / 2)
        while true {
            let next = (root + n / root) / 2
            if next >= root { return root }
            root = next
        }
    }
}
