import Foundation
import NotebookSupport

/// The runner's own lines, on standard error.
enum Console {
    /// Writes a line of the runner's.
    static func say(_ text: String) { write(Array("notebook: \(text)\n".utf8)[...], to: STDERR_FILENO) }

    /// Writes bytes at once; nobody listening is no error.
    static func write(_ bytes: ArraySlice<UInt8>, to file: Int32) { OpenFile.write(bytes, to: file) }
}
