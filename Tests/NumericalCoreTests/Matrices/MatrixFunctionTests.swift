import Foundation
import NumericalCore
import Testing

@Suite struct MatrixFunctionTests {
    @Test(arguments: [1, 2, 4, 9, 33, 50])
    func exponentialOfHermitianAgreesWithItsEigensystem(size: Int) throws {
        var stream = RandomStream(seed: 30, substream: UInt64(size))
        let matrix = randomMatrix(Complex.self, size, size, using: &stream).hermitianPart
        let byEigen = try matrix.hermitianEigensystem().applying { Complex(exp($0)) }
        #expect(try matrix.exponential().distance(to: byEigen) <= 1e-12 * byEigen.largestModulus)
        let unitary = try matrix.unitaryExponential(time: 1.7)
        #expect(ComplexMatrix.product(unitary, .adjoint, unitary).distance(to: .identity(size)) <= 1e-13 * Double(size))
        #expect(try (Complex(0, -1.7) * matrix).exponential().distance(to: unitary) <= 1e-12 * Double(size))
        let long = try matrix.unitaryExponential(time: 1e6)
        #expect(ComplexMatrix.product(long, .adjoint, long).distance(to: .identity(size)) <= 1e-13 * Double(size))
    }

    @Test func exponentialLaws() throws {
        var stream = RandomStream(seed: 31)
        for _ in 0..<5 {
            let a = randomMatrix(Double.self, 6, 6, using: &stream)
            let e = try a.exponential()
            #expect((e * (try (-a).exponential())).distance(to: .identity(6)) <= 1e-11 * e.largestModulus)
            // det e^A = e^{Tr A} and e^{2A} = (e^A)².
            #expect(abs(try e.determinant() - exp(a.trace)) <= 1e-10 * exp(a.trace) * e.largestModulus)
            let double = try (2 * a).exponential()
            #expect(double.distance(to: e * e) <= 1e-12 * double.largestModulus * e.largestModulus)
            // The real matrix and the same one with complex entries.
            #expect(try a.complex.exponential().distance(to: e.complex) <= 1e-12 * e.largestModulus)
        }
        #expect(try RealMatrix(rows: 3, columns: 3).exponential() == .identity(3))
        // Degenerate scaling cases just around the radius of the approximant.
        for norm in [1e-300, 1e-9, 5.3719, 5.372, 10.8, 100.0] {
            let one = try RealMatrix([[norm]]).exponential()[0, 0]
            #expect(abs(one - exp(norm)) <= 1e-14 * exp(norm) * max(1, norm))
        }
    }

    @Test func nilpotentMatricesExponentiateToPolynomials() throws {
        // e^{tN} has t^k/k! on its k-th diagonal.
        for t in [1.0, 7, 1e3] {
            let nilpotent = RealMatrix(rows: 5, columns: 5) { $1 == $0 + 1 ? t : 0 }
            let result = try nilpotent.exponential()
            for row in 0..<5 {
                for column in 0..<5 {
                    let power = column - row
                    let exact = power < 0 ? 0 : pow(t, Double(power)) / tgamma(Double(power + 1))
                    #expect(abs(result[row, column] - exact) <= 1e-13 * max(exact, 1e-300))
                }
            }
        }
    }

    @Test func bigNorms() throws {
        // A rotation by 10⁶ radians: the squarings lose digits in proportion to the norm.
        let angle = 1e6
        let rotation = try RealMatrix([[0, -angle], [angle, 0]]).exponential()
        #expect(abs(rotation[0, 0] - cos(angle)) <= 1e-9 && abs(rotation[1, 0] - sin(angle)) <= 1e-9)
        // Decay to nothing.
        #expect(try RealMatrix([[-1e5, 3], [0, -2e5]]).exponential().largestModulus == 0)
        for scale in [1e3, 1e100, 1e200, 1e308] {
            do {
                _ = try RealMatrix([[scale, scale], [scale, scale]]).exponential()
                Issue.record("accepted a norm of \(scale)")
            } catch let error as NumericalFailure {
                #expect(error.operation == "matrix exponential")
            }
        }
    }

    @Test(arguments: [1, 2, 3, 5, 12, 33])
    func logarithmInvertsTheExponential(size: Int) throws {
        var stream = RandomStream(seed: 32, substream: UInt64(size))
        let general = randomMatrix(Complex.self, size, size, using: &stream)
        // Within this norm the eigenvalues stay in the principal strip.
        let small = Complex(2.5 / general.oneNorm) * general
        let back = try small.exponential().logarithm()
        #expect(back.distance(to: small) <= 1e-12)
        // e^{log A} = A for a general, non-normal A.
        let log = try general.logarithm()
        #expect(try log.exponential().distance(to: general) <= 1e-10 * general.frobeniusNorm)
        for value in try log.eigensystem().values { #expect(abs(value.imaginary) <= .pi) }
    }

    @Test func logarithmOfUnitariesIsAntiHermitian() throws {
        var stream = RandomStream(seed: 33)
        for size in [2, 4, 8] {
            let unitary = try Haar.unitary(dimension: size, using: &stream)
            let log = try unitary.logarithm()
            #expect((log + log.adjoint).largestModulus <= 1e-12)
            #expect(try log.exponential().distance(to: unitary) <= 1e-12)
        }
    }

    @Test func logarithmOfDefectiveMatrices() throws {
        // A Jordan block with eigenvalue a: log a on the diagonal, then 1/a, −1/(2a²), 1/(3a³).
        for eigenvalue in [Complex(2), Complex(0, 1.5), Complex(-1, 0.1), Complex(1e-3), Complex(1e4)] {
            let block = ComplexMatrix(rows: 4, columns: 4) { $0 == $1 ? eigenvalue : ($1 == $0 + 1 ? 1 : 0) }
            let logarithm = try block.logarithm()
            let logModulus = Foundation.log(eigenvalue.modulus)
            for row in 0..<4 {
                for column in 0..<4 {
                    let power = column - row
                    var exact = Complex.zero
                    if power == 0 { exact = Complex(logModulus, eigenvalue.phase) }
                    if power > 0 {
                        exact = Complex(power % 2 == 1 ? 1 : -1) / Complex(Double(power))
                        for _ in 0..<power { exact = exact / eigenvalue }
                    }
                    // The diagonal to the last place, the rest relative to the largest entry.
                    let size = power == 0 ? exact.modulus : 100 * logarithm.largestModulus
                    #expect((logarithm[row, column] - exact).modulus <= 4e-16 * size, "\(eigenvalue)")
                }
            }
        }
    }

    @Test func logarithmNearSingular() throws {
        for tiny in [1e-8, 1e-15, 1e-100, 1e-290] {
            let logarithm = try ComplexMatrix.diagonal([Complex(tiny), 1, Complex(5)]).logarithm()
            let expected = [log(tiny), 0, log(5.0)]
            for index in 0..<3 { #expect((logarithm[index, index] - Complex(expected[index])).modulus <= 1e-11) }
        }
        // Strongly non-normal.
        let sheared = try ComplexMatrix([[1, 1e6], [0, 1]])
        #expect(try sheared.logarithm().distance(to: ComplexMatrix([[0, 1e6], [0, 0]])) <= 1e-8)
    }

    @Test func logarithmKeepsToItsBranch() throws {
        let turn = try ComplexMatrix([[Complex.unit(phase: 3.14), 0], [0, Complex.unit(phase: -3.14)]]).logarithm()
        #expect((turn[0, 0] - Complex(0, 3.14)).modulus <= 1e-12 && (turn[1, 1] - Complex(0, -3.14)).modulus <= 1e-12)
    }

    @Test func noPrincipalLogarithmOnTheClosedNegativeAxis() throws {
        let matrices: [ComplexMatrix] = [
            .diagonal([1, -1]), .diagonal([0, 1]), ComplexMatrix(rows: 2, columns: 2), -.identity(3),
            // A half turn of the plane: −1 twice, but for rounding.
            try RealMatrix([[0, -.pi], [.pi, 0]]).exponential().complex,
            // Singular, though rounding makes the zero eigenvalue a tiny number of either sign.
            try ComplexMatrix([[1, 2], [2, 4]]), try ComplexMatrix([[2, 1], [4, 2]]),
        ]
        for matrix in matrices {
            do {
                let log = try matrix.logarithm()
                Issue.record("accepted \(matrix), whose logarithm would be \(log)")
            } catch let error as NumericalFailure {
                #expect(error.operation == "matrix logarithm")
                #expect(error.reason.contains("closed negative real axis"))
            }
        }
    }

    @Test(arguments: [
        BadInput("time must be finite, but was nan") {
            _ = try ComplexMatrix.identity(2).unitaryExponential(time: .nan)
        },
        BadInput("matrix must be Hermitian within 1e-10, but was off by 1.0") {
            _ = try ComplexMatrix([[0, 1], [0, 0]]).unitaryExponential(time: 1)
        },
        BadInput("matrix must be square, but was 1 × 2") {
            _ = try ComplexMatrix([[0, 1]]).unitaryExponential(time: 1)
        },
        BadInput("matrix must have only finite entries, but was not finite") {
            _ = try ComplexMatrix([[Complex(0, .infinity)]]).unitaryExponential(time: 1)
        },
    ])
    func badInputIsNamed(_ input: BadInput) { input.expectRefusal() }
}
