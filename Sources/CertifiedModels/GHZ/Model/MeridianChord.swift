import Foundation

/// Where a direction meets the chord between two neighbouring vertices of its meridian: r·n = cos t·((1 − λ)·lower + λ·upper).
struct MeridianChord {
    /// The number of the lower vertex.
    let lower: Int
    /// λ.
    let share: Double
    /// cos t, t the angle to the middle between the vertices.
    let radius: Double

    /// - Parameters:
    ///   - place: The polar angle in steps from vertex 0.
    ///   - step: The angle between vertices.
    init(at place: Double, step: Double) {
        let below = place.rounded(.down)
        let angle = (place - below - 0.5) * step
        lower = Int(below)
        share = 0.5 + tan(angle) / (2 * tan(step / 2))
        radius = cos(angle)
    }
}
