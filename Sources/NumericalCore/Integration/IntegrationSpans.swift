/// The pieces of an interval between the times at which something happens: a stepper lands on each end and starts afresh.
///
/// A function with a jump at a breakpoint is never asked at the jump itself, where it has the value of one side only:
/// ``Span/admitted(_:)`` moves such a time into the piece by a few units in the last place.
package struct IntegrationSpans: Sendable {
    /// One piece, in the direction of the integration.
    package struct Span: Sendable {
        /// The time at which the piece begins.
        package let start: Double
        /// The time at which it ends, which is earlier when the integration runs backwards.
        package let end: Double
        private let low: Double
        private let high: Double

        init(from start: Double, to end: Double, low: Double, high: Double) {
            (self.start, self.end, self.low, self.high) = (start, end, low, high)
        }

        /// The time at which a function is asked instead of the given one.
        @inline(__always)
        package func admitted(_ time: Double) -> Double { min(max(time, low), high) }
    }

    /// The pieces, in the order of the integration; none for an empty interval.
    package let spans: [Span]
    /// A distance in time that is nothing but rounding: four units in the last place of the later end.
    package let rounding: Double

    /// The pieces of start…end between breakpoints, of which those outside do not matter.
    ///
    /// - Throws: ``InvalidArgument`` when a breakpoint is not finite.
    package init(from start: Double, to end: Double, breakpoints: [Double]) throws {
        for (index, time) in breakpoints.enumerated() {
            try require(time.isFinite, "breakpoints[\(index)]", must: "be a finite time", was: time)
        }
        let rounding = 4 * max(abs(start), abs(end)).ulp
        self.rounding = rounding
        guard start != end else {
            spans = []
            return
        }
        let isForward = end > start
        let (first, last) = (min(start, end), max(start, end))
        var marks: [Double] = []
        // Two that are no more than rounding apart are one.
        for time in breakpoints.sorted() where time - first > 16 * rounding && last - time > 16 * rounding {
            if let previous = marks.last, time - previous <= 16 * rounding { continue }
            marks.append(time)
        }
        func happens(at end: Double) -> Bool { breakpoints.contains { abs($0 - end) <= 16 * rounding } }
        let ends = [first] + marks + [last]
        let spans = zip(ends, ends.dropFirst()).map { early, late in
            // The ends of the whole interval are breakpoints only when they are named.
            let low = early == first && !happens(at: first) ? early : early + rounding
            let high = late == last && !happens(at: last) ? late : late - rounding
            return isForward
                ? Span(from: early, to: late, low: low, high: high) : Span(from: late, to: early, low: low, high: high)
        }
        self.spans = isForward ? spans : spans.reversed()
    }
}
