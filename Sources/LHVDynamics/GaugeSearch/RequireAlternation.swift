/// Throws unless what every search by turns over gauge and field is given is in range.
func requireAlternation(visibility: Double, target: Double, maximumTurns: Int) throws {
    try require(visibility > 0 && visibility <= 1, "visibility", must: "be in 0…1 and above 0", was: visibility)
    try require(target > 0 && target.isFinite, "target", must: "be positive and finite", was: target)
    try require(maximumTurns >= 1, "maximumTurns", must: "be at least 1", was: maximumTurns)
}
