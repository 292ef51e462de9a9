import Foundation
import NumericalCore
import QuantumStates

/// The strongest signal that averaged populations of two qubits carry at a scaled time κt.
///
/// Alice measures along z, Bob along z or along n; the search runs over the state and n, which is all there is up to local
/// rotations. For the repaired law there is no signal. (This project; P2's Sec. 4.4 finds none because its state
/// occupies the first two positions only.)
public struct SignallingSearch: Sendable {
    /// κt.
    public let scaledTime: Double
    /// The largest |P_A(0|Bob along z) − P_A(0|Bob along n)| that was found.
    public let signal: Double
    /// The state that carries it.
    public let state: StateVector
    /// n, Bob's other direction.
    public let direction: Direction

    /// Searches by random steps of adapted size from several random beginnings.
    ///
    /// - Parameters:
    ///   - scaledTime: κt, finite and not negative.
    ///   - law: Which jump operators act.
    ///   - restarts: How many beginnings, at least 1.
    ///   - steps: How many steps from each, at least 1.
    ///   - generator: The source of chance.
    /// - Complexity: O(restarts·steps); about 10 µs for each.
    /// - Throws: ``/NumericalCore/InvalidArgument`` for wrong numbers; `CancellationError` in a cancelled task.
    public init(
        at scaledTime: Double, law: CollapseLaw = .pairwise, restarts: Int = 8, steps: Int = 2000,
        using generator: inout some RandomNumberGenerator
    ) throws {
        try CollapseModel.requireTime(scaledTime)
        try require(restarts >= 1, "restarts", must: "be at least 1", was: restarts)
        try require(steps >= 1, "steps", must: "be at least 1", was: steps)
        func signal(_ place: [Double]) throws -> Double {
            let (state, direction) = try SignallingSearch.decode(place)
            return try SignallingSearch.signal(of: state, direction, at: scaledTime, law: law)
        }
        var best = (value: -1.0, place: [Double]())
        for _ in 0..<restarts {
            try Work.checkCancellation()
            var place = generator.normals(11)
            var value = try signal(place)
            var size = 0.5
            for step in 0..<steps where size > 1e-9 {
                if step & 1023 == 0 { try Work.checkCancellation() }
                let trial = zip(place, generator.normals(11)).map { $0 + size * $1 }
                let trialValue = try signal(trial)
                // Growth on success and shrinking on failure that balance at one success in five.
                if trialValue > value {
                    (place, value) = (trial, trialValue)
                    size *= 1.5
                } else {
                    size *= 0.9036
                }
            }
            if value > best.value { best = (value, place) }
        }
        self.scaledTime = scaledTime
        self.signal = best.value
        (state, direction) = try SignallingSearch.decode(best.place)
    }

    /// |P_A(0|Bob along z) − P_A(0|Bob along n)| at κt, Alice along z, product basis in the natural order.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless the state is of two qubits and the time is right.
    public static func signal(
        of state: StateVector, _ direction: Direction, at scaledTime: Double, law: CollapseLaw = .pairwise
    ) throws -> Double {
        try require(state.space == .twoQubits, "state", must: "be of two qubits", was: state.space)
        let shares = try [Direction.z, direction].map { bob in
            let model = try CollapseModel(state: state, basis: .spins(along: [.z, bob]), law: law)
            let populations = try model.averagePopulations(at: scaledTime)
            return populations[0] + populations[1]
        }
        return abs(shares[0] - shares[1])
    }

    private static func decode(_ place: [Double]) throws -> (StateVector, Direction) {
        let amplitudes = (0..<4).map { Complex(place[2 * $0], place[2 * $0 + 1]) }
        return (
            try StateVector(normalizing: amplitudes, in: .twoQubits),
            try Direction(normalizing: SIMD3(place[8], place[9], place[10]))
        )
    }
}
