/// The standard error of a mean over a sample, the one formula for all estimates: √(s²/n) with s² = Σ(x − x̄)²/(n − 1).
///
/// Divided by n − 1 the sample variance is unbiased, by n it is too small, most of all in small samples. A single observation
/// says nothing about its scatter; it is given error 0, as are observations that all agree.
package enum SampleVariance {
    /// From Σ(x − x̄)²/n, the mean square about the sample's own mean, such as f(1 − f) of a frequency or 1 − E² of a correlator.
    package static func standardErrorOfMean(meanSquare: Double, count: Double) -> Double {
        (largerOrNaN(0, meanSquare) / max(1, count - 1)).squareRoot()
    }
}
