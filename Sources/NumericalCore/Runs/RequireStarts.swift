/// Throws unless a search from many random starts can have these limits.
package func requireStarts(
    _ starts: Int, roundLimit: Int, tolerance: Double, timeLimit: Double?, threads: Int
) throws {
    try require((1...1_000_000).contains(starts), "starts", must: "be in 1…10⁶", was: starts)
    try require((1...1_000_000).contains(roundLimit), "roundLimit", must: "be in 1…10⁶", was: roundLimit)
    try require(tolerance >= 0 && tolerance < 1, "tolerance", must: "be in 0..<1", was: tolerance)
    try TimeBudget.requireLimit(timeLimit)
    try Parallel.requireCount(ofThreads: threads)
}
