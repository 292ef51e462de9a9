import Foundation
import HiddenVariables

/// The formats of `DataFiles`, in memory: what a disk adds depends on the disk.
var dataFilesBenchmarks: [Benchmark] {
    [
        Benchmark("data-files/npy/encode-and-decode-100000", work: .bytes(16 * 100_000)) {
            let array = NumPyArray(numbers(100_000))
            return { try NumPyArray<Double>(data: array.encoded()) }
        },
        Benchmark("data-files/csv/parse-10000x4") {
            let columns = (0..<4).map { _ in CSVColumn.numbers(numbers(10_000)) }
            let text = try CSVTable(names: ["a", "b", "c", "d"], columns: columns).encoded()
            return { try CSVTable(data: text)["d"] }
        },
        Benchmark("data-files/checkpoint/packed-100000") {
            let state = Packed(wrappedValue: numbers(100_000))
            return {
                try Checkpoint<Packed<Double>>(
                    data: Checkpoint(kind: "benchmark", state: state).encoded(), kind: "benchmark")
            }
        },
    ]
}

private func numbers(_ count: Int) -> [Double] {
    var stream = RandomStream(seed: 64)
    return (0..<count).map { _ in stream.uniform() }
}
