import NumericalCore
import QuantumStates

/// Seeded states that tests range over.
enum RandomStates {
    /// States of every rank: Hilbert–Schmidt, Bures, and of low rank, in turn.
    static func mixed(in space: HilbertSpace, count: Int, seed: UInt64) throws -> [DensityOperator] {
        var stream = RandomStream(seed: seed)
        return try (0..<count).map { index in
            switch index % 3 {
            case 0: try .randomHilbertSchmidt(in: space, using: &stream)
            case 1: try .randomBures(in: space, using: &stream)
            default:
                try .randomHilbertSchmidt(in: space, rank: 1 + index / 3 % space.dimension, using: &stream)
            }
        }
    }

    /// Haar-random pure states.
    static func pure(in space: HilbertSpace, count: Int, seed: UInt64) -> [StateVector] {
        var stream = RandomStream(seed: seed)
        return (0..<count).map { _ in .random(in: space, using: &stream) }
    }

    /// U₁ ⊗ U₂ with Haar-random unitaries of one qubit.
    static func localUnitary(using stream: inout RandomStream) throws -> ComplexMatrix {
        try Haar.unitary(dimension: 2, using: &stream).kronecker(Haar.unitary(dimension: 2, using: &stream))
    }
}

/// The mean of a sample with its standard error.
struct SampleMean {
    let mean: Double
    let standardError: Double

    init(_ sample: [Double]) {
        let count = Double(sample.count)
        let mean = sample.reduce(0, +) / count
        let variance = sample.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)
        self.mean = mean
        self.standardError = (variance / count).squareRoot()
    }

    /// How many standard errors the mean lies from an expected value.
    func deviation(from expected: Double) -> Double { abs(mean - expected) / standardError }
}
