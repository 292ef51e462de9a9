import Foundation
import QuantumStates
import Testing

@Suite("States handed over by name, as files and as counts")
struct StateInputTests {
    /// A file in a folder of its own that is removed afterwards.
    private func withFile<Result>(
        _ name: String, _ text: String, _ body: (String) throws -> Result
    ) throws -> Result {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("state-input-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appendingPathComponent(name).path
        if !text.isEmpty { try text.write(toFile: path, atomically: true, encoding: .utf8) }
        return try body(path)
    }

    private func state(_ input: StateInput) throws -> DensityOperator {
        guard case .state(let state) = input else { throw InvalidArgument("input", must: "be a state", was: input) }
        return state
    }

    private static let counts = """
        # Counts of |HH⟩ with everything else
        first,second,counts
        H,H,1000
        H,V,0
        V,V,0
        V,H,0
        R,H,500
        R,V,0
        D,V,0
        D,H,500
        D,R,250
        D,D,250
        R,D,250
        H,D,500
        V,D,0
        V,L,0
        H,L,500
        R,L,250

        """

    @Test func polarizationsAreThoseOfJames() {
        let half = 0.5.squareRoot()
        let kets: [Polarization: [Complex]] = [
            .horizontal: [1, 0], .vertical: [0, 1], .diagonal: [Complex(half), Complex(half)],
            .antidiagonal: [Complex(half), Complex(-half)], .rightCircular: [Complex(half), Complex(0, -half)],
            .leftCircular: [Complex(half), Complex(0, half)],
        ]
        for polarization in Polarization.allCases {
            let ket = kets[polarization] ?? []
            let projector = ComplexMatrix(rows: 2, columns: 2) { ket[$0] * ket[$1].conjugate }
            #expect(polarization.direction.projector.distance(to: projector) < 1e-15)
        }
    }

    @Test func names() throws {
        let werner = try state(StateInput("werner(0.9)", in: .twoQubits))
        let expected = try DensityOperator.werner(visibility: 0.9)
        #expect(werner == expected)
        #expect(throws: InvalidArgument.self) { try StateInput("werner(0.9)", in: .qubit) }
        // Refused by its space before anything is made, which for this one would be 250 MB.
        let large = #expect(throws: InvalidArgument.self) { try StateInput("isotropic(63, 2)", in: .twoQubits) }
        #expect(large?.argument == "state \"isotropic(63, 2)\"")
        #expect(throws: InvalidArgument.self) { try StateInput("no-such-state", in: .twoQubits) }
    }

    @Test func matricesInNumPyFiles() throws {
        var stream = RandomStream(seed: 3)
        let random = try DensityOperator.randomBures(in: .twoQubits, using: &stream)
        try withFile("state.npy", "") { path in
            try NumPyArray(random.matrix).write(to: path)
            #expect(try state(StateInput(path, in: .twoQubits)) == random)
        }
    }

    @Test func matricesInCSVFiles() throws {
        var stream = RandomStream(seed: 4)
        let random = try DensityOperator.randomBures(in: .twoQubits, using: &stream)
        let read = try withFile("state.csv", String(decoding: CSVTable(random.matrix).encoded(), as: UTF8.self)) {
            try state(StateInput($0, in: .twoQubits))
        }
        #expect(read == random)
        try withFile("mixed.csv", "# a comment\n0.5, 0\n0, 0.5\n") { path in
            let mixed = try DensityOperator.maximallyMixed(in: .qubit)
            #expect(try state(StateInput(path, in: .qubit)) == mixed)
            #expect(throws: InvalidArgument.self) { try StateInput(path, in: .twoQubits) }
        }
        try withFile("negative.csv", "1.5,0\n0,-0.5\n") { path in
            _ = #expect(throws: InvalidArgument.self) { try StateInput(path, in: .qubit) }
        }
    }

    @Test func countsInCSVFiles() throws {
        let data = try withFile("counts.csv", StateInputTests.counts) { path in
            let input = try StateInput(path, in: .twoQubits)
            #expect(input.description == "16 counts of 2 ⊗ 2, 4000 in all")
            #expect(throws: InvalidArgument.self) { try StateInput(path, in: .qubits(3)) }
            guard case .counts(let data) = input else { throw InvalidArgument("input", must: "be counts", was: input) }
            return data
        }
        #expect(data.statistics == .poisson(trials: 1000))
        let inversion = try data.linearInversion()
        let expected = try StateVector.computational([0, 0], in: .twoQubits).densityOperator.matrix
        #expect(inversion.matrix.distance(to: expected) < 1e-12)
    }

    @Test func withoutACompleteSetTheNumberOfTrialsIsUnknown() throws {
        let text = StateInputTests.counts.replacing("H,V,0\n", with: "")
        let data = try TomographyData(polarizationCounts: CSVTable(data: Data(text.utf8)))
        #expect(data.statistics == .poisson(trials: nil))
    }

    private func table(_ text: String) throws -> TomographyData {
        try TomographyData(polarizationCounts: CSVTable(data: Data(text.utf8), name: "table"), named: "table")
    }

    @Test("15.13 every complete basis of a polarization table counts with its own total") func unequalTotals() throws {
        // The frequencies are exactly those of the Bloch vector (0, −0.5, 0.8); rows in any order.
        for text in [
            "a,counts\nH,450\nV,50\nD,500\nA,500\nR,150\nL,50\n", "a,counts\nL,50\nH,450\nD,500\nV,50\nR,150\nA,500\n",
        ] {
            let data = try table(text)
            #expect(data.statistics == .multinomial(outcomes: [2, 2, 2]))
            for matrix in [try data.linearInversion().matrix, try data.maximumLikelihood().state.matrix] {
                let vector = try BlochVector(DensityOperator(matrix, in: .qubit)).vector
                #expect(abs(vector.x) < 1e-5 && abs(vector.y + 0.5) < 1e-5 && abs(vector.z - 0.8) < 1e-5)
            }
        }
        let diagonal = try table("a,counts\nH,500\nV,500\nD,2000\nA,0\nR,250\nL,250\n").linearInversion()
        #expect(abs(diagonal.eigenvalues[0]) < 1e-12 && abs(diagonal.eigenvalues[1] - 1) < 1e-12)
        // Two photons, nine bases with totals of their own.
        let state = try DensityOperator.werner(visibility: 0.7)
        var rows = ["a,b,counts"]
        var total = 50.0
        let bases: [(letters: [String], axis: Direction)] = [(["H", "V"], .z), (["D", "A"], .x), (["R", "L"], -.y)]
        for one in bases {
            for two in bases {
                let shares = try state.outcomeDistribution(of: [.along(one.axis), .along(two.axis)]).probabilities
                for (place, share) in shares.enumerated() {
                    rows.append("\(one.letters[place / 2]),\(two.letters[place % 2]),\(share * total)")
                }
                total += 30
            }
        }
        let nine = try table(rows.joined(separator: "\n") + "\n")
        #expect(nine.statistics == .multinomial(outcomes: Array(repeating: 4, count: 9)))
        #expect(try nine.linearInversion().matrix.distance(to: state.matrix) < 1e-12)
    }

    @Test("15.13 incomplete bases are taken to be counted equally long, or refused") func incompleteBases() throws {
        // N is the mean over H/V and D/A; R alone has no total of its own.
        let data = try table("a,counts\nH,450\nV,50\nD,260\nA,260\nR,383\n")
        #expect(data.statistics == .poisson(trials: 510))
        let error = #expect(throws: InvalidArgument.self) { try table("a,counts\nH,450\nV,50\nD,500\nA,500\nR,150\n") }
        #expect(error?.description.contains("totals of the complete bases in table must agree within chance") == true)
        #expect(error?.description.contains("[500.0, 1000.0]") == true)
        let empty = #expect(throws: InvalidArgument.self) { try table("a,counts\nH,0\nV,0\nD,50\nR,50\n") }
        #expect(empty?.description == "counts of H, V in table must not all be 0, but was all 0")
        #expect(try table("a,counts\nH,1\nD,1\nR,1\n").statistics == .poisson(trials: nil))
        #expect(try table("a,counts\nH,1\nV,2\nH,1\nD,1\nR,1\n").statistics == .poisson(trials: nil))
    }

    @Test(arguments: [
        ("first,second,counts\nH,X,1\n", "row 0"), ("first,second,counts\nH,H,many\n", "line 2"),
        ("counts\n1\n", "photon"), ("first,number\nH,1\n", "counts"), ("a,counts\nH,1,2\n", "line 2"),
        ("a,counts\nH,-1\n", "count"), ("a,counts\n", "effects"), ("", "columns"), ("a,counts\nH,\"1\n", "quote"),
    ])
    func wrongTablesAreRefused(text: String, word: String) throws {
        let error = #expect(throws: (any Error).self) {
            try TomographyData(
                polarizationCounts: CSVTable(data: Data(text.utf8), name: "table"), named: "table")
        }
        let message = String(describing: error)
        #expect(message.contains(word), "\(message)")
        #expect(message.contains(" must ") && message.contains(", but was "))
    }

    @Test func missingFilesAreNamed() throws {
        for name in ["no-such-file.npy", "no-such-file.csv"] {
            let error = #expect(throws: FileAccessError.self) { try StateInput(name, in: .twoQubits) }
            #expect(error?.path == name)
        }
    }

    @Test(
        "a state in single precision, or of few digits, is admitted with the tolerance that fits it, and is one",
        arguments: 0..<6)
    func rounded(seed: Int) throws {
        var stream = RandomStream(seed: UInt64(seed))
        let exact = StateVector.random(in: .twoQubits, using: &stream).densityOperator
        // The header of a complex64 array, and its numbers.
        var bytes = Data([0x93]) + Data("NUMPY".utf8) + Data([1, 0, 118, 0])
        let header = "{'descr': '<c8', 'fortran_order': False, 'shape': (4, 4), }"
        bytes += Data((header + String(repeating: " ", count: 117 - header.utf8.count) + "\n").utf8)
        for row in 0..<4 {
            for column in 0..<4 {
                for part in [exact.matrix[row, column].real, exact.matrix[row, column].imaginary] {
                    withUnsafeBytes(of: Float(part).bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
                }
            }
        }
        try withFile("single.npy", "") { path in
            try bytes.write(to: URL(fileURLWithPath: path))
            let read = try state(StateInput(path, in: .twoQubits))
            #expect(try read.traceDistance(to: exact) < 1e-6)
            // What is stored is a state to double precision.
            #expect(throws: Never.self) { try DensityOperator(read.matrix, in: .twoQubits, tolerance: 1e-14) }
            #expect(throws: InvalidArgument.self) { try StateInput(path, in: .twoQubits, tolerance: 1e-12) }
        }
        let digits = try withFile("digits.csv", "0.33333334,0\n0,0.6666667\n") { path in
            #expect(
                throws: InvalidArgument(
                    "trace of the density operator in \(path)",
                    must: "be 1 within 1e-09 (for rounded numbers, state a tolerance)", was: 1.00000004)
            ) { try StateInput(path, in: .qubit) }
            return try state(StateInput(path, in: .qubit, tolerance: 1e-7))
        }
        #expect(abs(digits.matrix.trace.real - 1) < 1e-15)
        #expect(abs(digits.matrix[0, 0].real - 1 / 3.0) < 1e-7)
    }

    @Test("what a file is, or should be, is said in words")
    func words() throws {
        let counts = "a;Counts\nH;90\nV;10\nD;50\nA;50\nR;50\nL;50\n"
        for text in [counts, counts.replacing(";", with: ","), counts.replacing("Counts", with: "counts")] {
            try withFile("counts.csv", text) { path in
                guard case .counts(let data) = try StateInput(path, in: .qubit) else {
                    Issue.record("no counts")
                    return
                }
                #expect(data.counts.reduce(0, +) == 300)
            }
        }
        let matrix = try withFile("matrix.csv", "0.25;0\n0;0.75\n") { try state(StateInput($0, in: .qubit)) }
        #expect(matrix.matrix[1, 1].real == 0.75)
        _ = try withFile("names.csv", "a,number\nH,90\nV,10\n") { path in
            #expect(
                throws: InvalidArgument(
                    "first row of \(path)",
                    must: "hold numbers of a density matrix, or names of columns of which the last is \"counts\"",
                    was: "a, number")
            ) { try StateInput(path, in: .qubit) }
        }
        #expect(
            throws: InvalidArgument(
                "file states.h5", must: "end in .npy, .npz, .mat, .csv, .tsv, .txt, .dat, .json",
                was: ".h5, which is not read")
        ) { try StateInput("states.h5", in: .qubit) }
    }
}
