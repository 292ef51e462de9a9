import Foundation

extension RandomNumberGenerator {
    /// A number uniform in 0..<1 with 53 random bits: (u ≫ 11)·2⁻⁵³, the same on every machine.
    @inlinable
    public mutating func uniform() -> Double {
        Double(next() >> 11) * 0x1p-53
    }

    /// Two independent standard normal numbers, by the Box–Muller transform.
    @inlinable
    public mutating func normalPair() -> (Double, Double) {
        // 1 − u lies in (0, 1], where the logarithm is finite.
        let radius = (-2 * log(1 - uniform())).squareRoot()
        let angle = 2 * Double.pi * uniform()
        return (radius * cos(angle), radius * sin(angle))
    }

    /// A complex number whose real and imaginary parts are independent standard normals.
    @inlinable
    public mutating func complexNormal() -> Complex {
        let (x, y) = normalPair()
        return Complex(x, y)
    }

    /// A vector of independent standard normal numbers.
    @inlinable
    public mutating func normals(_ count: Int) -> [Double] {
        var numbers: [Double] = []
        numbers.reserveCapacity(count + 1)
        while numbers.count < count {
            let (x, y) = normalPair()
            numbers.append(x)
            numbers.append(y)
        }
        if numbers.count > count { numbers.removeLast() }
        return numbers
    }
}
