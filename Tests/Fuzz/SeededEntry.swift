import Foundation

// The entry points of the targets that read one of several kinds: each has its list `readers`.

/// Writes the seeds when that is what the program is run for.
@_cdecl("LLVMFuzzerInitialize")
public func initialize(
    _ count: UnsafeMutablePointer<CInt>?,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>?
) -> CInt {
    SeededReader.writeSeeds(of: readers)
    return 0
}

/// The first byte says which of the kinds the others are.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    SeededReader.read(input(bytes, count), with: readers)
    return 0
}
