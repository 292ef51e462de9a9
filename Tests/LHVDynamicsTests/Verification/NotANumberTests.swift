import LHVDynamics
import Testing

/// Everything in this target that says how wrong something is, handed what is not a number: it must say so or refuse.
@Suite struct NotANumberTests {
    /// A field whose motion and velocity are not numbers, everywhere or above the equator of the first sphere only.
    struct LostField: SphereVelocityField {
        var everywhere = true
        func isLost(_ point: [Direction]) -> Bool { everywhere || point[0].z > 0 }
        func angularVelocity(at point: [Direction], time: Double) -> [SIMD3<Double>] {
            Array(repeating: isLost(point) ? SIMD3(.nan, .nan, .nan) : .zero, count: point.count)
        }
        func move(_ point: [Direction], from start: Double, to end: Double) -> [Direction] {
            isLost(point) ? point.map { _ in Direction(unchecked: SIMD3(.nan, .nan, .nan)) } : point
        }
    }

    /// A base model that does not know its answer on one hemisphere.
    struct LostModel: NoninteractingDynamics {
        var hiddenDimension: Int { 2 }
        func outcomeCount(of setting: Direction) -> Int { 2 }
        func probability(of outcome: Int, given setting: Direction, at hidden: Direction, party: Int) -> Double {
            setting.dot(hidden) > 0 ? .nan : 0.5
        }
        func sampleHiddenVariable(using generator: inout some RandomNumberGenerator) -> Direction {
            .random(using: &generator)
        }
        func defect(of hidden: Direction) -> Double { 0 }
        func transform(_ hidden: Direction, by unitary: ComplexMatrix) throws -> Direction {
            try BellSphereModel().transform(hidden, by: unitary)
        }
        func turn(_ setting: Direction, by unitary: ComplexMatrix) throws -> Direction {
            try BellSphereModel().turn(setting, by: unitary)
        }
    }

    struct Pair<Field: SphereVelocityField>: SpherePairDynamics {
        let gauge = HeisenbergGauge()
        let field: Field
        var hamiltonian: ComplexMatrix { .identity(4) }
    }

    static func group(_ result: @escaping @Sendable ([Direction]) -> [Direction]) -> GroupDynamicalModel<
        BellSphereModel, DensityOperator, LinearGaugeDensity<HeisenbergGauge>, Double
    > {
        GroupDynamicalModel(
            model: HeisenbergGauge().staticModel, transform: { _, point in result(point) }, action: { $1 })
    }

    struct Report: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let numbers: @Sendable (inout RandomStream) throws -> [Double]
        init(_ name: String, _ numbers: @escaping @Sendable (inout RandomStream) throws -> [Double]) {
            testDescription = name
            self.numbers = numbers
        }
    }

    static let pairs = [[Direction.z, .x], [-.z, .x], [-.z, .y]]

    static var reports: [Report] {
        [true, false].flatMap { everywhere in
            let field = LostField(everywhere: everywhere)
            let nothing: @Sendable (Direction, Direction) -> Double = { one, two in
                everywhere || one.z > 0 ? .nan : 0
            }
            return [
                Report("transportDefect") {
                    [
                        try Pair(field: field).transportDefect(
                            states: randomStates(2, visibility: 0.1, seed: 1), times: [1, 2], pairs: 12, using: &$0)
                    ]
                },
                Report("covarianceDefect") { _ in
                    [
                        try LostModel().covarianceDefect(
                            unitaries: [.identity(2)], settings: [.z, .x], hidden: [.z, -.z, .x, -.x])
                    ]
                },
                Report("microscopicDefects") { _ in
                    let defects = try group { $0 }.microscopicDefects(
                        identity: 0, pairs: [(1, 1, 2)], points: pairs, distance: nothing)
                    return [defects.identity, defects.composition]
                },
                Report("localityDefect of a group") {
                    [
                        try group { $0 }.localityDefect(
                            of: 0, party: 0, partners: [], points: pairs, distance: nothing, using: &$0)
                    ]
                },
                Report("localityDefect of a field") {
                    [try field.localityDefect(of: 0, partners: [], points: pairs, using: &$0)]
                },
                Report("steepness") { try field.steepness(near: pairs, distances: [1e-2], using: &$0) },
                Report("continuityResidual") { _ in
                    let family = try DensityFamily(
                        of: .werner(visibility: 0.1), in: HeisenbergGauge(), under: .identity(4))
                    let report = try field.continuityResidual(of: [family], times: [0], pairs: pairs)
                    return [report.residual, report.transport, report.largest, report.relative]
                },
                Report("weakResiduals") { _ in
                    let family = try DensityFamily(
                        of: .werner(visibility: 0.1), in: HeisenbergGauge(), under: .identity(4))
                    return try field.weakResiduals(of: family, time: 0, harmonics: 1, degrees: [4]).flatMap {
                        [$0.residual, $0.largest]
                    }
                },
                Report("verify of a motion") {
                    let model = try Pair(field: field).dynamicalModel()
                    let report = try model.verify(
                        states: randomStates(1, visibility: 0.1, seed: 2), times: [1],
                        settings: [[.z, .x], [.x, .y]],
                        samples: 50, using: &$0)
                    return [report.largestDifference, report.worstDeviation, report.meanSquaredDeviation]
                },
                Report("PairCells.defect(of:)") { _ in
                    let cells = try PairCells.pauliAnswers
                    var rates = RealMatrix(rows: 64, columns: 64)
                    rates[everywhere ? 0 : 63, 3] = .nan
                    return [try cells.defect(of: rates, under: .identity(4), noise: 0)]
                },
            ]
        }
    }

    @Test("15.11 no report of dynamics says a number where one of its numbers was none", arguments: reports)
    func reportsKeepNaN(_ report: Report) throws {
        var stream = RandomStream(seed: 15)
        for number in try report.numbers(&stream) { #expect(!number.isFinite, "\(number)") }
    }

    @Test("15.11 what compares nothing is refused: empty lists, and points that lost a particle")
    func nothingToCompare() throws {
        var stream = RandomStream(seed: 16)
        let bell = BellSphereModel()
        let one = ComplexMatrix.identity(2)
        #expect(throws: InvalidArgument("unitaries", must: "not be empty", was: "empty")) {
            try bell.covarianceDefect(unitaries: [], settings: [.z], hidden: [.z])
        }
        #expect(throws: InvalidArgument("settings", must: "not be empty", was: "empty")) {
            try bell.covarianceDefect(unitaries: [one], settings: [], hidden: [.z])
        }
        #expect(throws: InvalidArgument("hidden", must: "not be empty", was: "empty")) {
            try bell.covarianceDefect(unitaries: [one], settings: [.z], hidden: [])
        }
        #expect(throws: InvalidArgument("points", must: "not be empty", was: "empty")) {
            try NotANumberTests.group { $0 }.microscopicDefects(
                identity: 0, pairs: [], points: [], distance: { _, _ in 0 })
        }
        #expect(throws: InvalidArgument("transformed point", must: "have 2 hidden variables", was: 1)) {
            try NotANumberTests.group { [$0[0]] }.microscopicDefects(
                identity: 0, pairs: [], points: NotANumberTests.pairs, distance: { _, _ in 0 })
        }
        #expect(throws: InvalidArgument("points", must: "not be empty", was: "empty")) {
            try RestingField().localityDefect(of: 0, partners: [], points: [], using: &stream)
        }
        #expect(throws: InvalidArgument("points", must: "not be empty", was: "empty")) {
            try RestingField().steepness(near: [], distances: [0.1], using: &stream)
        }
    }

    /// The batch moves and the moves of one pair refuse the same times.
    @Test(
        "15.11 motions refuse angles that are not finite or lost to rounding", arguments: [1e300, 1e200, 1e17, -1e17])
    func lostAngles(time: Double) throws {
        let precession = try HeisenbergPrecession(frequency: 1)
        let common = try HeisenbergPrecession(frequency: 1e-300, commonField: SIMD3(0, 1, 0))
        let axial = try AxialPrecession(ising: 1)
        let rule = "keep all angles finite and within 2⁴⁰ ≈ 1.1e12, beyond which rounding leaves no phase"
        for field in [precession, common] {
            #expect(throws: InvalidArgument("duration", must: rule, was: time)) {
                try field.move([.z, .x], from: 0, to: time)
            }
            #expect(throws: InvalidArgument("time", must: rule, was: time)) {
                var cloud = try PairCloud([[.z, .x]])
                try cloud.move(by: field, time: time)
            }
        }
        #expect(throws: InvalidArgument("duration", must: rule, was: time)) {
            try axial.move([.z, .x], from: 0, to: time)
        }
        #expect(throws: InvalidArgument("time", must: rule, was: time)) {
            var cloud = try PairCloud([[.z, .x]])
            try cloud.move(by: axial, time: time)
        }
        var stream = RandomStream(seed: 1)
        #expect(throws: InvalidArgument.self) {
            try HeisenbergDynamicalModel(frequency: 1).transportDefect(
                states: [.werner(visibility: 0.1)], times: [time], pairs: 10, using: &stream)
        }
        // A pair moved without a check is at least not where it was.
        let (first, second) = precession.moved(.z, .x, by: .nan)
        #expect(first.x.isNaN && second.z.isNaN)
    }

    @Test("15.11 a sequence of dynamics has no state at a time that is none")
    func sequence() throws {
        let model = try HeisenbergDynamicalModel.sequence([(1, HeisenbergDynamicalModel(frequency: 1))])
        for time in [Double.nan, .infinity] {
            #expect(throws: InvalidArgument("time", must: "be finite", was: time)) {
                try model.evolution(.werner(visibility: 0.1), time)
            }
        }
    }

    @Test("15.11 a witness whose values are not numbers bounds nothing")
    func witness() throws {
        var stream = RandomStream(seed: 15)
        #expect(throws: NumericalFailure.self) {
            let motion = try PairMotion(
                unitary: .identity(4), motion: { pair in pair.map { _ in Direction(unchecked: SIMD3(.nan, 0, 0)) } })
            let constraints = try MotionConstraints(motions: [motion], degree: 1)
            let witness = try MotionWitness(
                constraints, coefficients: Array(repeating: 1, count: constraints.count))
            _ = try witness.maxima(starts: 2, refined: 1, using: &stream)
        }
    }
}
