import HiddenVariables

/// What Qiskit, QuTiP and NumPy do instead of `QuantumStates`.
var quantumStatesComparisons: [Comparison] { stateComparisons + measurementComparisons + hamiltonianComparisons }

private var stateComparisons: [Comparison] {
    [6, 8, 10].map { qubits in
        Comparison(
            "quantum-states/pauli-transform/\(qubits)-qubits", peer: "Qiskit", script: "qiskit_pauli_transform"
        ) { exchange in
            let matrix = randomHermitian(1 << qubits)
            exchange.write("qubits", qubits)
            try exchange.write("matrix", [matrix])
            return { try PauliTensor(hermitian: matrix) }
        } answer: {
            $0.coefficients
        }
    } + [
        Comparison("quantum-states/concurrence/100-states", peer: "QuTiP", script: "qutip_concurrence") { exchange in
            let states = try randomTwoQubitStates(100)
            exchange.write("states", states.count)
            try exchange.write("matrices", states.map(\.matrix))
            return { try states.map { try $0.concurrence() } }
        } answer: {
            $0
        }
    ]
        + [[2, 5], [1, 3, 6], [1, 3, 4, 6]].map { kept in
            Comparison(
                "quantum-states/partial-trace/8-qubits-to-\(kept.count)", peer: "QuTiP ptrace",
                script: "qutip_partial_trace"
            ) { exchange in
                let state = try randomState(qubits: 8)
                exchange.write("qubits", 8)
                try exchange.write("matrix", [state.matrix])
                try exchange.write("kept", kept.map(Double.init))
                return { try state.reduced(to: kept) }
            } answer: {
                $0.matrix.pairs
            }
        }
}

private var measurementComparisons: [Comparison] {
    [("NumPy, Bloch form", "numpy_joint_bloch"), ("NumPy, projectors", "numpy_joint_projectors")].map { peer, script in
        Comparison(
            "quantum-states/joint-probabilities/100000-pairs", peer: peer, script: script
        ) { exchange in
            let state = try randomTwoQubitStates(4)[3]
            let form = try TwoQubitBlochForm(state)
            let (first, second) = randomDirectionPairs(100_000)
            try exchange.write("matrix", [state.matrix])
            try exchange.write("first", first.x + first.y + first.z)
            try exchange.write("second", second.x + second.y + second.z)
            return { try form.probabilitiesUpUp(first, second) }
        } answer: {
            $0
        }
    }
}

private var hamiltonianComparisons: [Comparison] {
    [
        Comparison("quantum-states/unitary/8-qubits", peer: "QuTiP propagator", script: "qutip_propagator") {
            exchange in
            let matrix = randomHermitian(256)
            exchange.write("qubits", 8)
            try exchange.write("matrix", [matrix])
            return { try UnitaryEvolution(under: matrix, in: .qubits(8)).unitary(at: 0.1) }
        } answer: {
            $0.pairs
        },
        Comparison("quantum-states/unitary/8-qubits", peer: "SciPy expm", script: "scipy_expm") { exchange in
            let matrix = randomHermitian(256)
            exchange.write("size", 256)
            try exchange.write("matrix", [matrix])
            return { try UnitaryEvolution(under: matrix, in: .qubits(8)).unitary(at: 0.1) }
        } answer: {
            $0.pairs
        },
        Comparison(
            "quantum-states/ground-state/lanczos-16-qubits", peer: "SciPy eigsh", script: "scipy_ground_state"
        ) { exchange in
            let chain = try heisenbergChain(16)
            exchange.write("qubits", 16)
            return {
                var stream = RandomStream(seed: 36)
                return try GroundState.lanczos(of: chain, using: &stream)
            }
        } answer: {
            [$0.energy]
        },
    ]
}
