import LHVModels

/// The loss of a cloud on settings of one's own choice, its gradient, and steps along it.
///
/// This is what a ``CloudSearch`` repeats, for optimizers and studies of one's own. It works in single precision with sums
/// in double precision.
public struct CloudEvaluator: Sendable {
    /// What is looked for.
    public let problem: CloudProblem
    private let prediction: TargetState
    private var kernel: ResponseKernel<Float>
    private let rules: [ResponseRule]

    /// An evaluator that begins with a cloud.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when cloud and problem do not fit or `threads` is out of range.
    public init(
        _ cloud: HiddenVariableCloud, for problem: CloudProblem, threads: Int = Parallel.processorCount
    ) throws {
        try problem.requireFitting(cloud)
        self.problem = problem
        self.prediction = try TargetState(problem.state)
        self.kernel = try cloud.kernel(Float.self, threads: threads)
        self.rules = cloud.rules
    }

    /// ∂L/∂λ of the last evaluation: party after party, each point's K_j numbers together.
    public var gradient: [Float] { kernel.gradient }

    /// The loss at joint measurements of qubits along directions: entry b of every party's list belongs together.
    ///
    /// - Complexity: About points·settings·Σ_j K_j multiplications, and the same again for the gradient.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when there is not a list for each party, or a list has another length.
    public mutating func evaluate(along directions: [[Direction]]) throws -> Double {
        try evaluate(directions.map { .directions($0) })
    }

    /// The loss at joint measurements: entry b of every party's list belongs together.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when there is not a list for each party, a list has another length, or a
    ///   measurement has not the dimension and the number of outcomes of the party's family.
    public mutating func evaluate(measurements: [[POVM]]) throws -> Double {
        for (list, family) in zip(measurements, problem.families) {
            for measurement in list {
                try require(
                    measurement.dimension == family.dimension && measurement.outcomes == family.outcomes,
                    "measurements", must: "have dimension \(family.dimension) and \(family.outcomes) outcomes",
                    was: "\(measurement.dimension) and \(measurement.outcomes)")
            }
        }
        return try evaluate(measurements.map { .measurements($0) })
    }

    /// The loss at all combinations of the directions in every party's list, for qubits.
    ///
    /// - Complexity: A product of matrices of all moments, and twice the same again for the gradient.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when there is not a list with a direction for each party, the loss is not
    ///   over all joint outcomes, or there are more than 2²⁶ moments or 2²⁸ probabilities.
    public mutating func evaluate(grid directions: [[Direction]]) throws -> Double {
        try require(
            directions.count == problem.parties && directions.allSatisfy { !$0.isEmpty }, "settings",
            must: "be a list for each of \(problem.parties) parties", was: directions.map(\.count))
        try require(
            problem.loss.events == .all, "loss", must: "be over all joint outcomes for a grid", was: problem.loss)
        let batch = try SettingBatch<Float>(
            problem, prediction, combination: .grid, settings: directions.map { .directions($0) })
        return try batch.differentiate(&kernel, problem.loss)
    }

    /// One step of Adam along the gradient of the last evaluation.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the method is for another number of coefficients.
    public mutating func step(_ method: inout Adam<Float>, rate: Double) throws {
        try require(
            method.count == kernel.parameters.count, "method", must: "be for \(kernel.parameters.count) coefficients",
            was: method.count)
        var parameters = kernel.parameters
        // Held once, so that the step changes it in place.
        kernel.parameters = []
        defer { kernel.parameters = parameters }
        try method.step(
            &parameters, gradient: kernel.gradient, rate: rate, factor: Double(kernel.count), threads: kernel.threads)
    }

    /// The present cloud.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when a step has left the finite numbers.
    public func cloud() throws -> HiddenVariableCloud {
        try HiddenVariableCloud(rules: rules, parameters: kernel.parameters, weights: kernel.weights)
    }

    private mutating func evaluate(_ settings: [PartySettings]) throws -> Double {
        try require(
            settings.count == problem.parties, "settings", must: "be a list for each of \(problem.parties) parties",
            was: settings.count)
        let count = settings[0].count
        try require(
            count >= 1 && settings.allSatisfy { $0.count == count }, "settings",
            must: "be equally many for all parties, at least 1", was: settings.map(\.count))
        let batch = try SettingBatch<Float>(problem, prediction, combination: .list, settings: settings)
        return try batch.differentiate(&kernel, problem.loss)
    }
}
