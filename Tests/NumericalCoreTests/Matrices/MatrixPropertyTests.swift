import NumericalCore
import Testing

/// Laws of matrices over random sizes, shrunk when they fail.
@Suite("Matrices, as properties") struct MatrixPropertyTests {
    /// A matrix of small integers at first, of real numbers later, so that failures shrink to readable ones.
    static func matrix(_ rows: Int, _ columns: Int, _ choices: inout Choices) -> ComplexMatrix {
        let isWhole = choices.integer(in: 0...1) == 0
        return ComplexMatrix(rows: rows, columns: columns) { _, _ in
            isWhole
                ? Complex(Double(choices.integer(in: -3...3)), Double(choices.integer(in: -3...3)))
                : Complex(choices.real(in: -1...1), choices.real(in: -1...1))
        }
    }

    static func distance(_ left: ComplexMatrix, _ right: ComplexMatrix) -> Double { (left - right).frobeniusNorm }

    @Test func productsAndAdjoints() async {
        await forAll("(AB)† = B†A† and A(BC) = (AB)C") { choices in
            let sizes = (0..<4).map { _ in choices.integer(in: 1...20) }
            return (0..<3).map { Self.matrix(sizes[$0], sizes[$0 + 1], &choices) }
        } holds: { m in
            let scale = m.reduce(1.0) { $0 * max(1, $1.frobeniusNorm) }
            try demand(
                Self.distance((m[0] * m[1]).adjoint, m[1].adjoint * m[0].adjoint) <= 1e-14 * scale, "adjoint")
            try demand(Self.distance(m[0] * (m[1] * m[2]), (m[0] * m[1]) * m[2]) <= 1e-14 * scale, "associativity")
        }
    }

    @Test func eigensystems() async {
        await forAll("A = VΛV† with V unitary and Λ in ascending order") { choices in
            let size = choices.integer(in: 1...24)
            return Self.matrix(size, size, &choices).hermitianPart
        } holds: { a in
            let system = try a.hermitianEigensystem()
            let scale = max(1, a.frobeniusNorm)
            try demand(zip(system.values, system.values.dropFirst()).allSatisfy { $0 <= $1 }, "order")
            try demand(
                Self.distance(system.recomposed(values: system.values.map { Complex($0) }), a) <= 1e-13 * scale, "A")
            let unity = system.vectors.adjoint * system.vectors
            try demand(Self.distance(unity, .identity(a.rows)) <= 1e-13 * Double(a.rows), "V†V")
            try demand(system.values.reduce(0, +), equals: a.trace.real, within: 1e-12 * scale, "trace")
        }
    }

    @Test func singularValuesAndFactors() async {
        await forAll("A = UΣV†, A = QR") { choices in
            Self.matrix(choices.integer(in: 1...20), choices.integer(in: 1...20), &choices)
        } holds: { a in
            let scale = max(1, a.frobeniusNorm)
            let values = try a.singularValueDecomposition().values
            try demand(values.allSatisfy { $0 >= 0 } && values == values.sorted(by: >), "singular values")
            let norm = values.reduce(0) { $0 + $1 * $1 }.squareRoot()
            try demand(norm, equals: a.frobeniusNorm, within: 1e-13 * scale, "norm")
            let (q, r) = try a.qrFactorization()
            try demand(Self.distance(q * r, a) <= 1e-13 * scale, "QR")
        }
    }

    @Test func exponentials() async {
        await forAll("exp(−iHt) is unitary and composes") { choices in
            let size = choices.integer(in: 1...10)
            return (Self.matrix(size, size, &choices).hermitianPart, choices.real(in: -2...2), choices.real(in: -2...2))
        } holds: { h, s, t in
            let (one, two) = (try h.unitaryExponential(time: s), try h.unitaryExponential(time: t))
            let tolerance = 1e-12 * Double(h.rows) * max(1, h.frobeniusNorm)
            try demand(Self.distance(one * two, try h.unitaryExponential(time: s + t)) <= tolerance, "composition")
            try demand(Self.distance(one.adjoint * one, .identity(h.rows)) <= tolerance, "unitarity")
        }
    }
}
