/// Signs of n angles up to shifts along the circle of 2n angles, on which the signs of the second half are opposite.
struct SignOrbits {
    /// One list of signs ±1 for each orbit, the one with the smallest number.
    let representatives: [[Int]]

    init(count n: Int) {
        let mask = 1 << n - 1
        representatives = (0...mask).compactMap { number in
            var turned = number
            for _ in 0..<(2 * n) {
                // The first sign goes to the end with the opposite sign.
                turned = turned >> 1 | (turned & 1 ^ 1) << (n - 1)
                if turned < number { return nil }
            }
            return (0..<n).map { number >> $0 & 1 == 1 ? -1 : 1 }
        }
    }
}
