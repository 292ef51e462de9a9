import NumericalCore

/// Lists of parties that a caller names.
enum Parties {
    /// Throws unless the list names at least one of so many parties, each of them once and present.
    static func require(_ list: [Int], of parties: Int) throws {
        func check(_ condition: Bool, _ requirement: String, _ value: String) throws {
            guard condition else { throw InvalidArgument("parties", must: requirement, was: value) }
        }
        try check(!list.isEmpty, "not be empty", "empty")
        try check(
            list.allSatisfy { $0 >= 0 && $0 < parties }, "lie in 0..<\(parties)", MixedRadix.abbreviated(list))
        try check(Set(list).count == list.count, "name each party once", MixedRadix.abbreviated(list))
    }
}
