import Foundation

@testable import DataFiles

/// The state of a search as a checkpoint holds it.
private struct SearchState: Codable {
    var step: Int
    var stream: RandomStream
    @Packed var weights: [Double]
    @Packed var amplitudes: [Complex]
    var progress: RunProgress?
    var matrix: RealMatrix?
}

/// Checkpoints as raw bytes, and payloads inside a frame whose check sum holds, which no mutation would find.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let data = input(bytes, count)
    admit { _ = try Checkpoint<SearchState>(data: data, kind: "search 1") }
    read(CheckpointFrame.wrap(data, kind: "search 1"))
    // The frame with its check sum made to fit.
    if data.count > 4 {
        let body = Data(data.dropLast(4))
        var sum = CRC32.checksum(of: body)
        read(body + withUnsafeBytes(of: &sum) { Data($0) })
    }
    return 0
}

private func read(_ data: Data) {
    admit {
        let checkpoint = try Checkpoint<SearchState>(data: data, kind: "search 1")
        let written = try checkpoint.encoded()
        let again = try Checkpoint<SearchState>(data: written, kind: "search 1")
        expect(try again.encoded() == written, "what is written comes back")
    }
}
