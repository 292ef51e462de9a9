import Foundation
import LHVModels

/// A sweep over parameters and seeds: a value that every process of a cluster builds alike.
///
/// Items are numbered; shard k of n has the items i with i mod n = k. Each result is an atomic file of its own, so a sweep
/// is resumed by running it again, and the shards need not know of one another.
public struct Sweep: Sendable, Hashable, Codable {
    /// One run.
    public struct Item: Sendable, Hashable, Codable {
        /// The number, from 0.
        public let index: Int
        /// The value of each parameter, in the order of ``Sweep/parameters``.
        public let values: [Double]
        /// The seed.
        public let seed: UInt64
    }

    /// A parameter and the values it takes.
    public struct Parameter: Sendable, Hashable, Codable {
        /// Its name.
        public let name: String
        /// Its values.
        public let values: [Double]

        /// A parameter.
        public init(_ name: String, _ values: [Double]) {
            self.name = name
            self.values = values
        }
    }

    /// The name, which result files carry.
    public let name: String
    /// The parameters, the first one varying slowest.
    public let parameters: [Parameter]
    /// The seeds, varying fastest.
    public let seeds: [UInt64]

    /// A sweep over all combinations.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the name has other characters than letters, digits, `-` and `_`, a
    ///   parameter has no value or one that is not finite, names or seeds repeat, or there are more than 10⁷ items.
    public init(name: String, parameters: [Parameter], seeds: [UInt64] = [1]) throws {
        let isPlain = name.utf8.allSatisfy {
            switch $0 {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x5F: true
            default: false
            }
        }
        try require(
            isPlain && (1...100).contains(name.utf8.count), "name",
            must: "be 1…100 letters, digits, hyphens or underscores", was: name)
        for parameter in parameters {
            try require(
                !parameter.values.isEmpty && parameter.values.allSatisfy(\.isFinite), "parameter \(parameter.name)",
                must: "have finite values", was: parameter.values)
        }
        try require(
            Set(parameters.map(\.name)).count == parameters.count, "parameters", must: "have different names",
            was: parameters.map(\.name))
        try require(
            !seeds.isEmpty && Set(seeds).count == seeds.count, "seeds", must: "be different, at least one", was: seeds)
        let count = parameters.reduce(Double(seeds.count)) { $0 * Double($1.values.count) }
        try require(count <= 1e7, "items", must: "be at most 10⁷", was: count)
        self.name = name
        self.parameters = parameters
        self.seeds = seeds
    }

    /// The number of items.
    public var count: Int { parameters.reduce(seeds.count) { $0 * $1.values.count } }

    /// The item with a number.
    ///
    /// - Precondition: The number is in 0..<count.
    public subscript(index: Int) -> Item {
        requirePrecondition((0..<count).contains(index), "the index must be in 0..<\(count), but was \(index)")
        var rest = index / seeds.count
        var values = [Double](repeating: 0, count: parameters.count)
        for place in parameters.indices.reversed() {
            values[place] = parameters[place].values[rest % parameters[place].values.count]
            rest /= parameters[place].values.count
        }
        return Item(index: index, values: values, seed: seeds[index % seeds.count])
    }

    /// The items of a shard.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless `number` is in 0..<of.
    public func shard(_ number: Int, of shards: Int) throws -> [Item] {
        try require(shards >= 1, "shards", must: "be at least 1", was: shards)
        try require((0..<shards).contains(number), "shard", must: "be in 0..<\(shards)", was: number)
        return stride(from: number, to: count, by: shards).map { self[$0] }
    }

    /// The shard that a Slurm job array gives this process, from SLURM_ARRAY_TASK_ID, _COUNT, _MIN and _STEP; the whole sweep as
    /// one shard outside of an array.
    ///
    /// The array's numbers must be equally spaced, such as `0-9` or `1-19:2`. To run tasks again, submit the same array: those
    /// that have nothing left to do end at once, whereas an array of other size has other shards.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when a variable is not a number or the task is not one of the array's.
    public static func slurmShard(
        _ environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws -> (number: Int, of: Int) {
        func number(_ name: String) throws -> Int? {
            guard let text = environment[name] else { return nil }
            guard let value = Int(text), value >= 0 else {
                throw InvalidArgument(name, must: "be a whole number of at least 0", was: text)
            }
            return value
        }
        guard let task = try number("SLURM_ARRAY_TASK_ID") else { return (0, 1) }
        guard let count = try number("SLURM_ARRAY_TASK_COUNT") else {
            throw InvalidArgument("SLURM_ARRAY_TASK_COUNT", must: "be set with SLURM_ARRAY_TASK_ID", was: "missing")
        }
        let first = try number("SLURM_ARRAY_TASK_MIN") ?? 0
        let step = try number("SLURM_ARRAY_TASK_STEP") ?? 1
        try require(count >= 1, "SLURM_ARRAY_TASK_COUNT", must: "be at least 1", was: count)
        // Compared as quotients, so that no sum overflows.
        let (place, rest) = task >= first && step >= 1 ? (task - first).quotientAndRemainder(dividingBy: step) : (0, 1)
        try require(
            rest == 0 && place < count, "SLURM_ARRAY_TASK_ID",
            must: "be one of \(count) numbers from \(first) in steps of \(step)", was: task)
        return (place, count)
    }

    private enum CodingKeys: String, CodingKey { case name, parameters, seeds }

    /// Reads the sweep and checks it.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        try self.init(
            name: container.decode(String.self, forKey: .name),
            parameters: container.decode([Parameter].self, forKey: .parameters),
            seeds: container.decode([UInt64].self, forKey: .seeds))
    }
}
