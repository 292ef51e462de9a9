import LHVModels

extension ExactTarget {
    /// The singlet: ⟨XX⟩ = ⟨YY⟩ = ⟨ZZ⟩ = −1.
    public static func singlet() throws -> [PauliTerm] {
        try ["XX", "YY", "ZZ"].map { PauliTerm($0, try ExactNumber("-1")) }
    }

    /// The GHZ state of three qubits.
    public static func ghz3() throws -> [PauliTerm] {
        let (one, minus) = (try ExactNumber("1"), try ExactNumber("-1"))
        return ["XXX", "IZZ", "ZIZ", "ZZI"].map { PauliTerm($0, one) }
            + ["XYY", "YXY", "YYX"].map { PauliTerm($0, minus) }
    }

    /// The W state (|001⟩ + |010⟩ + |100⟩)/√3.
    public static func w3() throws -> [PauliTerm] {
        func terms(_ products: [String], _ value: String) throws -> [PauliTerm] {
            try products.map { PauliTerm($0, try ExactNumber(value)) }
        }
        return try terms(["ZII", "IZI", "IIZ"], "1/3") + terms(["ZZI", "ZIZ", "IZZ"], "-1/3") + terms(["ZZZ"], "-1")
            + terms(["XXI", "XIX", "IXX", "YYI", "YIY", "IYY", "XXZ", "XZX", "ZXX", "YYZ", "YZY", "ZYY"], "2/3")
    }
}

extension ExactTarget {
    /// Throws unless expectation values are those of a state, up to rounding.
    static func requireState(_ terms: [(axes: [Int], value: DyadicInterval)], parties: Int) throws {
        var coefficients = [Double](repeating: 0, count: 1 << (2 * parties))
        coefficients[0] = 1
        for (axes, value) in terms { coefficients[axes.reduce(0) { 4 * $0 + $1 }] = value.middle }
        let least = try PauliTensor(count: parties, coefficients: coefficients).matrix.hermitianEigenvalues()[0]
        try require(least >= -1e-9, "state", must: "have no negative eigenvalue", was: least)
    }
}
