import Foundation

/// The two clocks of a run: the time of day, and one that only measures.
struct RunClock {
    /// The time of day.
    var date: () -> Date
    /// The time since some fixed moment.
    var now: () -> Duration

    /// The clocks of the system.
    static var system: RunClock {
        let start = ContinuousClock.now
        return RunClock(date: { Date() }, now: { ContinuousClock.now - start })
    }

    /// A duration for readers: milliseconds, seconds, or minutes and hours.
    static func words(for duration: Duration) -> String {
        let milliseconds = Int((duration / .milliseconds(1)).rounded())
        let tenths = Int((duration / .milliseconds(100)).rounded())
        let seconds = Int((duration / .seconds(1)).rounded())
        return switch true {
        case milliseconds < 1000: "\(milliseconds) ms"
        case tenths < 1000: "\(tenths / 10).\(tenths % 10) s"
        case seconds < 3600: "\(seconds / 60) min \(seconds % 60) s"
        default: "\(seconds / 3600) h \(seconds % 3600 / 60) min"
        }
    }

    /// A moment for readers, in universal time.
    static func words(for date: Date) -> String {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(identifier: "UTC") ?? .gmt
        let parts = calendar.dateComponents([.year, .month, .day, .hour, .minute], from: date)
        func two(_ number: Int?) -> String { (number ?? 0) < 10 ? "0\(number ?? 0)" : "\(number ?? 0)" }
        return "\(parts.year ?? 0)-\(two(parts.month))-\(two(parts.day)) \(two(parts.hour)):\(two(parts.minute)) UTC"
    }
}
