import CertifiedModels
import DataFiles
import Foundation
import HiddenVariableClouds
import LHVDynamics
import LHVModels
import LocalPolytopes
import MacroscopicLocality
import NumericalCore
import QuantumStates
import Superdeterminism

private typealias Reader = SeededReader

extension SeededReader {
    /// Reads a value of one type from JSON, writes it, reads it again, and uses it a little.
    fileprivate init<Value: Codable & Equatable & Sendable>(
        _ example: @escaping @Sendable () throws -> Value,
        using use: @escaping @Sendable (Value) throws -> Void = { _ in }
    ) {
        self.init(name: String(describing: Value.self)) {
            try JSONEncoder().encode(try example())
        } read: { data in
            let value = try JSONDecoder().decode(Value.self, from: data)
            let text = try JSONEncoder().encode(value)
            let again = try JSONDecoder().decode(Value.self, from: text)
            // States are stored as their Hermitian part, so a second reading changes nothing more.
            let copy = try JSONDecoder().decode(Value.self, from: JSONEncoder().encode(again))
            expect(again == copy, "what is written comes back")
            admit { try use(value) }
        }
    }
}

/// JSON of every type that can be decoded.
let readers: [SeededReader] = [
    Reader { Direction.x },
    Reader { try BlochVector(DensityOperator.maximallyMixed(in: .qubit)) },
    Reader({ StateVector.singlet }) { _ = try $0.densityOperator.concurrence() },
    Reader({ try DensityOperator.werner(visibility: 0.7) }) { state in
        _ = try state.eigenvalues()
        if state.space == .twoQubits { _ = try state.chshMaximum() }
    },
    Reader({ try TwoQubitBlochForm(DensityOperator.werner(visibility: 0.7)) }) { _ = $0.densityOperator },
    Reader { try HilbertSpace(dimensions: [2, 3]) },
    Reader { [try PauliString("XIYZ")] },
    Reader { try PauliSum(["XX": 0.5, "ZI": -1]) },
    Reader { try InteractionGraph.chain(3) },
    Reader { try POVM.basis(RealMatrix.identity(2).complex) },
    Reader({ try Scenario(outcomes: [[2, 3], [2, 2]]) }) { _ = $0.settings(ofList: $0.settingLists - 1) },
    Reader({ Behaviour.popescuRohrlich }) { _ = try $0.correlators() },
    Reader { try OutcomeDistribution([0.25, 0.25, 0.5, 0], outcomes: [2, 2]) },
    Reader { try QuantumChannel.amplitudeDamping(probability: 0.3) },
    Reader { try QubitRotation(axis: .z, angle: 1) },
    Reader { try HeisenbergBlochEvolution(frequency: 1) },
    Reader { MagnusEvolution.Options() },
    Reader {
        try TomographyData(
            measurements: [.along(.x), .along(.y), .along(.z)], counts: [[5, 5], [4, 6], [9, 1]], in: .qubit)
    },
    Reader({ try BellInequality.i3322() }) { inequality in
        guard inequality.scenario.count <= 64 else { return }
        _ = try inequality.localBound(LocalBoundOptions(timeLimit: 0.1, threads: 1))
    },
    Reader({ try CollinsGisinForm(BellInequality.i3322()) }) { form in
        if form.scenario.count <= 64 { _ = try form.inequality() }
    },
    Reader({ CorrelatorInequality.chsh }) { inequality in
        guard inequality.coefficients.count <= 64 else { return }
        _ = try inequality.localBound(LocalBoundOptions(timeLimit: 0.1, threads: 1))
    },
    Reader { try CorrelatorTensor([1, 0.5, -0.5, 1], settings: [2, 2]) },
    Reader { try DeterministicStrategy(outcomes: [[0, 1], [1, 0]]) },
    Reader { try example().model },
    Reader(example) { if $0.correlators.count <= 64 { try $0.verify() } },
    Reader({ try MeasurementPolyhedron([.x, .y, .z]) }) { _ = try $0.inradiusLowerBound() },
    Reader { MembershipOptions() },
    Reader { try SigmaSigns("+-0+") },
    Reader { JumpOperator(from: 0, to: 1) },
    Reader({ try DiskDistribution(radial: .annulus(inner: 0.2, outer: 0.5), angular: .histogram([1, 2])) }) { disk in
        var stream = RandomStream(seed: 1)
        _ = try DiskVariables((0..<3).map { _ in disk.sample(using: &stream) })
    },
    Reader { try DiskVariables([Complex(0.5, 0.1)]) },
    Reader { SlowVariables.renewal(0.5) },
    Reader { try GaussRule.legendre(count: 3) },
    Reader { SphereRule.platonic(.octahedron) },
    Reader { SphereProductRule(SphereRule.platonic(.octahedron), SphereRule.platonic(.cube)) },
    Reader { RandomStream(seed: 3, substream: 4) },
    Reader { try RunProgress(step: 3, of: 9, elapsed: .seconds(2), value: 0.5, message: "m") },
    Reader { ComplexMatrix.identity(2) },
    Reader { [CompensatedSum(1)] },
    Reader { StepOptions() },
    Reader { SimplexOptions() },
    Reader { try AxialPrecession(ising: 1, planar: 0.5) },
    Reader { try HeisenbergPrecession(frequency: 1) },
    Reader { try HeisenbergDynamicalModel(frequency: 1) },
    Reader { try XXZDynamicalModel(planar: 1, ising: 0.5) },
    Reader { try DimensionBound(levels: 2, hiddenDimension: 2, parties: 3) },
    Reader({ try MeasuredBehaviour(counts: Array(1...16), in: .chsh) }) { measured in
        guard measured.scenario.count <= 64 else { return }
        _ = try measured.localRealismReport(testing: BellInequality(.chsh))
    },
    Reader(behaviourExample) { if $0.behaviour.scenario.count <= 64 { try $0.verify() } },
    Reader({ try SpinRing(sites: 3, couplings: .one) }) { if $0.sites <= 4 { _ = try $0.groundState(spins: 2) } },
    Reader { try ResponseGrid(rows: 4, azimuths: 8) },
    Reader({ IsotropicSearchOptions(degrees: [3, 5]) }) { _ = try IsotropicSearch($0) },
    Reader({ try cloudExample() }) { _ = $0.parties },
    Reader({ try CloudProblem(qubits: .werner(visibility: 0.3), degree: 1) }) { problem in
        guard problem.parties <= 3, problem.rules.allSatisfy({ $0.count <= 100 }) else { return }
        _ = try CloudSearch(problem, SearchOptions.standard(parties: problem.parties, points: 8, steps: 1))
    },
    Reader({ SearchOptions.standard(parties: 2, points: 8, steps: 1) }) { options in
        guard options.points <= 1000 else { return }
        _ = try CloudSearch(CloudProblem(qubits: .werner(visibility: 0.3), degree: 1), options)
    },
    Reader { try BracketCriterion(ceiling: 0.01, width: 0.1, options: .standard(parties: 2)) },
    Reader({ try Regions.blocks([2, 2]) }) { _ = $0.count },
    Reader({ try EffectiveState(StateVector.singlet.densityOperator, regionSizes: [1, 1]) }) { state in
        if state.regionSizes.count == 2 { _ = try state.criterionMaximum() }
    },
    Reader { AscentOptions() },
    Reader { try LocalVisibility(0.5, measurements: .projective, source: "s") },
    Reader({ MeasurementPlane(settings: .x, .z) }) { _ = $0.x },
    Reader(gaugeExample) { _ = try CovariantHeisenbergModel(gauge: $0, frequency: 1) },
    Reader { RotationVector(SIMD3(0, 0, 1)) },
    Reader { LanczosOptions() },
    Reader { MaximumLikelihoodOptions() },
    Reader { BootstrapOptions(seed: 1) },
    Reader { CollapseEvolutionOptions() },
    Reader { SeeSawOptions(seed: 1) },
    Reader({ try Adam<Double>(count: 2) }) { adam in
        var (copy, point) = (adam, [0.0, 0.0])
        try copy.step(&point, gradient: [1, 1], rate: 0.1)
    },
]

/// A certificate with all its parts for two settings each.
@Sendable private func example() throws -> VisibilityCertificate {
    let model = #"{"strategies":[[[0,0],[0,0]],[[0,0],[0,1]]],"weights":[0.75,0.25]}"#
    let json = #"""
        {"formatVersion":1,"name":"n","correlators":{"settings":[2,2],"includesMarginals":false,
        "elements":[1,0.5,1,0.5]},"modelVisibility":1,"model":\#(model),"lower":1,
        "upperEnd":{"coefficients":[1,1,1,-1],"localBound":2,"visibility":1},
        "projectiveEnd":{"blochCoefficients":[1,0,0,0,0,-1,0,0,0,0,-1,0,0,0,0,-1],"polyhedra":[
        {"vectors":[[1099511627776,0,0],[0,1099511627776,0],[0,0,1099511627776]]},
        {"vectors":[[1099511627776,0,0],[0,1099511627776,0],[0,0,1099511627776]]}],"visibility":0.3}}
        """#
    return try JSONDecoder().decode(VisibilityCertificate.self, from: Data(json.utf8))
}

/// A certificate of a behaviour with all its parts.
@Sendable private func behaviourExample() throws -> BehaviourCertificate {
    try BehaviourCertificate(
        Behaviour.popescuRohrlich.localVisibility(tolerance: 1e-4, options: MembershipOptions(threads: 1)),
        of: .popescuRohrlich)
}

@Sendable private func gaugeExample() throws -> CovariantGauge {
    let found = try CovariantGaugeOptimization(.precession, knots: 5, tolerance: 1e-3).solve()
    guard let gauge = found.gauge else { throw InvalidArgument("gauge", must: "be found", was: "none") }
    return gauge
}

@Sendable private func cloudExample() throws -> HiddenVariableCloud {
    var generator = RandomStream(seed: 1)
    return try .random(rules: [.odd(degree: 1), .odd(degree: 1)], count: 3, using: &generator)
}
