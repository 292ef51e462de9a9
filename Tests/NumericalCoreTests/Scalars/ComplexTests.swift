import Foundation
import NumericalCore
import Testing

@Suite struct ComplexTests {
    @Test func fieldLawsOnRandomNumbers() {
        var stream = RandomStream(seed: 50)
        for _ in 0..<200 {
            let (a, b, c) = (stream.complexNormal(), stream.complexNormal(), stream.complexNormal())
            #expect(((a + b) * c - (a * c + b * c)).modulus <= 1e-14)
            #expect((a * b - b * a).modulus == 0)
            #expect(((a / b) * b - a).modulus <= 1e-14 * max(1, a.modulus))
            #expect((a * b).conjugate == a.conjugate * b.conjugate)
            #expect(abs((a * a.conjugate).real - a.squaredMagnitude) <= 1e-15 * a.squaredMagnitude)
            #expect((a - a) == .zero && (a * .one) == a && -(-a) == a)
            #expect((2.5 * a) == (a * 2.5) && ((2.5 * a) - Complex(2.5) * a).modulus <= 1e-15)
            #expect((a / 2.0) == Complex(a.real / 2, a.imaginary / 2))
            #expect((Complex(modulus: a.modulus, phase: a.phase) - a).modulus <= 1e-15 * max(1, a.modulus))
        }
        #expect(Complex.i * Complex.i == -1)
        #expect((Complex.exp(Complex(0, .pi)) + 1).modulus <= 2e-16)
    }

    /// Quotients whose naive computation overflows or underflows.
    @Test(arguments: [
        (Complex(1e308, 1e308), Complex(1e308, 1e308), Complex(1, 0)),
        (Complex(1.5e308, 0), Complex(1.5e308, 1.5e308), Complex(0.5, -0.5)),
        (Complex(1e-308, 1e-308), Complex(1e-308, 1e-308), Complex(1, 0)),
        (Complex(0x1p-1063, 0x1p-1063), Complex(0x1p-1063, 0), Complex(1, 1)),
        (Complex(1e300, 0), Complex(0, 1e-5), Complex(0, -1e305)),
        (Complex(1, 0), Complex(0x1p1022, 0x1p1022), Complex(0x1p-1023, -0x1p-1023)),
        (Complex(1e-200, 1e200), Complex(1e200, 1e-200), Complex(0, 1)),
        (Complex(0, 0), Complex(1e308, 1e308), Complex(0, 0)),
        (Complex(3, 4), Complex(0, 1), Complex(4, -3)),
    ])
    func divisionIsScaled(numerator: Complex, denominator: Complex, expected: Complex) {
        let quotient = numerator / denominator
        #expect((quotient - expected).modulus <= 1e-15 * expected.modulus)
    }

    @Test func divisionByZeroIsNotFiniteAndSmallDenominatorsOverflow() {
        #expect(!(Complex(1, 1) / Complex.zero).isFinite)
        #expect(!(Complex.zero / Complex.zero).isFinite)
        #expect(!(Complex(1, 0) / Complex(0x1p-1074, 0)).isFinite)
    }

    @Test func modulusOutsideTheRangeOfSquares() {
        #expect(abs(Complex(3e200, 4e200).modulus / 5e200 - 1) <= 1e-15)
        #expect(abs(Complex(3e-200, 4e-200).modulus / 5e-200 - 1) <= 1e-15)
        #expect(Complex(0, 0x1p-1074).modulus == 0x1p-1074)
        #expect((-1e300).modulus == 1e300 && Float(3e38).modulus == Double(Float(3e38)))
        #expect(
            Complex.zero.modulus == 0 && Complex(.infinity, 0).modulus == .infinity && Complex(.nan, 0).modulus.isNaN)
        #expect(Float(0).modulus == 0 && (0.0).modulus == 0)
    }

    @Test func squareRootIsPrincipal() {
        var stream = RandomStream(seed: 51)
        for _ in 0..<200 {
            let z = stream.complexNormal()
            let root = Complex.squareRoot(z)
            #expect(root.real >= 0)
            #expect((root * root - z).modulus <= 1e-15 * max(1, z.modulus))
        }
        // The cut: above and below the negative axis, told apart by the sign of zero.
        #expect(Complex.squareRoot(Complex(-4, 0.0)) == Complex(0, 2))
        #expect(Complex.squareRoot(Complex(-4, -0.0)) == Complex(0, -2))
        #expect(Complex.squareRoot(Complex(-4, 1e-300)).imaginary == 2)
        #expect(Complex.squareRoot(Complex(-4, -1e-300)).imaginary == -2)
        #expect(Complex.squareRoot(.zero) == .zero && Complex.squareRoot(9) == 3)
        for scale in [1e308, 1e-308, 0x1p-1074] {
            let root = Complex.squareRoot(Complex(0, scale))
            #expect(abs(root.real / (scale.squareRoot() * 0.5.squareRoot()) - 1) <= 1e-15)
            #expect(abs(root.real / root.imaginary - 1) <= 1e-15)
            #expect(abs(Complex.squareRoot(Complex(-scale, 0)).imaginary / scale.squareRoot() - 1) <= 1e-15)
        }
        let largest = Complex.squareRoot(Complex(1.7e308, 1.7e308))
        #expect(largest.isFinite && abs(largest.real / 1.4325e154 - 1) < 1e-3)
    }

    @Test func realExpressionsStayReal() {
        // A literal next to a real variable is real: this line must compile and be a Double.
        let x = 3.0
        let twice = 2 * x
        #expect(type(of: twice) == Double.self)
        let z: Complex = 2
        #expect(x * z == 6 && z / x == Complex(2.0 / 3))
    }

    @Test func descriptionShowsTheSign() {
        #expect(Complex(1, -2).description == "1.0 - 2.0i")
        #expect(Complex(1, 2).description == "1.0 + 2.0i")
        #expect(Complex(0, -0.0).description == "0.0 - 0.0i")
    }

    @Test func codableRoundTripAndRefusal() throws {
        let numbers = [Complex(1, -2.5), .zero, Complex(1e-300, 1e300)]
        let data = try JSONEncoder().encode(numbers)
        #expect(try JSONDecoder().decode([Complex].self, from: data) == numbers)
        #expect(throws: InvalidArgument("complex number", must: "be a pair of numbers", was: "3 numbers")) {
            try JSONDecoder().decode([Complex].self, from: Data("[[1, 2, 3]]".utf8))
        }
        #expect(throws: DecodingError.self) { try JSONDecoder().decode([Complex].self, from: Data("[[1]]".utf8)) }
        let lenient = JSONDecoder()
        lenient.nonConformingFloatDecodingStrategy = .convertFromString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        #expect(throws: InvalidArgument.self) {
            try lenient.decode([Complex].self, from: Data(#"[["nan", 1]]"#.utf8))
        }
    }
}
