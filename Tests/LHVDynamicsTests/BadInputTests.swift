import LHVDynamics
import Testing

@Suite struct BadInputTests {
    static let mixed = DensityOperator(unchecked: 0.25 * ComplexMatrix.identity(4), in: .twoQubits)
    static let heisenberg = HeisenbergGauge()

    static let lostPhase =
        "keep all angles finite and within 2⁴⁰ ≈ 1.1e12, beyond which rounding leaves no phase"

    static func field() throws -> HeisenbergPrecession { try HeisenbergPrecession(frequency: 1) }

    static let inputs: [BadInput] = [
        BadInput("frequency must be finite, but was nan") { try HeisenbergPrecession(frequency: .nan) },
        BadInput("common field must be finite, but was SIMD3<Double>(inf, 0.0, 0.0)") {
            try HeisenbergPrecession(frequency: 1, commonField: SIMD3(.infinity, 0, 0))
        },
        BadInput("point must have 2 particles, but was 3") { try field().move([.x, .y, .z], from: 0, to: 1) },
        BadInput("duration must \(lostPhase), but was inf") {
            try field().move([.x, .y], from: 0, to: .infinity)
        },
        // 15.10 Angles that rounding leaves without a phase.
        BadInput("duration must \(lostPhase), but was 2000000000000.0") {
            try field().move([.x, .y], from: 0, to: 2e12)
        },
        BadInput("duration must \(lostPhase), but was 2000000000000.0") {
            try HeisenbergPrecession(frequency: 0, commonField: SIMD3(0, 1, 0)).move([.x, .y], from: 0, to: 2e12)
        },
        BadInput("duration must \(lostPhase), but was 2000000000000.0") {
            try AxialPrecession(ising: 2).move([.x, .z], from: 0, to: 2e12)
        },
        BadInput("time must \(lostPhase), but was 2000000000000.0") {
            var cloud = try PairCloud([[.x, .y]])
            try cloud.move(by: field(), time: 2e12, steps: 1000)
            return cloud
        },
        BadInput(
            "time must keep E·t finite and within 2⁴⁰ ≈ 1.1e12, beyond which rounding leaves no phase, but was 100000000000000.0"
        ) {
            let flow = try RegisterFlow(PauliSum(["XX": 1]).matrix())
            return try flow.move([], from: 0, to: 1e14)
        },
        BadInput("ising must be finite, but was inf") { try AxialPrecession(ising: .infinity) },
        BadInput("parties must be at least 1, but was 0") {
            try AdaptiveSphereField(parties: 0, velocity: { _, _ in [] })
        },
        BadInput("velocity must have 2 vectors, but was 1") {
            try AdaptiveSphereField(parties: 2, angularVelocity: { _, _ in [.zero] }).move([.x, .y], from: 0, to: 1)
        },
        BadInput("members of group 1 must belong to no other group, but was 1") {
            try DisjointSphereField(
                parties: 3, groups: [.init(members: [0, 1], field: field()), .init(members: [1, 2], field: field())])
        },
        BadInput("members of group 0 must be in 0..<2, but was 5") {
            try DisjointSphereField(parties: 2, groups: [.init(members: [0, 5], field: field())])
        },
        BadInput("duration must be positive and finite, but was 0.0") {
            try PiecewiseFlow<Direction>.Piece(duration: 0, flow: field())
        },
        BadInput("pieces must not be empty, but was empty") { try HeisenbergDynamicalModel.sequence([]) },
        BadInput(
            "piece 1 must share the gauge of piece 0, but was HeisenbergGauge(profile: LHVDynamics.HeisenbergGauge.Profile.smooth)"
        ) {
            try HeisenbergDynamicalModel.sequence([
                (1, HeisenbergDynamicalModel(frequency: 1)),
                (1, HeisenbergDynamicalModel(frequency: 1, profile: .smooth)),
            ])
        },
        BadInput("innerDegree must be in 1…200, but was 0") {
            try PairQuadrature(kinks: .opposite, degree: 3, innerDegree: 0)
        },
        BadInput("state must lie in the ball S_v with v = \(3.0 / 28), but was in S_v only from v = 1.0") {
            try heisenberg.distribution(of: StateVector.computational([0, 0], in: .twoQubits).densityOperator)
        },
        BadInput("starts must be at least 1, but was 0") {
            var stream = RandomStream(seed: 1)
            return try heisenberg.positivityWitness(starts: 0, using: &stream)
        },
        BadInput("states must not be empty, but was empty") {
            var stream = RandomStream(seed: 1)
            return try HeisenbergDynamicalModel(frequency: 1).dynamicalModel()
                .verify(states: [], times: [0], settings: [[.x, .y]], samples: 10, using: &stream)
        },
        BadInput("times must be finite, but was nan") {
            var stream = RandomStream(seed: 1)
            return try HeisenbergDynamicalModel(frequency: 1).dynamicalModel()
                .verify(states: [mixed], times: [.nan], settings: [[.x, .y]], samples: 10, using: &stream)
        },
        BadInput("settings[0] must have one setting for each of 2 parties, but was 1") {
            var stream = RandomStream(seed: 1)
            return try HeisenbergDynamicalModel(frequency: 1).dynamicalModel()
                .verify(states: [mixed], times: [0], settings: [[.x]], samples: 10, using: &stream)
        },
        BadInput("samples must be at least 2, but was 1") {
            var stream = RandomStream(seed: 1)
            return try HeisenbergDynamicalModel(frequency: 1).dynamicalModel()
                .verify(states: [mixed], times: [0], settings: [[.x, .y]], samples: 1, using: &stream)
        },
        BadInput("coupling must be a finite 3 × 3 matrix, but was 2 × 2") {
            try HeisenbergDynamicalModel.orthogonalCoupling(.identity(2), frequency: 1)
        },
        BadInput("families must not be empty, but was empty") {
            try field().continuityResidual(of: [], times: [0], pairs: [[.x, .y]])
        },
        BadInput("degree must be in 1…4, but was 5") {
            try VelocityFit(to: [DensityFamily(density: { _, _, _ in 1 })], degree: 5, pairs: [[.x, .y]])
        },
        BadInput("harmonics must be in 0…6, but was 7") {
            try field().weakResiduals(of: DensityFamily(density: { _, _, _ in 1 }), time: 0, harmonics: 7, degrees: [2])
        },
        BadInput("densities must not be empty, but was empty") { try stationaryRank(of: [], pairs: [[.x, .y]]) },
        BadInput("step must be in 0…0.1 and above 0, but was 0.0") {
            try DensityFamily(step: 0, density: { _, _, _ in 1 })
        },
        BadInput("unitaries must be one for each of 2 parties, but was 1") {
            let model = BellSphereModel().dynamicalModel(for: heisenberg.staticModel) { _, state in state }
            return try model.transform([.identity(2)], [.x, .y])
        },
        BadInput("hidden variable must be 8 finite numbers, but was 2") {
            try SoftmaxEffectModel(basis: EffectBasis(dimension: 3, degrees: [1])).transform([1, 2], by: .identity(3))
        },
        BadInput("register of the first particle must be in 0…1, but was 2.0") {
            try RegisterCoordinates.vector(of: [
                RegisterVariable(direction: .x, register: 2), RegisterVariable(direction: .x, register: 0),
            ])
        },
        BadInput("smallest eigenvalue of the state must be at least 3/16, that of S_1/4, but was 0") {
            try RegisterDynamicalModel().distribution(
                of: DensityOperator(
                    unchecked: ComplexMatrix.diagonal([1, 0, 0, 0].map { Complex($0) }), in: .twoQubits))
        },
        BadInput("levels must be in 2…1000000, but was 1") {
            try DimensionBound(levels: 1, hiddenDimension: 2, parties: 2)
        },
        BadInput("parties must be in 1…1000000, but was 0") {
            try DimensionBound(levels: 2, hiddenDimension: 2, parties: 0)
        },
        BadInput("hiddenDimension must be in 0…100000, but was -1") {
            try DimensionBound(levels: 2, hiddenDimension: -1, parties: 2)
        },
        BadInput("kernel must be in 0…15, but was 16") {
            try DimensionBound(levels: 2, hiddenDimension: 2, parties: 2, kernel: 16)
        },
        BadInput("dimension D^N must be at most 2³¹, but was 2^40") {
            try DimensionBound(levels: 2, hiddenDimension: 2, parties: 40)
        },
        BadInput("levels must be 2 for matchgates, but was 3") {
            try DimensionBound(levels: 3, hiddenDimension: 2, parties: 2, group: .matchgates)
        },
        BadInput("knots must be in 3…200, but was 2") { try CovariantGaugeOptimization(.precession, knots: 2) },
        BadInput("tolerance must be in 1e-10…0.1, but was 0.0") {
            try CovariantGaugeOptimization(.precession, knots: 5, tolerance: 0)
        },
        BadInput("roundLimit must be at least 1, but was 0") {
            try CovariantGaugeOptimization(.precession, knots: 5, roundLimit: 0)
        },
        BadInput("bands must have one motion for each end, but was 1 ends, 2 motions") {
            try CovariantGaugeOptimization(.panels([1], [.precession, .restsAbove]), knots: 5)
        },
        BadInput("ends of the bands must ascend from above 0 to 1, but was [0.5, 0.9]") {
            try CovariantGaugeOptimization(.panels([0.5, 0.9], [.precession, .restsBelow]), knots: 5)
        },
        BadInput("discretization must be nodes for the interleaved pattern, but was linear") {
            try CovariantGaugeOptimization(.interleaved, knots: 5)
        },
        BadInput("bands must not be empty, but was empty") { try CovariantGauge(bands: []) },
        BadInput("knots must be at least 2, but was 1") {
            try CovariantGauge.Band(
                motion: .precession, knots: [0], mixed: [1], transverse: [0], above: [0], below: [0], extra: [0])
        },
        BadInput("mixed must be positive, but was [1.0, 0.0]") {
            try CovariantGauge.Band(
                motion: .precession, knots: [0, 1], mixed: [1, 0], transverse: [0, 0], above: [0, 0], below: [0, 0],
                extra: [0, 0])
        },
        BadInput("extra must have 2 values, one for each knot, but was 1") {
            try CovariantGauge.Band(
                motion: .precession, knots: [0, 1], mixed: [1, 1], transverse: [0, 0], above: [0, 0], below: [0, 0],
                extra: [0])
        },
        BadInput("nodes must be in 4…64, but was 3") { try CovariantGaugeSearch(basis: .functions(nodes: 3)) },
        BadInput("degree must be in 2…12, but was 1") { try CovariantGaugeSearch(basis: .harmonics(degree: 1)) },
        BadInput("visibility must be in 0…1 and above 0, but was 0.0") {
            try CovariantGaugeSearch(basis: .functions(nodes: 8), visibility: 0)
        },
        BadInput("frequency must be finite and not zero, but was 0.0") {
            try CovariantGaugeSearch(basis: .functions(nodes: 8), frequency: 0)
        },
        BadInput("degree must be in 0…30, but was 31") {
            try CovariantVelocityFit(to: [DensityFamily(density: { _, _, _ in 1 })], degree: 31, pairs: [[.x, .y]])
        },
        BadInput("steps must not be empty, but was empty") {
            try field().continuityConvergence(of: { _, _, _ in 1 }, steps: [], times: [0], pairs: [[.x, .y]])
        },
        BadInput("parties must be in 1…40, but was 0") { try RegisterDynamicalModel.staticVisibilityBound(parties: 0) },
        BadInput("field must precess at one rate, but was smooth") {
            var cloud = try PairCloud([[.x, .y]])
            try cloud.move(by: HeisenbergPrecession(frequency: 1, isSmooth: true), time: 1)
            return cloud
        },
        BadInput("points must not be empty, but was empty") { try PairCloud([]) },
        BadInput("point must have 2 particles, but was 1") { try PairCloud([[.x]]) },
        BadInput("time must \(lostPhase), but was nan") {
            var cloud = try PairCloud([[.x, .y]])
            try cloud.move(by: field(), time: .nan)
            return cloud
        },
        BadInput("time must \(lostPhase), but was inf") {
            var cloud = try PairCloud([[.x, .y]])
            try cloud.move(by: AxialPrecession(ising: 1), time: .infinity)
            return cloud
        },
        BadInput("count must be at least 1, but was 0") {
            var stream = RandomStream(seed: 1)
            return try RegisterCloud(0, from: RegisterDynamicalModel().distribution(of: mixed), using: &stream)
        },
        BadInput("degree must be 2 or 3, but was 4") {
            try HarmonicGaugeSearch(hamiltonian: HeisenbergDynamicalModel(frequency: 1).hamiltonian, degree: 4)
        },
        BadInput("hamiltonian must not be a multiple of the unit matrix, but was 2.0 times it") {
            try HarmonicGaugeSearch(hamiltonian: Complex(2) * ComplexMatrix.identity(4))
        },
        BadInput("motions must not be empty, but was empty") { try MotionConstraints(motions: [], degree: 1) },
        BadInput("degree must be 1, 3 or 5, but was 2") { try MotionConstraints(motions: [.identity], degree: 2) },
        BadInput("constraints must be at most 2000, but was 2415") {
            try MotionConstraints(motions: Array(repeating: .identity, count: 5), degree: 5)
        },
        BadInput("time must be finite, but was inf") {
            try PairMotion(HeisenbergDynamicalModel(frequency: 1), time: .infinity)
        },
        BadInput("length must be at least 0, but was -1") { try PairMotion.words(length: -1, over: [.identity]) },
        BadInput("cells must not be empty, but was empty") {
            var stream = RandomStream(seed: 1)
            return try MotionConstraints(motions: [.identity], degree: 1)
                .largestVisibility(of: mixed, cells: [], using: &stream)
        },
        BadInput("coefficients must be 15 finite numbers, but was 3") {
            try MotionWitness(MotionConstraints(motions: [.identity], degree: 1), coefficients: [1, 2, 3])
        },
        BadInput("weights must be positive and finite, but was -1.0") {
            try PairCells(
                pairs: [[.x, .y]], weights: [-1],
                kernels: [PairCoefficients(one: 1, a: .zero, b: .zero, t: (.zero, .zero, .zero))])
        },
        BadInput("kernels must average to the unit matrix within 1e-9, but was off by 0.5") {
            try PairCells(
                pairs: [[.x, .y]], weights: [1],
                kernels: [PairCoefficients(one: 1, a: SIMD3(0.5, 0, 0), b: .zero, t: (.zero, .zero, .zero))])
        },
        BadInput("reach must be positive, but was 0.0") {
            try PairCells.pauliAnswers.criticalNoise(under: .identity(4), reach: 0)
        },
        BadInput("rates must be 64 × 64, but was 2 × 2") {
            try PairCells.pauliAnswers.defect(of: .identity(2), under: .identity(4), noise: 0)
        },
        BadInput("parties must be in 1…60, but was 61") {
            try RegisterDynamicalModel.staticVisibilityBoundOfAnyRule(parties: 61)
        },
        BadInput("degree must be in 1…20, but was 0") {
            try BohmianLift(gauge: ProductGauge(), hamiltonian: .identity(4), degree: 0)
        },
        BadInput("start must be a finite time, but was nan") {
            try PiecewiseFlow<Direction>([]).move([.x], from: .nan, to: 0)
        },
        BadInput("distances must be in 0…1 and above 0, but was 0.0") {
            var stream = RandomStream(seed: 1)
            return try field().steepness(near: [[.x, .y]], distances: [0], using: &stream)
        },
        BadInput("party must be in 0..<2, but was 2") {
            var stream = RandomStream(seed: 1)
            return try field().localityDefect(of: 2, partners: [], points: [[.x, .y]], using: &stream)
        },
        BadInput("sequences must not be empty, but was empty") {
            var stream = RandomStream(seed: 1)
            return try RegisterDynamicalModel().groupModel()
                .verify(states: [mixed], sequences: [], settings: [[.x, .y]], samples: 10, using: &stream)
        },
        BadInput("dimension D^N must be even for symplectic matrices, but was 9") {
            try UnitaryGroup.symplectic.dimension(levels: 3, parties: 2)
        },
        BadInput("generators must not be empty, but was empty") {
            try RegisterDynamicalModel().groupModel()
                .infinitesimalRank(generators: [], points: [], coordinates: { [$0.register] })
        },
    ]

    @Test("every wrong input is refused with argument, requirement and value", arguments: inputs)
    func refused(input: BadInput) { input.expectRefusal() }

    @Test("states outside the XXZ subset are refused with their defect")
    func subset() throws {
        let state = try StateVector.computational([0, 1], in: .twoQubits).densityOperator
            .withWhiteNoise(visibility: 0.05)
        let error = #expect(throws: InvalidArgument.self) { try XXZGauge().distribution(of: state) }
        #expect(error?.requirement == "satisfy a_z = b_z and T_xy = T_yx within 1e-9")
    }
}
