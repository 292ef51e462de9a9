import NumericalCore

/// The random numbers that one test case is made of, written down so that the case can be made smaller.
///
/// A generator of test cases draws from it as from any other source. Shrinking then does not know what was drawn: it
/// leaves out, halves and zeroes the numbers and lets the generator run again. Small numbers give small values, with
/// `Int.random` and `Double.random` as well as with ``integer(in:)`` and ``real(in:)``.
public struct Choices: RandomNumberGenerator, Sendable {
    /// What is given for the first draws.
    let script: [UInt64]
    /// What was drawn so far.
    private(set) var drawn: [UInt64] = []
    /// What is given afterwards.
    private var source: RandomStream

    init(script: [UInt64] = [], source: RandomStream) {
        self.script = script
        self.source = source
    }

    /// The next number: of the script while it lasts.
    public mutating func next() -> UInt64 {
        // A script that ends early goes on with the smallest choices, but not for ever: on them a loop that rejects what it
        // draws would not end.
        let isShrunk = !script.isEmpty && drawn.count < script.count + 64
        let choice = drawn.count < script.count ? script[drawn.count] : isShrunk ? 0 : source.next()
        drawn.append(choice)
        return choice
    }

    /// An integer, evenly distributed; the smallest for the choice 0.
    public mutating func integer(in range: ClosedRange<Int>) -> Int {
        let count = UInt64(range.upperBound - range.lowerBound) + 1
        return range.lowerBound + Int(next().multipliedFullWidth(by: count).high)
    }

    /// A number, evenly distributed; the lower bound for the choice 0.
    public mutating func real(in range: ClosedRange<Double>) -> Double {
        range.lowerBound + (range.upperBound - range.lowerBound) * Double(next() >> 11) * 0x1p-53
    }

    /// One of the given values; the first for the choice 0.
    public mutating func one<Value>(of values: [Value]) -> Value { values[integer(in: 0...(values.count - 1))] }

    /// So many values of one kind.
    ///
    /// Before each value that the smallest count does not need, a choice says whether there is one, and 0 says no: where
    /// it and the value are left out, the list is one value shorter.
    public mutating func list<Value>(
        _ counts: ClosedRange<Int>, of value: (inout Choices) throws -> Value
    ) rethrows -> [Value] {
        var values: [Value] = []
        let optional = counts.upperBound - counts.lowerBound
        while values.count < counts.upperBound {
            if values.count >= counts.lowerBound, integer(in: 0...(optional / 2 + 1)) == 0 { break }
            values.append(try value(&self))
        }
        return values
    }
}
