import Foundation
import QuantumBounds
import TestSupport
import Testing

/// Local-hidden-state models and parents of measurements: known thresholds, and the link between the two questions.
@Suite("Steering and joint measurability") struct SteeringTests {
    static let axes: [Direction] = PlatonicSolid.octahedron.axes

    @Test("20.4 two and three orthogonal axes: 1/√2 and 1/√3, for Werner's state and for the measurements")
    func orthogonalAxes() throws {
        for count in [2, 3] {
            let measurements = Self.axes.prefix(count).map { POVM.along($0) }
            let exact = 1 / Double(count).squareRoot()
            let state = try DensityOperator.werner(visibility: 1)
            for assemblage in [
                try Assemblage(of: state, measurements: measurements), try Assemblage(measurements: measurements),
            ] {
                let found = try assemblage.hiddenStateModel()
                #expect(abs(found.visibility - exact) < 1e-7)
                #expect(found.provenVisibility >= exact - 1e-12 && found.provenVisibility < exact + 1e-6)
                #expect(found.residual < 1e-7 && found.model.count == 1 << count)
                for part in found.model { #expect(try part.hermitianEigenvalues()[0] > -1e-9) }
            }
        }
    }

    @Test("20.4 a state steers with measurements exactly as far as these are incompatible") func link() throws {
        // For a maximally entangled pair the assemblage is the transposed measurements over d.
        var stream = RandomStream(seed: 400)
        let pair = try DensityOperator.isotropic(dimension: 3, visibility: 1)
        for _ in 0..<2 {
            let measurements = try (0..<2).map { _ in try POVM.randomBasis(dimension: 3, using: &stream) }
            let steering = try Assemblage(of: pair, measurements: measurements)
            let joint = try Assemblage(measurements: measurements)
            let (left, right) = (try steering.hiddenStateModel(), try joint.hiddenStateModel())
            #expect(abs(left.visibility - right.visibility) < 1e-6 && left.visibility < 0.9)
            #expect(abs(try steering.steeringRobustness() - joint.steeringRobustness()) < 1e-6)
            #expect(abs(try steering.steeringWeight() - joint.steeringWeight()) < 1e-6)
            #expect(abs(try steering.steeringWeight() - 1) < 1e-6)
        }
    }

    @Test("20.4 the icosahedron's six axes, and states below their threshold") func icosahedron() throws {
        let measurements = PlatonicSolid.icosahedron.axes.map { POVM.along($0) }
        let whole = try Assemblage(of: .werner(visibility: 1), measurements: measurements).hiddenStateModel()
        // Six axes of the icosahedron: between ½, which all axes leave, and 1/√3.
        #expect(whole.visibility > 0.5 && whole.visibility < 0.577 && whole.stopReason == .converged)
        let below = try Assemblage(of: .werner(visibility: 0.5), measurements: measurements)
        let found = try below.hiddenStateModel()
        #expect(abs(found.visibility - 2 * whole.visibility) < 1e-5 && found.provenVisibility > 1)
        #expect(abs(try below.steeringWeight()) < 1e-7)
        #expect(abs(try below.steeringRobustness()) < 1e-7)
    }

    @Test("20.2 what is its own noise has a model without end, and what is nearly so a large visibility")
    func ownNoise() throws {
        let axes = Self.axes.prefix(2).map { POVM.along($0) }
        let product = try StateVector.computational([0, 0], in: .twoQubits).densityOperator
        let coin = try POVM([Complex(0.5) * .identity(2), Complex(0.5) * .identity(2)])
        for assemblage in [
            try Assemblage(of: product, measurements: axes),
            try Assemblage(of: .maximallyMixed(in: .twoQubits), measurements: axes),
            try Assemblage(measurements: [coin, coin]), try Assemblage(measurements: [.trivial(dimension: 2)]),
        ] {
            let found = try assemblage.hiddenStateModel()
            #expect(found.visibility == .infinity && found.provenVisibility == .infinity)
            #expect(found.residual < 1e-12 && found.model.count == found.strategies.count)
            for part in found.model { #expect(try part.hermitianEigenvalues()[0] > -1e-12) }
        }
        for visibility in [1e-3, 1e-6, 1e-9] {
            let state = try DensityOperator.werner(visibility: visibility)
            let found = try Assemblage(of: state, measurements: axes).hiddenStateModel()
            let exact = 0.5.squareRoot() / visibility
            #expect(abs(found.visibility / exact - 1) < 1e-5 && found.residual < 1e-5)
            #expect(found.provenVisibility >= exact * (1 - 1e-6))
            let extended = try state.symmetricExtension(copies: 1)
            #expect(abs(extended.visibility * visibility * 3 - 1) < 1e-5)
        }
        for copies in [1, 2] {
            let found = try DensityOperator.maximallyMixed(in: .twoQubits).symmetricExtension(copies: copies)
            #expect(found.visibility == .infinity && found.provenVisibility == .infinity)
        }
    }

    @Test("20.2 the proven visibility holds however early the solver stops") func early() throws {
        let assemblage = try Assemblage(measurements: Self.axes.map { POVM.along($0) })
        for limit in 0..<7 {
            let found = try assemblage.hiddenStateModel(SemidefiniteOptions(iterationLimit: limit))
            #expect(found.provenVisibility >= 1 / 3.0.squareRoot() - 1e-12)
        }
    }

    @Test("20.4 weight, robustness and local content lie in their ranges, whatever the solver left")
    func ranges() throws {
        for visibility in [0, 0.2, 0.5, 0.7, 1] {
            let state = try DensityOperator.werner(visibility: visibility)
            for count in [1, 2, 3] {
                let assemblage = try Assemblage(of: state, measurements: Self.axes.prefix(count).map { POVM.along($0) })
                let (weight, robustness) = try (assemblage.steeringWeight(), assemblage.steeringRobustness())
                #expect((0...1).contains(weight) && robustness >= 0, "\(weight), \(robustness)")
                let isSteerable = count > 1 && visibility > 1 / Double(count).squareRoot()
                #expect((weight > 1e-6) == isSteerable && (robustness > 1e-6) == isSteerable)
            }
        }
        var stream = RandomStream(seed: 2026)
        for outcomes in [
            [[2, 2], [2, 2]], [[1, 2, 2], [2, 2]], [[2, 2], [2, 1], [2, 2]], [[3, 2], [2, 3]],
        ] {
            let polytope = try LocalPolytope(Scenario(outcomes: outcomes))
            let vertices = Array(try polytope.vertices())
            for _ in 0..<10 {
                let weights = vertices.map { _ in stream.uniform() }
                let sum = weights.reduce(0, +)
                let content = try polytope.behaviour(vertices, weights: weights.map { $0 / sum }).localContent()
                #expect(content.weight <= 1 && content.weight > 1 - 1e-9 && content.nonlocalFraction >= 0)
            }
        }
    }

    @Test("20.4 local content: (S − 2)/2 of Tsirelson's behaviour, all of the box, nothing of local ones")
    func localContent() throws {
        let box = try Behaviour.popescuRohrlich.localContent()
        #expect(abs(box.weight) < 1e-9 && box.provenWeight < 1e-8)
        for visibility in [0.3, 0.5.squareRoot(), 0.9] {
            let noisy = try Behaviour.popescuRohrlich.withWhiteNoise(visibility: visibility)
            let found = try noisy.localContent()
            let exact = 1 - max(0, (4 * visibility - 2) / 2)
            #expect(abs(found.weight - exact) < 1e-9)
            #expect(found.provenWeight >= exact - 1e-12 && found.provenWeight < exact + 1e-8)
            #expect(abs(found.strategies.reduce(0) { $0 + $1.weight } - found.weight) < 1e-9)
        }
    }

    @Test(
        "20.7 wrong input is refused in words",
        arguments: [
            WrongInput(saying: "operators", "none") { try Assemblage([]) },
            WrongInput(saying: "outcomes of setting 1", "none") { try Assemblage([[.identity(2)], []]) },
            WrongInput(saying: "dimension", "65") { try Assemblage([[.identity(65)]]) },
            WrongInput(saying: "operator 0 of setting 1", "2 × 2", "3 × 3") {
                try Assemblage([[.identity(2)], [.identity(3)]])
            },
            WrongInput(saying: "operator 0 of setting 0", "finite") {
                try Assemblage([[ComplexMatrix(rows: 1, columns: 1, repeating: Complex(.nan))]])
            },
            WrongInput(saying: "operator 0 of setting 0", "Hermitian") {
                try Assemblage([[ComplexMatrix([[1, 1], [0, 1]])]])
            },
            WrongInput(saying: "operator 0 of setting 0", "positive", "-1.0") {
                try Assemblage([[ComplexMatrix([[-1, 0], [0, 1]])]])
            },
            WrongInput(saying: "trace of the sum", "above 0") {
                try Assemblage([[ComplexMatrix(rows: 2, columns: 2)]])
            },
            WrongInput(saying: "noise", "differ") {
                let own = try Assemblage(measurements: [.along(.x), .along(.z)])
                _ = try own.hiddenStateModel(noise: own)
            },
            WrongInput(saying: "noise", "differ") {
                _ = try DensityOperator.werner(visibility: 1).symmetricExtension(noise: .werner(visibility: 1))
            },
            WrongInput(saying: "sum of setting 1", "off by") {
                try Assemblage([[.identity(2)], [Complex(2) * ComplexMatrix.identity(2)]])
            },
            WrongInput(saying: "state", "two parties", "3") {
                try Assemblage(of: .maximallyMixed(in: .qubits(3)), measurements: [.along(.x)])
            },
            WrongInput(saying: "dimension of measurement 0", "2", "3") {
                try Assemblage(of: .werner(visibility: 1), measurements: [.trivial(dimension: 3)])
            },
            WrongInput(saying: "strategies", "4096", "8192") {
                try Assemblage(measurements: Array(repeating: .along(.x), count: 13)).hiddenStateModel()
            },
            WrongInput(saying: "noise", "[2]") {
                try Assemblage(measurements: [.along(.x)]).hiddenStateModel(
                    noise: Assemblage(measurements: [.along(.x), .along(.z)]))
            },
            WrongInput(saying: "strategies", "16384", "1048576") {
                try Behaviour.whiteNoise(in: Scenario(parties: 2, settings: 10)).localContent()
            },
        ]) func wrongInput(input: WrongInput)
    { input.check() }
}
