import NumericalCore

extension HamiltonianEffect: CustomStringConvertible {
    /// The first missing weights.
    public var description: String {
        let list = zip(kappas, missingWeights).prefix(5).map {
            "\(ShortNumber.text($0.1, digits: 3)) for κ = \(ShortNumber.text($0.0))"
        }
        return "missing weight in the steady state: \(list.joined(separator: ", "))"
            + (kappas.count > 5 ? " and \(kappas.count - 5) more" : "")
    }
}
