import Foundation

/// One input of the fuzzer, as the library's own readers take it.
func input(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> Data {
    guard let bytes, count > 0 else { return Data() }
    return Data(bytes: bytes, count: count)
}

/// Runs what may refuse its input: an error is an answer, and only a trap, a hang or a flood of memory is a finding.
func admit(_ body: () throws -> Void) {
    do {
        try body()
    } catch {
        // Making the sentence is part of what hostile input must not break.
        precondition(!String(describing: error).isEmpty, "an error says nothing")
    }
}

/// Stops the fuzzer with a finding.
func expect(_ condition: Bool, _ law: @autoclosure () -> String) {
    precondition(condition, law())
}
