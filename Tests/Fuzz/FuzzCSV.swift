import DataFiles
import Foundation
import NumericalCore
import QuantumStates

/// CSV files: as a table, as matrices, as counts of an experiment, and back.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let data = input(bytes, count)
    for (separator, hasNames): (Character, Bool) in [(",", true), (",", false), (";", true), ("\t", false)] {
        admit {
            let table = try CSVTable(data: data, hasColumnNames: hasNames, separator: separator)
            for column in 0..<table.columnCount {
                let texts = try table.text(inColumn: column)
                expect(texts.count == table.rowCount, "a field in each row")
                admit { _ = try table.numbers(inColumn: column) }
            }
            for name in table.columnNames { _ = table.columnNames.firstIndex(of: name) }
            admit { _ = try table.matrix() }
            admit { _ = try DensityOperator(table.complexMatrix(), in: .twoQubits) }
            admit { _ = try TomographyData(polarizationCounts: table) }
            for parties in [1, 2, 3, 20] { admit { _ = try MeasuredBehaviour(table, parties: parties) } }
            try rewrite(table, hasNames: hasNames)
        }
    }
    return 0
}

/// A table of text comes back with the same fields.
private func rewrite(_ table: CSVTable, hasNames: Bool) throws {
    guard table.rowCount > 0, table.columnCount > 0 else { return }
    let columns = try (0..<table.columnCount).map { CSVColumn.text(try table.text(inColumn: $0)) }
    let copy = try CSVTable(names: hasNames ? table.columnNames : [], columns: columns)
    let again = try CSVTable(data: copy.encoded(), hasColumnNames: hasNames)
    expect(again.rowCount == table.rowCount && again.columnCount == table.columnCount, "the shape comes back")
    for column in 0..<table.columnCount {
        expect(try again.text(inColumn: column) == table.text(inColumn: column), "the fields come back")
    }
}
