#if canImport(Glibc)
    @preconcurrency import Glibc
#elseif canImport(Musl)
    @preconcurrency import Musl
#elseif canImport(Darwin)
    @preconcurrency import Darwin
#endif

/// What a script that the runner compiled does at the beginning of each cell and at its end.
///
/// The functions are part of the library and not of the script, so that they are not compiled again with every script; the runner
/// declares them in the script by their names for the linker.
///
/// Lines are written out as they end. Before a crash or an interruption takes its course, the line that has begun is
/// written too, and the open calls go to a file; a crash then happens again and reaches the handler that was there before. The
/// open calls of thrown errors are kept too, of 100 000 errors at most: a script that throws and catches without end is not slowed
/// down.
package enum ScriptCells {
    /// The environment variable with the path of the file that gets the open calls.
    package static let stackVariable = "NOTEBOOK_STACK"
    /// The linker's name for ``beginScriptCell(_:)``.
    package static let beginSymbol = "hiddenVariablesNotebookBeginCell"
    /// The linker's name for ``endScriptCells()``.
    package static let endSymbol = "hiddenVariablesNotebookEnd"

    fileprivate static let token = getenv(OutputMarkers.variable).map { String(cString: $0) } ?? ""
}

// Functions outside of any type: the script declares them once more, and the two must be of one type for the optimizer too.

/// Tells the runner that a cell begins; the first one also prepares for crashes.
@_silgen_name("hiddenVariablesNotebookBeginCell")
package func beginScriptCell(_ number: Int) {
    if number == 1 {
        setvbuf(stdout, nil, Int32(_IOLBF), 0)
        flushBeforeCrashes()
        OpenCalls.watch()
    }
    print("\u{1E}\(ScriptCells.token) cell \(number)\u{1E}")
}

/// Tells the runner that the script has come to its end.
@_silgen_name("hiddenVariablesNotebookEnd")
package func endScriptCells() { print("\u{1E}\(ScriptCells.token) end\u{1E}") }

nonisolated(unsafe) private var previousActions: [Int32: sigaction] = [:]

private typealias Handler = @convention(c) (Int32) -> Void

private func setHandler(_ handler: @escaping Handler, of action: inout sigaction) {
    #if canImport(Glibc)
        action.__sigaction_handler.sa_handler = handler
    #elseif canImport(Musl)
        action.__sa_handler.sa_handler = handler
    #elseif canImport(Darwin)
        action.__sigaction_u.__sa_handler = handler
    #endif
}

private func flushBeforeCrashes() {
    for number in [SIGILL, SIGTRAP, SIGABRT, SIGFPE, SIGSEGV, SIGBUS, SIGINT, SIGTERM] {
        var action = sigaction()
        action.sa_flags = SA_ONSTACK
        setHandler(
            { received in
                fflush(stdout)
                if received != SIGINT && received != SIGTERM { OpenCalls.report() }
                var previous = previousActions[received] ?? sigaction()
                sigaction(received, &previous, nil)
                if received == SIGINT || received == SIGTERM { raise(received) }
            }, of: &action)
        var previous = sigaction()
        sigaction(number, nil, &previous)
        previousActions[number] = previous
        sigaction(number, &action, nil)
    }
}

#if canImport(Glibc)
    @_silgen_name("_swift_setWillThrowHandler")
    private func setWillThrowHandler(_ handler: (@convention(c) (UnsafeMutableRawPointer?) -> Void)?)
    // Swift's module of the C library leaves these two out.
    @_silgen_name("backtrace")
    private func backtrace(_ calls: UnsafeMutablePointer<UnsafeMutableRawPointer?>, _ count: Int32) -> Int32
    @_silgen_name("dladdr")
    private func dladdr(_ address: UnsafeRawPointer, _ info: UnsafeMutablePointer<UInt>) -> Int32

    private enum OpenCalls {
        static let capacity: Int32 = 256
        nonisolated(unsafe) static let thrown = UnsafeMutablePointer<UnsafeMutableRawPointer?>.allocate(capacity: 256)
        nonisolated(unsafe) static let crash = UnsafeMutablePointer<UnsafeMutableRawPointer?>.allocate(capacity: 256)
        nonisolated(unsafe) static var thrownCount: Int32 = 0
        nonisolated(unsafe) static var errors = 0
        nonisolated(unsafe) static var base: UInt = 0
        nonisolated(unsafe) static var file: UnsafeMutablePointer<CChar>?

        static func watch() {
            // File name, base, name and address of the nearest symbol.
            var place: [UInt] = [0, 0, 0, 0]
            guard dladdr(#dsohandle, &place) != 0, let path = getenv(ScriptCells.stackVariable) else { return }
            base = place[1]
            file = strdup(path)
            // The first call loads a library, which a crash must not.
            _ = backtrace(crash, capacity)
            setWillThrowHandler { _ in
                OpenCalls.errors += 1
                OpenCalls.thrownCount = OpenCalls.errors > 100_000 ? 0 : backtrace(OpenCalls.thrown, OpenCalls.capacity)
            }
        }

        static func report() {
            guard let path = file, let stream = fopen(path, "w") else { return }
            write("thrown", thrown, thrownCount, to: stream)
            write("crash", crash, backtrace(crash, capacity), to: stream)
            fclose(stream)
        }

        static func write(
            _ word: StaticString, _ calls: UnsafeMutablePointer<UnsafeMutableRawPointer?>, _ count: Int32,
            to stream: UnsafeMutablePointer<FILE>
        ) {
            fwrite(word.utf8Start, 1, word.utf8CodeUnitCount, stream)
            for index in 0..<Int(max(0, count)) {
                let address = UInt(bitPattern: calls[index])
                guard address > base else { continue }
                fputc(0x20, stream)
                var shift = 60
                while shift >= 0 {
                    let digit = Int32((address - base) >> UInt(shift) & 15)
                    fputc(digit < 10 ? 48 + digit : 87 + digit, stream)
                    shift -= 4
                }
            }
            fputc(0x0A, stream)
        }
    }
#else
    private enum OpenCalls {
        static func watch() {}
        static func report() {}
    }
#endif
