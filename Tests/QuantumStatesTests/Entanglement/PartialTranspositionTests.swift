import Foundation
import NumericalCore
import QuantumStates
import Testing

@Suite struct PartialTranspositionTests {
    @Test("Entries are ⟨ab|ρ^{T_A}|a'b'⟩ = ⟨a'b|ρ|ab'⟩ for a qutrit and a qubit", arguments: [0, 1])
    func definition(party: Int) throws {
        let space = try HilbertSpace(dimensions: [3, 2])
        for state in try RandomStates.mixed(in: space, count: 6, seed: 81) {
            let transposed = try state.partialTranspose(of: [party])
            for a in 0..<3 {
                for b in 0..<2 {
                    for c in 0..<3 {
                        for d in 0..<2 {
                            let expected =
                                party == 0 ? state.matrix[c * 2 + b, a * 2 + d] : state.matrix[a * 2 + d, c * 2 + b]
                            #expect(transposed[a * 2 + b, c * 2 + d] == expected)
                        }
                    }
                }
            }
        }
    }

    @Test("Twice is nothing, all parties is the transpose, complements are transposes of one another")
    func involution() throws {
        let space = try HilbertSpace(dimensions: [2, 3, 2])
        for state in try RandomStates.mixed(in: space, count: 6, seed: 82) {
            for parties in [[0], [1], [2], [0, 2], [1, 0]] {
                let once = try state.partialTranspose(of: parties)
                let twice = try DensityOperator(unchecked: once, in: space).partialTranspose(of: parties)
                #expect(twice == state.matrix)
                #expect(once.hermiticityDefect == 0 && abs(once.trace.real - 1) < 1e-14)
                let rest = (0..<3).filter { !parties.contains($0) }
                #expect(try state.partialTranspose(of: rest) == once.transpose)
            }
            #expect(try state.partialTranspose(of: [0, 1, 2]) == state.matrix.transpose)
        }
    }

    @Test("A pure two-qubit state has negativity C/2")
    func pure() throws {
        for state in RandomStates.pure(in: .twoQubits, count: 60, seed: 83) {
            let density = state.densityOperator
            #expect(abs(try density.negativity() - density.concurrence() / 2) < 1e-13)
            #expect(abs(try density.negativity(of: [0]) - density.negativity(of: [1])) < 1e-14)
        }
    }

    @Test("A maximally entangled pair of D levels has negativity (D − 1)/2", arguments: 2...5)
    func maximallyEntangled(dimension: Int) throws {
        let state = try StateVector.maximallyEntangled(dimension: dimension).densityOperator
        #expect(abs(try state.negativity() - Double(dimension - 1) / 2) < 1e-13)
    }

    @Test("The Werner state has positive partial transpose up to v = 1/3 and not beyond")
    func wernerThreshold() throws {
        #expect(try DensityOperator.werner(visibility: 1.0 / 3).hasPositivePartialTranspose())
        #expect(try DensityOperator.werner(visibility: 1.0 / 3 - 1e-9).hasPositivePartialTranspose(tolerance: 0))
        #expect(try !DensityOperator.werner(visibility: 1.0 / 3 + 1e-9).hasPositivePartialTranspose())
        // The smallest eigenvalue is (1 − 3v)/4.
        for visibility in [0.0, 0.5, 0.8, 1] {
            let state = try DensityOperator.werner(visibility: visibility)
            #expect(abs(try state.negativity() - max(0, (3 * visibility - 1) / 4)) < 1e-15)
        }
    }

    @Test(
        "Random separable states have positive partial transpose across every cut",
        arguments: [[2, 2], [3, 2], [2, 2, 2]])
    func separable(shape: [Int]) throws {
        var stream = RandomStream(seed: 84)
        let space = try HilbertSpace(dimensions: shape)
        for terms in [1, 2, 5, 20] {
            for _ in 0..<8 {
                let state = try DensityOperator.randomSeparable(in: space, terms: terms, using: &stream)
                for party in shape.indices {
                    #expect(try state.hasPositivePartialTranspose(of: [party]))
                    #expect(try state.negativity(of: [party]) < 1e-14)
                }
                #expect(abs(state.matrix.trace.real - 1) < 1e-14)
            }
        }
    }

    @Test("No unitary entangles an absolutely separable spectrum; Verstraete's unitary entangles any other")
    func absoluteSeparability() throws {
        var stream = RandomStream(seed: 85)
        var counts = [0, 0]
        for _ in 0..<60 {
            // Spectra uniform on the simplex lie on both sides of the border.
            let raw = (0..<4).map { _ in -log(1 - stream.uniform()) }
            let total = raw.reduce(0, +)
            let spectrum = raw.map { $0 / total }.sorted(by: >)
            let diagonal = DensityOperator(unchecked: .diagonal(spectrum.map { Complex($0) }), in: .twoQubits)
            let absolutelySeparable = try diagonal.isAbsolutelySeparable()
            let bound = spectrum[0] - spectrum[2] - 2 * (spectrum[1] * spectrum[3]).squareRoot()
            #expect(absolutelySeparable == (bound <= 0))
            counts[absolutelySeparable ? 1 : 0] += 1
            for _ in 0..<20 {
                let state = try diagonal.applying(Haar.unitary(dimension: 4, using: &stream))
                #expect(try state.isAbsolutelySeparable(tolerance: 1e-9) || !absolutelySeparable)
                if absolutelySeparable { #expect(try state.hasPositivePartialTranspose()) }
            }
            // The most entangled state of a spectrum: λ₁ on Φ⁺, λ₃ on Φ⁻, λ₂ on |01⟩, λ₄ on |10⟩.
            let half = Complex(0.5.squareRoot())
            let basis = try ComplexMatrix([[half, 0, half, 0], [0, 1, 0, 0], [0, 0, 0, 1], [half, 0, -half, 0]])
            let best = try diagonal.applying(basis)
            #expect(abs(try best.concurrence() - max(0, bound)) < 1e-12)
        }
        #expect(counts[0] > 5 && counts[1] > 5)
    }
}
