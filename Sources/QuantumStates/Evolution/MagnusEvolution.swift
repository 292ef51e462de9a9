import NumericalCore

/// The evolution U under a Hamiltonian H(t) that depends on time, i dU/dt = H(t)U, by products of exponentials.
///
/// The commutator-free Magnus integrator of order 4: with H₁, H₂ at the Gauss points t + (½ ∓ √3/6)h,
/// U(t + h, t) ≈ e^{−ih(a₂H₁ + a₁H₂)} e^{−ih(a₁H₁ + a₂H₂)}, a₁,₂ = ¼ ± √3/6. Every factor is the exponential of a Hermitian
/// matrix, so U is unitary to rounding whatever the step.
/// Source: S. Blanes, P. C. Moan, Appl. Numer. Math. 56, 1519 (2006).
public struct MagnusEvolution: Sendable {
    /// How the evolution runs.
    public struct Options: Sendable, Hashable, Codable {
        /// The largest estimated ‖U − U_exact‖_F at the end; steps get their share by length, but no less than rounding.
        public var tolerance: Double
        /// The first step that is tried, or nil for a hundredth of the interval.
        public var initialStep: Double?
        /// The longest step, or nil for a tenth of the interval: shorter than any pulse that must not be missed.
        public var maximumStep: Double?
        /// The largest number of steps, rejected ones included.
        public var stepLimit: Int

        /// Options with defaults for a few qubits.
        public init(
            tolerance: Double = 1e-9, initialStep: Double? = nil, maximumStep: Double? = nil,
            stepLimit: Int = 1_000_000
        ) {
            self.tolerance = tolerance
            self.initialStep = initialStep
            self.maximumStep = maximumStep
            self.stepLimit = stepLimit
        }

        func validate() throws {
            try require(tolerance >= 1e-13 && tolerance < 1, "tolerance", must: "be in 1e-13..<1", was: tolerance)
            for (name, step) in [("initialStep", initialStep), ("maximumStep", maximumStep)] {
                guard let step else { continue }
                try require(step > 0 && step.isFinite, name, must: "be above 0 and finite", was: step)
            }
            try require(stepLimit >= 1, "stepLimit", must: "be at least 1", was: stepLimit)
        }
    }

    /// U(t₁, t₀).
    public let unitary: ComplexMatrix
    /// The number of accepted steps.
    public let steps: Int
    /// The number of steps that were tried again with a shorter length.
    public let rejectedSteps: Int
    /// The sum of the steps' error estimates in the Frobenius norm, or nil for steps of fixed length.
    public let estimatedError: Double?

    /// U(t₁, t₀) with steps that adapt to a tolerance.
    ///
    /// Each step is compared with two of half its length, and the two are kept: for order 4 their error is a fifteenth of
    /// the difference. H(t) is seen at isolated times only and must be smooth between them: evolve up to a jump and from
    /// there on, and keep `maximumStep` below the width of a pulse.
    /// - Parameters:
    ///   - start: t₀.
    ///   - end: t₁, before or after t₀.
    ///   - options: Tolerance and limits.
    ///   - progress: Called after each step with the fraction of the interval that is done; returning false cancels.
    ///   - hamiltonian: H(t), a Hermitian matrix of one size for all t.
    /// - Complexity: O(D³) a step.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when a time is not finite, an option is wrong, or H(t) is not a finite
    ///   Hermitian matrix of one size; ``/NumericalCore/NumericalFailure`` when steps become too short or too many;
    ///   `CancellationError` when the task or the callback cancels; and what `hamiltonian` throws.
    public init(
        from start: Double, to end: Double, options: Options = Options(), progress: (Double) -> Bool = { _ in true },
        hamiltonian: (Double) throws -> ComplexMatrix
    ) throws {
        try options.validate()
        let stepper = try MagnusStepper(from: start, to: end, hamiltonian)
        let length = abs(end - start)
        let sign: Double = end < start ? -1 : 1
        var unitary = ComplexMatrix.identity(stepper.size)
        var done = 0.0
        let longest = options.maximumStep ?? length / 10
        var step = min(length, longest, options.initialStep ?? length / 100)
        var (steps, rejected, error) = (0, 0, 0.0)
        while done < length {
            guard steps + rejected < options.stepLimit else {
                throw NumericalFailure("Magnus evolution", "\(options.stepLimit) steps reached \(start + sign * done)")
            }
            // The last step ends at t₁ exactly, and no sliver is left behind.
            if length - done < 1.0001 * step { step = length - done }
            let time = start + sign * done
            let whole = try stepper.factor(at: time, step: sign * step, hamiltonian)
            let first = try stepper.factor(at: time, step: sign * step / 2, hamiltonian)
            let second = try stepper.factor(at: time + sign * step / 2, step: sign * step / 2, hamiltonian)
            let halves = second * first
            let estimate = (halves - whole).frobeniusNorm / 15
            // A share below rounding cannot be met.
            let share = max(options.tolerance * step / length, 1e-15 * Double(stepper.size))
            if estimate <= share {
                unitary = halves * unitary
                done = step == length - done ? length : done + step
                steps += 1
                error += estimate
                if !progress(done / length) { throw CancellationError() }
            } else {
                rejected += 1
                guard step > 1e-13 * max(abs(time), length) else {
                    throw NumericalFailure("Magnus evolution", "the step fell to \(step) at time \(time)")
                }
            }
            try Task.checkCancellation()
            // The local error is of order 5 and its share of order 1.
            let ratio = estimate == 0 ? .infinity : share / estimate  // NaN makes the step fall
            step = min(longest, step * min(4, max(0.2, 0.9 * ratio.squareRoot().squareRoot())))
        }
        self.unitary = unitary
        self.steps = steps
        self.rejectedSteps = rejected
        self.estimatedError = error
    }

    /// U(t₁, t₀) with a number of steps of one length; the error falls as the fourth power of the length.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when a time is not finite, `steps` is below 1, or H(t) is not a finite
    ///   Hermitian matrix of one size; `CancellationError` when the task is cancelled; and what `hamiltonian` throws.
    public init(
        from start: Double, to end: Double, fixedSteps steps: Int, hamiltonian: (Double) throws -> ComplexMatrix
    ) throws {
        try require(steps >= 1, "fixedSteps", must: "be at least 1", was: steps)
        let stepper = try MagnusStepper(from: start, to: end, hamiltonian)
        var unitary = ComplexMatrix.identity(stepper.size)
        let step = (end - start) / Double(steps)
        for index in 0..<steps where step != 0 {
            unitary = try stepper.factor(at: start + Double(index) * step, step: step, hamiltonian) * unitary
            try Task.checkCancellation()
        }
        self.unitary = unitary
        self.steps = steps
        self.rejectedSteps = 0
        self.estimatedError = nil
    }
}

/// One step of the commutator-free Magnus integrator.
private struct MagnusStepper {
    let size: Int

    init(from start: Double, to end: Double, _ hamiltonian: (Double) throws -> ComplexMatrix) throws {
        try require(start.isFinite, "start time", must: "be finite", was: start)
        try require(end.isFinite && (end - start).isFinite, "end time", must: "be finite", was: end)
        let matrix = try hamiltonian(start)
        try require(matrix.rows > 0, "Hamiltonian at time \(start)", must: "not be empty", was: "0 × 0")
        size = matrix.rows
        try check(matrix, start)
    }

    private func check(_ matrix: ComplexMatrix, _ time: Double) throws {
        let name = "Hamiltonian at time \(time)"
        try require(
            matrix.rows == size && matrix.columns == size, name, must: "be \(size) × \(size)",
            was: "\(matrix.rows) × \(matrix.columns)")
        try matrix.requireHermitian(name)
    }

    func factor(at time: Double, step: Double, _ hamiltonian: (Double) throws -> ComplexMatrix) throws -> ComplexMatrix
    {
        let offset = 3.0.squareRoot() / 6
        let (early, late) = (time + (0.5 - offset) * step, time + (0.5 + offset) * step)
        let first = try hamiltonian(early)
        try check(first, early)
        let second = try hamiltonian(late)
        try check(second, late)
        let (large, small) = (Complex(0.25 + offset), Complex(0.25 - offset))
        var before = large * first
        before.add(small, times: second)
        var after = small * first
        after.add(large, times: second)
        return try after.hermitianPart.unitaryExponential(time: step)
            * before.hermitianPart.unitaryExponential(time: step)
    }
}
