import NumericalCore

/// Many directions, held as three arrays of coordinates for fast loops.
package struct DirectionBatch: Sendable, Hashable {
    /// The first coordinates.
    package let x: [Double]
    /// The second coordinates.
    package let y: [Double]
    /// The third coordinates.
    package let z: [Double]

    /// The batch of the given directions.
    package init(_ directions: [Direction]) {
        self.x = directions.map(\.x)
        self.y = directions.map(\.y)
        self.z = directions.map(\.z)
    }

    /// Directions uniform on the sphere, drawn one after the other as by ``Direction/random(using:)``.
    ///
    /// - Precondition: `count` is in 0…2³².
    package static func random(count: Int, using generator: inout some RandomNumberGenerator) -> DirectionBatch {
        requirePrecondition((0...1 << 32).contains(count), "count must be in 0…2³², but was \(count)")
        return DirectionBatch((0..<count).map { _ in Direction.random(using: &generator) })
    }

    /// The number of directions.
    package var count: Int { x.count }

    /// One of the directions.
    ///
    /// - Precondition: `index` is in 0..<count.
    package subscript(index: Int) -> Direction {
        requirePrecondition(index >= 0 && index < count, "index must be in 0..<\(count), but was \(index)")
        return Direction(unchecked: SIMD3(x[index], y[index], z[index]))
    }
}
