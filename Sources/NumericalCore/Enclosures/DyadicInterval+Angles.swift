extension DyadicInterval {
    /// π = 16 arctan(1/5) − 4 arctan(1/239).
    package static let pi = arctangent(ofOneOver: 5) * 16 - arctangent(ofOneOver: 239) * 4

    // Σ (−1)^i /((2i + 1) q^{2i+1}): terms fall and alternate, so the rest is smaller than the first term left out.
    private static func arctangent(ofOneOver q: Int) -> DyadicInterval {
        var power = one / q
        var sum = zero
        var index = 0
        while true {
            let term = power / (2 * index + 1)
            if term.upper <= 1 { return sum + DyadicInterval(lower: -term.upper, upper: term.upper) }
            sum = index % 2 == 0 ? sum + term : sum - term
            power = power / (q * q)
            index += 1
        }
    }

    /// sin x for an interval in 0…8/5, where the terms of the series fall from the first one on and alternate.
    package var sine: DyadicInterval {
        let square = self * self
        var term = self
        var sum = DyadicInterval.zero
        var index = 1
        while true {
            if term.upper <= 1 { return sum + DyadicInterval(lower: -term.upper, upper: term.upper) }
            sum = index % 4 == 1 ? sum + term : sum - term
            term = term * square / ((index + 1) * (index + 2))
            index += 2
        }
    }

    /// sin(mπ/2n) for m = 0…n.
    package static func sines(quarterSteps n: Int) -> [DyadicInterval] {
        (0...n).map { (pi * $0 / (2 * n)).sine }
    }
}
