/// Throws unless what every search by turns over gauge and field is given is in range.
func requireAlternation(visibility: Double, tolerance: Double, roundLimit: Int, timeLimit: Double?) throws {
    try require(visibility > 0 && visibility <= 1, "visibility", must: "be in 0…1 and above 0", was: visibility)
    try require(tolerance > 0 && tolerance.isFinite, "tolerance", must: "be positive and finite", was: tolerance)
    try require(roundLimit >= 1, "roundLimit", must: "be at least 1", was: roundLimit)
    try TimeBudget.requireLimit(timeLimit)
}
