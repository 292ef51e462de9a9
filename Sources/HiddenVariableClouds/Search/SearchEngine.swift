import Foundation
import LHVModels

/// Takes the steps of a gradient search.
struct SearchEngine {
    private(set) var state: SearchState
    private let problem: CloudProblem
    private let prediction: TargetState
    private let threads: Int
    private var kernel: ResponseKernel<Float>
    /// The batch of a phase that has only one, and the loss and gradient at the present point of a quasi-Newton phase.
    private var fixedBatch: SettingBatch<Float>?
    private var slope: (value: Double, gradient: [Float])?

    init(_ state: SearchState, threads: Int) throws {
        self.state = state
        self.problem = state.problem
        self.prediction = try TargetState(problem.state)
        self.threads = threads
        self.kernel = try state.cloud.kernel(Float.self, threads: threads)
    }

    var isFinished: Bool { state.phase >= state.phases.count }

    /// The present cloud in the state; between steps it lives in the kernel.
    mutating func snapshot() -> SearchState {
        state.cloud.parameters = kernel.parameters
        state.cloud.weights = kernel.weights
        return state
    }

    /// One step of the present phase.
    mutating func step() throws {
        let phase = state.phases[state.phase]
        switch phase.method {
        case .adam(let rate, let finalRate): try adamStep(phase, rate, finalRate)
        case .quasiNewton(let memory): try quasiNewtonStep(phase, memory)
        case .weights: try weightStep(phase)
        case .revival(let share, let noise):
            var generator = stream(0)
            let cloud = try snapshot().cloud.reviving(below: share, noise: noise, using: &generator).cloud
            try take(cloud)
        case .resizing(let count, let noise):
            var generator = stream(0)
            try take(try snapshot().cloud.resized(to: count, noise: noise, using: &generator))
        }
        state.stepInPhase += 1
        let actsOnce: Bool =
            switch phase.method {
            case .revival, .resizing: true
            default: false
            }
        if state.stepInPhase >= phase.steps || actsOnce { beginNextPhase() }
    }

    private mutating func beginNextPhase() {
        state.phase += 1
        state.stepInPhase = 0
        state.adam = nil
        state.quasiNewton = nil
        fixedBatch = nil
        slope = nil
    }

    private mutating func take(_ cloud: HiddenVariableCloud) throws {
        state.cloud = cloud
        kernel = try cloud.kernel(Float.self, threads: threads)
    }

    /// The random numbers of a step: a function of the seed, the phase and the step alone.
    private func stream(_ step: Int) -> RandomStream {
        RandomStream(seed: state.seed, substream: UInt64(state.phase + 1) << 40 | UInt64(step))
    }

    private mutating func batchOfPhase(_ phase: SearchPhase) throws -> SettingBatch<Float> {
        if let fixedBatch { return fixedBatch }
        var generator = stream(0)
        let batch = try SettingBatch<Float>(problem, prediction, phase.batch, using: &generator)
        fixedBatch = batch
        return batch
    }

    private mutating func adamStep(_ phase: SearchPhase, _ rate: Double, _ finalRate: Double) throws {
        var generator = stream(state.stepInPhase + 1)
        let batch = try SettingBatch<Float>(problem, prediction, phase.batch, using: &generator)
        try differentiate(batch)
        let progress = Double(state.stepInPhase) / Double(phase.steps)
        let present = finalRate + (rate - finalRate) * (1 + cos(Double.pi * progress)) / 2
        var adam = try state.adam ?? Adam<Float>(count: kernel.parameters.count)
        state.adam = nil
        var parameters = kernel.parameters
        kernel.parameters = []
        // In units of a point's own share of the gradient, squares stay within single precision for any cloud.
        try adam.step(
            &parameters, gradient: kernel.gradient, rate: present, factor: Double(kernel.count), threads: threads)
        if phase.diffusion > 0 {
            let noise = Float(phase.diffusion * present)
            let shifts = generator.normals(parameters.count)
            for index in parameters.indices { parameters[index] += noise * Float(shifts[index]) }
        }
        kernel.parameters = parameters
        state.adam = adam
    }

    private mutating func quasiNewtonStep(_ phase: SearchPhase, _ memory: Int) throws {
        let batch = try batchOfPhase(phase)
        var method = try state.quasiNewton ?? LBFGS<Float>(memory: memory)
        state.quasiNewton = nil
        var work = kernel
        let loss = problem.loss
        func evaluate(_ x: [Float]) throws -> (value: Double, gradient: [Float]) {
            work.parameters = x
            return (try batch.differentiate(&work, loss), work.gradient)
        }
        var x = kernel.parameters
        kernel.parameters = []
        var (value, gradient) = try slope ?? evaluate(x)
        let first = 0.01 * Double(x.count).squareRoot()
        let outcome = try method.step(&x, value: &value, gradient: &gradient, firstLength: first, evaluate)
        kernel.parameters = x
        state.loss = try checked(value)
        slope = (value, gradient)
        state.quasiNewton = method
        // No further step of this phase would change anything.
        if case .stalled = outcome { state.stepInPhase = phase.steps - 1 }
    }

    private mutating func weightStep(_ phase: SearchPhase) throws {
        let batch = try batchOfPhase(phase)
        try differentiate(batch, includingWeights: true)
        let new = zip(kernel.weights, kernel.weightGradient).map { max(0, -$0 * $1) }
        try kernel.setWeights(new)
    }

    private mutating func differentiate(_ batch: SettingBatch<Float>, includingWeights: Bool = false) throws {
        // Not within the call of `checked`: that would hold a copy of this structure, and the kernel would copy its arrays.
        let loss = try batch.differentiate(&kernel, problem.loss, includingWeights: includingWeights)
        state.loss = try checked(loss)
    }

    private func checked(_ loss: Double) throws -> Double {
        guard loss.isFinite else {
            throw NumericalFailure("gradient search", "the loss is \(loss) at step \(state.steps)")
        }
        return loss
    }
}
