import QuantumStates
import Testing

@Suite("Wrong Hamiltonians are refused in words")
struct HamiltonianErrorTests {
    static let inputs: [WrongInput] = [
        WrongInput(saying: "number of vertices", "1…62", "was 0") { _ = try InteractionGraph.chain(0) },
        WrongInput(saying: "number of vertices", "1…62", "was -3") { _ = try InteractionGraph.complete(-3) },
        WrongInput(saying: "number of vertices", "was 63") { _ = try InteractionGraph(count: 63, edges: []) },
        WrongInput(saying: "number of vertices", "at least 3 for a periodic chain", "was 2") {
            _ = try InteractionGraph.chain(2, boundary: .periodic)
        },
        WrongInput(saying: "edge", "0..<3", "1–3") { _ = try InteractionGraph(count: 3, pairs: [(1, 3)]) },
        WrongInput(saying: "edge", "0..<3", "-1–0") { _ = try InteractionGraph(count: 3, pairs: [(0, -1)]) },
        WrongInput(saying: "edge", "two different vertices", "2–2") {
            _ = try InteractionGraph(count: 3, pairs: [(2, 2)])
        },
        WrongInput(saying: "edges", "each pair once", "0–1") {
            _ = try InteractionGraph(count: 3, pairs: [(0, 1), (1, 0)])
        },
        WrongInput(saying: "weight of edge 0–1", "finite", "nan") {
            _ = try InteractionGraph(count: 2, edges: [.init(0, 1, weight: .nan)])
        },
        WrongInput(saying: "rows", "1…62", "was 0") { _ = try InteractionGraph.grid(rows: 0, columns: 3) },
        WrongInput(saying: "columns", "1…62") { _ = try InteractionGraph.grid(rows: 3, columns: Int.max) },
        WrongInput(saying: "number of vertices", "was 64") { _ = try InteractionGraph.grid(rows: 8, columns: 8) },
        WrongInput(saying: "number of qubits", "1…62", "was 0") { _ = try PauliSum([], qubits: 0) },
        WrongInput(saying: "Pauli string", "2 letters", "XYZ") {
            _ = try PauliSum([.init(1, PauliString("XYZ"))], qubits: 2)
        },
        WrongInput(saying: "Pauli string", "3 letters", "XY") { _ = try PauliSum(["XYZ": 1, "XY": 2]) },
        WrongInput(saying: "terms", "not be empty") { _ = try PauliSum([:] as KeyValuePairs) },
        WrongInput(saying: "coefficient of XY", "finite", "inf") { _ = try PauliSum(["XY": .infinity]) },
        WrongInput(saying: "combined coefficient of Z", "finite", "inf") {
            let large = PauliSum.Term(Double.greatestFiniteMagnitude, try PauliString("Z"))
            _ = try PauliSum([large, large], qubits: 1)
        },
        WrongInput(saying: "factor", "finite", "nan") { _ = try .nan * PauliSum(["X": 1]) },
        WrongInput(saying: "other sum", "1 qubits", "was 2") { _ = try PauliSum(["X": 1]) + PauliSum(["XX": 1]) },
        WrongInput(saying: "other sum", "1 qubits", "was 2") { _ = try PauliSum(["X": 1]) - PauliSum(["XX": 1]) },
        WrongInput(saying: "other sum", "1 qubits") {
            _ = try PauliSum(["X": 1]).hermitianCommutator(with: PauliSum(["XX": 1]))
        },
        WrongInput(saying: "number of qubits", "at most 14", "was 15") { _ = try PauliSum([], qubits: 15).matrix() },
        WrongInput(saying: "number of qubits", "1…30", "was 40") { _ = try PauliSum([], qubits: 40).apply(to: []) },
        WrongInput(saying: "amplitudes", "2^2 numbers", "was 3") { _ = try PauliSum(["XX": 1]).apply(to: [1, 0, 0]) },
        WrongInput(saying: "matrix", "2^N") { _ = try PauliSum(hermitian: .identity(3)) },
        WrongInput(saying: "cutoff", "at least 0", "-1") { _ = try PauliSum(hermitian: .identity(2), cutoff: -1) },
        WrongInput(saying: "state", "3 qubits", "2 ⊗ 2") {
            _ = try StateVector.singlet.expectation(of: PauliSum(["XXX": 1]))
        },
        WrongInput(saying: "state", "2 qubits", "4") {
            let state = try StateVector.computational([0], in: HilbertSpace(dimensions: [4]))
            _ = try state.expectation(of: PauliSum(["XX": 1]))
        },
        WrongInput(saying: "state", "1 qubits", "2 ⊗ 2") {
            _ = try StateVector.singlet.densityOperator.expectation(of: PauliSum(["X": 1]))
        },
        WrongInput(saying: "coupling", "3 × 3", "2 × 2") {
            _ = try PauliSum.bilinear(coupling: .identity(2), on: .pair)
        },
        WrongInput(saying: "coupling", "finite", "nan") { _ = try PauliSum.heisenberg(coupling: .nan, on: .pair) },
        WrongInput(saying: "anisotropy", "finite", "inf") { _ = try PauliSum.xxz(anisotropy: .infinity, on: .pair) },
        WrongInput(saying: "strength of the field on qubit 1", "finite", "nan") {
            _ = try PauliSum.fields(strengths: [1, .nan], along: [.x, .y])
        },
        WrongInput(saying: "directions", "be 1", "was 2") { _ = try PauliSum.fields(strengths: [1], along: [.x, .y]) },
        WrongInput(saying: "number of qubits", "1…62", "was -1") {
            _ = try PauliSum.uniformField(1, along: .x, qubits: -1)
        },
        WrongInput(saying: "number of qubits", "at most 10", "was 11") {
            _ = try GroundState.dense(of: .heisenberg(on: .chain(11)))
        },
        WrongInput(saying: "tolerance", "0..<1", "was 2") {
            _ = try GroundState.dense(of: .heisenberg(on: .pair), degeneracyTolerance: 2)
        },
        WrongInput(saying: "number of qubits", "at most 20", "was 21") { try lanczos(21, LanczosOptions()) },
        WrongInput(saying: "tolerance", "1e-14..<1", "was 0") { try lanczos(2, LanczosOptions(tolerance: 0)) },
        WrongInput(saying: "tolerance", "nan") { try lanczos(2, LanczosOptions(tolerance: .nan)) },
        WrongInput(saying: "roundLimit", "at least 1", "was 0") {
            try lanczos(2, LanczosOptions(roundLimit: 0))
        },
        WrongInput(saying: "basisSize", "4…1000", "was 3") { try lanczos(2, LanczosOptions(basisSize: 3)) },
        WrongInput(saying: "number of qubits", "at most 12", "was 13") {
            _ = try HamiltonianSpectrum(.heisenberg(on: .chain(13)))
        },
        WrongInput(saying: "Hamiltonian", "Hermitian") {
            _ = try HamiltonianSpectrum(ComplexMatrix([[0, 1], [0, 0]]), in: .qubit)
        },
        WrongInput(saying: "Hamiltonian", "4 × 4", "2 × 2") {
            _ = try HamiltonianSpectrum(.identity(2), in: .twoQubits)
        },
        WrongInput(saying: "index", "0..<2", "was 2") {
            _ = try HamiltonianSpectrum(.identity(2), in: .qubit).eigenstate(2)
        },
        WrongInput(saying: "beta", "finite", "nan") { _ = try GibbsState(of: .heisenberg(on: .pair), beta: .nan) },
        WrongInput(saying: "beta", "keep β·E finite", "e+308") {
            _ = try GibbsState(of: .heisenberg(coupling: 8, on: .pair), beta: 1e308)
        },
    ]

    private static func lanczos(_ qubits: Int, _ options: LanczosOptions) throws {
        var stream = RandomStream(seed: 1)
        _ = try GroundState.lanczos(of: .heisenberg(on: .chain(qubits)), options: options, using: &stream)
    }

    @Test("each error names argument, requirement and value", arguments: inputs)
    func refusal(input: WrongInput) { input.check() }
}
