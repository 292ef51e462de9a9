import LHVModels

private let orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]]

extension RandomNumberGenerator {
    /// One of the six orders of three parties, all equally likely.
    mutating func orderOfThree() -> [Int] { orders[min(5, Int(6 * uniform()))] }
}
