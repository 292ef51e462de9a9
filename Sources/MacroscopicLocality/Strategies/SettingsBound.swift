import NumericalCore

/// How many settings per region cannot violate any Bell inequality: S_X ≤ ⌊N_X/M⌋ for observables of M bodies.
///
/// Source: P4, Sec. IV.
public enum SettingsBound {
    /// ⌊N/M⌋, the number of settings of a region of N spins up to which correlations of M-body observables are local.
    ///
    /// 10²³ spins in 10⁷ regions leave 10⁹ settings for observables of 10⁷ bodies.
    /// - Parameters:
    ///   - spins: N, the number of spins of the region, of any magnitude.
    ///   - bodies: M, at least 1.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when a number is less than 1 or not finite.
    public static func settings(spins: Double, bodies: Double = 1) throws -> Double {
        try require(spins >= 1 && spins.isFinite, "spins", must: "be at least 1 and finite", was: spins)
        try require(bodies >= 1 && bodies.isFinite, "bodies", must: "be at least 1 and finite", was: bodies)
        return (spins / bodies).rounded(.down)
    }

    /// Whether a scenario is local in every state: S_X ≤ ⌊N_X/M⌋ in all regions but at most one.
    ///
    /// One party may have any number of settings: with its setting known, the others' strategies are distributed as it and they are
    /// jointly, so its result can be drawn last. This goes beyond the paper, which asks it of all regions.
    /// - Parameters:
    ///   - settings: S_X for each region.
    ///   - regionSizes: N_X for each region.
    ///   - bodies: M.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the lists do not fit or a number is out of range.
    public static func guaranteesLocality(settings: [Double], regionSizes: [Double], bodies: Double = 1) throws -> Bool
    {
        try require(
            settings.count == regionSizes.count && !settings.isEmpty, "settings",
            must: "be one for each of \(regionSizes.count) regions, at least one", was: settings.count)
        for (region, count) in settings.enumerated() {
            try require(count >= 1 && count.isFinite, "settings of region \(region)", must: "be at least 1", was: count)
        }
        let exceeding = try zip(settings, regionSizes).filter {
            try $0 > SettingsBound.settings(spins: $1, bodies: bodies)
        }
        return exceeding.count <= 1
    }
}
