import Foundation

/// What an adaptive integration may do: tolerances, step sizes and the number of steps.
///
/// A step is accepted when the root mean square of error/(absolute + relative·|y|) over the components is at most one.
public struct StepOptions: Sendable, Hashable, Codable {
    /// The error allowed in one step relative to the size of a component.
    public var relativeTolerance: Double
    /// The error allowed in one step for a component near zero, in the units of the state.
    public var absoluteTolerance: Double
    /// The size of the first step, and of the first after a breakpoint, in units of time; nil lets the method estimate one.
    public var initialStep: Double?
    /// The largest size of a step, positive; nil for no limit.
    public var maximumStep: Double?
    /// How many steps may be tried, accepted and rejected together.
    public var maximumSteps: Int
    /// Times at which something happens, in any order: a switch, a jump, the middle of a short pulse.
    ///
    /// The method ends a step at each, starts afresh there with a step of unprejudiced size, and never asks the right-hand side
    /// at the very moment of a jump. Times outside the interval do not matter.
    public var breakpoints: [Double]
    /// How many times of the whole interval are looked at for what happens inside long steps; 0 for none.
    ///
    /// A step that is long against their distance compares the right-hand side at these times with the slope of its own
    /// solution, and is taken again, shorter, when they differ. So a pulse that lasts longer than 1.31/looks of the interval is
    /// seen wherever it is; a shorter one may be missed unless `breakpoints` or `maximumStep` tells of it. Each look is one
    /// evaluation; intervals that take many short steps have none.
    public var looks: Int

    /// Options with defaults that suit smooth problems of order one.
    public init(
        relativeTolerance: Double = 1e-9, absoluteTolerance: Double = 1e-12, initialStep: Double? = nil,
        maximumStep: Double? = nil, maximumSteps: Int = 1_000_000, breakpoints: [Double] = [],
        looks: Int = StepOptions.standardLooks
    ) {
        self.relativeTolerance = relativeTolerance
        self.absoluteTolerance = absoluteTolerance
        self.initialStep = initialStep
        self.maximumStep = maximumStep
        self.maximumSteps = maximumSteps
        self.breakpoints = breakpoints
        self.looks = looks
    }

    /// The number of looks unless another is asked for: what lasts for 1/200 of the interval is seen.
    public static let standardLooks = 300
    /// The largest number of looks.
    package static let largestLooks = 1_000_000

    /// Reads options; breakpoints and looks, which older files do not have, get their defaults.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            relativeTolerance: try container.decode(Double.self, forKey: .relativeTolerance),
            absoluteTolerance: try container.decode(Double.self, forKey: .absoluteTolerance),
            initialStep: try container.decodeIfPresent(Double.self, forKey: .initialStep),
            maximumStep: try container.decodeIfPresent(Double.self, forKey: .maximumStep),
            maximumSteps: try container.decode(Int.self, forKey: .maximumSteps),
            breakpoints: try container.decodeIfPresent([Double].self, forKey: .breakpoints) ?? [],
            looks: try container.decodeIfPresent(Int.self, forKey: .looks) ?? StepOptions.standardLooks)
    }

    /// Throws unless a number of looks is one that can be had.
    package static func requireLooks(_ looks: Int) throws {
        try require((0...largestLooks).contains(looks), "looks", must: "be in 0…\(largestLooks)", was: looks)
    }

    /// Throws ``InvalidArgument`` when an option makes no sense.
    func validate() throws {
        try require(
            relativeTolerance >= 1e-15 && relativeTolerance < 1, "relativeTolerance", must: "be in 1e-15..<1",
            was: relativeTolerance)
        try require(
            absoluteTolerance > 0 && absoluteTolerance.isFinite, "absoluteTolerance", must: "be positive and finite",
            was: absoluteTolerance)
        if let initialStep {
            try require(
                initialStep > 0 && initialStep.isFinite, "initialStep", must: "be positive and finite", was: initialStep
            )
        }
        if let maximumStep {
            try require(
                maximumStep > 0 && maximumStep.isFinite, "maximumStep", must: "be positive and finite", was: maximumStep
            )
        }
        try require(maximumSteps >= 1, "maximumSteps", must: "be at least 1", was: maximumSteps)
        try StepOptions.requireLooks(looks)
    }
}

/// Why an integration returned and what it cost.
public struct IntegrationReport: Sendable, Hashable, Codable {
    /// Why an integration ended without an error.
    public enum Ending: String, Sendable, Hashable, Codable {
        /// The final time was reached.
        case reachedFinalTime
        /// The observer asked for no more steps.
        case stoppedByObserver
    }

    /// Why the integration ended.
    public internal(set) var ending = Ending.reachedFinalTime
    /// The time that was reached.
    public internal(set) var time: Double
    /// The number of accepted steps.
    public internal(set) var acceptedSteps = 0
    /// The number of steps that were tried and rejected.
    public internal(set) var rejectedSteps = 0
    /// The number of evaluations of the right-hand side.
    public internal(set) var evaluations = 0
    /// The sum of the accepted steps' error estimates in units of the tolerance; each is at most one.
    public internal(set) var accumulatedError = 0.0

    init(time: Double) { self.time = time }
}

/// States at the requested times, and the report.
public struct IntegrationResult<State: Sendable>: Sendable {
    /// The times, in the order of the integration.
    public let times: [Double]
    /// The state at each time.
    public let states: [State]
    /// The state at the time that was reached.
    public let final: State
    /// Why the integration returned and what it cost.
    public let report: IntegrationReport
}

extension IntegrationResult: Equatable where State: Equatable {}
extension IntegrationResult: Hashable where State: Hashable {}
extension IntegrationResult: Encodable where State: Encodable {}
extension IntegrationResult: Decodable where State: Decodable {}

extension IntegrationReport: CustomStringConvertible {
    /// The time that was reached, and what it cost.
    public var description: String {
        let ending = ending == .reachedFinalTime ? "final time" : "stopped by the observer at time"
        return
            "\(ending) \(ShortNumber.text(time)): \(acceptedSteps) steps, \(rejectedSteps) rejected, \(evaluations) evaluations"
    }
}

extension IntegrationResult: CustomStringConvertible {
    /// How many states there are, and the report.
    public var description: String { "\(states.count) states; \(report)" }
}

/// The size of the next step from the errors of this one and the one before, by a proportional–integral rule.
///
/// Source: [Gustafsson1991], with the constants usual for orders four and five.
struct StepController {
    /// One more than the order of the error estimate.
    let order: Double
    private var previousError = 1e-4
    private var lastWasRejected = false

    init(order: Double) { self.order = order }

    /// The factor by which to change the step, and whether the step with this error is accepted.
    mutating func judge(error: Double) -> (accepted: Bool, factor: Double) {
        let (integral, safety) = (0.04, 0.9)
        let exponent = 1 / order - 0.75 * integral
        guard error <= 1 else {
            lastWasRejected = true
            guard error.isFinite else { return (false, 0.1) }
            return (false, max(0.2, safety / power(error, exponent)))
        }
        var factor = safety * power(previousError, integral) / power(max(error, 1e-10), exponent)
        factor = min(10, max(0.2, factor))
        // No growth straight after a rejection: it would only be rejected again.
        if lastWasRejected { factor = min(1, factor) }
        lastWasRejected = false
        previousError = max(error, 1e-4)
        return (true, factor)
    }

    private func power(_ base: Double, _ exponent: Double) -> Double { Foundation.pow(base, exponent) }
}
