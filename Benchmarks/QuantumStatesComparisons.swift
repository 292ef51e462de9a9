import HiddenVariables

/// What Qiskit, QuTiP and NumPy do instead of `QuantumStates`.
var quantumStatesComparisons: [Comparison] {
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
