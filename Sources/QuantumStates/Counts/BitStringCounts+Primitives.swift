import DataFiles
import Foundation
import NumericalCore

extension BitStringCounts {
    /// The most bytes of shots that are unpacked: 128 MiB.
    private static let largestResult = 1 << 27

    /// The counts of one circuit in a result of Qiskit's sampler, as `json.dump(result, file, cls=RuntimeEncoder)` saves it.
    ///
    /// Shots are held there as packed bits in a compressed array of NumPy. Their last bit is the register's first one, so that party 0
    /// is the register's bit 0, as with ``PartyOrder/qiskit``.
    /// - Parameters:
    ///   - path: The file.
    ///   - circuit: The place of the circuit in the result.
    ///   - register: The name of the classical register, such as `meas` or `c`; nil where there is one only.
    ///   - parameterSet: Which set of values a circuit with parameters was run with: a place along each axis of the sets, in the order of
    ///     their shape in Qiskit. Empty where the circuit was run with one set, or has no parameters.
    /// - Complexity: O(shots of all sets × bits).
    /// - Throws: `FileAccessError` when the file cannot be read, `FileFormatError` when it is not such a result, and
    ///   ``/NumericalCore/InvalidArgument`` when there is no such circuit, register or set, or a register has more than 62 bits.
    public init(
        samplerResultIn path: String, circuit: Int = 0, register: String? = nil, parameterSet: [Int] = []
    ) throws {
        try self.init(
            samplerResult: try AtomicFile.read(path), circuit: circuit, register: register, parameterSet: parameterSet,
            named: path)
    }

    /// The counts of one circuit in the JSON of a result of Qiskit's sampler.
    ///
    /// - Throws: As ``init(samplerResultIn:circuit:register:parameterSet:)``.
    public init(
        samplerResult json: Data, circuit: Int = 0, register: String? = nil, parameterSet: [Int] = [],
        named source: String = "result"
    ) throws {
        let circuits = try JSONFile.decode(SamplerResult.self, from: json, name: source).value.circuits
        try require(
            circuits.indices.contains(circuit), "circuit", must: "be in 0..<\(circuits.count) of \(source)",
            was: circuit)
        let registers = circuits[circuit].value.data.value.fields
        let known = registers.keys.sorted()
        guard let name = register ?? (known.count == 1 ? known[0] : nil), let bits = registers[name]?.value else {
            throw InvalidArgument(
                "register", must: "name one of \(source) (\(known.prefix(20).joined(separator: ", ")))",
                was: register.map { "\"\($0.prefix(40))\"" } ?? "not said")
        }
        let title = "\(source): \(name)"
        try require(
            (1...BitStringCounts.largestBitCount).contains(bits.count), "bits of \(title)",
            must: "be in 1…\(BitStringCounts.largestBitCount)", was: bits.count)
        guard let packed = Data(base64Encoded: bits.array.value) else {
            throw FileFormatError(title, "array", must: "be base64", was: "other text")
        }
        let file = try packed.withUnsafeBytes {
            try ZlibStream.inflate($0, limit: BitStringCounts.largestResult, source: title)
        }
        let shots = try NumPyArray<Int>(data: Data(file), name: title)
        let width = (bits.count + 7) / 8
        guard shots.shape.count >= 2, shots.shape.last == width else {
            throw FileFormatError(
                title, "array", must: "have the shape (…, shots, \(width))", was: "\(shots.shape)")
        }
        // Sets of parameters stand before the shots.
        let sets = Array(shots.shape.dropLast(2))
        try require(
            parameterSet.count == sets.count && zip(parameterSet, sets).allSatisfy { (0..<$1).contains($0) },
            "parameterSet", must: "be a place in the sets of parameters of \(title), which have the shape \(sets)",
            was: parameterSet)
        let first = MixedRadix.index(parameterSet, sets)
        let size = shots.shape[shots.shape.count - 2] * width
        var sums: [String: Double] = [:]
        for start in stride(from: first * size, to: (first + 1) * size, by: width) {
            // The highest byte comes first.
            let value = shots.elements[start..<(start + width)].reduce(0) { $0 << 8 | ($1 & 0xFF) }
            sums[String(value), default: 0] += 1
        }
        try self.init(sums, keys: .integers(bits: bits.count), order: .qiskit, named: title)
    }
}

/// A value with the name of its class, as Qiskit's encoder writes it.
private struct Named<Value: Decodable>: Decodable {
    let value: Value
    private enum CodingKeys: String, CodingKey { case value = "__value__" }
}

private struct SamplerResult: Decodable {
    struct Circuits: Decodable {
        let circuits: [Named<Circuit>]
        private enum CodingKeys: String, CodingKey { case circuits = "pub_results" }
    }
    struct Circuit: Decodable { let data: Named<Registers> }
    struct Registers: Decodable { let fields: [String: Named<Bits>] }
    struct Bits: Decodable {
        let array: Named<String>
        let count: Int
        private enum CodingKeys: String, CodingKey { case array, count = "num_bits" }
    }

    let value: Circuits
    private enum CodingKeys: String, CodingKey { case value = "__value__" }
}
