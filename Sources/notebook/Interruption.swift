import Synchronization

#if canImport(Glibc)
    @preconcurrency import Glibc
#elseif canImport(Musl)
    @preconcurrency import Musl
#elseif canImport(Darwin)
    @preconcurrency import Darwin
#endif

/// Remembers SIGINT and SIGTERM instead of dying of them, so that the page can still be written.
enum Interruption {
    private static let pending = Atomic<Int32>(0)
    private static let last = Atomic<Int32>(0)

    /// From now on the two signals are remembered; a broken output pipe is no reason to die either.
    static func watch() {
        // A signal handler must not be the first to touch a lazy global.
        pending.store(0, ordering: .relaxed)
        last.store(0, ordering: .relaxed)
        for number in [SIGINT, SIGTERM] {
            signal(number) { received in
                Interruption.pending.store(received, ordering: .relaxed)
                Interruption.last.store(received, ordering: .relaxed)
            }
        }
        signal(SIGPIPE, SIG_IGN)
    }

    /// A signal to pass on to the child; each is returned once.
    static func take() -> Int32? {
        let signal = pending.exchange(0, ordering: .relaxed)
        return signal == 0 ? nil : signal
    }

    /// Whether a signal came at any time.
    static var hasHappened: Bool { last.load(ordering: .relaxed) != 0 }
}
