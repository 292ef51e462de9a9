extension DensityOperator: CustomStringConvertible {
    /// What the state is, for people: the ket of a pure state, else the space, the purity, and, for at most six qubits, the products
    /// of Pauli matrices that it is a sum of.
    ///
    /// A state counts as pure when its purity is above 1 − 10⁻⁹. At most eight terms are written out.
    /// - Complexity: O(D²), and O(N·4ᴺ) for qubits.
    public var description: String {
        if purity > 1 - 1e-9, let ket = dominantKet { return "|ψ⟩⟨ψ| with |ψ⟩ = \(ket)" }
        var text = "state of \(space), purity \(ShortNumber.text(purity))"
        if space.dimensions.allSatisfy({ $0 == 2 }), parties <= 6, let tensor = try? PauliTensor(self) {
            let terms = tensor.coefficients.enumerated().filter { abs($1) >= 1e-12 }.map { index, coefficient in
                let letters = MixedRadix.digits(index, Array(repeating: 4, count: parties))
                let product = letters.map { ["I", "X", "Y", "Z"][$0] }.joined()
                let number = ShortNumber.text(abs(coefficient))
                return (
                    size: abs(coefficient), isNegative: coefficient < 0,
                    text: number == "1" ? product : "\(number) \(product)"
                )
            }
            text += ": (\(ShortNumber.sum(terms, most: 8)))/\(1 << parties)"
        }
        return text
    }

    /// The ket of a pure state, its first amplitude of the largest magnitude being positive: a column of ρ.
    private var dominantKet: StateVector? {
        let dimension = space.dimension
        // Rounding does not choose between equal ones.
        let largest = (0..<dimension).map { matrix[$0, $0].real }.max() ?? 0
        guard let column = (0..<dimension).first(where: { matrix[$0, $0].real >= largest * (1 - 1e-9) }), largest > 0
        else { return nil }
        let norm = largest.squareRoot()
        let amplitudes = (0..<dimension).map { matrix[$0, column] / norm }
        return try? StateVector(normalizing: amplitudes, in: space)
    }
}
