/// How much of something, mixed with noise, an inequality leaves possible.
enum NoiseThreshold {
    /// No v with v·own + (1 − v)·noise ≤ bound is larger: (bound − noise)/(own − noise), rounded up, and 0 if that is negative.
    ///
    /// - Parameters:
    ///   - own: A number that the left-hand side without noise is not below.
    ///   - noise: Two numbers between which its value for the noise lies.
    ///   - bound: The right-hand side.
    /// - Returns: The bound; infinite when the numbers do not show that `own` is above the noise.
    static func upperEnd(own: Double, noise: (lower: Double, upper: Double), bound: Double) -> Double {
        // The difference is rounded, and so is each of the next two operations.
        let step = (own - noise.upper).nextDown
        guard step > 0 else { return .infinity }
        return max(0, ((bound - noise.lower).nextUp / step).nextUp)
    }
}
