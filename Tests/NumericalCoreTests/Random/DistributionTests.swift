import Foundation
import NumericalCore
import Testing

/// The mean in units of its standard error, from the given exact mean and standard deviation of one sample.
private func deviation(_ samples: [Double], mean: Double, standardDeviation: Double) -> Double {
    abs(samples.reduce(0, +) / Double(samples.count) - mean)
        / (standardDeviation / Double(samples.count).squareRoot())
}

/// The mean against an exact value, in units of the standard error estimated from the samples.
private func deviation(_ samples: [Double], mean: Double) -> Double {
    let average = samples.reduce(0, +) / Double(samples.count)
    let variance = samples.reduce(0) { $0 + ($1 - average) * ($1 - average) } / Double(samples.count - 1)
    return deviation(samples, mean: mean, standardDeviation: variance.squareRoot())
}

/// √n times the largest distance between the samples' distribution function and the exact one.
private func kolmogorov(_ samples: [Double], _ distribution: (Double) -> Double) -> Double {
    let n = Double(samples.count)
    var largest = 0.0
    for (index, sample) in samples.sorted().enumerated() {
        let exact = distribution(sample)
        largest = max(largest, abs(exact - Double(index) / n), abs(exact - Double(index + 1) / n))
    }
    return largest * n.squareRoot()
}

@Suite struct DistributionTests {
    @Test(arguments: [1, 2, 3] as [UInt64])
    func uniformMoments(seed: UInt64) {
        var stream = RandomStream(seed: seed)
        let samples = (0..<20_000).map { _ in stream.uniform() }
        #expect(samples.allSatisfy { $0 >= 0 && $0 < 1 })
        #expect(deviation(samples, mean: 0.5, standardDeviation: (1.0 / 12).squareRoot()) <= 4.5)
        #expect(deviation(samples.map { $0 * $0 }, mean: 1.0 / 3, standardDeviation: (4.0 / 45).squareRoot()) <= 4.5)
        // Neighbours are uncorrelated.
        let products = zip(samples, samples.dropFirst()).map { ($0 - 0.5) * ($1 - 0.5) }
        #expect(deviation(products, mean: 0, standardDeviation: 1.0 / 12) <= 4.5)
        // P(√n D > 2.3) is about 5e-5.
        #expect(kolmogorov(samples) { $0 } <= 2.3)
    }

    @Test func uniformIsTheTopFiftyThreeBits() {
        var (stream, raw) = (RandomStream(seed: 12), RandomStream(seed: 12))
        for _ in 0..<50 { #expect(stream.uniform() == Double(raw.next() >> 11) / 9_007_199_254_740_992) }
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func normalMomentsAndDistribution(seed: UInt64) {
        var stream = RandomStream(seed: seed, substream: 5)
        let samples = stream.normals(20_001)
        #expect(samples.count == 20_001 && samples.allSatisfy(\.isFinite))
        #expect(deviation(samples, mean: 0, standardDeviation: 1) <= 4.5)
        #expect(deviation(samples.map { $0 * $0 }, mean: 1, standardDeviation: 2.0.squareRoot()) <= 4.5)
        #expect(deviation(samples.map { pow($0, 3) }, mean: 0, standardDeviation: 15.0.squareRoot()) <= 4.5)
        #expect(deviation(samples.map { pow($0, 4) }, mean: 3, standardDeviation: 96.0.squareRoot()) <= 4.5)
        let pairs = zip(samples, samples.dropFirst()).map { $0 * $1 }
        #expect(deviation(pairs, mean: 0, standardDeviation: 1) <= 4.5)
        #expect(kolmogorov(samples) { erfc(-$0 / 2.0.squareRoot()) / 2 } <= 2.3)
        #expect(stream.normals(0).isEmpty)
    }

    @Test(arguments: [1, 2, 3, 4, 8])
    func haarUnitaryMoments(dimension: Int) throws {
        var stream = RandomStream(seed: 60, substream: UInt64(dimension))
        let d = Double(dimension)
        var (seconds, fourths, reals) = ([Double](), [Double](), [Double]())
        for _ in 0..<1500 {
            let unitary = try Haar.unitary(dimension: dimension, using: &stream)
            let gram = ComplexMatrix.product(unitary, .adjoint, unitary)
            #expect(gram.distance(to: .identity(dimension)) <= 1e-13)
            // The last column is where a wrong choice of phases shows first.
            let entry = unitary[dimension - 1, dimension - 1]
            seconds.append(entry.squaredMagnitude)
            fourths.append(entry.squaredMagnitude * entry.squaredMagnitude)
            reals.append(entry.real)
        }
        if dimension == 1 {
            #expect(seconds.allSatisfy { abs($0 - 1) <= 1e-14 })
        } else {
            #expect(deviation(seconds, mean: 1 / d) <= 4.5)
            #expect(deviation(fourths, mean: 2 / (d * (d + 1))) <= 4.5)
        }
        #expect(deviation(reals, mean: 0, standardDeviation: (1 / (2 * d)).squareRoot()) <= 4.5)
    }

    @Test func haarTracesHaveTheMomentsOfTheUnitaryGroup() throws {
        // E|Tr U|² = 1 and E|Tr U²|² = 2 for d ≥ 2; without the correction of the phases both fail.
        var stream = RandomStream(seed: 61)
        var (first, second) = ([Double](), [Double]())
        for _ in 0..<3000 {
            let unitary = try Haar.unitary(dimension: 4, using: &stream)
            first.append(unitary.trace.squaredMagnitude)
            second.append((unitary * unitary).trace.squaredMagnitude)
        }
        #expect(deviation(first, mean: 1) <= 4.5)
        #expect(deviation(second, mean: 2) <= 4.5)
    }

    @Test(arguments: [1, 2, 5])
    func haarVectors(dimension: Int) {
        var stream = RandomStream(seed: 62, substream: UInt64(dimension))
        let d = Double(dimension)
        var fourths: [Double] = []
        for _ in 0..<2000 {
            let vector = Haar.vector(dimension: dimension, using: &stream)
            #expect(vector.count == dimension && abs(euclideanNorm(vector) - 1) <= 1e-14)
            fourths.append(pow(vector[0].squaredMagnitude, 2))
        }
        if dimension > 1 { #expect(deviation(fourths, mean: 2 / (d * (d + 1))) <= 4.5) }
    }

    @Test func haarRotationsAreProperAndUniform() throws {
        var stream = RandomStream(seed: 63)
        var (corner, squares, traces, squaredTraces) = ([Double](), [Double](), [Double](), [Double]())
        for _ in 0..<3000 {
            let rotation = Haar.rotation(using: &stream)
            #expect(RealMatrix.product(rotation, .transposed, rotation).distance(to: .identity(3)) <= 1e-14)
            #expect(abs(try rotation.determinant() - 1) <= 1e-14)
            corner.append(rotation[2, 2])
            squares.append(rotation[0, 1] * rotation[0, 1])
            traces.append(rotation.trace)
            squaredTraces.append(rotation.trace * rotation.trace)
        }
        #expect(deviation(corner, mean: 0) <= 4.5)
        #expect(deviation(squares, mean: 1.0 / 3) <= 4.5)
        // The vector representation is irreducible: characters have mean 0 and mean square 1.
        #expect(deviation(traces, mean: 0) <= 4.5)
        #expect(deviation(squaredTraces, mean: 1) <= 4.5)
        // A column of a uniform rotation has a uniform height.
        #expect(kolmogorov(corner) { ($0 + 1) / 2 } <= 2.3)
    }

    @Test func sameSeedSameDraws() throws {
        var (a, b) = (RandomStream(seed: 64), RandomStream(seed: 64))
        #expect(try Haar.unitary(dimension: 5, using: &a) == Haar.unitary(dimension: 5, using: &b))
        #expect(Haar.rotation(using: &a) == Haar.rotation(using: &b))
        #expect(a == b)
    }
}
