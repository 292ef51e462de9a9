import DataFiles
import Foundation
import NumericalCore

/// Files of lrs, cdd, normaliz and PORTA, and back.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let data = input(bytes, count)
    for form in PolyhedronRows.Form.allCases {
        for kind in [nil] + PolyhedronRows.Kind.allCases.map(Optional.some) {
            admit {
                let rows = try PolyhedronRows(data: data, form: form, kind: kind)
                let again = try PolyhedronRows(data: rows.encoded(.cdd), form: .cdd)
                expect(again == rows, "what is written comes back")
                // Other forms list rays and equations last.
                for other in PolyhedronRows.Form.allCases {
                    admit {
                        let copy = try PolyhedronRows(data: rows.encoded(other), form: other, kind: rows.kind)
                        expect(Set(copy.rows) == Set(rows.rows), "no row is lost")
                    }
                }
            }
        }
    }
    return 0
}
