import DataFiles
import Foundation
import NumericalCore

/// Files of semidefinite programs, and back.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    admit {
        let program = try SemidefiniteProgram(sdpa: input(bytes, count))
        let text = program.sdpaText()
        expect(try SemidefiniteProgram(sdpa: Data(text.utf8)).sdpaText() == text, "what is written comes back")
    }
    return 0
}
