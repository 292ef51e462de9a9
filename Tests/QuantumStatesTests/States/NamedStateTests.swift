import Foundation
import NumericalCore
import QuantumStates
import Testing

@Suite struct NamedStateTests {
    @Test("The Bell states are orthonormal and maximally entangled")
    func bell() throws {
        for left in BellState.allCases {
            for right in BellState.allCases {
                let overlap = try left.stateVector.overlap(with: right.stateVector)
                #expect((overlap - (left == right ? 1 : 0)).modulus < 1e-15)
            }
            let half = try left.stateVector.reduced(to: [1])
            #expect((half.matrix - (try DensityOperator.maximallyMixed(in: .qubit)).matrix).frobeniusNorm < 1e-15)
        }
    }

    @Test("GHZ: every reduction is Σ|i…i⟩⟨i…i|/D", arguments: [(2, 2), (3, 2), (5, 2), (3, 3), (2, 4)])
    func ghz(parties: Int, dimension: Int) throws {
        let state = try StateVector.ghz(parties: parties, dimension: dimension)
        #expect(abs(euclideanNorm(state.amplitudes) - 1) < 1e-15)
        let kept = Array(0..<(parties - 1))
        let reduced = try state.reduced(to: kept)
        var expected = ComplexMatrix(rows: reduced.space.dimension, columns: reduced.space.dimension)
        for level in 0..<dimension {
            let index = try reduced.space.index(of: kept.map { _ in level })
            expected[index, index] = Complex(1 / Double(dimension))
        }
        #expect((reduced.matrix - expected).frobeniusNorm < 1e-15)
    }

    @Test("GHZ stabilizers: X…X and Z_jZ_k have mean 1", arguments: [2, 3, 4])
    func stabilizers(parties: Int) throws {
        let tensor = try PauliTensor(StateVector.ghz(parties: parties).densityOperator)
        #expect(abs(tensor[try PauliString(String(repeating: "X", count: parties))] - 1) < 1e-14)
        let pair = try PauliString([(0, .z), (parties - 1, .z)], of: parties)
        #expect(abs(tensor[pair] - 1) < 1e-14)
        #expect(abs(tensor[try PauliString(.z, at: 0, of: parties)]) < 1e-15)
    }

    @Test("W: pairs have concurrence 2/N and are 2/N Ψ⁺ and 1 − 2/N |00⟩", arguments: 2...7)
    func w(parties: Int) throws {
        let state = try StateVector.w(parties: parties)
        let weight = 2 / Double(parties)
        let ground = try StateVector.computational([0, 0], in: .twoQubits)
        let expected = try DensityOperator.mixture(
            [BellState.psiPlus.stateVector, ground], weights: [weight, 1 - weight])
        for pair in [[0, 1], [parties - 1, 0]] {
            let reduced = try state.reduced(to: pair)
            #expect((reduced.matrix - expected.matrix).frobeniusNorm < 1e-14)
            #expect(abs(try reduced.concurrence() - weight) < 1e-12)
        }
    }

    @Test("Dicke: pairs have the hypergeometric weights", arguments: [(4, 2), (5, 2), (6, 3), (5, 0), (5, 5), (4, 1)])
    func dicke(parties: Int, excitations: Int) throws {
        let state = try StateVector.dicke(parties: parties, excitations: excitations)
        let (n, k) = (Double(parties), Double(excitations))
        let pairs = n * (n - 1)
        let reduced = try state.reduced(to: [1, parties - 1]).matrix
        let (none, one, both) = ((n - k) * (n - k - 1) / pairs, k * (n - k) / pairs, k * (k - 1) / pairs)
        var expected = ComplexMatrix.diagonal([none, one, one, both].map { Complex($0) })
        expected[1, 2] = Complex(one)
        expected[2, 1] = Complex(one)
        #expect((reduced - expected).frobeniusNorm < 1e-14)
    }

    @Test("Bell-diagonal states have their weights as eigenvalues")
    func bellDiagonal() throws {
        let weights = [0.4, 0.3, 0.2, 0.1]
        let state = try DensityOperator.bellDiagonal(weights: weights)
        for (bell, weight) in zip(BellState.allCases, weights) {
            #expect(abs(try state.fidelity(with: bell.stateVector) - weight) < 1e-15)
        }
        let mixture = try DensityOperator.mixture(BellState.allCases.map(\.stateVector), weights: weights)
        #expect((mixture.matrix - state.matrix).frobeniusNorm < 1e-15)
    }

    @Test("An XYZ state is ¼ (1 + Σ c σ⊗σ), inside the tetrahedron and not outside")
    func xyz() throws {
        var stream = RandomStream(seed: 171)
        for _ in 0..<100 {
            let c = SIMD3(2 * stream.uniform() - 1, 2 * stream.uniform() - 1, 2 * stream.uniform() - 1)
            var matrix = ComplexMatrix.identity(4)
            matrix += c.x * PlainPauli.matrix("XX")
            matrix += c.y * PlainPauli.matrix("YY")
            matrix += c.z * PlainPauli.matrix("ZZ")
            if try matrix.hermitianEigenvalues()[0] < 0 {
                #expect(throws: InvalidArgument.self) { try DensityOperator.xyz(correlations: c) }
            } else {
                #expect((try DensityOperator.xyz(correlations: c).matrix - 0.25 * matrix).frobeniusNorm < 1e-15)
            }
        }
    }

    @Test("States by name are the states", arguments: DensityOperator.knownNames)
    func names(name: String) throws {
        let calls: [String: (String, () throws -> DensityOperator)] = [
            "singlet": ("Singlet", { StateVector.singlet.densityOperator }),
            "phi+": ("phi+", { BellState.phiPlus.stateVector.densityOperator }),
            "phi-": ("PHI-", { BellState.phiMinus.stateVector.densityOperator }),
            "psi+": ("psi+", { BellState.psiPlus.stateVector.densityOperator }),
            "psi-": (" psi- ", { BellState.psiMinus.stateVector.densityOperator }),
            "werner(visibility)": ("werner(0.8)", { try .werner(visibility: 0.8) }),
            "werner(dimension, swap)": ("werner(3, -0.5)", { try .werner(dimension: 3, swap: -0.5) }),
            "isotropic(dimension, visibility)": (
                "isotropic(3,0.25)", { try .isotropic(dimension: 3, visibility: 0.25) }
            ),
            "ghz(parties)": ("ghz(3)", { try StateVector.ghz(parties: 3).densityOperator }),
            "ghz(parties, dimension)": ("ghz(2, 3)", { try StateVector.ghz(parties: 2, dimension: 3).densityOperator }),
            "w(parties)": ("w(4)", { try StateVector.w(parties: 4).densityOperator }),
            "dicke(parties, excitations)":
                ("dicke(4, 2)", { try StateVector.dicke(parties: 4, excitations: 2).densityOperator }),
            "mixed(parties)": ("mixed(2)", { try .maximallyMixed(in: .twoQubits) }),
            "xyz(x, y, z)": ("xyz(-0.1, 0.2, 0.3)", { try .xyz(correlations: SIMD3(-0.1, 0.2, 0.3)) }),
            "bell-diagonal(p1, p2, p3, p4)":
                ("bell-diagonal(0.4, 0.3, 0.2, 0.1)", { try .bellDiagonal(weights: [0.4, 0.3, 0.2, 0.1]) }),
        ]
        let (call, expected) = try #require(calls[name])
        #expect(try DensityOperator(named: call) == expected())
    }

    /// A visibility or an expectation that was computed at the border of its range is off by rounding.
    @Test("15.7 parameters at the border may be rounded, and no more than that") func roundedParameters() throws {
        #expect(try DensityOperator.werner(visibility: 1.0.nextUp) == .werner(visibility: 1))
        #expect(try DensityOperator.werner(visibility: -1.0 / 3 - 1e-16) == .werner(visibility: -1.0 / 3))
        #expect(try DensityOperator.werner(dimension: 3, swap: (-1.0).nextDown) == .werner(dimension: 3, swap: -1))
        #expect(
            try DensityOperator.isotropic(dimension: 3, visibility: 1 + 1e-13)
                == .isotropic(dimension: 3, visibility: 1))
        for value in [1 + 1e-9, -1.0 / 3 - 1e-9, .nan, .infinity] {
            #expect(throws: InvalidArgument.self) { try DensityOperator.werner(visibility: value) }
        }
        #expect(throws: InvalidArgument.self) { try DensityOperator.werner(dimension: 2, swap: -1.0001) }
        #expect(throws: InvalidArgument.self) { try DensityOperator.isotropic(dimension: 2, visibility: 1.0001) }
    }
}
