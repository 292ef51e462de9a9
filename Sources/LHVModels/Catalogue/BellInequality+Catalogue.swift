import QuantumStates

extension BellInequality {
    /// The inequality I_nn22 of two parties with n settings each; local bound 0, I₂₂₂₂ being that of Clauser and Horne.
    ///
    /// −P_A(0|0) − Σ_y (n−1−y)·P_B(0|y) + Σ_{x+y<n} P(00|xy) − Σ_{x+y=n} P(00|xy) ≤ 0, with x and y from 0. For n = 3 it is
    /// I3322 without the shift by 1. Source: [Collins2004].
    /// - Parameter settings: n, in 2…64.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when n is out of range.
    public static func innn22(settings: Int) throws -> BellInequality {
        try require((2...64).contains(settings), "settings", must: "be in 2…64", was: settings)
        let n = settings
        var coefficients = [Double](repeating: 0, count: (n + 1) * (n + 1))
        for y in 0..<n { coefficients[1 + y] = -Double(n - 1 - y) }
        coefficients[n + 1] = -1
        for x in 0..<n {
            for y in 0..<n where x + y <= n { coefficients[(x + 1) * (n + 1) + 1 + y] = x + y < n ? 1 : -1 }
        }
        return try CollinsGisinForm(
            coefficients, in: Scenario(parties: 2, settings: n), bound: 0, name: "I\(n)\(n)22"
        ).inequality()
    }

    /// The game in which each of three parties guesses its neighbour's input; winning probability ¼, also with quantum states.
    ///
    /// The inputs x are the four with an even number of ones, all equally likely; the game is won when a_k = x_{k+1} for all k.
    /// Without signalling ⅓ is possible. Source: [Almeida2010].
    public static func guessYourNeighbour() throws -> BellInequality {
        let scenario = try Scenario(parties: 3, settings: 2)
        var coefficients = [Double](repeating: 0, count: scenario.count)
        for inputs in [[0, 0, 0], [0, 1, 1], [1, 0, 1], [1, 1, 0]] {
            coefficients[try scenario.index(of: [inputs[1], inputs[2], inputs[0]], given: inputs)] = 0.25
        }
        return try BellInequality(coefficients, in: scenario, bound: 0.25, name: "guess your neighbour's input")
    }

    /// The magic square game: winning probability 8/9 with local strategies and 1 with two pairs of qubits.
    ///
    /// The first party fills a row of a 3 × 3 square with signs whose product is +1, the second a column whose product is −1,
    /// and they win when they agree where these cross. The outcome's two bits are the first two signs.
    /// Values are sums over the nine pairs of inputs, nine times the probability: local bound 8, quantum 9.
    /// Source: [Aravind2004].
    public static func magicSquare() throws -> BellInequality {
        let scenario = try Scenario(parties: 2, settings: 3, outcomes: 4)
        func bits(_ outcome: Int, parity: Int) -> [Int] {
            let (first, second) = (outcome >> 1, outcome & 1)
            return [first, second, first ^ second ^ parity]
        }
        var coefficients: [Double] = []
        for list in 0..<9 {
            for outcome in 0..<16 {
                let row = bits(outcome / 4, parity: 0)[list % 3]
                let column = bits(outcome % 4, parity: 1)[list / 3]
                coefficients.append(row == column ? 1 : 0)
            }
        }
        // Ninths are no binary fractions: the sum over the nine pairs of questions is kept, with bound 8 of 9.
        return try BellInequality(
            coefficients, in: scenario, bound: 8, name: "magic square, nine times the probability")
    }
}
