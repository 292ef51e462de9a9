import DataFiles
import Foundation

/// Writing to a file that is open, such as standard error.
package enum OpenFile {
    /// Writes bytes at once; nobody listening is no error.
    package static func write(_ bytes: ArraySlice<UInt8>, to descriptor: Int32) {
        bytes.withUnsafeBytes { buffer in
            var rest = buffer[...]
            while !rest.isEmpty {
                let count = SystemWrite.bytes(UnsafeRawBufferPointer(rebasing: rest), to: descriptor)
                if count > 0 {
                    rest = rest.dropFirst(count)
                } else if count == 0 || errno != EINTR {
                    return
                }
            }
        }
    }
}
