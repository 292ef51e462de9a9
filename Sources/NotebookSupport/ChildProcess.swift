#if canImport(Glibc)
    @preconcurrency import Glibc
#elseif canImport(Musl)
    @preconcurrency import Musl
#elseif canImport(Darwin)
    @preconcurrency import Darwin
#endif

import Synchronization

/// How a child process ended.
package enum ProcessEnding: Equatable, Sendable {
    case exited(Int32)
    case signalled(Int32)

    /// Whether the process says that all went well.
    package var isSuccess: Bool { self == .exited(0) }

    init(waitStatus: Int32) {
        self = waitStatus & 0x7f == 0 ? .exited((waitStatus >> 8) & 0xff) : .signalled(waitStatus & 0x7f)
    }
}

/// A program that could not be started, or a file that could not be read or written, in the system's words.
package struct SystemError: Error, Equatable, Sendable, CustomStringConvertible {
    package let description: String

    package init(_ what: String, code: Int32 = errno) { description = "\(what): \(String(cString: strerror(code)))" }
}

/// Runs a program and hands over what it prints while it prints it.
package struct ChildProcess {
    /// The program's path.
    let program: String
    let arguments: [String]

    /// The process group that children of this process are started in; its own when 0.
    ///
    /// A signal to pass on then goes to the whole group, as one from the terminal would.
    package static let group = Atomic<Int32>(0)

    /// A program's path and its arguments.
    ///
    /// - Parameters:
    ///   - program: The path.
    ///   - arguments: What follows it on the command line.
    ///   - directory: The folder to run in; the current one when nil.
    ///   - scratch: The folder for the program's temporary files; the usual one when nil.
    package init(_ program: String, _ arguments: [String], in directory: String? = nil, scratch: String? = nil) {
        // Spawning has no portable change of folder; env has one.
        let changes = (directory.map { ["-C", $0] } ?? []) + (scratch.map { ["TMPDIR=\($0)"] } ?? [])
        self.program = changes.isEmpty ? program : "/usr/bin/env"
        self.arguments = changes + (changes.isEmpty ? [] : [program]) + arguments
    }

    /// Runs the program to its end.
    ///
    /// Both pipes are read as they fill, so that neither can block the child. Returns when the child has ended, even if
    /// a grandchild still holds a pipe open.
    ///
    /// - Parameters:
    ///   - pendingSignal: Asked several times a second for a signal to pass on to the child.
    ///   - onOutput: Gets every piece of standard output.
    ///   - onError: Gets every piece of standard error.
    /// - Throws: ``SystemError`` when the program cannot be started.
    package func run(
        pendingSignal: () -> Int32? = { nil },
        onOutput: (ArraySlice<UInt8>) -> Void,
        onError: (ArraySlice<UInt8>) -> Void
    ) throws -> ProcessEnding {
        let (output, outputEnd) = try ChildProcess.pipeEnds()
        defer { close(output) }
        let (error, errorEnd) = try ChildProcess.pipeEnds()
        defer { close(error) }
        let child = try spawn(output: outputEnd, error: errorEnd)

        var buffer = [UInt8](repeating: 0, count: 65536)
        var sources = [output, error].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        var status: Int32 = 0
        var hasEnded = false
        while sources.contains(where: { $0.fd >= 0 }) {
            if let signal = pendingSignal() { pass(signal, to: child) }
            let ready = poll(&sources, nfds_t(sources.count), hasEnded ? 0 : 100)
            if ready <= 0 {
                // Nothing to read: after the child's end this means that all has been read.
                if hasEnded { break }
                if ready < 0 && errno != EINTR { break }
                hasEnded = waitpid(child, &status, WNOHANG) == child
                continue
            }
            for index in sources.indices where sources[index].fd >= 0 && sources[index].revents != 0 {
                let count = read(sources[index].fd, &buffer, buffer.count)
                if count > 0 {
                    index == 0 ? onOutput(buffer[..<count]) : onError(buffer[..<count])
                } else if count == 0 || errno != EINTR {
                    sources[index].fd = -1
                }
            }
        }
        while !hasEnded {
            // The child may close its pipes long before it ends.
            if let signal = pendingSignal() { pass(signal, to: child) }
            hasEnded = waitpid(child, &status, WNOHANG) != 0
            if !hasEnded { usleep(2000) }
        }
        return ProcessEnding(waitStatus: status)
    }

    private func pass(_ signal: Int32, to child: pid_t) {
        let group = ChildProcess.group.load(ordering: .relaxed)
        kill(group == 0 ? child : -group, signal)
    }

    /// Runs the program to its end and returns all it printed.
    package func collect(pendingSignal: () -> Int32? = { nil }) throws -> (
        ending: ProcessEnding, output: String, error: String
    ) {
        var output: [UInt8] = []
        var error: [UInt8] = []
        let ending = try run(
            pendingSignal: pendingSignal, onOutput: { output += $0 }, onError: { error += $0 })
        return (ending, String(decoding: output, as: UTF8.self), String(decoding: error, as: UTF8.self))
    }

    /// Starts the child and closes this side's copies of its pipe ends.
    private func spawn(output: Int32, error: Int32) throws -> pid_t {
        defer {
            close(output)
            close(error)
        }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
        posix_spawn_file_actions_adddup2(&actions, error, STDERR_FILENO)

        // The parent may ignore or catch signals; the child gets the usual ones back.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        sigemptyset(&signals)
        for signal in [SIGINT, SIGTERM, SIGPIPE] { sigaddset(&signals, signal) }
        posix_spawnattr_setsigdefault(&attributes, &signals)
        // Threads of the concurrency runtime block signals, and a child would inherit that.
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        var flags = Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK)
        let group = ChildProcess.group.load(ordering: .relaxed)
        if group != 0 {
            posix_spawnattr_setpgroup(&attributes, group)
            flags |= Int16(POSIX_SPAWN_SETPGROUP)
        }
        posix_spawnattr_setflags(&attributes, flags)

        var words = ([program] + arguments).map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }
        var child: pid_t = 0
        let code = posix_spawn(&child, program, &actions, &attributes, &words, environ)
        guard code == 0 else { throw SystemError("cannot run \(program)", code: code) }
        return child
    }

    private static func pipeEnds() throws -> (read: Int32, write: Int32) {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw SystemError("cannot make a pipe") }
        // The child gets its ends by dup2; no other child may hold any.
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        return (ends[0], ends[1])
    }
}
