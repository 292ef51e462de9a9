import NumericalCore
import Testing

/// One function, called with every extreme argument in turn; every call must be refused in words before memory is taken.
public struct HostileCalls: Sendable {
    /// The function's name.
    public let name: String
    private let calls: [(argument: String, call: @Sendable () throws -> Void)]

    /// The number of calls.
    public var count: Int { calls.count }

    /// Sizes that no computer has room for and sizes below zero, and what else is refused.
    public static let sizes = [Int.min, -1, 1_000_000_000, 1 << 40, Int.max]

    /// Numbers that are none.
    public static let numbers = [Double.nan, .infinity, -.infinity]

    /// A function of a size.
    public static func sizes<Output>(
        _ name: String, _ sizes: [Int] = HostileCalls.sizes, and others: Int...,
        call: @escaping @Sendable (Int) throws -> Output
    ) -> HostileCalls {
        HostileCalls(name: name, calls: (sizes + others).map { size in ("\(size)", { _ = try call(size) }) })
    }

    /// A function of a number.
    public static func numbers<Output>(
        _ name: String, _ numbers: [Double] = HostileCalls.numbers, and others: Double...,
        call: @escaping @Sendable (Double) throws -> Output
    ) -> HostileCalls {
        HostileCalls(name: name, calls: (numbers + others).map { number in ("\(number)", { _ = try call(number) }) })
    }

    /// Makes all calls and checks that each is refused with an error that reads as a sentence.
    public func check(sourceLocation: SourceLocation = #_sourceLocation) {
        for (argument, call) in calls {
            do {
                try call()
                Issue.record("\(name) accepts \(argument)", sourceLocation: sourceLocation)
            } catch let error as InvalidArgument {
                #expect(
                    error.description.contains(" must ") && error.description.count < 400,
                    "\(name)(\(argument)): \(error)",
                    sourceLocation: sourceLocation)
            } catch let error as NumericalFailure {
                #expect(
                    error.description.contains(" failed: "), "\(name)(\(argument)): \(error)",
                    sourceLocation: sourceLocation)
            } catch {
                Issue.record("\(name)(\(argument)) throws \(error)", sourceLocation: sourceLocation)
            }
        }
    }

    /// Makes the calls of a table in this process, which gets little memory first: a call that takes much ends it.
    ///
    /// - Parameter least: How many calls the table must hold.
    public static func checkWithLittleMemory(
        _ table: [HostileCalls], atLeast least: Int = 60, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(table.reduce(0) { $0 + $1.count } >= least, sourceLocation: sourceLocation)
        #expect(OtherProcess.limitMemory(to: 4 << 30), sourceLocation: sourceLocation)
        for calls in table { calls.check(sourceLocation: sourceLocation) }
    }
}
