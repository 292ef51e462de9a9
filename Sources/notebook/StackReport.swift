import Foundation
import NotebookSupport

/// Where the script was when it stopped: the calls that were open, as the script itself wrote them down.
///
/// Swift's own crash handler follows frame pointers and loses the script's line behind an optimized library, and an error
/// that nobody catches ends in the script's last instruction, wherever it was thrown. So the script keeps the open calls of
/// the last error that was thrown (``thrown``), and takes those of the crash itself (``crash``).
struct StackReport: Equatable {
    /// The open calls when the last error was thrown, innermost first, as addresses in the program's file.
    private(set) var thrown: [UInt] = []
    /// The open calls when the program crashed.
    private(set) var crash: [UInt] = []

    /// Reads what the script wrote: a line for each of the two, a word and addresses in hexadecimal digits.
    init(_ text: String) {
        for line in text.split(separator: "\n") {
            let words = line.split(separator: " ")
            let addresses = words.dropFirst().compactMap { UInt($0, radix: 16) }
            switch words.first {
            case "thrown": thrown = addresses
            case "crash": crash = addresses
            default: break
            }
        }
    }

    /// The lines of the script among open calls, innermost first.
    ///
    /// - Parameters:
    ///   - calls: Return addresses.
    ///   - program: The program's path.
    ///   - script: The script's path, as its debug information names it.
    /// - Returns: No lines where the toolchain has no symbolizer.
    static func lines(of calls: [UInt], in program: String, script: String) -> [Int] {
        guard !calls.isEmpty, let compiler = try? MissingProgram.swiftc.located() else { return [] }
        let folder = URL(fileURLWithPath: compiler).resolvingSymlinksInPath().deletingLastPathComponent().path
        // A return address belongs to the call before it.
        let addresses = calls.map { "0x" + String($0 &- 1, radix: 16) }
        let symbolizer = ChildProcess(
            "\(folder)/llvm-symbolizer", ["--functions=none", "--obj=\(program)"] + addresses)
        guard let result = try? symbolizer.collect(), result.ending.isSuccess else { return [] }
        return lines(in: result.output, of: script)
    }

    /// The line numbers of a script in the symbolizer's words: `path:line:column`, a line each.
    static func lines(in words: String, of script: String) -> [Int] {
        words.split(separator: "\n").compactMap { line in
            guard line.hasPrefix("\(script):") else { return nil }
            // Line 0 is code that the compiler made.
            return Int(line.dropFirst(script.count + 1).prefix { $0 != ":" }).flatMap { $0 > 0 ? $0 : nil }
        }
    }
}
