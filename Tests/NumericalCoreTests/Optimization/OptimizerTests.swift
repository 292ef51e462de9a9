import Foundation
import Testing

@testable import NumericalCore

@Suite struct OptimizerTests {
    /// Adam's first steps by its published formulas, in double precision.
    @Test func adamFollowsItsFormulas() throws {
        var stream = RandomStream(seed: 91)
        var method = try Adam<Double>(count: 7, firstDecay: 0.8, secondDecay: 0.95, epsilon: 1e-6)
        var x = stream.normals(7)
        var (y, m, s) = (x, [Double](repeating: 0, count: 7), [Double](repeating: 0, count: 7))
        for step in 1...20 {
            let g = stream.normals(7)
            try method.step(&x, gradient: g, rate: 0.03, factor: 2)
            for i in y.indices {
                m[i] = 0.8 * m[i] + 0.2 * 2 * g[i]
                s[i] = 0.95 * s[i] + 0.05 * 4 * g[i] * g[i]
                let mean = m[i] / (1 - pow(0.8, Double(step)))
                let square = s[i] / (1 - pow(0.95, Double(step)))
                y[i] -= 0.03 * mean / (square.squareRoot() + 1e-6)
            }
            for i in y.indices { #expect(abs(x[i] - y[i]) < 1e-13) }
        }
        #expect(method.steps == 20)
    }

    /// More parameters than one piece of work holds.
    @Test func adamHasTheSameBitsOnAnyNumberOfThreads() throws {
        var stream = RandomStream(seed: 31)
        let start = stream.normals(100_003).map { Float($0) }
        let gradient = stream.normals(start.count).map { Float($0) }
        func run(_ threads: Int) throws -> [Float] {
            var (method, x) = (try Adam<Float>(count: start.count), start)
            for _ in 0..<3 { try method.step(&x, gradient: gradient, rate: 0.1, threads: threads) }
            return x
        }
        let one = try run(1)
        #expect(zip(one, start).allSatisfy { $0 != $1 })
        #expect(try run(2) == one)
        #expect(try run(5) == one)
    }

    @Test func adamContinuesFromItsCodedStateToTheSameBits() throws {
        var stream = RandomStream(seed: 92)
        var method = try Adam<Float>(count: 50)
        var x = stream.normals(50).map { Float($0) }
        for _ in 0..<5 { try method.step(&x, gradient: stream.normals(50).map { Float($0) }, rate: 0.1) }
        var copy = try JSONDecoder().decode(Adam<Float>.self, from: JSONEncoder().encode(method))
        #expect(copy == method)
        var y = x
        let g = stream.normals(50).map { Float($0) }
        try method.step(&x, gradient: g, rate: 0.1)
        try copy.step(&y, gradient: g, rate: 0.1)
        #expect(x == y && copy == method)
    }

    /// A convex quadratic in n variables is minimized exactly; the pairs make it converge like conjugate gradients.
    @Test func quasiNewtonMinimizesAQuadratic() throws {
        let n = 20
        func evaluate(_ x: [Double]) -> (value: Double, gradient: [Double]) {
            let gradient = x.indices.map { Double($0 + 1) * (x[$0] - 1) }
            return (zip(gradient, x).reduce(0) { $0 + $1.0 * ($1.1 - 1) } / 2, gradient)
        }
        var method = try LBFGS<Double>(memory: 12)
        var x = [Double](repeating: 0, count: n)
        var (value, gradient) = evaluate(x)
        var last = value
        for _ in 0..<60 where value > 1e-24 {
            guard case .advanced(let new) = try method.step(&x, value: &value, gradient: &gradient, evaluate) else {
                break
            }
            #expect(new <= last)
            last = new
        }
        for coordinate in x { #expect(abs(coordinate - 1) < 1e-10) }
    }

    @Test func quasiNewtonFindsTheRosenbrockMinimum() throws {
        func evaluate(_ x: [Double]) -> (value: Double, gradient: [Double]) {
            let (a, b) = (x[0], x[1])
            return (
                (1 - a) * (1 - a) + 100 * (b - a * a) * (b - a * a),
                [-2 * (1 - a) - 400 * a * (b - a * a), 200 * (b - a * a)]
            )
        }
        var method = try LBFGS<Double>(memory: 5)
        var x = [-1.2, 1.0]
        var (value, gradient) = evaluate(x)
        for _ in 0..<200 where value > 1e-20 {
            _ = try method.step(&x, value: &value, gradient: &gradient, evaluate)
        }
        #expect(abs(x[0] - 1) < 1e-8 && abs(x[1] - 1) < 1e-8)
    }

    @Test func stalledAtAMinimum() throws {
        var method = try LBFGS<Double>()
        var x = [0.0]
        var (value, gradient) = (0.0, [0.0])
        let outcome = try method.step(&x, value: &value, gradient: &gradient) { ($0[0] * $0[0], [2 * $0[0]]) }
        #expect(outcome == .stalled && x == [0])
    }

    @Test func wrongInput() throws {
        #expect(throws: InvalidArgument.self) { try Adam<Double>(count: 0) }
        #expect(throws: InvalidArgument.self) {
            var (method, x) = (try Adam<Double>(count: 1), [1.0])
            try method.step(&x, gradient: [1], rate: 1, threads: 0)
        }
        #expect(throws: InvalidArgument.self) { try Adam<Double>(count: 1, firstDecay: 1) }
        #expect(throws: InvalidArgument.self) { try Adam<Double>(count: 1, secondDecay: -0.1) }
        #expect(throws: InvalidArgument.self) { try Adam<Double>(count: 1, epsilon: 0) }
        #expect(throws: InvalidArgument.self) { try LBFGS<Double>(memory: 0) }
        var method = try Adam<Double>(count: 2)
        var x = [0.0, 0]
        #expect(throws: InvalidArgument.self) { try method.step(&x, gradient: [1], rate: 1) }
        #expect(throws: InvalidArgument.self) { try method.step(&x, gradient: [1, 1], rate: -1) }
        #expect(throws: InvalidArgument.self) { try method.step(&x, gradient: [1, 1], rate: .nan) }
        let text = String(decoding: try JSONEncoder().encode(method), as: UTF8.self)
        let edited = text.replacing("\"steps\":0", with: "\"steps\":-1")
        #expect(edited != text)
        #expect(throws: InvalidArgument.self) { try JSONDecoder().decode(Adam<Double>.self, from: Data(edited.utf8)) }
    }
}
