import Foundation
import NumericalCore

/// A parallel projection of the unit sphere.
struct SphereView: Sendable, Hashable {
    /// The unit vectors of the drawing's right, its up, and towards the viewer.
    let right: SIMD3<Double>
    let up: SIMD3<Double>
    let towards: SIMD3<Double>

    /// The view from a direction, with the z axis upright.
    ///
    /// - Parameters:
    ///   - azimuth: The viewer's angle around z, from x, in radians.
    ///   - elevation: The viewer's angle above the equator, in radians.
    init(azimuth: Double, elevation: Double) {
        towards = SIMD3(cos(elevation) * cos(azimuth), cos(elevation) * sin(azimuth), sin(elevation))
        right = SIMD3(-sin(azimuth), cos(azimuth), 0)
        up = SIMD3(-sin(elevation) * cos(azimuth), -sin(elevation) * sin(azimuth), cos(elevation))
    }

    /// The same sphere seen from behind, z upright.
    var opposite: SphereView {
        SphereView(azimuth: atan2(-towards.y, -towards.x), elevation: -asin(towards.z.clamped(to: -1...1)))
    }

    /// Where a point is drawn.
    func project(_ point: SIMD3<Double>) -> (u: Double, v: Double) { ((point * right).sum(), (point * up).sum()) }

    /// How far in front of the drawing plane through the centre a point lies.
    func depth(_ point: SIMD3<Double>) -> Double { (point * towards).sum() }

    /// The point on the front of the sphere that is drawn at (u, v), or nil outside the disc.
    func frontPoint(_ u: Double, _ v: Double) -> SIMD3<Double>? {
        let rest = 1 - u * u - v * v
        return rest < 0 ? nil : u * right + v * up + rest.squareRoot() * towards
    }

    /// A polyline cut into its visible and its hidden pieces, each a list of drawn points.
    func pieces(of curve: [SIMD3<Double>]) -> (front: [[[Double]]], back: [[[Double]]]) {
        var front: [[[Double]]] = []
        var back: [[[Double]]] = []
        var wasFront: Bool?
        var previous: [Double]?
        for point in curve {
            let isFront = depth(point) >= 0
            let (u, v) = project(point)
            if isFront != wasFront {
                // The new piece begins where the old one ended, so no gap shows at the rim.
                let start = previous.map { [$0] } ?? []
                if isFront { front.append(start) } else { back.append(start) }
            }
            if isFront { front[front.count - 1].append([u, v]) } else { back[back.count - 1].append([u, v]) }
            (wasFront, previous) = (isFront, [u, v])
        }
        return (front, back)
    }

    /// Circles of latitude and meridians every 30°, as closed polylines.
    static let wires: [[SIMD3<Double>]] = {
        let turn = (0...120).map { Double($0) * .pi / 60 }
        let latitudes = stride(from: -60.0, through: 60, by: 30).map { degrees in
            let height = degrees * .pi / 180
            return turn.map { SIMD3(cos(height) * cos($0), cos(height) * sin($0), sin(height)) }
        }
        let meridians = stride(from: 0.0, to: 180, by: 30).map { degrees in
            let around = degrees * .pi / 180
            return turn.map { SIMD3(sin($0) * cos(around), sin($0) * sin(around), cos($0)) }
        }
        return latitudes + meridians
    }()
}
