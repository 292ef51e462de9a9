import Foundation
import NotebookSupport

/// The runner's own lines, on standard error.
enum Console {
    /// Writes a line of the runner's.
    static func say(_ text: String) { OpenFile.write(Array("notebook: \(text)\n".utf8)[...], to: STDERR_FILENO) }
}
