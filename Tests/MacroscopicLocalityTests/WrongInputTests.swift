import MacroscopicLocality
import Testing

/// Every wrong input names the argument, what it must be and what it was; nothing traps.
@Suite struct WrongInputTests {
    static let nan = Double.nan
    static func regions() throws -> Regions { try .blocks([2, 2]) }
    static func effective() throws -> EffectiveState { try EffectiveState(of: Cases.pure(4), regions: regions()) }
    static func qutrits() throws -> StateVector { try .computational([0, 0, 0], in: .qudits(3, dimension: 3)) }
    static func wide() throws -> CorrelatorTensor { try CorrelatorTensor([1, 1, 1], settings: [3, 1]) }

    static let inputs: [WrongInput] = [
        WrongInput(saying: "regions", "at least one") { _ = try Regions([]) },
        WrongInput(saying: "region 1", "at least one party") { _ = try Regions([[0], []]) },
        WrongInput(saying: "party of region 0", "at least 0", "-1") { _ = try Regions([[-1]]) },
        WrongInput(saying: "party of region 1", "once", "3") { _ = try Regions([[3, 1], [3]]) },
        WrongInput(saying: "party of region 0", "once") { _ = try Regions([[2, 2]]) },
        WrongInput(saying: "size of region 1", "0") { _ = try Regions.blocks([2, 0]) },
        WrongInput(saying: "size of region 0", "1…1048576") { _ = try Regions.blocks([.max, 2]) },
        WrongInput(saying: "regions", "at least one") { _ = try Regions.blocks([]) },
        WrongInput(saying: "parties", "2…20", "1") { _ = try Regions.bipartitions(of: 1) },
        WrongInput(saying: "parties", "21") { _ = try Regions.bipartitions(of: 21) },
        WrongInput(saying: "party of region 1", "0..<3", "3") {
            _ = try EffectiveState(of: Cases.pure(3), regions: regions())
        },
        WrongInput(saying: "dimension of party 1", "be 2", "3") {
            let space = try HilbertSpace(dimensions: [2, 3, 2])
            _ = try EffectiveState(of: try .computational([0, 0, 0], in: space), regions: Regions([[0, 1], [2]]))
        },
        WrongInput(saying: "size of region 0", "at least 3", "2.0") {
            _ = try EffectiveState(of: Cases.pure(4), regions: regions(), bodies: 3)
        },
        WrongInput(saying: "bodies", "1…30", "0") {
            _ = try EffectiveState(of: Cases.pure(4), regions: regions(), bodies: 0)
        },
        WrongInput(saying: "threads", "0") {
            _ = try EffectiveState(of: Cases.pure(4), regions: regions(), threads: 0)
        },
        WrongInput(saying: "frames", "4 parties", "0") {
            _ = try EffectiveState(of: Cases.pure(4), regions: regions(), frames: [])
        },
        WrongInput(saying: "state", "qubits") {
            _ = try EffectiveState(of: qutrits(), regions: .blocks([1, 2]), frames: [])
        },
        WrongInput(saying: "reduced states", "at least one") {
            _ = try EffectiveState(averaging: [], regionSizes: [1, 1])
        },
        WrongInput(saying: "region sizes", "2 regions") {
            _ = try EffectiveState(averaging: [StateVector.singlet.densityOperator], regionSizes: [1])
        },
        WrongInput(saying: "size of region 1", "whole number", "1.5") {
            _ = try EffectiveState(StateVector.singlet.densityOperator, regionSizes: [1, 1.5])
        },
        WrongInput(saying: "size of region 0", "nan") {
            _ = try EffectiveState(StateVector.singlet.densityOperator, regionSizes: [nan, 1])
        },
        WrongInput(saying: "size of region 0", "inf") {
            _ = try EffectiveState(StateVector.singlet.densityOperator, regionSizes: [.infinity, 1])
        },
        WrongInput(saying: "sum of the multiplicities", "4.0", "1.0") {
            _ = try EffectiveState(averaging: [StateVector.singlet.densityOperator], regionSizes: [2, 2])
        },
        WrongInput(saying: "multiplicities", "1 numbers", "2") {
            _ = try EffectiveState(
                averaging: [StateVector.singlet.densityOperator], multiplicities: [1, 1], regionSizes: [1, 1])
        },
        WrongInput(saying: "multiplicity 0", "-1.0") {
            _ = try EffectiveState(
                averaging: [StateVector.singlet.densityOperator], multiplicities: [-1], regionSizes: [1, 1])
        },
        WrongInput(saying: "reduced state 1", "live in") {
            _ = try EffectiveState(
                averaging: [StateVector.singlet.densityOperator, Cases.mixed(3)], regionSizes: [1, 2])
        },
        WrongInput(saying: "reduced state", "exchanged") {
            _ = try EffectiveState.permutationInvariant(
                try StateVector.computational([0, 1], in: .twoQubits).densityOperator, regionSizes: [1, 1])
        },
        WrongInput(saying: "excitations", "0…N = 4.0", "5.0") {
            _ = try EffectiveState.dicke(excitations: 5, regionSizes: [2, 2])
        },
        WrongInput(saying: "excitations", "0.5") {
            _ = try EffectiveState.dicke(excitations: 0.5, regionSizes: [2, 2])
        },
        WrongInput(saying: "excitations", "nan") {
            _ = try EffectiveState.dicke(excitations: nan, regionSizes: [2, 2])
        },
        WrongInput(saying: "spins", "at least 4.0", "3.0") {
            _ = try EffectiveState.dicke(excitations: 1, regionSizes: [2, 2], spins: 3)
        },
        WrongInput(saying: "spins", "inf") { _ = try EffectiveState.ghz(regionSizes: [2, 2], spins: .infinity) },
        WrongInput(saying: "region sizes", "at least one") { _ = try EffectiveState.ghz(regionSizes: []) },
        WrongInput(saying: "region sizes", "12") {
            _ = try EffectiveState.ghz(regionSizes: Array(repeating: 1, count: 13))
        },
        WrongInput(saying: "visibility", "0.9") {
            _ = try EffectiveState.rotationallyInvariant(visibility: 0.9, regionSizes: [2, 2])
        },
        WrongInput(saying: "visibility", "nan") {
            _ = try EffectiveState.rotationallyInvariant(visibility: nan, regionSizes: [2, 2])
        },
        WrongInput(saying: "spin of region 1", "1.5") {
            _ = try EffectiveState.coupledSpins((1, 1.5), total: 0.5, regionSizes: [2, 2])
        },
        WrongInput(saying: "spin of region 0", "0.5") {
            _ = try EffectiveState.coupledSpins((0.5, 1), total: 0.5, regionSizes: [2, 2])
        },
        WrongInput(saying: "total spin", "0.0…2.0", "3.0") {
            _ = try EffectiveState.coupledSpins((1, 1), total: 3, regionSizes: [2, 2])
        },
        WrongInput(saying: "total spin", "0.5") { _ = try EffectiveState.totalSpin(0.5, regionSizes: [2, 2]) },
        WrongInput(saying: "region sizes", "two or three") { _ = try EffectiveState.totalSpin(0, regionSizes: [2]) },
        WrongInput(saying: "directions", "be one for each") { _ = try effective().correlation(along: [.x]) },
        WrongInput(saying: "coefficients", "[2, 2]") {
            _ = try effective().bellParameter(wide(), along: [[.x, .y], [.x, .y]])
        },
        WrongInput(saying: "bodies", "be 1", "2") {
            _ = try EffectiveState(of: Cases.pure(4), regions: regions(), bodies: 2).correlation(along: [.x, .y])
        },
        WrongInput(saying: "directions", "2 spins", "1") { _ = try Magnetization(of: [0, 1], along: [.x], qubits: 3) },
        WrongInput(saying: "qubit", "0..<3", "3") { _ = try Magnetization(of: [3], along: .x, qubits: 3) },
        WrongInput(saying: "state", "qubits") { _ = try Magnetization.correlation([], in: qutrits()) },
        WrongInput(saying: "axes", "orthogonal") { _ = try MeasurementPlane(x: .x, y: .x) },
        WrongInput(saying: "planes", "2 regions", "1") { _ = try effective().criterion(planes: [.xy]) },
        WrongInput(saying: "starts", "-1") { _ = try effective().criterionMaximum(starts: -1) },
        WrongInput(saying: "correlators", "two settings", "[3, 1]") { _ = try TwoSettingModel(wide()) },
        WrongInput(saying: "observables", "anticommute") {
            _ = try AnticommutingPair(x: PauliString("XX"), y: PauliString("YY"))
        },
        WrongInput(saying: "observables", "one length") {
            _ = try AnticommutingPair(x: PauliString("XX"), y: PauliString("Y"))
        },
        WrongInput(saying: "observable x", "square to 1") {
            _ = try AnticommutingPair(x: 0.5 * Pauli.x.matrix, y: Pauli.y.matrix)
        },
        WrongInput(saying: "observable y", "Hermitian") {
            _ = try AnticommutingPair(x: Pauli.x.matrix, y: Complex.i * Pauli.y.matrix)
        },
        WrongInput(saying: "observable x", "finite") {
            _ = try AnticommutingPair(x: .diagonal([Complex(nan), 1]), y: Pauli.y.matrix)
        },
        WrongInput(saying: "observables", "one size") { _ = try AnticommutingPair(x: Pauli.x.matrix, y: .identity(4)) },
        WrongInput(saying: "observables", "2 regions") { _ = try effective().criterion(observables: []) },
        WrongInput(saying: "sites", "4 lists", "1") { _ = try AnticommutingFamily(sites: [[0, 0]], spins: [1, 1]) },
        WrongInput(saying: "regions", "1…16", "0") { _ = try AnticommutingFamily(sites: [], spins: []) },
        WrongInput(saying: "site of word 1 in region 0", "0..<1", "1") {
            _ = try AnticommutingFamily(sites: [[0], [1]], spins: [1])
        },
        WrongInput(saying: "spins of region 0", "0") { _ = try AnticommutingFamily(sites: [[0], [0]], spins: [0]) },
        WrongInput(saying: "region", "0..<2", "2") {
            _ = try AnticommutingTree.balanced(regions: 2).family.shifted(region: 2)
        },
        WrongInput(saying: "region", "-1") {
            _ = try AnticommutingTree.balanced(regions: 2).family.flipped(region: -1)
        },
        WrongInput(saying: "size of region 1", "at least 2", "1") {
            _ = try AnticommutingTree.balanced(regions: 2).family.embedded(in: [1, 1])
        },
        WrongInput(saying: "nodes", "2^k − 1", "2") { _ = try AnticommutingTree(nodeRegions: [0, 1]) },
        WrongInput(saying: "region of node 2", "0..<2", "2") { _ = try AnticommutingTree(nodeRegions: [0, 1, 2]) },
        WrongInput(saying: "region of node 1", "above", "0") { _ = try AnticommutingTree(nodeRegions: [0, 0, 1]) },
        WrongInput(saying: "regions", "2…16", "1") { _ = try AnticommutingTree.balanced(regions: 1) },
        WrongInput(saying: "regions", "17") { _ = try AnticommutingTree.simple(regions: 17) },
        WrongInput(saying: "regions", "2…60", "1") { _ = try AnticommutingTree.leastSpins(regions: 1) },
        WrongInput(saying: "spins", "nan") { _ = try AnticommutingTree.largestRegionCount(spins: nan) },
        WrongInput(saying: "sizes", "2 regions", "3") {
            _ = try AnticommutingTree.balanced(regions: 2).fits([1, 2, 3])
        },
        WrongInput(saying: "size of region 1", "nan") { _ = try AnticommutingTree.fitting([1, nan]) },
        WrongInput(saying: "bodies", "0") { _ = try AnticommutingTree.fitting([1, 2], bodies: 0) },
        WrongInput(saying: "regions", "1…6", "7") {
            _ = try AnticommutingFamily.search(spins: Array(repeating: 1, count: 7))
        },
        WrongInput(saying: "spins", "4096") { _ = try AnticommutingFamily.search(spins: [65, 64]) },
        WrongInput(saying: "step limit", "0") { _ = try AnticommutingFamily.search(spins: [1], stepLimit: 0) },
        WrongInput(saying: "family", "words (0, 1) commute") {
            let family = try AnticommutingFamily(sites: [[0, 0], [0, 1], [0, 0], [0, 0]], spins: [1, 2])
            _ = try ComplementarityVectors(of: Cases.pure(4), regions: regions(), family: family)
        },
        WrongInput(saying: "size of region 0", "at least 2", "1") {
            let family = try AnticommutingFamily(sites: [[1, 0], [1, 0], [0, 0], [0, 0]], spins: [2, 1])
            _ = try ComplementarityVectors(of: Cases.pure(4), regions: .blocks([1, 3]), family: family)
        },
        WrongInput(saying: "planes", "2 regions") {
            _ = try MonogamyVectors(of: Cases.pure(4), regions: regions(), planes: [])
        },
        WrongInput(saying: "regions", "be two", "3") {
            _ = try MonogamyVectors(of: Cases.pure(4), regions: .blocks([1, 1, 2]))
        },
        WrongInput(saying: "size of region 1", "at least 2") {
            _ = try MonogamyVectors(of: Cases.pure(4), regions: .blocks([3, 1]))
        },
        WrongInput(saying: "permutations", "100000") {
            _ = try DensityOperator.maximallyMixed(in: .qubits(9)).averagedOverPermutations(within: .blocks([9]))
        },
        WrongInput(saying: "spins", "0.5") { _ = try SettingsBound.settings(spins: 0.5) },
        WrongInput(saying: "bodies", "inf") { _ = try SettingsBound.settings(spins: 3, bodies: .infinity) },
        WrongInput(saying: "settings", "2 regions", "1") {
            _ = try SettingsBound.guaranteesLocality(settings: [1], regionSizes: [1, 1])
        },
        WrongInput(saying: "settings of region 0", "0.0") {
            _ = try SettingsBound.guaranteesLocality(settings: [0, 1], regionSizes: [1, 1])
        },
        WrongInput(saying: "settings of region 1", "⌊N/M⌋ = 2", "3") {
            _ = try JointStrategyModel(
                of: Cases.pure(4), regions: regions(),
                measurements: [[.along(.x)], [.along(.x), .along(.y), .along(.z)]])
        },
        WrongInput(saying: "dimension of setting 0 of region 0", "be 2", "3") {
            _ = try JointStrategyModel(
                of: Cases.pure(4), regions: regions(), measurements: [[.computational(dimension: 3)], [.along(.x)]])
        },
        WrongInput(saying: "measurements", "2 regions", "1") {
            _ = try JointStrategyModel(of: Cases.pure(4), regions: regions(), measurements: [[.along(.x)]])
        },
        WrongInput(saying: "settings") {
            _ = try JointStrategyModel(of: Cases.pure(4), regions: regions(), measurements: [[.along(.x)], []])
        },
        WrongInput(saying: "size of region 0", "0.0") { _ = try RotationalVisibility.bound(0, 1) },
        WrongInput(saying: "state", "two qubits") {
            _ = try RotationalVisibility.value(of: EffectiveState(of: Cases.pure(3), regions: .blocks([1, 1, 1])))
        },
        WrongInput(saying: "local visibility", "1/3…1", "0.2") {
            _ = try LocalVisibility(0.2, measurements: .povm, source: "")
        },
        WrongInput(saying: "local visibility", "nan") { _ = try LocalVisibility(nan, measurements: .povm, source: "") },
        WrongInput(saying: "size of region 1", "0.5") { _ = try VisibilityTable([1], [0.5]) },
        WrongInput(saying: "regions", "1…8", "0") { _ = try CriterionSearch(regionSizes: []) },
        WrongInput(saying: "size of region 0", "0") { _ = try CriterionSearch(regionSizes: [0, 1]) },
        WrongInput(saying: "region sizes", "1024") { _ = try CriterionSearch(regionSizes: [40, 40]) },
        WrongInput(saying: "starts", "0") {
            _ = try CriterionSearch(regionSizes: [1, 1], options: AscentOptions(starts: 0))
        },
        WrongInput(saying: "tolerance", "nan") {
            _ = try CriterionSearch(regionSizes: [1, 1], options: AscentOptions(tolerance: nan))
        },
        WrongInput(saying: "roundLimit", "0") {
            _ = try CriterionSearch(regionSizes: [1, 1], options: AscentOptions(roundLimit: 0))
        },
        WrongInput(saying: "threads", "0") {
            _ = try CriterionSearch(regionSizes: [1, 1], options: AscentOptions(threads: 0))
        },
        WrongInput(saying: "inequality", "two outcomes") {
            _ = try MacroscopicViolation(of: .cglmp(outcomes: 3), regionSizes: [1, 1])
        },
        WrongInput(saying: "region sizes", "2 parties") {
            _ = try MacroscopicViolation(of: .i3322(), regionSizes: [1])
        },
    ]

    @Test("wrong input is refused in words", arguments: inputs)
    func wrongInput(_ input: WrongInput) { input.check() }
}
