/// How far a long computation is: one of the values that it reports while it runs.
public struct RunProgress: Sendable, Hashable, Codable {
    /// How many steps are done.
    public let step: Int
    /// How many steps there are, or nil when that is not known beforehand.
    public let total: Int?
    /// The time since the start.
    public let elapsed: Duration
    /// The quantity the computation drives, for example a residual, or nil.
    public let value: Double?
    /// What is going on, in words; may be empty.
    public let message: String

    /// A report.
    ///
    /// - Parameters:
    ///   - step: How many steps are done, at least 0.
    ///   - total: How many steps there are, at least `step`, or nil when that is not known.
    ///   - elapsed: The time since the start, not negative.
    ///   - value: The quantity the computation drives.
    ///   - message: What is going on.
    /// - Throws: ``InvalidArgument`` when a number is out of range.
    public init(
        step: Int, of total: Int? = nil, elapsed: Duration, value: Double? = nil, message: String = ""
    ) throws {
        try require(step >= 0, "step", must: "be at least 0", was: step)
        if let total { try require(total >= step, "total", must: "be at least the step \(step)", was: total) }
        try require(elapsed >= .zero, "elapsed", must: "be at least 0", was: elapsed)
        self.step = step
        self.total = total
        self.elapsed = elapsed
        self.value = value
        self.message = message
    }

    /// The part that is done, in 0…1, or nil when the total is not known; nothing to do counts as done.
    public var fraction: Double? {
        total.map { $0 == 0 ? 1 : Double(step) / Double($0) }
    }

    /// The time left if the steps to come take as long as those so far, or nil when there is nothing to go by.
    public var timeLeft: Duration? {
        guard let total else { return nil }
        if step == total { return .zero }
        return step == 0 ? nil : elapsed * (Double(total - step) / Double(step))
    }

    private enum CodingKeys: String, CodingKey { case step, total, elapsed, value, message }

    /// Reads a report and checks it as the initializer does.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        try self.init(
            step: try container.decode(Int.self, forKey: .step),
            of: try container.decodeIfPresent(Int.self, forKey: .total),
            elapsed: try container.decode(Duration.self, forKey: .elapsed),
            value: try container.decodeIfPresent(Double.self, forKey: .value),
            message: try container.decode(String.self, forKey: .message))
    }
}

extension RunProgress: CustomStringConvertible {
    /// The report in one line, for example "step 30 of 120, 5.0 s, 15.0 s left, value 0.001, refining".
    public var description: String {
        var parts = [total.map { "step \(step) of \($0)" } ?? "step \(step)", RunProgress.seconds(elapsed)]
        if let timeLeft, timeLeft > .zero { parts.append(RunProgress.seconds(timeLeft) + " left") }
        if let value { parts.append("value \(value)") }
        if !message.isEmpty { parts.append(message) }
        return parts.joined(separator: ", ")
    }

    private static func seconds(_ duration: Duration) -> String {
        "\((duration.inSeconds * 10).rounded() / 10) s"
    }
}
