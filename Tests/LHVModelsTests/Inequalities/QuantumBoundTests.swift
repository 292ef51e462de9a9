import Foundation
import LHVModels
import Testing

/// Published quantum values, reached by see-saw from seeded starts.
@Suite struct QuantumBoundTests {
    private func check(
        _ inequality: BellInequality, _ dimensions: [Int], _ expected: Double, starts: Int = 6, tolerance: Double = 1e-8
    ) throws {
        let found = try inequality.quantumBound(dimensions: dimensions, SeeSawOptions(starts: starts, seed: 1))
        #expect(abs(found.value - expected) < tolerance, "\(inequality.name): \(found.value)")
        #expect(found.stopReason == .converged && found.agreeingStarts >= 1)
        // The result stands on its own: state and measurements are valid and give the value.
        let state = try StateVector(found.state.amplitudes, in: found.state.space)
        let measurements = try found.measurements.map { try $0.map { try POVM($0.elements) } }
        let behaviour = try Behaviour(of: state, measurements: measurements)
        #expect(abs(try inequality.value(of: behaviour) - found.value) < 1e-12)
    }

    @Test func chsh() throws { try check(BellInequality(.chsh), [2, 2], 2 * 2.0.squareRoot()) }

    @Test func i3322() throws { try check(.i3322(), [2, 2], 1.25, starts: 10) }

    @Test(arguments: [3, 4]) func chained(settings: Int) throws {
        let n = Double(settings)
        try check(BellInequality(.chained(settings: settings)), [2, 2], 2 * n * cos(.pi / (2 * n)), starts: 8)
    }

    @Test func elegant() throws { try check(BellInequality(.elegant), [2, 2], 4 * 3.0.squareRoot()) }

    @Test(arguments: [3, 4]) func mermin(parties: Int) throws {
        try check(
            BellInequality(.mermin(parties: parties)), Array(repeating: 2, count: parties),
            Double(1 << (parties - 1)), starts: 6)
    }

    @Test func svetlichny() throws {
        try check(BellInequality(.svetlichny(parties: 3)), [2, 2, 2], 4 * 2.0.squareRoot(), starts: 6)
    }

    @Test func cglmp() throws {
        try check(.cglmp(outcomes: 2), [2, 2], (2 + 2.0.squareRoot()) / 4)
        try check(.cglmp(outcomes: 3), [3, 3], (15 + 33.0.squareRoot()) / 24, starts: 6, tolerance: 1e-7)
    }

    /// In dimension 1 nothing is quantum; the value never falls below what was started with.
    @Test func trivialDimensionIsLocal() throws {
        let found = try CorrelatorInequality.chsh.quantumBound(dimensions: [1, 1], SeeSawOptions(starts: 8, seed: 2))
        #expect(abs(found.value - 2) < 1e-12)
        let stopped = try CorrelatorInequality.chsh.quantumBound(
            dimensions: [2, 2], SeeSawOptions(starts: 2, timeLimit: 0, seed: 2))
        #expect(stopped.stopReason == .timeLimit && stopped.value <= 2 * 2.0.squareRoot() + 1e-12)
    }

    @Test func sameSeedSameBits() throws {
        let one = try BellInequality.i3322().quantumBound(dimensions: [2, 2], SeeSawOptions(starts: 3, seed: 7))
        let two = try BellInequality.i3322().quantumBound(dimensions: [2, 2], SeeSawOptions(starts: 3, seed: 7))
        #expect(one.value == two.value && one.state == two.state && one.measurements == two.measurements)
    }
}
