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

extension MeridianChord {
    /// The mean answer to a direction of a model whose answers are given at N heights and at their mirror images.
    ///
    /// - Parameters:
    ///   - polar: The polar angle of the direction.
    ///   - azimuth: Its azimuth.
    ///   - heights: N.
    ///   - answer: The mean answer at a vertex 0…2N − 1 and an azimuth.
    static func mean(
        polar: Double, azimuth: Double, heights: Int, _ answer: (_ vertex: Int, _ azimuth: Double) -> Double
    ) -> Double {
        let step = Double.pi / Double(2 * heights)
        let chord = MeridianChord(at: polar / step - 0.5, step: step)
        func reached(_ vertex: Int) -> Double {
            // Beyond a pole is the meridian on the other side.
            vertex < 0
                ? answer(-1 - vertex, azimuth + .pi)
                : vertex >= 2 * heights ? answer(4 * heights - 1 - vertex, azimuth + .pi) : answer(vertex, azimuth)
        }
        return chord.radius * ((1 - chord.share) * reached(chord.lower) + chord.share * reached(chord.lower + 1))
    }

    /// x_k = sin θ_k/r of height k of N, of which the greatest is 1.
    static func lateral(_ height: Int, of heights: Int) -> Double {
        let quarter = Double.pi / Double(4 * heights)
        return min(1, sin(Double(2 * height + 1) * quarter) / cos(quarter))
    }
}
