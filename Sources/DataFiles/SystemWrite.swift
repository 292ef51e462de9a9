#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// The system's `write` under a name that no method of ours hides.
package enum SystemWrite {
    /// Writes some of the bytes to an open file and returns how many, or −1 with `errno`.
    package static func bytes(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Int {
        // The limit keeps every call within what each system accepts.
        write(descriptor, bytes.baseAddress, min(bytes.count, 1 << 30))
    }
}
