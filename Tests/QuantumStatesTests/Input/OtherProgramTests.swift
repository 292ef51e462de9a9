import Foundation
import QuantumStates
import Testing

/// Files that other programs wrote; `Fixtures/make-interop-fixtures.py` makes them again.
enum InteropFixture {
    static func path(_ name: String) throws -> String {
        guard let folder = Bundle.module.resourceURL else { throw CocoaError(.fileNoSuchFile) }
        return folder.appendingPathComponent("Fixtures/interop/\(name)").path
    }

    /// cos 0.3 |01⟩ + e^{0.7i} sin 0.3 |10⟩ for Alice and Bob.
    static func state() throws -> DensityOperator {
        let phase = Complex(cos(0.7), sin(0.7))
        return try StateVector([0, Complex(cos(0.3)), sin(0.3) * phase, 0], in: .twoQubits).densityOperator
    }

    /// What QuTiP's files hold: nine tenths of it.
    static func noisy() throws -> DensityOperator { try state().mixedWithWhiteNoise() }
}

extension DensityOperator {
    fileprivate func mixedWithWhiteNoise() throws -> DensityOperator {
        let mixed = try DensityOperator.maximallyMixed(in: space)
        return try DensityOperator(0.9 * matrix + 0.1 * mixed.matrix, in: space)
    }
}

@Suite("States that other programs wrote")
struct OtherProgramTests {
    private func state(
        _ name: String, order: PartyOrder = .firstIsMostSignificant, tolerance: Double? = nil, array: String? = nil
    ) throws -> DensityOperator {
        try DensityOperator(
            contentsOf: InteropFixture.path(name), in: .twoQubits, tolerance: tolerance, order: order, array: array)
    }

    @Test("22.1 a state of Qiskit is read in Qiskit's order of qubits, from vectors, matrices and archives")
    func qiskit() throws {
        let expected = try InteropFixture.state()
        for (name, array) in [("qiskit-vector.npy", nil), ("qiskit-both.npz", "vector")] as [(String, String?)] {
            let read = try state(name, order: .qiskit, array: array)
            #expect(try read.traceDistance(to: expected) < 1e-12, "\(name)")
            // Without the order, the parties are exchanged: the trap that the argument is for.
            let wrong = try state(name, array: array)
            #expect(try wrong.traceDistance(to: expected.permutingParties([1, 0])) < 1e-12)
            #expect(try wrong.traceDistance(to: expected) > 0.5)
        }
        let alice = try state("qiskit-matrix.npy", order: .qiskit).reduced(to: [0])
        #expect(abs(alice.matrix[0, 0].real - 0.75) < 1e-12)
        #expect(abs(try state("qiskit-matrix.npy").reduced(to: [0]).matrix[0, 1].real - 0.5) < 1e-12)
        // And back.
        let vector = try NumPyArray<Complex>(contentsOf: try InteropFixture.path("qiskit-vector.npy")).elements
        let matrix = try expected.matrix(inOrder: .qiskit)
        for row in 0..<4 {
            for column in 0..<4 {
                let difference: Complex = matrix[row, column] - vector[row] * vector[column].conjugate
                #expect(difference.modulus < 1e-12)
            }
        }
    }

    @Test("22.1 orders of parties of unequal dimension, there and back")
    func unequalDimensions() throws {
        let space = try HilbertSpace(dimensions: [2, 3, 2])
        var stream = RandomStream(seed: 5)
        let random = try DensityOperator.randomBures(in: space, using: &stream)
        for order in PartyOrder.allCases {
            let again = try DensityOperator(random.matrix(inOrder: order), in: space, order: order)
            #expect(try again.space == space && again.traceDistance(to: random) < 1e-13)
        }
        let reversed = try random.permutingParties([2, 1, 0])
        #expect(try random.matrix(inOrder: .qiskit) == reversed.matrix)
        #expect(PartyOrder.qiskit.fromFirst("abc") == ["c", "b", "a"])
    }

    @Test(
        "22.1 a state of QuTiP, and of NumPy's text, is read as it is",
        arguments: ["qutip-matrix.npy", "qutip-store.csv", "savetxt.txt", "savetxt-tabs.txt", "rows.json"])
    func qutip(name: String) throws {
        #expect(try state(name).traceDistance(to: InteropFixture.noisy()) < 1e-9)
    }

    @Test("22.1 the partial trace of QuTiP sorts the parties, that of this library keeps their order")
    func partialTraces() throws {
        let theirs = try state("qutip-ptrace-1-0.npy")
        let noisy = try InteropFixture.noisy()
        #expect(try theirs.traceDistance(to: noisy.reduced(to: [1, 0].sorted())) < 1e-12)
        #expect(try theirs.traceDistance(to: noisy.reduced(to: [1, 0])) > 0.5)
    }

    @Test("22.1 the Werner state of toqito and QETLAB with a = 0.8 has the visibility a/(2 − a)")
    func werner() throws {
        let read = try state("toqito-werner.npy")
        #expect(try read.traceDistance(to: .werner(visibility: 0.8 / (2 - 0.8))) < 1e-12)
        #expect(try read.traceDistance(to: .werner(visibility: 0.8)) > 0.05)
    }

    @Test("22.1 entropies, fidelities and negativities of other programs are ours times ln 2, squared, and halved")
    func values() throws {
        let values: [String: Double] = try JSONFile.read(from: InteropFixture.path("values.json"))
        let (rho, other) = (try InteropFixture.noisy(), try state("toqito-werner.npy"))
        let entropy = try rho.entropy()
        let fidelity = try rho.fidelity(with: other)
        let negativity = try rho.negativity()
        let nats = log(2.0)
        for (name, value, tolerance) in [
            ("QuTiP entropy_vn", entropy * nats, 1e-12), ("QuTiP fidelity", fidelity.squareRoot(), 1e-7),
            ("QuTiP negativity", negativity, 1e-12), ("QuTiP concurrence", try rho.concurrence(), 1e-7),
            ("toqito fidelity", fidelity.squareRoot(), 1e-7), ("toqito negativity", negativity, 1e-12),
            ("toqito von_neumann_entropy", entropy, 1e-12),
            ("Quantum-Tomography negativity", 2 * negativity, 1e-12),
            ("Quantum-Tomography entropy", entropy, 1e-12), ("Quantum-Tomography fidelity", fidelity, 1e-7),
        ] {
            let theirs = try #require(values[name])
            #expect(abs(theirs - value) < tolerance, "\(name): \(theirs) for \(value)")
        }
        #expect(values.count == 10)
    }

    @Test(
        "22.1 Choi matrices of Qiskit, QuTiP and toqito have the order of ours",
        arguments: ["qiskit", "qutip", "toqito"])
    func choiMatrices(program: String) throws {
        let kraus = try NumPyArray<Complex>(contentsOf: InteropFixture.path("kraus.npy"))
        #expect(kraus.shape == [2, 2, 2])
        let channel = try QuantumChannel(
            krausOperators: (0..<2).map { place in
                ComplexMatrix(rows: 2, columns: 2) { kraus.elements[4 * place + 2 * $0 + $1] }
            })
        let path = try InteropFixture.path("\(program)-choi.npy")
        let theirs = try NumPyArray<Complex>(contentsOf: path).matrix()
        #expect(try theirs.distance(to: channel.choiMatrix()) < 1e-12)
        // As a state it has the trace 2: refused, and half of it is the state of the channel.
        let error = #expect(throws: InvalidArgument.self) { try DensityOperator(contentsOf: path, in: .twoQubits) }
        #expect(error?.description.contains("trace") == true, "\(String(describing: error))")
        let pair = try StateVector([1, 0, 0, 1].map { Complex($0 / 2.0.squareRoot()) }, in: .twoQubits)
        let state = try DensityOperator(0.5 * theirs, in: .twoQubits)
        #expect(try state.traceDistance(to: channel.apply(to: pair.densityOperator, on: 1)) < 1e-12)
    }

    @Test("22.1 polarizations of a laboratory whose R is (H + iV)/√2: the other R gives the conjugate state")
    func polarizations() throws {
        let table = try CSVTable(contentsOf: InteropFixture.path("polarizations.csv"))
        let noisy = try InteropFixture.noisy()
        let right = try TomographyData(polarizationCounts: table, handedness: .rightIsHorizontalPlusIVertical)
            .maximumLikelihood().state
        #expect(try right.traceDistance(to: noisy) < 1e-3)
        let wrong = try TomographyData(polarizationCounts: table).maximumLikelihood().state
        let conjugate = ComplexMatrix(rows: 4, columns: 4) { noisy.matrix[$0, $1].conjugate }
        #expect(try wrong.traceDistance(to: DensityOperator(conjugate, in: .twoQubits)) < 1e-3)
        // Nothing in these two numbers tells.
        #expect(abs(try wrong.concurrence() - right.concurrence()) < 1e-3)
        #expect(abs(try wrong.chshMaximum().value - right.chshMaximum().value) < 1e-3)
        #expect(try wrong.traceDistance(to: right) > 0.3)
    }

    @Test("22.1 behaviours of NumPy in two orders of indices; a wrong name is refused with the right one")
    func behaviours() throws {
        for (name, wrong) in [("axby", "[x,y,a,b]"), ("abxy", "[a,x,b,y]")] {
            let array = try NumPyArray<Double>(contentsOf: InteropFixture.path("behaviour-\(name).npy"))
            let e = try Behaviour(array, axes: name).correlators()
            #expect(abs(abs(e[0] + e[1] + e[2] - e[3]) - 8.0.squareRoot()) < 1e-12, "\(name)")
            let error = #expect(throws: InvalidArgument.self) { try Behaviour(array, axes: wrong) }
            let right = "[\(name.map(String.init).joined(separator: ","))]"
            #expect(error?.requirement == "be those of a behaviour, as \(right) would be", "\(name)")
        }
    }

    @Test("22.1 kets of QuTiP and Cirq's vectors in single precision")
    func kets() throws {
        #expect(try state("qutip-ket.npy").traceDistance(to: InteropFixture.state()) < 1e-12)
        let single = try state("cirq-complex64.npy")
        let expected = try StateVector([Complex(cos(0.3)), 0, Complex(sin(0.3)), 0], in: .twoQubits).densityOperator
        #expect(try single.traceDistance(to: expected) < 1e-6)
    }

    @Test("22.1 an archive of several arrays asks for a name, and says which there are")
    func names() throws {
        let path = try InteropFixture.path("qiskit-both.npz")
        #expect(
            throws: InvalidArgument(
                "array", must: "name one of the arrays in \(path)", was: "not said (there are vector, matrix)")
        ) { try StateInput(path, in: .twoQubits) }
        #expect(throws: InvalidArgument.self) { try state("qiskit-both.npz", array: "rho") }
        let wrong = #expect(throws: InvalidArgument.self) {
            try StateInput(try InteropFixture.path("qiskit-vector.npy"), in: .qubits(3))
        }
        #expect(wrong?.requirement == "be a matrix, or 8 amplitudes of a pure state" && wrong?.value == "of shape [4]")
    }

    @Test("22.1 a file of another kind, or of counts, is no state")
    func noStates() throws {
        #expect(throws: InvalidArgument.self) { try DensityOperator(contentsOf: "werner(0.5)", in: .twoQubits) }
        let error = #expect(throws: InvalidArgument.self) { try read("a.csv", "a,counts\nH,1\nV,2\n") }
        #expect(error?.value == "one of counts")
    }

    private func read(_ name: String, _ text: String, in space: HilbertSpace = .qubit) throws -> DensityOperator {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("other-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appendingPathComponent(name).path
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        return try DensityOperator(contentsOf: path, in: space)
    }

    @Test(
        "22.1 spellings of complex numbers and separators of Python, Julia, MATLAB and Octave",
        arguments: [
            ("a.txt", "0.25 0.1+0.2i\n0.1-0.2i 0.75\n"), ("a.dat", "   2.5e-01   0.1+0.2i \n   0.1-0.2i   7.5e-01\n"),
            ("a.csv", "0.25;0.1+0.2j\n0.1-0.2j;0.75\n"),
            ("a.tsv", "0.25 + 0.0im\t0.1 + 0.2im\n0.1 - 0.2im\t0.75 + 0.0im\n"),
            ("a.txt", "% MATLAB\n0.25 0.1 + 0.2*i\n0.1 - 0.2*i 0.75\n"),
            ("a.txt", "0.25 + 0.0im 0.1 + 0.2im\n0.1 - 0.2im 0.75 - 0.0im\n"),
            ("a.csv", "0.25+0i,0.1+0.2i\n0.1-0.2i,0.75+0i\n"),
            ("a.txt", "# savetxt\n (0.25+0j) (0.1+0.2j)\n (0.1+-0.2j) (0.75+0j)\n"),
            ("a.json", "[[0.25, [0.1, 0.2]], [[0.1, -0.2], 0.75]]"),
        ])
    func spellings(name: String, text: String) throws {
        let expected = try ComplexMatrix([[0.25, Complex(0.1, 0.2)], [Complex(0.1, -0.2), 0.75]])
        #expect(try read(name, text).matrix.distance(to: expected) < 1e-15)
    }

    @Test(
        "17.2 22.1 what cannot be read says what to write instead",
        arguments: [
            ("a.csv", "0,5;0\n0;0,5\n", "must be a finite complex number (with a decimal point), but was \"0,5\""),
            ("a.csv", ",0,1\n0,0.5,0\n1,0,0.5\n", "(write to_csv(header=False, index=False))"),
            ("a.csv", "rho,sigma\n0.5,0\n", "hold numbers of a density matrix, or names of columns"),
            ("a.txt", "\n# nothing\n", "but was not there"),
            ("a.json", "{\"rho\": 1}", "a.json: contents must be JSON of a Matrix"),
            ("a.json", "[[0.5, 0], [0]]", "a.json: row 1 must have 2 entries like row 0, but was 1"),
            ("a.h5", "", "must end in .npy, .npz, .mat"), ("a.mat", "# Created by Octave", "(write save -v7)"),
            ("a.npz", "PK", "archive must have at least 22 bytes"),
        ])
    func words(name: String, text: String, words: String) throws {
        do {
            _ = try read(name, text)
            Issue.record("read")
        } catch {
            #expect("\(error)".contains(words), "\(error)")
        }
    }

    @Test("17.2 a matrix in JSON is read as a list of rows too")
    func matrices() throws {
        let decoder = JSONDecoder()
        let real = try decoder.decode(RealMatrix.self, from: Data("[[1, 2, 3], [4, 5, 6]]".utf8))
        #expect(try real == RealMatrix([[1, 2, 3], [4, 5, 6]]))
        let again = try decoder.decode(RealMatrix.self, from: JSONEncoder().encode(real))
        #expect(again == real)
        #expect(throws: InvalidArgument.self) { try decoder.decode(RealMatrix.self, from: Data("[[1], [2, 3]]".utf8)) }
        #expect(throws: DecodingError.self) { try decoder.decode(RealMatrix.self, from: Data("[1, 2]".utf8)) }
    }
}
