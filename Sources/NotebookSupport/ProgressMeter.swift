import Foundation
import NumericalCore
import Synchronization

/// A line on the terminal that says how far a long cell has come.
///
/// It is drawn on standard error, over itself, ten times a second at most, and wiped at the end, so nothing of it is in
/// the woven page. Where standard error is not a terminal nothing is drawn. Any thread may advance it.
public final class ProgressMeter: Sendable {
    private struct State {
        var completed = 0
        var lastDrawn: ContinuousClock.Instant?
        var isFinished = false
    }

    /// What is being done.
    public let name: String
    /// How many steps there are.
    public let total: Int
    private let start = ContinuousClock.now
    private let isVisible: Bool
    private let state = Mutex(State())

    /// A meter at zero.
    ///
    /// - Parameters:
    ///   - name: What is being done.
    ///   - total: How many steps there are.
    /// - Throws: `InvalidArgument` unless `total` is at least 1.
    public init(_ name: String, of total: Int) throws {
        try require(total >= 1, "total", must: "be at least 1", was: total)
        self.name = singleLine(name)
        self.total = total
        self.isVisible = Notebook.showsProgress
    }

    deinit { finish() }

    /// The steps done so far.
    public var completed: Int { state.withLock { $0.completed } }

    /// Counts steps that are done; the meter stays at its total once there.
    public func advance(by steps: Int = 1) { change { $0.completed = min(total, max(0, $0.completed + steps)) } }

    /// Sets the number of steps that are done, kept within 0…total.
    public func update(to completed: Int) { change { $0.completed = min(total, max(0, completed)) } }

    /// Wipes the line; later changes draw nothing.
    public func finish() {
        state.withLock { state in
            if isVisible, !state.isFinished, state.lastDrawn != nil { write("\r\u{1B}[K") }
            state.isFinished = true
        }
    }

    private func change(_ body: (inout State) -> Void) {
        state.withLock { state in
            body(&state)
            guard isVisible, !state.isFinished else { return }
            let now = ContinuousClock.now
            if let last = state.lastDrawn, now - last < .milliseconds(100), state.completed < total { return }
            state.lastDrawn = now
            write("\r\(line(completed: state.completed, elapsed: now - start))\u{1B}[K")
        }
    }

    /// The line for a state: name, percentage, steps and the time that is left at the present rate.
    func line(completed: Int, elapsed: Duration) -> String {
        let percent = Int((100 * Double(completed) / Double(total)).rounded(.down))
        let counted = "\(name): \(percent) % (\(completed) of \(total))"
        guard completed > 0, completed < total else { return counted }
        let left = elapsed / Double(completed) * Double(total - completed)
        return "\(counted), about \(max(1, Int(left / .seconds(1)))) s left"
    }

    private func write(_ text: String) {
        // One call for a line, so that other writers to the terminal cannot split it.
        OpenFile.write(Array(text.utf8)[...], to: STDERR_FILENO)
    }
}
