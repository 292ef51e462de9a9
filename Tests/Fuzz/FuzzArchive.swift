import DataFiles
import Foundation
import NumericalCore

/// `.npz` archives and MATLAB files: every array of each, and back.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let data = input(bytes, count)
    // What one array may take; a bomb must stop there.
    let limit = 1 << 24
    admit {
        let archive = try NumPyArchive(data: data)
        for name in archive.names {
            admit {
                let array = try archive.array(name, of: Complex.self, limit: limit)
                expect(array.elements.count == array.shape.reduce(1, *), "as many elements as the shape holds")
                var copy = NumPyArchive()
                try copy.set(array, named: "x")
                let again = try NumPyArchive(data: copy.encoded()).array("x", of: Complex.self)
                expect(again.encoded() == array.encoded(), "what is written comes back")
            }
            admit { _ = try archive.array(name, of: Int.self, limit: limit) }
        }
    }
    admit {
        let file = try MATLABFile(data: data)
        for name in file.names {
            admit {
                let array = try file.array(name, of: Complex.self, limit: limit)
                expect(array.elements.count == array.shape.reduce(1, *), "as many elements as the shape holds")
            }
            admit { _ = try file.array(name, of: Bool.self, limit: limit) }
        }
    }
    return 0
}
