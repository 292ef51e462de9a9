import NumericalCore
import Testing

/// The lists of digits, their places and their orders, which all targets count with.
@Suite struct MixedRadixTests {
    @Test("18.5 lists come in the order of their places, the first digit most significant")
    func order() {
        let sizes = [2, 3, 1, 4]
        let lists = Array(MixedRadix(sizes: sizes))
        #expect(lists.count == 24 && MixedRadix.product(sizes) == 24)
        #expect(lists.first == [0, 0, 0, 0] && lists[1] == [0, 0, 0, 1] && lists.last == [1, 2, 0, 3])
        for (place, digits) in lists.enumerated() {
            #expect(MixedRadix.index(digits, sizes) == place && MixedRadix.digits(place, sizes) == digits)
        }
        #expect(Array(MixedRadix(sizes: [])) == [[]])
        #expect(Array(MixedRadix(sizes: [2, 0])).isEmpty)
        #expect(MixedRadix.product([Int.max, 2]) == nil)
    }

    @Test("18.5 a digit out of its range, and a product that is too large, are refused by name")
    func refusals() throws {
        #expect(try MixedRadix.checkedIndex([1, 2], [2, 3], "outcome") == 5)
        BadInput("outcome must be one for each of 2 parties, but was [1]") {
            try MixedRadix.checkedIndex([1], [2, 3], "outcome")
        }.expectRefusal()
        BadInput("digit of party 1 must be in 0..<3, but was 3") {
            try MixedRadix.checkedIndex([1, 3], [2, 3], "digits", digit: "digit")
        }.expectRefusal()
        #expect(try MixedRadix.checkedProduct([3, 5], "sizes", largest: 15) == 15)
        BadInput("size of party 1 must be at least 1, but was 0") {
            try MixedRadix.checkedProduct([3, 0], "sizes", size: "size", largest: 15)
        }.expectRefusal()
        BadInput("sizes must name at least one party, but was empty") {
            try MixedRadix.checkedProduct([], "sizes", largest: 15)
        }.expectRefusal()
        let many = Array(repeating: Int.max, count: 17)
        let shown = Array(repeating: "\(Int.max)", count: 16).joined(separator: ", ")
        BadInput("sizes must have a product of at most 2⁴, but was \(shown), … (17)") {
            try MixedRadix.checkedProduct(many, "sizes", largest: 16, "2⁴")
        }.expectRefusal()
        BadInput("sizes must have a product of at most 14, but was [3, 5]") {
            try MixedRadix.checkedProduct([3, 5], "sizes", largest: 14)
        }.expectRefusal()
    }

    @Test("18.5 the lines along each axis meet every place once, and along them only that axis's digit changes")
    func lines() {
        let sizes = [2, 3, 1, 4]
        var lines: [[Int]] = []
        MixedRadix.forEachLine(sizes) { first, step, size in lines.append((0..<size).map { first + $0 * step }) }
        var start = 0
        for (axis, size) in sizes.enumerated() {
            let along = lines[start..<(start + 24 / size)]
            start += 24 / size
            #expect(along.flatMap { $0 }.sorted() == Array(0..<24))
            for line in along {
                var digits = line.map { MixedRadix.digits($0, sizes) }
                #expect(digits.map { $0[axis] } == Array(0..<size))
                for index in digits.indices { digits[index][axis] = 0 }
                #expect(Set(digits).count == 1)
            }
        }
        #expect(start == lines.count)
        MixedRadix.forEachLine([2, 0]) { _, _, _ in Issue.record("there is no place") }
    }

    @Test("18.5 all orders of n numbers come once each")
    func permutations() {
        #expect(Permutations.all(of: 0) == [[]])
        let orders = Permutations.all(of: 4)
        #expect(orders.count == 24 && Set(orders).count == 24)
        #expect(orders.allSatisfy { $0.sorted() == [0, 1, 2, 3] })
    }

    @Test("18.5 a number beyond its range by rounding alone is put on its end, and what is farther is refused")
    func admission() throws {
        #expect(try (1 + 1e-13).admitted(to: -1...1, "x", must: "be in −1…1") == 1)
        #expect(try (-1 - 1e-12).admitted(to: -1...1, "x", must: "be in −1…1") == -1)
        #expect(try 0.3.admitted(to: -1...1, "x", must: "be in −1…1") == 0.3)
        for wrong in [1 + 1e-11, -1.1, .nan, .infinity] {
            #expect(throws: InvalidArgument.self) { try wrong.admitted(to: -1...1, "x", must: "be in −1…1") }
        }
    }
}
