import LHVDynamics

/// Random two-qubit states on the boundary of S_v.
func randomStates(_ count: Int, visibility: Double, seed: UInt64) throws -> [DensityOperator] {
    var stream = RandomStream(seed: seed)
    let ball = try NoisyBall(visibility: visibility, in: .twoQubits)
    return try (0..<count).map { _ in try ball.randomExtreme(using: &stream) }
}

/// Random pairs of directions.
func randomPairs(_ count: Int, seed: UInt64) -> [[Direction]] {
    var stream = RandomStream(seed: seed)
    return (0..<count).map { _ in [.random(using: &stream), .random(using: &stream)] }
}

/// The largest distance between corresponding directions.
func distance(_ left: [Direction], _ right: [Direction]) -> Double {
    zip(left, right).reduce(0) { largest, pair in
        let difference = pair.0.vector - pair.1.vector
        return max(largest, (difference * difference).sum().squareRoot())
    }
}

func crossProduct(_ a: SIMD3<Double>, _ b: SIMD3<Double>) -> SIMD3<Double> {
    SIMD3(a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x)
}
