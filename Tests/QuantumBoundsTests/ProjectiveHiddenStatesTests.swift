import Foundation
import NumericalCore
import QuantumBounds
import TestSupport
import Testing

/// Local-hidden-state models for all projective measurements, by the inradius of a polyhedron.
@Suite("Hidden states for all projective measurements") struct ProjectiveHiddenStatesTests {
    @Test("20.4 Werner's state: the octahedron gives 1/3, the icosahedron more, none more than 1/2")
    func werner() throws {
        let state = try DensityOperator.werner(visibility: 1)
        let octahedron = try state.hiddenStatesForAllProjective(axes: .platonic(.octahedron))
        // 1/√3 for three orthogonal axes, and the inradius 1/√3.
        #expect(octahedron.visibility <= 1.0 / 3 && octahedron.visibility > 1.0 / 3 - 1e-7)
        let icosahedron = try state.hiddenStatesForAllProjective(axes: .platonic(.icosahedron))
        #expect(icosahedron.visibility > 0.4285 && icosahedron.visibility < 0.5)
        #expect(icosahedron.axes == 6 && icosahedron.strategies.count <= 32)
        // All 64 strategies allow no more than those that hidden states prefer.
        let whole = try Assemblage(of: state, measurements: PlatonicSolid.icosahedron.axes.map { .along($0) })
            .hiddenStateModel()
        #expect(abs(whole.visibility - icosahedron.axesVisibility) < 1e-6)
        #expect(icosahedron.axesVisibility <= whole.provenVisibility)
    }

    @Test("20.4 states whose first party has a state of its own, separable and product ones among them")
    func polarized() throws {
        let up = try StateVector.computational([0, 0], in: .twoQubits).densityOperator
        let tilted = try StateVector.product([.z, .x]).densityOperator.withWhiteNoise(visibility: 0.9)
        let product = try BlochVector(0.3, 0.4, -0.5).densityOperator.tensor(BlochVector(0.2, 0, 0.1).densityOperator)
        let states = try [
            tilted, product, up.withWhiteNoise(visibility: 0.95), up.mixed(with: .werner(visibility: 0.5), weight: 0.5),
            up.mixed(with: .werner(visibility: 1), weight: 0.7),
            // Correlated along z only, classically.
            .xyz(correlations: SIMD3(0, 0, 1)),
        ]
        for solid in [PlatonicSolid.octahedron, .icosahedron] {
            for (number, state) in states.enumerated() {
                let found = try state.hiddenStatesForAllProjective(axes: .platonic(solid))
                // All strategies, with the same noise.
                let own = try Assemblage(of: state, measurements: solid.axes.map { .along($0) })
                let half = Complex(0.5) * own.sum
                let noise = try Assemblage(own.operators.map { _ in [half, half] })
                let whole = try own.hiddenStateModel(noise: noise)
                #expect(found.axesVisibility <= whole.provenVisibility, "state \(number)")
                #expect(found.axesVisibility > whole.visibility - 1e-5, "state \(number)")
                #expect(abs(found.visibility - found.axesVisibility * found.inradius) < 1e-12)
            }
        }
        // Along z the second party gets ½(ρ_B ± 0.9v |x⟩⟨x|), and nothing along x and y: positive up to 0.9v = 0.9 + 0.05.
        let found = try tilted.hiddenStatesForAllProjective(axes: .platonic(.octahedron))
        #expect(abs(found.axesVisibility - 0.95 / 0.9) < 1e-6)
    }

    @Test("20.4 a quarter of Werner's state has four times the visibility")
    func scaling() throws {
        let state = try DensityOperator.werner(visibility: 0.25)
        let found = try state.hiddenStatesForAllProjective(axes: .platonic(.octahedron))
        #expect(abs(found.visibility - 4.0 / 3) < 1e-6)
    }

    /// With w_k the part of the correlations along axis k, a model of the axes has v·Σ |w_k|² ≤ max |Σ ±w_k|.
    ///
    /// That is how large the mean of a hidden state can be. The weights of the state are of the size of what rounding leaves once v is large.
    @Test(
        "20.2 states near noise: what rounding does to them is enlarged by v, and charged",
        arguments: [1e-4, 1e-6, 1e-8])
    func nearNoise(_ scale: Double) throws {
        var stream = RandomStream(seed: 2007)
        for _ in 0..<2 {
            let state = try DensityOperator.werner(visibility: scale * (1 + stream.uniform()))
            let first = Direction.random(using: &stream).vector
            let helper = Direction.random(using: &stream).vector
            func normal(_ a: SIMD3<Double>, _ b: SIMD3<Double>) throws -> Direction {
                try Direction(a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x)
            }
            let second = try normal(first, helper)
            let third = try normal(first, second.vector)
            let polyhedron = try MeasurementPolyhedron([normal(second.vector, third.vector), second, third])
            let found = try state.hiddenStatesForAllProjective(axes: polyhedron)
            let matrix = state.matrix
            func entry(_ row: Int, _ column: Int) -> Double { matrix[row, column].real }
            func square(_ vector: SIMD3<Double>) -> Double {
                vector.x * vector.x + vector.y * vector.y + vector.z * vector.z
            }
            let t = SIMD3<Double>(
                2 * (entry(0, 3) + entry(1, 2)), 2 * (entry(1, 2) - entry(0, 3)),
                (entry(0, 0) - entry(1, 1)) + (entry(3, 3) - entry(2, 2)))
            let parts: [SIMD3<Double>] = polyhedron.directions.map { t * $0.vector }
            let (a, b, c) = (parts[0], parts[1], parts[2])
            let sums: [SIMD3<Double>] = [a + b + c, a + b - c, a - b + c, a - b - c]
            let largest = sums.map { square($0).squareRoot() }.max() ?? .nan
            let bound: Double = largest / (square(a) + square(b) + square(c))
            #expect(found.axesVisibility <= bound * (1 + 0x1p-48), "\(found.axesVisibility / bound - 1)")
            #expect(found.axesVisibility > 0.99 * bound, "\(found.axesVisibility / bound - 1)")
        }
    }

    @Test("20.4 the model answers every direction: responses in the hull of the axes give the noisy assemblage")
    func anyDirection() throws {
        var stream = RandomStream(seed: 2004)
        let psi = try StateVector([0.9, 0, 0, Complex(0.19.squareRoot())], in: .twoQubits).densityOperator
        let polyhedron = try MeasurementPolyhedron.platonic(.icosahedron)
        let found = try psi.hiddenStatesForAllProjective(axes: polyhedron)
        for part in found.model {
            let least = try part.hermitianEigenvalues()[0]
            #expect(least > -1e-14)
        }
        let axes = polyhedron.directions.map(\.vector)
        let half = Complex(0.5) * (try psi.reduced(to: [1])).matrix
        for _ in 0..<10 {
            let direction = Direction.random(using: &stream)
            let shares = try #require(Self.shares(of: found.inradius * direction.vector, in: axes))
            var sum = ComplexMatrix(rows: 2, columns: 2)
            for (strategy, part) in zip(found.strategies, found.model) {
                var answer = 0.5
                for (share, outcome) in zip(shares, strategy) { answer += share * (outcome == 0 ? 0.5 : -0.5) }
                #expect(answer > -1e-12 && answer < 1 + 1e-12)
                sum.add(Complex(answer), times: part)
            }
            let seen = try Assemblage(of: psi, measurements: [.along(direction)]).operators[0][0]
            var expected = Complex(found.visibility) * seen
            expected.add(Complex(1 - found.visibility), times: half)
            #expect(sum.distance(to: expected) < 1e-5)
        }
    }

    /// c with Σ c_k n_k = point and Σ |c_k| ≤ 1, from a corner of the hull: three axes at a time.
    private static func shares(of point: SIMD3<Double>, in axes: [SIMD3<Double>]) -> [Double]? {
        for i in axes.indices {
            for j in 0..<i {
                for k in 0..<j {
                    let volume = dot(axes[i], cross(axes[j], axes[k]))
                    let a = dot(point, cross(axes[j], axes[k])) / volume
                    let b = dot(point, cross(axes[k], axes[i])) / volume
                    let c = dot(point, cross(axes[i], axes[j])) / volume
                    guard abs(a) + abs(b) + abs(c) <= 1 + 1e-12 else { continue }
                    var shares = [Double](repeating: 0, count: axes.count)
                    (shares[i], shares[j], shares[k]) = (a, b, c)
                    return shares
                }
            }
        }
        return nil
    }

    static let refused: [BadInput] = [
        BadInput("state must have dimensions [2, 2], but was [2, 2, 2]") {
            try ask(StateVector.ghz(parties: 3).densityOperator)
        },
        BadInput("axes must be at most 91, but was 126") {
            try DensityOperator.werner(visibility: 1).hiddenStatesForAllProjective(axes: .geodesic(frequency: 5))
        },
        BadInput("rounds must be in 0…20, but was -1") {
            try DensityOperator.werner(visibility: 1)
                .hiddenStatesForAllProjective(axes: .platonic(.octahedron), rounds: -1)
        },
        BadInput(
            "state must change what the second party sees, or have a largest visibility below infinity, but was one whose "
                + "first party's outcomes are random and tell nothing"
        ) { try ask(DensityOperator.maximallyMixed(in: .twoQubits)) },
    ]

    private static func ask(_ state: DensityOperator) throws -> ProjectiveHiddenStates {
        try state.hiddenStatesForAllProjective(axes: .platonic(.octahedron))
    }

    @Test("20.7 what cannot be asked is refused in words", arguments: refused)
    func refusals(_ input: BadInput) { input.expectRefusal() }

    @Test("20.7 a second party in a pure state is refused: nothing covers what rounding leaves") func pure() throws {
        let state = try StateVector.computational([0, 1], in: .twoQubits).densityOperator
        do {
            _ = try Self.ask(state)
            Issue.record("accepted")
        } catch let error as InvalidArgument {
            #expect(error.description.hasPrefix("least eigenvalue of the second party's state must be above 1e-6"))
        }
    }

    @Test("20.2 a solver that is stopped early proves less, and nothing wrong") func early() throws {
        let state = try DensityOperator.werner(visibility: 1)
        for limit in [0, 1, 3, 5] {
            let found = try state.hiddenStatesForAllProjective(
                axes: .platonic(.octahedron), SemidefiniteOptions(iterationLimit: limit))
            #expect(found.visibility >= 0 && found.visibility <= 1.0 / 3)
        }
    }
}
