import NumericalCore
import QuantumStates
import Testing

@Suite struct RandomStateTests {
    let samples = 3000

    @Test("Hilbert–Schmidt: mean purity 2D/(D² + 1)", arguments: [[2], [3], [2, 2]])
    func hilbertSchmidt(shape: [Int]) throws {
        var stream = RandomStream(seed: 201)
        let space = try HilbertSpace(dimensions: shape)
        let d = Double(space.dimension)
        let purities = try (0..<samples).map { _ in
            try DensityOperator.randomHilbertSchmidt(in: space, using: &stream).purity
        }
        #expect(SampleMean(purities).deviation(from: 2 * d / (d * d + 1)) < 4)
    }

    @Test("Induced measure of rank K: mean purity (D + K)/(DK + 1)", arguments: [2, 3])
    func induced(rank: Int) throws {
        var stream = RandomStream(seed: 202)
        let purities = try (0..<samples).map { _ in
            try DensityOperator.randomHilbertSchmidt(in: .twoQubits, rank: rank, using: &stream).purity
        }
        let k = Double(rank)
        #expect(SampleMean(purities).deviation(from: (4 + k) / (4 * k + 1)) < 4)
    }

    @Test("Bures: mean purity (5D² + 1)/(2D(D² + 2))", arguments: [[2], [3], [2, 2]])
    func bures(shape: [Int]) throws {
        var stream = RandomStream(seed: 203)
        let space = try HilbertSpace(dimensions: shape)
        let d = Double(space.dimension)
        let purities = try (0..<samples).map { _ in try DensityOperator.randomBures(in: space, using: &stream).purity }
        #expect(SampleMean(purities).deviation(from: (5 * d * d + 1) / (2 * d * (d * d + 2))) < 4)
    }

    @Test("Pure: a half has mean purity (d_A + d_B)/(d_A d_B + 1)", arguments: [[2, 2], [2, 3], [3, 4]])
    func pure(shape: [Int]) throws {
        var stream = RandomStream(seed: 204)
        let space = try HilbertSpace(dimensions: shape)
        let purities = try (0..<samples).map { _ in
            try StateVector.random(in: space, using: &stream).reduced(to: [0]).purity
        }
        let (a, b) = (Double(shape[0]), Double(shape[1]))
        #expect(SampleMean(purities).deviation(from: (a + b) / (a * b + 1)) < 4)
    }

    @Test("The mean of every ensemble is the mixed state: no direction is preferred")
    func isotropy() throws {
        var stream = RandomStream(seed: 205)
        var bures: [SIMD3<Double>] = []
        var separable: [SIMD3<Double>] = []
        for _ in 0..<samples {
            bures.append(try BlochVector(.randomBures(in: .qubit, using: &stream)).vector)
            separable.append(
                try TwoQubitBlochForm(.randomSeparable(in: .twoQubits, terms: 3, using: &stream)).b)
        }
        for axis in 0..<3 {
            #expect(SampleMean(bures.map { $0[axis] }).deviation(from: 0) < 4)
            #expect(SampleMean(separable.map { $0[axis] }).deviation(from: 0) < 4)
        }
    }

    @Test("Weights of separable states are uniform on the simplex: Σw² has mean 2/(K + 1)")
    func weights() throws {
        // Random pure states of D levels overlap by 1/D on average, so the mean purity is S + (1 − S)/D, S = 2/(K + 1).
        var stream = RandomStream(seed: 206)
        let space = try HilbertSpace(dimensions: [6])
        let purities = try (0..<samples).map { _ in
            try DensityOperator.randomSeparable(in: space, terms: 4, using: &stream).purity
        }
        let sum = 2.0 / 5
        #expect(SampleMean(purities).deviation(from: sum + (1 - sum) / 6) < 4)
    }

    @Test("The rank is the one asked for, and the seed decides the state")
    func rankAndSeed() throws {
        for rank in 1...4 {
            var (first, second) = (RandomStream(seed: 207), RandomStream(seed: 207))
            let state = try DensityOperator.randomHilbertSchmidt(in: .twoQubits, rank: rank, using: &first)
            #expect(try state.eigenvalues().filter { $0 > 1e-12 }.count == rank)
            #expect(try state == .randomHilbertSchmidt(in: .twoQubits, rank: rank, using: &second))
        }
        var (first, second) = (RandomStream(seed: 208), RandomStream(seed: 208))
        #expect(
            try DensityOperator.randomBures(in: .twoQubits, using: &first)
                == .randomBures(in: .twoQubits, using: &second))
    }
}
