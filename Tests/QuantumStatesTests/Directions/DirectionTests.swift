import Foundation
import NumericalCore
import QuantumStates
import Testing

@Suite struct DirectionTests {
    @Test(
        "Normalizing keeps the direction and gives length 1",
        arguments: [
            SIMD3(3.0, 4, 12), SIMD3(1e-300, -2e-300, 1e-300), SIMD3(1e300, 1e300, -1e300),
            SIMD3(0, 0, -Double.leastNonzeroMagnitude),
            SIMD3(Double.greatestFiniteMagnitude, 0, 1),
        ])
    func normalization(vector: SIMD3<Double>) throws {
        let direction = try Direction(normalizing: vector)
        #expect(abs((direction.vector * direction.vector).sum() - 1) < 1e-15)
        let largest = max(abs(vector.x), abs(vector.y), abs(vector.z))
        let scaled = vector / largest
        let length = (scaled * scaled).sum().squareRoot()
        #expect(abs((direction.vector * scaled).sum() - length) < 1e-15 * length)
    }

    @Test("θ and φ return what the direction was made of")
    func angles() throws {
        var stream = RandomStream(seed: 11)
        for _ in 0..<200 {
            let (theta, phi) = (Double.pi * stream.uniform(), Double.pi * (2 * stream.uniform() - 1))
            let direction = try Direction(theta: theta, phi: phi)
            #expect(abs(direction.theta - theta) < 1e-14)
            // The azimuth is worth less near the poles.
            #expect(abs(direction.phi - phi) * sin(theta) < 1e-14)
            #expect(abs((direction.vector * direction.vector).sum() - 1) < 1e-15)
        }
    }

    @Test("Both poles have azimuth 0, reached by any sign of zero")
    func poles() throws {
        for pole in [Direction.z, -Direction.z, try Direction(0, 0, 2), try Direction(-0.0, -0.0, -3)] {
            #expect(pole.phi == 0)
        }
        #expect(Direction.z.theta == 0 && (-Direction.z).theta == .pi)
    }

    @Test("The state up along n has n as its Bloch vector, to all digits, also near −z")
    func stateVectors() throws {
        var stream = RandomStream(seed: 12)
        var directions = (0..<200).map { _ in Direction.random(using: &stream) }
        for distance in stride(from: -16.0, through: 0, by: 0.25) {
            let angle = pow(10, distance)
            for phi in [0.0, 0.7, 2, -2.9] {
                directions.append(try Direction(theta: .pi - angle, phi: phi))
                directions.append(try Direction(theta: angle, phi: phi))
            }
        }
        directions += [.z, -Direction.z, try Direction(1e-160, 1e-160, -1), try Direction(0, -1e-9, -1)]
        for direction in directions {
            let state = direction.stateVector
            let (up, down) = (state.amplitudes[0], state.amplitudes[1])
            #expect(up.imaginary == 0 && up.real >= 0)
            #expect(abs(euclideanNorm(state.amplitudes) - 1) < 1e-15, "\(direction)")
            let transverse = 2 * (up.conjugate * down)
            let bloch = SIMD3(transverse.real, transverse.imaginary, up.squaredMagnitude - down.squaredMagnitude)
            let error = bloch - direction.vector
            #expect((error * error).sum().squareRoot() < 1e-15, "\(direction)")
        }
    }

    @Test("A small amplitude of |0⟩ keeps its relative precision")
    func smallAmplitude() throws {
        // Up along a direction at angle ε from −z: the amplitude of |0⟩ is sin(ε/2).
        for epsilon in [1e-3, 1e-5, 1e-7, 1e-9, 1e-12, 1e-100] {
            let direction = Direction(unchecked: SIMD3(sin(epsilon), 0, -cos(epsilon)))
            #expect(abs(direction.stateVector.amplitudes[0].real / sin(epsilon / 2) - 1) < 1e-14)
        }
    }

    @Test("n·σ and (1 + n·σ)/2 are what they say")
    func operators() throws {
        var stream = RandomStream(seed: 13)
        for _ in 0..<50 {
            let n = Direction.random(using: &stream)
            var spin = n.x * PlainPauli.matrix("X")
            spin += n.y * PlainPauli.matrix("Y")
            spin += n.z * PlainPauli.matrix("Z")
            #expect((n.spin - spin).frobeniusNorm < 1e-15)
            #expect((n.projector - 0.5 * (ComplexMatrix.identity(2) + spin)).frobeniusNorm < 1e-15)
            #expect((n.projector - n.stateVector.densityOperator.matrix).frobeniusNorm < 1e-15)
            #expect((n.spin * n.spin - .identity(2)).frobeniusNorm < 1e-15)
        }
    }

    @Test("Random directions are uniform: moments of the sphere, in standard errors")
    func uniformity() {
        var stream = RandomStream(seed: 14)
        let sample = (0..<20_000).map { _ in Direction.random(using: &stream) }
        for axis in 0..<3 {
            #expect(SampleMean(sample.map { $0.vector[axis] }).deviation(from: 0) < 4)
            #expect(SampleMean(sample.map { $0.vector[axis] * $0.vector[axis] }).deviation(from: 1.0 / 3) < 4)
            #expect(SampleMean(sample.map { pow($0.vector[axis], 4) }).deviation(from: 0.2) < 4)
        }
        #expect(SampleMean(sample.map { $0.x * $0.y }).deviation(from: 0) < 4)
        #expect(sample.allSatisfy { abs(($0.vector * $0.vector).sum() - 1) < 1e-15 })
    }

    @Test("The same seed gives the same directions")
    func seeds() {
        var (first, second) = (RandomStream(seed: 3), RandomStream(seed: 3))
        #expect(
            (0..<5).map { _ in Direction.random(using: &first) }
                == (0..<5).map { _ in Direction.random(using: &second) })
    }
}
