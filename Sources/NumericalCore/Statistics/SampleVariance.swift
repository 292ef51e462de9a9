/// The standard error of a mean over a sample, the one formula for all estimates: √(s²/n) with s² = Σ(x − x̄)²/(n − 1).
///
/// Divided by n − 1 the sample variance is unbiased, by n it is too small, most of all in small samples. A single observation
/// says nothing about its scatter: its error is unknown, which is infinity and not 0, whatever its value. Of several observations that all
/// agree it is 0.
package enum SampleVariance {
    /// From Σ(x − x̄)²/n, the mean square about the sample's own mean, such as f(1 − f) of a frequency or 1 − E² of a correlator.
    package static func standardErrorOfMean(meanSquare: Double, count: Double) -> Double {
        count > 1 ? (largerOrNaN(0, meanSquare) / (count - 1)).squareRoot() : .infinity
    }
}
