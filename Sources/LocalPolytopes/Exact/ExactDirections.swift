import LHVModels

/// Lists of directions with exact coordinates, for an ``ExactTarget``.
public enum ExactDirections {
    /// The six axes of the icosahedron, (0, ±1, φ)/√(1 + φ²) and cyclic, with φ² = φ + 1.
    public static func icosahedron() throws -> [[ExactNumber]] {
        // 1/√(1 + φ²) and φ/√(1 + φ²).
        let (short, long) = (try ExactNumber("sqrt(1/2-sqrt(1/20))"), try ExactNumber("sqrt(1/2+sqrt(1/20))"))
        let (minus, zero) = (try ExactNumber("-sqrt(1/2-sqrt(1/20))"), try ExactNumber("0"))
        return [short, minus].flatMap { [[zero, $0, long], [$0, long, zero], [long, zero, $0]] }
    }

    /// Directions (cos φ, sin φ, 0) of the XY plane, φ = (j + offset)π/n for j in 0..<n.
    ///
    /// - Parameters:
    ///   - n: In 1…4096.
    ///   - offset: Whether the angles begin at half a step.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when n is out of range.
    public static func planar(_ n: Int, offset: Bool = false) throws -> [[ExactNumber]] {
        try require((1...4096).contains(n), "n", must: "be in 1…4096", was: n)
        let zero = try ExactNumber("0")
        return try (0..<n).map { j in
            let angle = offset ? "\(2 * j + 1)/\(2 * n)" : "\(j)/\(n)"
            return [try ExactNumber("cos(\(angle))"), try ExactNumber("sin(\(angle))"), zero]
        }
    }

    /// H(n) of ``MeasurementPolyhedron/angularGrid(_:)``, exactly.
    ///
    /// - Parameter n: In 2…60.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when n is out of range.
    public static func angularGrid(_ n: Int) throws -> [[ExactNumber]] {
        try require((2...60).contains(n), "n", must: "be in 2…60", was: n)
        var directions: [[ExactNumber]] = []
        for i in 0..<n {
            for j in 0..<n where 2 * j != n {
                directions.append([
                    try ExactNumber("cos(\(i)/\(n))*cos(\(j)/\(n))"), try ExactNumber("sin(\(i)/\(n))*cos(\(j)/\(n))"),
                    try ExactNumber("sin(\(j)/\(n))"),
                ])
            }
        }
        if n % 2 == 0 { directions.append([try ExactNumber("0"), try ExactNumber("0"), try ExactNumber("1")]) }
        return directions
    }

    /// The lines of a polyhedron with the coordinates that it is made of, multiples of 2⁻⁴⁰.
    public static func of(_ polyhedron: MeasurementPolyhedron) throws -> [[ExactNumber]] {
        try polyhedron.vectors.map { vector in try (0..<3).map { try ExactNumber(Double(vector[$0]) * 0x1p-40) } }
    }
}
