import Foundation
import MacroscopicLocality
import Testing

/// Section V: rotationally invariant samples.
@Suite struct RotationTests {
    static let heisenberg = SIMD3<Double>(repeating: 1)

    /// The bound is reached by the ground states of −S_A·S_B, that is of Σ σ_i·σ_j over all pairs between the regions.
    @Test("the bound is tight", arguments: [(1, 1), (1, 2), (2, 2), (1, 3), (2, 3), (3, 3)])
    func boundIsTight(_ first: Int, _ second: Int) throws {
        let edges = (0..<first).flatMap { i in (first..<(first + second)).map { InteractionGraph.Edge(i, $0) } }
        let graph = try InteractionGraph(count: first + second, edges: edges)
        let hamiltonian = try PauliSum.xyz(couplings: RotationTests.heisenberg, on: graph)
        let system = try hamiltonian.matrix().hermitianEigensystem()
        let projector = system.applying { $0 < system.values[0] + 1e-9 ? .one : .zero }
        let state = DensityOperator(
            unchecked: Complex(1 / projector.trace.real) * projector, in: try .qubits(first + second))
        let effective = try EffectiveState(of: state, regions: .blocks([first, second]))
        let bound = try RotationalVisibility.bound(Double(first), Double(second))
        #expect(try RotationalVisibility.defect(of: effective) < 1e-12)
        #expect(abs(try RotationalVisibility.value(of: effective) - bound) < 1e-12)
        // The coupled-spin formula, and that no state has more: V is −4/(3 N_A N_B) times an eigenvalue of S_A·S_B.
        let (sa, sb) = (Double(first) / 2, Double(second) / 2)
        let coupled = try EffectiveState.coupledSpins(
            (sa, sb), total: abs(sa - sb), regionSizes: [Double(first), Double(second)])
        #expect(abs(try RotationalVisibility.value(of: coupled) - bound) < 1e-12)
    }

    @Test func valuesOfTheBound() throws {
        #expect(try RotationalVisibility.bound(1, 1) == 1)
        #expect(abs(try RotationalVisibility.bound(1, 2) - 2.0 / 3) < 1e-15)
        #expect(abs(try RotationalVisibility.bound(8, 3) - 5.0 / 12) < 1e-15)
        #expect(abs(try RotationalVisibility.bound(1e23, 1e23) - 1.0 / 3) < 1e-15)
    }

    @Test func thresholds() throws {
        #expect(LocalVisibility.paperProjective.leastRegionSize == 2)
        #expect(LocalVisibility.paperPOVM.leastRegionSize == 8)
        #expect(LocalVisibility.projective2023.leastRegionSize == 2)
        #expect(LocalVisibility.povm2024.leastRegionSize == 4)
        let own = try LocalVisibility(0.66, measurements: .projective, source: "P4, before the extension to 2/3")
        #expect(own.leastRegionSize == 3)
        #expect(try LocalVisibility(1.0 / 3, measurements: .povm, source: "separable").leastRegionSize == nil)
        #expect(try LocalVisibility(1, measurements: .povm, source: "test").leastRegionSize == 1)
        for threshold in LocalVisibility.known {
            let size = try #require(threshold.leastRegionSize)
            #expect(try RotationalVisibility.bound(1, size) <= threshold.value + 1e-12)
            #expect(try RotationalVisibility.bound(1, size - 1) > threshold.value)
            #expect(try JSONDecoder().decode(LocalVisibility.self, from: JSONEncoder().encode(threshold)) == threshold)
        }
        #expect(try LocalVisibility.paperPOVM.covers(1, 1e23))
    }

    @Test func table() throws {
        let table = try VisibilityTable([1, 2, 8], [1, 4])
        #expect(table.rows.count == 6 && table.thresholds.count == 4)
        #expect(table.rows[0].isLocal == [false, false, false, false])
        #expect(table.rows[1].isLocal == [true, true, false, true])
        #expect(table.rows[4].isLocal == [true, true, true, true])
        #expect(abs(table.rows[3].bound - 0.5) < 1e-15)
    }

    @Test("thermal states of the Heisenberg model", arguments: [-2.0, 0, 0.5, 5])
    func thermalStates(_ beta: Double) throws {
        let ring = try PauliSum.xyz(couplings: RotationTests.heisenberg, on: .chain(6, boundary: .periodic))
        let gibbs = try GibbsState(HamiltonianSpectrum(ring), beta: beta)
        for members in [[[0], [1]], [[0, 2, 4], [1, 3, 5]], [[0, 1, 2], [3, 4, 5]], [[0, 1], [3]]] {
            let regions = try Regions(members)
            let effective = try EffectiveState(of: gibbs.state, regions: regions)
            let visibility = try RotationalVisibility.value(of: effective)
            #expect(try RotationalVisibility.defect(of: effective) < 1e-12)
            #expect(
                visibility <= (try RotationalVisibility.bound(Double(members[0].count), Double(members[1].count)))
                    + 1e-12)
            #expect(visibility >= -1.0 / 3 - 1e-12)
            if beta == 0 { #expect(abs(visibility) < 1e-12) }
        }
    }

    /// Four spins on a ring: the ground state pairs the two sublattices to triplets, V = 2/3, the bound for two and two.
    @Test func groundStates() throws {
        let ring = try PauliSum.xyz(couplings: RotationTests.heisenberg, on: .chain(4, boundary: .periodic))
        let ground = try GibbsState(HamiltonianSpectrum(ring), beta: 60).state
        let sublattices = try EffectiveState(of: ground, regions: Regions([[0, 2], [1, 3]]))
        #expect(abs(try RotationalVisibility.value(of: sublattices) - 2.0 / 3) < 1e-9)
        var stream = RandomStream(seed: 3)
        let state = try GroundState.lanczos(
            of: try PauliSum.xyz(couplings: RotationTests.heisenberg, on: .chain(10)), using: &stream)
        let halves = try EffectiveState(of: state.state, regions: .blocks([5, 5]))
        #expect(try RotationalVisibility.defect(of: halves) < 1e-6)
        #expect(try RotationalVisibility.value(of: halves) < (try RotationalVisibility.bound(5, 5)))
    }

    @Test func averages() throws {
        let state = try EffectiveState(of: try Cases.pure(5), regions: .blocks([2, 3]))
        let averaged = try RotationalVisibility.averaged(state)
        #expect(abs(try RotationalVisibility.value(of: averaged) - RotationalVisibility.value(of: state)) < 1e-14)
        #expect(try RotationalVisibility.defect(of: averaged) < 1e-15)
        #expect(try RotationalVisibility.defect(of: state) > 1e-3)
        let made = try EffectiveState.rotationallyInvariant(visibility: 0.3, regionSizes: [1e23, 4])
        #expect(abs(try RotationalVisibility.value(of: made) - 0.3) < 1e-15)
    }

    /// The visibility of a state at the bound, which is off by rounding, makes the state again.
    @Test("15.7 a computed visibility at the bound is admitted") func computedVisibility() throws {
        for (first, second) in [(1, 1), (2, 2), (3, 3), (2, 5), (7, 7)] {
            let sizes = [Double(first), Double(second)]
            let bound = try RotationalVisibility.bound(sizes[0], sizes[1])
            for visibility in [bound, bound.nextUp, bound + 4e-16, -1.0 / 3, (-1.0 / 3).nextDown] {
                let state = try EffectiveState.rotationallyInvariant(visibility: visibility, regionSizes: sizes)
                let value = try RotationalVisibility.value(of: state)
                #expect(abs(value - visibility) < 1e-14)
                #expect(throws: Never.self) {
                    try EffectiveState.rotationallyInvariant(visibility: value, regionSizes: sizes)
                }
            }
            #expect(throws: InvalidArgument.self) {
                try EffectiveState.rotationallyInvariant(visibility: bound + 1e-9, regionSizes: sizes)
            }
        }
    }
}
