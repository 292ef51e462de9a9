import Foundation
import QuantumStates
import Testing

@Suite("Counts of bit strings")
struct BitStringCountsTests {
    @Test("22.1 keys of several registers of Qiskit hold a blank, the last register first")
    func registers() throws {
        // Qubit 0 is 1, qubit 1 is 0, qubit 2 is either.
        let counts = try BitStringCounts(contentsOf: InteropFixture.path("qiskit-registers.json"), order: .qiskit)
        #expect(counts.bits == 3 && counts.total == 100)
        #expect(try counts.count(of: [1, 0, 0]) == 47 && counts.count(of: [1, 0, 1]) == 53)
        let same = try BitStringCounts(
            contentsOf: InteropFixture.path("qiskit-hexadecimal.json"), keys: .hexadecimal(bits: 3), order: .qiskit)
        #expect(same == counts)
        let first = try counts.marginal(of: [2, 0])
        #expect(try first.allCounts() == [0, 47, 0, 53])
    }

    @Test("22.1 a result of Qiskit's sampler, saved as JSON, has the counts that get_counts() tells")
    func primitives() throws {
        let path = try InteropFixture.path("qiskit-sampler.json")
        let expected = try BitStringCounts(
            contentsOf: InteropFixture.path("qiskit-sampler-counts.json"), order: .qiskit)
        #expect(try BitStringCounts(samplerResultIn: path) == expected)
        #expect(expected.total == 200 && expected.bits == 2)
        // Ten bits in two bytes: qubit 0 is 1, and qubit 9 is.
        let long = try BitStringCounts(samplerResultIn: path, circuit: 1, register: "long")
        #expect(long.bits == 10 && long.total == 200)
        #expect(try long.count(of: [1, 0, 0, 0, 0, 0, 0, 0, 0, 1]) == 200)
        for (circuit, register, words) in [
            (2, nil, "circuit must be in 0..<2"), (1, nil, "not said"), (0, "c", "(meas)"),
        ]
            as [(Int, String?, String)]
        {
            let error = #expect(throws: InvalidArgument.self) {
                try BitStringCounts(samplerResultIn: path, circuit: circuit, register: register)
            }
            #expect(error?.description.contains(words) == true, "\(String(describing: error))")
        }
        let text = try String(contentsOfFile: path, encoding: .utf8)
        for (old, new) in [("\"num_bits\": 2", "\"num_bits\": 20"), ("eJ", "fJ"), ("num_bits", "bits"), ("eJ", "?")] {
            #expect(throws: FileFormatError.self, "\(old)") {
                try BitStringCounts(samplerResult: Data(text.replacing(old, with: new).utf8))
            }
        }
    }

    @Test("22.1 a circuit of Qiskit that was run with several sets of parameters has counts for each, by its place")
    func parameterSets() throws {
        let path = try InteropFixture.path("qiskit-parameters.json")
        let expected: [[[String: Double]]] = try JSONFile.read(
            from: InteropFixture.path("qiskit-parameters-counts.json"))
        for row in 0..<2 {
            for column in 0..<3 {
                let counts = try BitStringCounts(samplerResultIn: path, parameterSet: [row, column])
                #expect(try counts == BitStringCounts(expected[row][column], order: .qiskit))
                #expect(counts.total == 100)
            }
        }
        // The angle is 0 in the first set and π in the last.
        #expect(try BitStringCounts(samplerResultIn: path, parameterSet: [0, 0]).count(of: [0]) == 100)
        #expect(try BitStringCounts(samplerResultIn: path, parameterSet: [1, 2]).count(of: [1]) == 100)
        for place in [[], [0], [2, 0], [0, 3], [0, -1], [0, 0, 0]] {
            let error = #expect(throws: InvalidArgument.self, "\(place)") {
                try BitStringCounts(samplerResultIn: path, parameterSet: place)
            }
            #expect(error?.argument == "parameterSet" && error?.requirement.hasSuffix("have the shape [2, 3]") == true)
        }
        #expect(throws: InvalidArgument.self) {
            try BitStringCounts(samplerResultIn: try InteropFixture.path("qiskit-sampler.json"), parameterSet: [0])
        }
    }

    @Test("22.1 Cirq's histograms count with the first qubit highest")
    func cirq() throws {
        let counts = try BitStringCounts(
            contentsOf: InteropFixture.path("cirq-histogram.json"), keys: .integers(bits: 3),
            order: .firstIsMostSignificant)
        #expect(try counts.count(of: [1, 0, 0]) + counts.count(of: [1, 0, 1]) == 100)
        #expect(try counts.allCounts().reduce(0, +) == 100)
    }

    @Test(
        "22.1 what is wrong with a key or a count is said, and what to state",
        arguments: [
            (["0x1": 1], .bitStrings, "(for hexadecimal numbers, state keys: .hexadecimal(bits:))"),
            (["3": 1], .bitStrings, "(for whole numbers, state keys: .integers(bits:))"),
            (["01": 1, "1": 2], .bitStrings, "must have 2 bits like the others, but was 1"),
            (["01": 1, "0 1": 2], .bitStrings, "there in two spellings"),
            (["01": -1], .bitStrings, "count of \"01\" in c must be in 0…2⁵⁰, but was -1.0"),
            (["": 1], .bitStrings, "but was \"\""),
            (["0a": 1], .bitStrings, "be a string of 0 and 1, but was \"0a\""),
            ([:], .bitStrings, "c must have at least one key"),
            (["01": .nan], .bitStrings, "but was nan"), (["4": 1], .integers(bits: 2), "be a decimal number of 2 bits"),
            (["-1": 1], .integers(bits: 2), "be a decimal number"), (["0x4": 1], .hexadecimal(bits: 2), "of 2 bits"),
            (["01": 1], .hexadecimal(bits: 2), "be a hexadecimal number such as 0x1f"),
            (["1": 1], .integers(bits: 63), "be in 1…62"),
            (["0x-1": 1], .hexadecimal(bits: 2), "hexadecimal"),
            ([String(repeating: "0", count: 63): 1], .bitStrings, "at most 62 bits"),
        ] as [([String: Double], BitStringCounts.Keys, String)])
    func words(counts: [String: Double], keys: BitStringCounts.Keys, words: String) {
        let error = #expect(throws: InvalidArgument.self) {
            try BitStringCounts(counts, keys: keys, order: .qiskit, named: "c")
        }
        #expect(error?.description.contains(words) == true, "\(String(describing: error))")
    }

    @Test("22.3 the order of bits turns them round, and nothing else, for random counts")
    func orders() async {
        await forAll("both orders hold the same counts") { choices in
            let bits = choices.integer(in: 1...6)
            return (
                bits, choices.list(1...10) { ($0.integer(in: 0...((1 << bits) - 1)), Double($0.integer(in: 0...1000))) }
            )
        } holds: { bits, list in
            let counts = Dictionary(
                list.map { value, count in
                    (String(String(value + 1 << bits, radix: 2).dropFirst()), count)
                }, uniquingKeysWith: +)
            let ours = try BitStringCounts(counts, order: .firstIsMostSignificant)
            let theirs = try BitStringCounts(counts, order: .qiskit)
            try demand(try ours.marginal(of: (0..<bits).reversed()) == theirs, "turned round")
            try demand(ours.total == counts.values.reduce(0, +), "the total")
            let all = try ours.allCounts()
            for (key, count) in counts { try demand(all[Int(key, radix: 2) ?? -1] == count, key) }
        }
    }

    @Test("22.4 counts of Qiskit by Pauli setting give the state that was prepared")
    func tomography() throws {
        let data = try TomographyData(pauliCountsIn: InteropFixture.path("qiskit-pauli-counts.json"), order: .qiskit)
        #expect(data.statistics == .multinomial(outcomes: Array(repeating: 4, count: 9)))
        let found = try data.maximumLikelihood().state
        // 18 000 counts: a standard error of 0.02 for each of 15 expectations.
        #expect(try found.fidelity(with: InteropFixture.state()) > 0.97)
        #expect(try found.fidelity(with: InteropFixture.state().permutingParties([1, 0])) < 0.9)
    }

    @Test("22.1 exact counts by Pauli setting with unequal totals give the state exactly, from JSON and CSV")
    func exactCounts() throws {
        var stream = RandomStream(seed: 8)
        let state = try DensityOperator.randomBures(in: .twoQubits, using: &stream)
        let axes: [(String, Direction)] = [("X", .x), ("Y", .y), ("Z", .z)]
        var (json, csv, total) = ([String: [String: Double]](), "setting,outcome,count\n", 100.0)
        for (one, first) in axes {
            for (two, second) in axes {
                let shares = try state.outcomeDistribution(of: [.along(first), .along(second)]).probabilities
                for (place, share) in shares.enumerated() {
                    // Bob's bit and letter first, as in Qiskit.
                    let key = "\(place % 2)\(place / 2)"
                    json[two + one, default: [:]][key] = share * total
                    csv += "\(two + one),\(key),\(share * total)\n"
                }
                total += 50
            }
        }
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("pauli-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let files = [folder.appendingPathComponent("c.json").path, folder.appendingPathComponent("c.csv").path]
        try JSONFile.write(json, to: files[0])
        try csv.write(toFile: files[1], atomically: true, encoding: .utf8)
        for file in files {
            let data = try TomographyData(pauliCountsIn: file, order: .qiskit)
            #expect(try data.linearInversion().matrix.distance(to: state.matrix) < 1e-12, "\(file)")
        }
    }

    @Test(
        "22.1 what is wrong with settings is said",
        arguments: [
            ("{\"XI\": {\"00\": 1}}", "setting of c must consist of X, Y and Z, but was \"XI\""),
            ("{\"X\": {\"00\": 1}}", "must have 2 letters and bits like the others, but was 1 and 2"),
            ("{\"XX\": {\"00\": 0}}", "counts of XX in c must not all be 0"),
            ("{}", "settings of c must be at least one"),
            ("{\"XX\": {}}", "c, setting XX must have at least one key"),
        ])
    func settings(text: String, words: String) throws {
        let table = try JSONDecoder().decode([String: [String: Double]].self, from: Data(text.utf8))
        let error = #expect(throws: InvalidArgument.self) {
            let counts = try table.reduce(into: [String: BitStringCounts]()) { counts, pair in
                counts[pair.key] = try BitStringCounts(pair.value, order: .qiskit, named: "c, setting \(pair.key)")
            }
            return try TomographyData(pauliCounts: counts, order: .qiskit, named: "c")
        }
        #expect(error?.description.contains(words) == true, "\(String(describing: error))")
    }
}
