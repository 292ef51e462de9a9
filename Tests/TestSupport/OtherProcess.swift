import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// What a test and an exit test, which runs in a process of its own, have in common.
public enum OtherProcess {
    /// The path of a file that a process and its children know by a name.
    ///
    /// - Parameters:
    ///   - name: The name.
    ///   - process: The parent: `getpid()` in the test, `getppid()` in the exit test.
    public static func path(_ name: String, of process: Int32) -> String {
        FileManager.default.temporaryDirectory.appendingPathComponent("hidden-variables-\(process)-\(name)").path
    }

    /// Leaves this process one processor, on which its threads take turns, whatever their number.
    ///
    /// - Returns: Whether that is so.
    public static func keepOneProcessor() -> Bool {
        #if os(Linux)
            // The headers show these two to GNU programs only.
            typealias Affinity = @convention(c) (pid_t, Int, UnsafeMutableRawPointer?) -> CInt
            guard let getter = dlsym(nil, "sched_getaffinity"), let setter = dlsym(nil, "sched_setaffinity") else {
                return false
            }
            let get = unsafeBitCast(getter, to: Affinity.self)
            let set = unsafeBitCast(setter, to: Affinity.self)
            var processors = [UInt8](repeating: 0, count: 1024)
            guard get(0, processors.count, &processors) >= 0,
                let first = processors.firstIndex(where: { $0 != 0 })
            else { return false }
            let lowest = processors[first] & (0 &- processors[first])
            processors = [UInt8](repeating: 0, count: 1024)
            processors[first] = lowest
            guard set(0, processors.count, &processors) == 0 else { return false }
            return true
        #else
            return true
        #endif
    }

    /// Lets this process have so many bytes of memory and no more.
    ///
    /// - Returns: Whether that is so.
    public static func limitMemory(to bytes: UInt) -> Bool {
        #if canImport(Glibc)
            let resource = __rlimit_resource_t(RLIMIT_AS.rawValue)
        #else
            let resource = RLIMIT_AS
        #endif
        var limit = rlimit()
        guard getrlimit(resource, &limit) == 0 else { return false }
        limit.rlim_cur = min(rlim_t(bytes), limit.rlim_max)
        return setrlimit(resource, &limit) == 0
    }

    /// Lets this process write files of so many bytes and no more, as on a disk that is full, or of any size again.
    ///
    /// - Returns: Whether that is so.
    public static func limitFileSize(to bytes: UInt?) -> Bool {
        // Without this the limit would end the process.
        signal(SIGXFSZ, SIG_IGN)
        #if canImport(Glibc)
            let resource = __rlimit_resource_t(RLIMIT_FSIZE.rawValue)
        #else
            let resource = RLIMIT_FSIZE
        #endif
        var limit = rlimit()
        guard getrlimit(resource, &limit) == 0 else { return false }
        limit.rlim_cur = bytes.map { rlim_t($0) } ?? limit.rlim_max
        return setrlimit(resource, &limit) == 0
    }
}
