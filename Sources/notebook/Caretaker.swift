import Foundation
import NotebookSupport

/// Cleans up after the runner however it ends, also by SIGKILL, which no program can catch.
///
/// Two small shells each read a pipe whose other end nobody holds but the runner, so that its death ends what they read. One
/// leads the process group that all children of the runner are started in. The other, outside that group, then kills the
/// group, and where the system shows the environment of processes also those that left the group and have the folder's name in
/// theirs, and removes the folder of temporary files. It makes that folder itself, so that there is no moment at which the folder
/// is there and nobody would remove it.
struct Caretaker {
    /// The folder for temporary files.
    let folder: String
    private let leader: Shell
    private let cleaner: Shell

    private struct Shell {
        var process: pid_t
        /// This side's end of the pipe that the shell reads.
        var input: Int32
    }

    /// Ends a second after its input, so that the group's number is in use until the other shell has killed the group.
    private static let leading = "PATH=/usr/bin:/bin; trap '' INT TERM HUP; while read -r word; do :; done; sleep 1"
    private static let cleaning = """
        PATH=/usr/bin:/bin
        trap '' INT TERM HUP
        folder=$(mktemp -d "${TMPDIR:-/tmp}/notebook-XXXXXX") || exit 1
        echo "$folder"
        exec >/dev/null 2>&1
        while read -r word; do [ "$word" = done ] && exit; done
        kill -KILL -"$1"
        count=0
        while kill -0 -"$1" && [ $count -lt 100 ]; do sleep 0.02; count=$((count + 1)); done
        while [ $count -lt 200 ]; do
            found=$(grep -lsF "$folder" /proc/[0-9]*/environ)
            [ -n "$found" ] || break
            for file in $found; do process=${file#/proc/}; kill -KILL "${process%/environ}"; done
            sleep 0.02
            count=$((count + 1))
        done
        rm -rf "$folder"
        """

    /// Starts the shells.
    ///
    /// - Throws: `SystemError` when they cannot be started or make no folder.
    init() throws {
        // A shell that could not make the folder reads no more.
        signal(SIGPIPE, SIG_IGN)
        var words: Int32 = -1
        leader = try Caretaker.start(Caretaker.leading, [], output: nil)
        cleaner = try Caretaker.start(Caretaker.cleaning, ["\(leader.process)"], output: &words)
        defer { close(words) }
        var answer: [UInt8] = []
        var byte: UInt8 = 0
        while byte != UInt8(ascii: "\n"), read(words, &byte, 1) == 1 { answer.append(byte) }
        // The shell ends its line when it has made the folder.
        folder = answer.last == UInt8(ascii: "\n") ? String(decoding: answer.dropLast(), as: UTF8.self) : ""
        guard !folder.isEmpty else {
            end()
            throw SystemError("cannot make a temporary folder", code: EIO)
        }
    }

    /// From now on children of this process and temporary files are looked after.
    func begin() {
        ChildProcess.group.store(leader.process, ordering: .relaxed)
        setenv(TextFile.scratchVariable, folder, 1)
    }

    /// Removes the folder and ends the shells.
    func end() {
        ChildProcess.group.store(0, ordering: .relaxed)
        unsetenv(TextFile.scratchVariable)
        if !folder.isEmpty { try? FileManager.default.removeItem(atPath: folder) }
        OpenFile.write(Array("done\n".utf8)[...], to: cleaner.input)
        kill(leader.process, SIGKILL)
        for shell in [leader, cleaner] {
            close(shell.input)
            while waitpid(shell.process, nil, 0) < 0 && errno == EINTR {}
        }
    }

    /// Starts a shell in a process group of its own.
    private static func start(_ program: String, _ arguments: [String], output: UnsafeMutablePointer<Int32>?) throws
        -> Shell
    {
        let (inputEnd, input) = try pipeEnds()
        defer { close(inputEnd) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, inputEnd, STDIN_FILENO)
        var outputEnd: Int32 = -1
        if let output {
            (output.pointee, outputEnd) = try pipeEnds()
            posix_spawn_file_actions_adddup2(&actions, outputEnd, STDOUT_FILENO)
        } else {
            posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
        }
        defer { if outputEnd >= 0 { close(outputEnd) } }
        // Who waits for the end of what the runner prints must not wait for the shells.
        posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)

        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        posix_spawnattr_setpgroup(&attributes, 0)
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK))

        var words = (["/bin/sh", "-c", program, "notebook-caretaker"] + arguments).map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }
        var process: pid_t = 0
        let code = posix_spawn(&process, "/bin/sh", &actions, &attributes, &words, environ)
        guard code == 0 else { throw SystemError("cannot run /bin/sh", code: code) }
        return Shell(process: process, input: input)
    }

    private static func pipeEnds() throws -> (read: Int32, write: Int32) {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw SystemError("cannot make a pipe") }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        return (ends[0], ends[1])
    }
}
