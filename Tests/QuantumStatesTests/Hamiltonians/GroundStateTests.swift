import Foundation
import QuantumStates
import Testing

@Suite("Ground states")
struct GroundStateTests {
    struct Chain: Sendable {
        let count: Int
        let boundary: InteractionGraph.Boundary
        let energy: Double
    }
    static let chains: [Chain] = [
        Chain(count: 2, boundary: .open, energy: -0.75),
        Chain(count: 3, boundary: .open, energy: -1),
        Chain(count: 3, boundary: .periodic, energy: -0.75),
        Chain(count: 4, boundary: .open, energy: -0.75 - 3.0.squareRoot() / 2),
        Chain(count: 4, boundary: .periodic, energy: -2),
        Chain(count: 6, boundary: .periodic, energy: -1 - 13.0.squareRoot() / 2),
    ]

    @Test("energies of small Heisenberg rings and chains, in closed form", arguments: chains)
    func heisenberg(chain: Chain) throws {
        let graph = try InteractionGraph.chain(chain.count, boundary: chain.boundary)
        let sum = try PauliSum.heisenberg(coupling: 2, on: graph)
        let ground = try GroundState.dense(of: sum)
        #expect(abs(ground.energy - 2 * chain.energy) < 1e-13)
        #expect(ground.residualNorm < 1e-13)
        #expect(ground.stopReason == .converged)
    }

    /// The ground energy of the ring from the Bethe equations N·2 arctan 2λ_j = 2π I_j + Σ_k 2 arctan(λ_j − λ_k).
    private func betheEnergy(_ count: Int) -> Double {
        let half = count / 2
        var rapidities = [Double](repeating: 0, count: half)
        for _ in 0..<2000 {
            rapidities = (0..<half).map { j in
                let quantumNumber = Double(j) - Double(half - 1) / 2
                let scattering = rapidities.reduce(0) { $0 + atan(rapidities[j] - $1) }
                return tan((Double.pi * quantumNumber + scattering) / Double(count)) / 2
            }
        }
        return Double(count) / 4 - rapidities.reduce(0) { $0 + 0.5 / ($1 * $1 + 0.25) }
    }

    @Test("Lanczos gives the Bethe-ansatz energies of Heisenberg rings", arguments: [4, 8, 10, 12])
    func bethe(count: Int) throws {
        let sum = try PauliSum.heisenberg(on: .chain(count, boundary: .periodic))
        var stream = RandomStream(seed: 21)
        let ground = try GroundState.lanczos(of: sum, using: &stream)
        #expect(ground.stopReason == .converged)
        #expect(abs(ground.energy - betheEnergy(count)) < 1e-11)
    }

    @Test("published energies of Heisenberg rings", arguments: [(8, -3.6510934), (10, -4.5154464)])
    func published(count: Int, energy: Double) throws {
        var stream = RandomStream(seed: 22)
        let sum = try PauliSum.heisenberg(on: .chain(count, boundary: .periodic))
        #expect(abs(try GroundState.lanczos(of: sum, using: &stream).energy - energy) < 1e-7)
    }

    @Test(
        "the whole spectrum of the open transverse-field Ising chain is that of free fermions",
        arguments: [0.3, 1, 2.1])
    func freeFermions(field: Double) throws {
        let count = 6
        // −Σ σᶻσᶻ − h Σ σˣ; levels Σ ±Λ with the singular values Λ of the bidiagonal matrix (h on the diagonal, 1 above).
        let sum = try PauliSum.transverseFieldIsing(coupling: -4, field: -2 * field, on: .chain(count))
        let bidiagonal = RealMatrix(rows: count, columns: count) { row, column in
            if row == column { return field }
            return column == row + 1 ? 1 : 0
        }
        let modes = try bidiagonal.singularValueDecomposition().values
        var levels = [0.0]
        for mode in modes { levels = levels.map { $0 + mode } + levels.map { $0 - mode } }
        levels.sort()
        let energies = try HamiltonianSpectrum(sum).energies
        #expect(zip(energies, levels).allSatisfy { abs($0 - $1) < 1e-12 })
        var stream = RandomStream(seed: 23)
        let options = LanczosOptions(findsGap: true)
        let ground = try GroundState.lanczos(of: sum, options: options, using: &stream)
        #expect(abs(ground.energy - levels[0]) < 1e-12)
        #expect(abs(try #require(ground.firstExcitedEnergy) - levels[1]) < 1e-10)
    }

    @Test("the periodic transverse-field Ising chain has the free-fermion ground energy", arguments: [0.5, 1, 1.7])
    func periodicIsing(field: Double) throws {
        let count = 10
        let graph = try InteractionGraph.chain(count, boundary: .periodic)
        let sum = try PauliSum.transverseFieldIsing(coupling: -4, field: -2 * field, on: graph)
        var expected = 0.0
        for m in 0..<count {
            let momentum = Double(2 * m + 1) * Double.pi / Double(count)
            expected -= (1 + field * field - 2 * field * cos(momentum)).squareRoot()
        }
        var stream = RandomStream(seed: 24)
        #expect(abs(try GroundState.lanczos(of: sum, using: &stream).energy - expected) < 1e-11)
    }

    @Test("Lanczos and the dense route agree, with real and complex Hamiltonians", arguments: [1, 2, 3, 6, 8])
    func agreement(qubits: Int) throws {
        var stream = RandomStream(seed: 25, substream: UInt64(qubits))
        for terms in [3, 40] {
            let sum = try randomPauliSum(qubits: qubits, terms: terms, using: &stream)
            let dense = try GroundState.dense(of: sum)
            let options = LanczosOptions(tolerance: 1e-12, findsGap: true)
            let lanczos = try GroundState.lanczos(of: sum, options: options, using: &stream)
            let scale = max(1, sum.coefficientNorm)
            #expect(abs(dense.energy - lanczos.energy) < 1e-11 * scale)
            #expect(lanczos.residualNorm < 1e-10 * scale)
            let gaps = (try #require(dense.gap), try #require(lanczos.gap))
            #expect(abs(gaps.0 - gaps.1) < 1e-9 * scale)
            #expect(abs(try lanczos.state.expectation(of: sum) - lanczos.energy) < 1e-12 * scale)
            if dense.degeneracy == 1, gaps.0 > 0.01 * scale {
                #expect(abs(try dense.state.overlap(with: lanczos.state).modulus - 1) < 1e-12)
            }
        }
    }

    @Test("a small basis restarts and still converges; the same seed gives the same bits")
    func restarts() throws {
        let sum = try PauliSum.heisenberg(on: .chain(10, boundary: .periodic))
        var energies: [[Complex]] = []
        for _ in 0..<2 {
            var stream = RandomStream(seed: 26)
            let ground = try GroundState.lanczos(of: sum, options: LanczosOptions(basisSize: 6), using: &stream)
            #expect(ground.iterations > 12)
            #expect(abs(ground.energy + 4.515446354492045) < 1e-11)
            energies.append(ground.state.amplitudes)
        }
        #expect(energies[0] == energies[1])
    }

    @Test("degenerate ground spaces are counted and have no gap")
    func degeneracy() throws {
        let ring = try PauliSum.heisenberg(on: .chain(3, boundary: .periodic))
        let dense = try GroundState.dense(of: ring)
        #expect(dense.degeneracy == 4)
        #expect(try #require(dense.gap) < 1e-14)
        var stream = RandomStream(seed: 27)
        let lanczos = try GroundState.lanczos(of: ring, options: LanczosOptions(findsGap: true), using: &stream)
        #expect(try #require(lanczos.gap) < 1e-12)
        #expect(lanczos.degeneracy == nil)
        let zero = try PauliSum([], qubits: 2)
        #expect(try GroundState.dense(of: zero).degeneracy == 4)
        #expect(try GroundState.lanczos(of: zero, using: &stream).energy == 0)
    }

    @Test("the callback stops the iteration with the best state so far")
    func stopping() throws {
        let sum = try PauliSum.heisenberg(on: .chain(10))
        var stream = RandomStream(seed: 28)
        var reports: [LanczosProgress] = []
        let ground = try GroundState.lanczos(of: sum, using: &stream) { report in
            reports.append(report)
            return report.iterations < 5
        }
        #expect(ground.stopReason == .stoppedByCaller)
        #expect(ground.iterations == 5)
        #expect(reports.count == 5)
        #expect(zip(reports, reports.dropFirst()).allSatisfy { $0.energy >= $1.energy - 1e-12 })
        #expect(abs(ground.energy - reports[4].energy) < 1e-12)
        let limited = try GroundState.lanczos(of: sum, options: LanczosOptions(roundLimit: 3), using: &stream)
        #expect(limited.stopReason == .iterationLimit)
        #expect(limited.residualNorm > 1e-3)
    }

    @Test("the asynchronous route gives the same energy and heeds cancellation")
    func asynchronous() async throws {
        let sum = try PauliSum.heisenberg(on: .chain(8))
        let search = try GroundState.lanczosSearch(of: sum, options: LanczosOptions(seed: 29))
        let ground = try await search.run()
        #expect(abs(ground.energy - (try GroundState.dense(of: sum)).energy) < 1e-11)
        let run = search.start()
        for await progress in run.progress where progress.step >= 2 { run.cancel() }
        // Whatever it has by then is a state with its energy, above that of the ground state.
        let early = try await run.value
        #expect(early.stopReason == .cancelled || early.state == ground.state)
        #expect(early.energy > ground.energy - 1e-11)
        let never = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await search.run()
        }
        await #expect(throws: CancellationError.self) { try await never.value }
    }

    @Test("neighbours in the ground state of a ring share its energy")
    func reducedPair() throws {
        let sum = try PauliSum.heisenberg(on: .chain(6, boundary: .periodic))
        let ground = try GroundState.dense(of: sum)
        let pair = try ground.state.reduced(to: [0, 1])
        #expect(abs(try pair.expectation(of: PauliSum.heisenberg(on: .pair)) - ground.energy / 6) < 1e-13)
    }
}
