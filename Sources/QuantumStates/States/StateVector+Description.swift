extension StateVector: CustomStringConvertible {
    /// The state in Dirac's notation with five digits, at most eight terms of it: `0.70711 |01⟩ − 0.70711 |10⟩`.
    ///
    /// Amplitudes below 10⁻¹² are left out. Levels are separated by commas when a party has more than ten.
    public var description: String {
        let separator = space.dimensions.contains { $0 > 10 } ? "," : ""
        let terms = amplitudes.indices.filter { amplitudes[$0].modulus >= 1e-12 }.map { index in
            let (isNegative, number) = StateVector.factor(amplitudes[index])
            let levels = MixedRadix.digits(index, space.dimensions).map(String.init)
            return (
                size: amplitudes[index].modulus, isNegative: isNegative,
                text: "\(number.isEmpty ? "" : number + " ")|\(levels.joined(separator: separator))⟩"
            )
        }
        return ShortNumber.sum(terms, most: 8)
    }

    /// An amplitude as a sign and what stands before the ket; nothing for 1.
    private static func factor(_ amplitude: Complex) -> (isNegative: Bool, text: String) {
        let (real, imaginary) = (amplitude.real, amplitude.imaginary)
        let least = 1e-12 * amplitude.modulus
        if abs(imaginary) <= least {
            let number = ShortNumber.text(abs(real))
            return (real < 0, number == "1" ? "" : number)
        }
        let rotated = ShortNumber.text(abs(imaginary))
        let unit = rotated == "1" ? "i" : rotated + "i"
        if abs(real) <= least { return (imaginary < 0, unit) }
        return (false, "(\(ShortNumber.text(real)) \(imaginary < 0 ? "−" : "+") \(unit))")
    }
}
