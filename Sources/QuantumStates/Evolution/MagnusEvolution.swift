import NumericalCore

/// The evolution U under a Hamiltonian H(t) that depends on time, i dU/dt = H(t)U, by products of exponentials.
///
/// The commutator-free Magnus integrator of order 4: with H₁, H₂ at the Gauss points t + (½ ∓ √3/6)h,
/// U(t + h, t) ≈ e^{−ih(a₂H₁ + a₁H₂)} e^{−ih(a₁H₁ + a₂H₂)}, a₁,₂ = ¼ ± √3/6. Every factor is the exponential of a Hermitian
/// matrix, so U is unitary to rounding whatever the step.
/// Source: [Blanes2006].
public struct MagnusEvolution: Sendable {
    /// How the evolution runs.
    public struct Options: Sendable, Hashable, Codable {
        /// The largest estimated ‖U − U_exact‖_F at the end; steps get their share by length, but no less than rounding.
        public var tolerance: Double
        /// The first step that is tried, and the first after a breakpoint, or nil for a hundredth of the interval.
        public var initialStep: Double?
        /// The longest step, or nil for a tenth of the interval.
        public var maximumStep: Double?
        /// The largest number of steps, rejected ones included.
        public var stepLimit: Int
        /// Times at which something happens, in any order: a switch, a jump, the middle of a short pulse.
        ///
        /// A step ends at each, and H(t) is never asked at the very moment. Times outside the interval do not matter.
        public var breakpoints: [Double]
        /// How many times of the whole interval are looked at for what happens inside long steps; 0 for none.
        ///
        /// H(t) is compared there with the polynomial through the step's own times. What lasts longer than 1.31/looks of the
        /// interval is seen wherever it is; a shorter pulse may be missed unless `breakpoints` or `maximumStep` tells of it.
        public var looks: Int

        /// The number of looks unless another is asked for: what lasts for 1/750 of the interval is seen.
        public static let standardLooks = 1000

        /// Options with defaults for a few qubits.
        public init(
            tolerance: Double = 1e-9, initialStep: Double? = nil, maximumStep: Double? = nil,
            stepLimit: Int = 1_000_000, breakpoints: [Double] = [], looks: Int = Options.standardLooks
        ) {
            self.tolerance = tolerance
            self.initialStep = initialStep
            self.maximumStep = maximumStep
            self.stepLimit = stepLimit
            self.breakpoints = breakpoints
            self.looks = looks
        }

        /// Reads options; breakpoints and looks, which older files do not have, get their defaults.
        public init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            self.init(
                tolerance: try container.decode(Double.self, forKey: .tolerance),
                initialStep: try container.decodeIfPresent(Double.self, forKey: .initialStep),
                maximumStep: try container.decodeIfPresent(Double.self, forKey: .maximumStep),
                stepLimit: try container.decode(Int.self, forKey: .stepLimit),
                breakpoints: try container.decodeIfPresent([Double].self, forKey: .breakpoints) ?? [],
                looks: try container.decodeIfPresent(Int.self, forKey: .looks) ?? Options.standardLooks)
        }

        func validate() throws {
            try require(tolerance >= 1e-13 && tolerance < 1, "tolerance", must: "be in 1e-13..<1", was: tolerance)
            for (name, step) in [("initialStep", initialStep), ("maximumStep", maximumStep)] {
                guard let step else { continue }
                try require(step > 0 && step.isFinite, name, must: "be above 0 and finite", was: step)
            }
            try require(stepLimit >= 1, "stepLimit", must: "be at least 1", was: stepLimit)
            try StepOptions.requireLooks(looks)
        }
    }

    /// U(t₁, t₀).
    public let unitary: ComplexMatrix
    /// The number of accepted steps.
    public let steps: Int
    /// The number of steps that were tried again with a shorter length.
    public let rejectedSteps: Int
    /// The sum of the steps' error estimates in the Frobenius norm, with rounding of the phases; nil for steps of fixed length.
    ///
    /// It knows H(t) at the times it was asked, a few inside each step and `looks` over the interval, and nothing of what may
    /// happen between them.
    public let estimatedError: Double?

    /// U(t₁, t₀) with steps that adapt to a tolerance.
    ///
    /// Each step is compared with two of half its length, and the two are kept: for order 4 their error is a fifteenth of
    /// the difference. H(t) is asked at six times for these, and also at the ends and the middle of a step and at `looks`: a
    /// jump or a pulse shows in how far H(t) is from the polynomial through the six, and steps become short about it. Jumps cost
    /// some tens of steps each, none when they are `breakpoints`. H(t) is seen at isolated times only: what lasts for less than
    /// 1/750 of the interval may be missed, see ``Options/looks``.
    /// - Parameters:
    ///   - start: t₀.
    ///   - end: t₁, before or after t₀.
    ///   - options: Tolerance and limits.
    ///   - progress: Called after each step with the fraction of the interval that is done; returning false cancels.
    ///   - hamiltonian: H(t), a Hermitian matrix of one size for all t.
    /// - Complexity: O(D³) a step.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when a time is not finite, an option is wrong, or H(t) is not a finite
    ///   Hermitian matrix of one size; ``/NumericalCore/NumericalFailure`` when steps become too short or too many, or phases
    ///   exceed 2⁴⁰; `CancellationError` when the task or the callback cancels; and what `hamiltonian` throws.
    public init(
        from start: Double, to end: Double, options: Options = Options(), progress: (Double) -> Bool = { _ in true },
        hamiltonian: (Double) throws -> ComplexMatrix
    ) throws {
        try options.validate()
        let stepper = try MagnusStepper(from: start, to: end, hamiltonian)
        let pieces = try IntegrationSpans(from: start, to: end, breakpoints: options.breakpoints)
        let looks = LookTimes(from: start, to: end, count: options.looks)
        let length = abs(end - start)
        let sign: Double = end < start ? -1 : 1
        var unitary = ComplexMatrix.identity(stepper.size)
        let longest = options.maximumStep ?? length / 10
        var (steps, rejected, error, phase) = (0, 0, 0.0, 0.0)
        // A tenth of the tolerance is for jumps, whose error falls with a step no faster than its share does.
        var reserve = 0.1 * options.tolerance
        for span in pieces.spans {
            var time = span.start
            var step = min(longest, options.initialStep ?? length / 100)
            while time != span.end {
                guard steps + rejected < options.stepLimit else {
                    throw NumericalFailure("Magnus evolution", "\(options.stepLimit) steps reached \(time)")
                }
                // The last step ends at the end exactly, and no sliver is left behind.
                let target = abs(span.end - time) < 1.0001 * step ? span.end : time + sign * step
                // The step is what the clock moves by: a rounded time and an unrounded step would drift apart.
                let signed = target - time
                step = abs(signed)
                guard step > 0 else {
                    throw NumericalFailure("Magnus evolution", "the step fell below rounding at time \(time)")
                }
                let whole = try stepper.factor(at: time, step: signed, hamiltonian)
                let first = try stepper.factor(at: time, step: signed / 2, hamiltonian)
                let second = try stepper.factor(at: time + signed / 2, step: signed / 2, hamiltonian)
                let halves = second.unitary * first.unitary
                let nodes = MagnusNodes(whole: whole, first: first, second: second)
                var estimate = (halves - whole.unitary).frobeniusNorm / 15
                // A share below rounding cannot be met.
                let turn = step * nodes.size
                let regular = max(
                    0.9 * options.tolerance * step / length, 1e-15 * Double(stepper.size), 0x1p-51 * turn)
                var share = regular
                // A step over a jump draws on the reserve; at the rounding of time no step can do better.
                if step < 1e-4 * length { share = max(share, min(reserve, options.tolerance / 640)) }
                if step <= 16 * pieces.rounding { share = max(share, options.tolerance, 1e-8) }
                if estimate <= share {
                    let times =
                        [time + sign * pieces.rounding, time + signed / 2, target - sign * pieces.rounding]
                        + (step > 7 * looks.resolution ? looks.times(from: time, to: target) : [])
                    for time in times {
                        let asked = span.admitted(time)
                        let place = (asked - (target - signed)) / signed
                        let surprise = try nodes.surprise(of: stepper.matrix(at: asked, hamiltonian), at: place)
                        estimate = largerOrNaN(estimate, MagnusNodes.unseen * step * surprise)
                        if estimate > share { break }
                    }
                }
                if estimate <= share {
                    if estimate > regular { reserve = max(0, reserve - estimate) }
                    unitary = halves * unitary
                    time = target
                    steps += 1
                    phase += turn
                    guard phase <= PhaseLimit.largest else {
                        throw NumericalFailure(
                            "Magnus evolution",
                            "phases have reached \(phase) near time \(time); beyond 2⁴⁰ rounding leaves none")
                    }
                    // Angles are known to 2⁻⁵³, and so is each entry of the two products that a step is made of.
                    error += estimate + 0x1p-53 * (turn + 4 * Double(stepper.size))
                    if !progress(abs(time - start) / length) { throw CancellationError() }
                } else {
                    rejected += 1
                    guard step > 4 * pieces.rounding else {
                        throw NumericalFailure("Magnus evolution", "the step fell to \(step) at time \(time)")
                    }
                }
                try Work.checkCancellation()
                // The local error is of order 5 and its share of order 1.
                let ratio = estimate == 0 ? .infinity : share / estimate  // NaN makes the step fall
                step = min(longest, step * min(4, max(0.2, 0.9 * ratio.squareRoot().squareRoot())))
            }
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
        var phase = 0.0
        for index in 0..<steps where step != 0 {
            let factor = try stepper.factor(at: start + Double(index) * step, step: step, hamiltonian)
            phase += abs(step) * max(factor.early.frobeniusNorm, factor.late.frobeniusNorm)
            guard phase <= PhaseLimit.largest else {
                throw NumericalFailure(
                    "Magnus evolution", "phases have reached \(phase); beyond 2⁴⁰ rounding leaves none")
            }
            unitary = factor.unitary * unitary
            try Work.checkCancellation()
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

    /// H(t), checked.
    func matrix(at time: Double, _ hamiltonian: (Double) throws -> ComplexMatrix) throws -> ComplexMatrix {
        let matrix = try hamiltonian(time)
        try check(matrix, time)
        return matrix
    }

    func factor(at time: Double, step: Double, _ hamiltonian: (Double) throws -> ComplexMatrix) throws -> MagnusFactor {
        let offset = MagnusNodes.offset
        let first = try matrix(at: time + (0.5 - offset) * step, hamiltonian)
        let second = try matrix(at: time + (0.5 + offset) * step, hamiltonian)
        let (large, small) = (Complex(0.25 + offset), Complex(0.25 - offset))
        var before = large * first
        before.add(small, times: second)
        var after = small * first
        after.add(large, times: second)
        let unitary =
            try after.hermitianPart.unitaryExponential(time: step)
            * before.hermitianPart.unitaryExponential(time: step)
        return MagnusFactor(unitary: unitary, early: first, late: second)
    }
}

/// U over one step, and H at its two Gauss points.
private struct MagnusFactor {
    let unitary: ComplexMatrix
    let early: ComplexMatrix
    let late: ComplexMatrix
}

/// H at the six Gauss points of a step and its halves, and the polynomial of degree 5 through them.
private struct MagnusNodes {
    /// √3/6, the distance of a Gauss point from the middle.
    static let offset = 3.0.squareRoot() / 6
    /// The share of a step that lies between two of its nine times: what is seen at one may last as long as that.
    static let unseen = 0.2
    private static let places = [
        0.5 - offset, 0.5 + offset, 0.25 - offset / 2, 0.25 + offset / 2, 0.75 - offset / 2, 0.75 + offset / 2,
    ]

    private let matrices: [ComplexMatrix]
    /// The largest ‖H‖_F of the six.
    let size: Double

    init(whole: MagnusFactor, first: MagnusFactor, second: MagnusFactor) {
        matrices = [whole.early, whole.late, first.early, first.late, second.early, second.late]
        size = matrices.reduce(0) { max($0, $1.frobeniusNorm) }
    }

    /// ‖H − P‖_F at a place of the step in 0…1, P being the polynomial; what is nothing but rounding counts as zero.
    func surprise(of matrix: ComplexMatrix, at place: Double) -> Double {
        // Differences from one of the matrices, so that a constant H gives exactly zero.
        var off = matrix - matrices[0]
        for index in 1..<matrices.count {
            var weight = 1.0
            for other in matrices.indices where other != index {
                weight *= (place - MagnusNodes.places[other]) / (MagnusNodes.places[index] - MagnusNodes.places[other])
            }
            off.add(Complex(-weight), times: matrices[index])
            off.add(Complex(weight), times: matrices[0])
        }
        let distance = off.frobeniusNorm
        return distance > 64 * 0x1p-52 * max(size, matrix.frobeniusNorm) ? distance : 0
    }
}
