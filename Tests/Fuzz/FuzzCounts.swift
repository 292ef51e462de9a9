import DataFiles
import Foundation
import NumericalCore
import QuantumStates

/// Counts of circuits and trials, tables with any separator, matrices in JSON.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let data = input(bytes, count)
    for keys in [BitStringCounts.Keys.bitStrings, .hexadecimal(bits: 5), .integers(bits: 3)] {
        for order in PartyOrder.allCases {
            admit {
                let counts = try BitStringCounts(json: data, keys: keys, order: order)
                expect(counts.total.isFinite, "the total is finite")
                if counts.bits <= 10 {
                    let turned = try counts.marginal(of: (0..<counts.bits).reversed())
                    expect(turned.bits == counts.bits, "all bits stay")
                }
                admit { _ = try TomographyData(pauliCounts: ["XYZ": counts], order: order) }
                admit { _ = try MeasuredBehaviour(circuitCounts: ["00": counts], order: order) }
            }
        }
    }
    admit { _ = try BitStringCounts(samplerResult: data) }
    admit { _ = try JSONFile.decode(ComplexMatrix.self, from: data) }
    for hasNames in [true, false] {
        admit {
            let table = try CSVTable(dataWithAnySeparator: data, hasColumnNames: hasNames)
            admit { _ = try DensityOperator(table.complexMatrix(), in: .twoQubits, order: .qiskit) }
            guard hasNames, table.columnCount >= 2 else { return }
            let names = table.columnNames
            for labels in OutcomeLabels.allCases {
                admit {
                    _ = try MeasuredBehaviour(
                        trials: table, settings: [names[0]], outcomes: [names[1]], firstSetting: 1, labels: labels)
                }
            }
            guard names.count >= 4 else { return }
            admit {
                _ = try MeasuredBehaviour(
                    trials: table, settings: Array(names[..<2]), outcomes: Array(names[2..<4]), count: names.last)
            }
        }
    }
    return 0
}
