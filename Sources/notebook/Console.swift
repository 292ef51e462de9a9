#if canImport(Glibc)
    @preconcurrency import Glibc
#elseif canImport(Musl)
    @preconcurrency import Musl
#elseif canImport(Darwin)
    @preconcurrency import Darwin
#endif

/// The runner's own lines, on standard error.
enum Console {
    /// Writes a line of the runner's.
    static func say(_ text: String) { write(Array("notebook: \(text)\n".utf8)[...], to: STDERR_FILENO) }

    /// Writes bytes at once; nobody listening is no error.
    static func write(_ bytes: ArraySlice<UInt8>, to file: Int32) {
        bytes.withUnsafeBytes { buffer in
            var rest = buffer[...]
            while !rest.isEmpty {
                let count = Glibc.write(file, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
                if count > 0 {
                    rest = rest.dropFirst(count)
                } else if count == 0 || errno != EINTR {
                    return
                }
            }
        }
    }
}
