internal import CKernels
import Foundation

/// Ends the program, with words, unless a condition holds that the caller answers for.
///
/// It is for what cannot throw, such as operators and subscripts. Unlike `precondition`, whose words a release build drops,
/// it writes them to standard error, with the place of the check, before the program ends. The words are made only then.
/// - Parameters:
///   - condition: What must hold.
///   - words: The sentence "argument must …, but was …".
///   - file: Where the check is.
///   - line: The line there.
@inlinable @inline(__always)
public func requirePrecondition(
    _ condition: Bool, _ words: @autoclosure () -> String, file: StaticString = #fileID, line: UInt = #line
) {
    if !condition { endProgram(words(), file, line) }
}

/// Writes the words of a failed precondition and ends the program with the signal that `precondition` ends it with.
@inlinable @inline(never)
func endProgram(_ words: String, _ file: StaticString, _ line: UInt) -> Never {
    writeToStandardError("\(file):\(line): Precondition failed: \(words)\n")
    endWithTrap()
}

/// The same for an index outside of a matrix, without any words in the loops that use it.
@usableFromInline @inline(never)
func endProgram(row: Int, column: Int, rows: Int, columns: Int) -> Never {
    endProgram(
        "row and column must be in 0..<\(rows) and 0..<\(columns), but was \(row) and \(column)",
        "NumericalCore/Matrix.swift", 0)
}

@usableFromInline
func writeToStandardError(_ text: String) {
    var text = text
    text.withUTF8 { bytes in
        // Nobody listening is no reason to do anything else.
        _ = write(STDERR_FILENO, bytes.baseAddress, bytes.count)
    }
}

/// The trap is made here, and not in the standard library, from which no list of callers leads to the script's line.
@usableFromInline
func endWithTrap() -> Never { kernel_trap() }
