import HiddenVariables

extension LongWorkRow {
    /// All kinds, in the order of the table of the article "Conventions".
    static let all: [LongWorkRow] = clouds + certificates + polytopes + gauges + others

    static let clouds: [LongWorkRow] = [
        LongWorkRow("CloudSearch") { limits in
            let phase = SearchPhase.adam(steps: 24, batch: BatchDesign(.grid, settings: 4, points: .spiral))
            return try CloudSearch(
                CloudProblem(qubits: .werner(visibility: 0.4), degree: 1),
                SearchOptions(
                    points: 20, phases: [phase], seed: limits.seed(1), tolerance: limits.tolerance(1e-9),
                    testSettings: 20, timeLimit: limits.timeLimit(), threads: limits.threads(), checkpointInterval: 2))
        } ending: {
            Ending($0.stopReason, $0.error.divergence, Double($0.steps))
        },
        LongWorkRow("BracketSearch", timeLimit: 40) { limits in
            let phase = SearchPhase.adam(steps: 30, rate: 0.3, batch: BatchDesign(.grid, settings: 4))
            let options = SearchOptions(
                points: 12, phases: [phase], seed: limits.seed(4), testSettings: 20, testInterval: 10,
                timeLimit: limits.timeLimit(), threads: limits.threads(), checkpointInterval: 2)
            return try BracketSearch(
                in: 0.1...1, criterion: BracketCriterion(ceiling: 4e-3, attempts: 1, width: 0.5, options: options)
            ) { try CloudProblem(qubits: .werner(visibility: $0), degree: 1) }
        } ending: { bracket in
            Ending(bracket.stopReason, [bracket.reached] + bracket.trials.map(\.error.divergence))
        },
    ]

    static let certificates: [LongWorkRow] = [
        LongWorkRow("IsotropicSearch") { limits in
            try IsotropicSearch(
                IsotropicSearchOptions(
                    dimension: 3, degrees: [5], seed: limits.seed(3), threads: limits.threads(), batch: 4, batches: 2,
                    tolerance: limits.tolerance(2e-5), roundLimit: limits.roundLimit(5), sweeps: 2,
                    timeLimit: limits.timeLimit()))
        } ending: {
            Ending($0.stopReason, $0.visibility, Double($0.rounds))
        },
        LongWorkRow("GHZPlanarSearch", timeLimit: 2) { limits in
            try GHZPlanarSearch(
                GHZPlanarSearchOptions(
                    parties: 3, cells: [8], seed: limits.seed(1), threads: limits.threads(), batch: 2, batches: 1,
                    tolerance: limits.tolerance(1e-9), roundLimit: limits.roundLimit(12),
                    timeLimit: limits.timeLimit()))
        } ending: {
            Ending($0.stopReason, $0.visibility, Double($0.rounds))
        },
        LongWorkRow("GHZSphereSearch") { limits in
            try GHZSphereSearch(
                GHZSphereSearchOptions(
                    grids: [.init(heights: 2, cells: 8)], seed: limits.seed(1), threads: limits.threads(), batch: 8,
                    batches: 1, tolerance: limits.tolerance(1e-3), roundLimit: limits.roundLimit(5),
                    timeLimit: limits.timeLimit()))
        } ending: {
            Ending($0.stopReason, $0.visibility, Double($0.rounds))
        },
        LongWorkRow("W3Search", timeLimit: 10) { limits in
            try W3Search(
                W3SearchOptions(
                    heights: 2, cells: 8, seed: limits.seed(1), threads: limits.threads(), batch: 8, batches: 1,
                    tolerance: limits.tolerance(1e-3), roundLimit: limits.roundLimit(4), sweeps: 2,
                    timeLimit: limits.timeLimit()))
        } ending: {
            Ending($0.stopReason, $0.visibility, Double($0.rounds))
        },
        LongWorkRow("GrothendieckSearch", timeLimit: 20) { limits in
            try GrothendieckSearch(
                group: .hyperoctahedral(dimension: 2), alice: [[1, 0]], bob: [[1, 1], [2, 1]],
                options: .init(
                    roundLimit: limits.roundLimit(20), tolerance: limits.tolerance(1e-6), batch: 8, batches: 1,
                    sweeps: 4, moves: 1, seed: limits.seed(1), threads: limits.threads(),
                    timeLimit: limits.timeLimit()))
        } ending: {
            Ending($0.stopReason, $0.promise, Double($0.rounds), Double($0.certificate?.localBound ?? 0))
        },
    ]

    static let polytopes: [LongWorkRow] = [
        LongWorkRow("localVisibilitySearch") { limits in
            try polygon(5).localVisibilitySearch(
                tolerance: limits.tolerance(1e-7),
                options: MembershipOptions(
                    roundLimit: limits.roundLimit(100), timeLimit: limits.timeLimit(), seed: limits.seed(0),
                    threads: limits.threads()))
        } ending: {
            Ending($0.stopReason, $0.lower, $0.upper)
        },
        LongWorkRow("nearestLocalPointSearch", timeLimit: 2) { limits in
            try polygon(9).nearestLocalPointSearch(
                options: MembershipOptions(
                    tolerance: limits.tolerance(1e-7), roundLimit: limits.roundLimit(100),
                    timeLimit: limits.timeLimit(), seed: limits.seed(0), threads: limits.threads()))
        } ending: {
            Ending($0.stopReason, $0.distance, $0.gap)
        },
        LongWorkRow("quantumBoundSearch") { limits in
            try BellInequality(.chsh).quantumBoundSearch(
                dimensions: [2, 2],
                SeeSawOptions(
                    starts: 8, roundLimit: limits.roundLimit(100), tolerance: limits.tolerance(1e-13),
                    timeLimit: limits.timeLimit(), seed: limits.seed(1), threads: limits.threads()))
        } ending: {
            Ending($0.stopReason, $0.value, Double($0.agreeingStarts))
        },
    ]

    static let gauges: [LongWorkRow] = [
        LongWorkRow("CovariantGaugeSearch") { limits in
            try CovariantGaugeSearch(
                basis: .functions(nodes: 4), tolerance: limits.tolerance(1e-300), roundLimit: limits.roundLimit(6),
                timeLimit: limits.timeLimit(), seed: limits.seed(1))
        } ending: {
            Ending($0.stopReason, $0.residuals)
        },
        LongWorkRow("HarmonicGaugeSearch", timeLimit: 1, isHeavy: true) { limits in
            try HarmonicGaugeSearch(
                hamiltonian: PauliSum(["XX": 0.25, "YY": 0.25]).matrix(), tolerance: limits.tolerance(1e-300),
                roundLimit: limits.roundLimit(2), timeLimit: limits.timeLimit(), seed: limits.seed(1))
        } ending: {
            Ending($0.stopReason, $0.residuals)
        },
        LongWorkRow("CovariantGaugeOptimization", timeLimit: 2) { limits in
            try CovariantGaugeOptimization(
                .precession, knots: 8, discretization: .nodes, tolerance: limits.tolerance(1e-6),
                roundLimit: limits.roundLimit(100), timeLimit: limits.timeLimit())
        } ending: {
            Ending($0.stopReason, $0.lowerBound, $0.upperBound)
        },
        LongWorkRow("largestVisibilitySearch", timeLimit: 2) { limits in
            var stream = RandomStream(seed: 1)
            let cells = (0..<40).map { _ in [Direction.random(using: &stream), .random(using: &stream)] }
            return try MotionConstraints(motions: [.identity], degree: 1).largestVisibilitySearch(
                of: StateVector.singlet.densityOperator, cells: cells, starts: 200,
                tolerance: limits.tolerance(1e-300), roundLimit: limits.roundLimit(3),
                timeLimit: limits.timeLimit(), seed: limits.seed(1))
        } ending: {
            Ending($0.stopReason, $0.lower, $0.upper)
        },
    ]

    static let others: [LongWorkRow] = [
        LongWorkRow("Bootstrap", slack: 64) { limits in
            let data = try TomographyData(
                measurements: [.along(.x), .along(.y), .along(.z)], counts: [[55, 45], [40, 60], [90, 10]], in: .qubit)
            return try Bootstrap(
                data, data.maximumLikelihood(),
                options: BootstrapOptions(
                    replicas: 60, seed: limits.seed(3), timeLimit: limits.timeLimit(), threads: limits.threads()),
                of: [{ $0.matrix[0, 1].real }])
        } ending: {
            Ending($0.stopReason, $0.estimates[0].samples)
        },
        LongWorkRow("CriterionSearch.search") { limits in
            try CriterionSearch.search(regionSizes: [2, 1], options: ascent(&limits))
        } ending: {
            Ending($0.stopReason, [$0.value] + $0.ends)
        },
        LongWorkRow("MacroscopicViolation.search") { limits in
            try MacroscopicViolation.search(
                of: BellInequality(.chsh), regionSizes: [2, 1], options: ascent(&limits))
        } ending: {
            Ending($0.stopReason, [$0.value] + $0.ends)
        },
        LongWorkRow("lanczosSearch") { limits in
            try GroundState.lanczosSearch(
                of: PauliSum.heisenberg(on: .chain(6)),
                options: LanczosOptions(
                    tolerance: limits.tolerance(1e-10), roundLimit: limits.roundLimit(2000),
                    timeLimit: limits.timeLimit(), seed: limits.seed(1)))
        } ending: {
            Ending($0.stopReason, $0.energy, $0.residualNorm)
        },
    ]

    private static func ascent(_ limits: inout Limits) -> AscentOptions {
        AscentOptions(
            starts: 8, roundLimit: limits.roundLimit(200), tolerance: limits.tolerance(1e-10),
            timeLimit: limits.timeLimit(), seed: limits.seed(1), threads: limits.threads())
    }

    private static func polygon(_ count: Int) throws -> CorrelatorTensor {
        let directions = (0..<count).map { StoppingTests.planar(Double($0) * 0.7) }
        return try CorrelatorTensor(settings: [count, count]) { -directions[$0[0]].dot(directions[$0[1]]) }
    }
}
