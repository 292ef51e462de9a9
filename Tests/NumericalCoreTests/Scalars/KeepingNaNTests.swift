import Testing

@testable import NumericalCore

@Suite struct KeepingNaNTests {
    /// Where no number is NaN they are Swift's own, bit by bit, signed zeros included.
    @Test("15.11 the larger and the smaller of two numbers are Swift's, and NaN when either is")
    func largerAndSmaller() {
        let numbers: [Double] = [-.infinity, -2, -0.0, 0, .leastNonzeroMagnitude, 3, .infinity]
        for left in numbers {
            for right in numbers {
                #expect(largerOrNaN(left, right).bitPattern == max(left, right).bitPattern)
                #expect(smallerOrNaN(left, right).bitPattern == min(left, right).bitPattern)
            }
            #expect(largerOrNaN(left, .nan).isNaN && largerOrNaN(.nan, left).isNaN)
            #expect(smallerOrNaN(left, .nan).isNaN && smallerOrNaN(.nan, left).isNaN)
        }
    }

    @Test("15.11 a NaN anywhere in a fold stays, and a clamp does not launder it")
    func folds() {
        for place in 0..<5 {
            var numbers: [Double] = [1, -7, 2, 3, 0]
            #expect(numbers.largestMagnitude() == 7)
            numbers[place] = .nan
            #expect(numbers.largestMagnitude().isNaN)
            #expect(numbers.reduce(-.infinity, largerOrNaN).isNaN)
        }
        #expect([Double]().largestMagnitude() == 0)
        #expect(Double.nan.clamped(to: 0...1).isNaN)
        #expect(2.0.clamped(to: 0...1) == 1 && (-2.0).clamped(to: 0...1) == 0 && 0.25.clamped(to: 0...1) == 0.25)
    }

    static func program() throws -> LinearProgram {
        try LinearProgram(
            .minimize, [1, 1], subjectTo: RealMatrix([[1, 1], [1, -1]]), [.atLeast(1), .equal(to: 0)],
            variables: [.atLeast(0), .between(0, 4)])
    }

    @Test(
        "15.11 no linear program's report is free of a NaN that went in",
        arguments: [
            ([Double.nan, .nan], [Double.nan, .nan]), ([.nan, 0.5], [1, 0]), ([0.5, .nan], [1, 0]),
            ([0.5, 0.5], [.nan, 0]), ([0.5, 0.5], [0.5, .nan]),
        ])
    func linearProgram(primal: [Double], dual: [Double]) throws {
        let program = try KeepingNaNTests.program()
        let sound = try program.verification(primal: [0.5, 0.5], dual: [1, 0])
        #expect(sound.primalViolation == 0 && sound.dualViolation == 0 && sound.relativeError < 1e-15)
        let report = try program.verification(primal: primal, dual: dual)
        #expect(report.relativeError.isNaN && report.gap.isNaN)
        if primal.contains(where: \.isNaN) { #expect(report.primalViolation.isNaN) }
        #expect(program.rowBounds[0].violation(of: .nan).isNaN)
        #expect(LinearProgram.Bounds.free.violation(of: .nan).isNaN)
    }

    @Test("15.11 a ray that is not a number proves nothing")
    func rays() throws {
        let program = try KeepingNaNTests.program()
        for ray in [[Double.nan, 0], [0, .nan], [.nan, .nan]] {
            #expect(try program.farkasMargin(of: ray) == -.infinity)
            #expect(try program.improvement(along: ray) == nil)
        }
        // A free variable, at whose infinite bound only the tolerance speaks.
        let free = try LinearProgram(
            .minimize, [0], subjectTo: RealMatrix([[1], [1]]), [.between(1, 1), .between(2, 2)], variables: [.free])
        #expect(try free.farkasMargin(of: [-1, 1]) == 1)
        #expect(try free.farkasMargin(of: [.nan, 1]) == -.infinity)
    }

    /// What measures how far things are apart, handed a NaN.
    @Test("15.11 distances, defects and rotations keep NaN")
    func measures() throws {
        var matrix = RealMatrix.identity(3)
        matrix[1, 2] = .nan
        #expect(matrix.distance(to: .identity(3)).isNaN && RealMatrix.identity(3).distance(to: matrix).isNaN)
        #expect(matrix.hermiticityDefect.isNaN && matrix.largestModulus.isNaN)
        #expect(throws: InvalidArgument.self) { try matrix.leastSquares(.identity(3)) }
        for axis in [SIMD3(Double.nan, 0, 0), SIMD3(0, .nan, 0), SIMD3(0, 0, .nan)] {
            #expect(Vector3.length(axis).isNaN && RotationVector(axis).angle.isNaN)
            let turned = RotationVector(axis).applied(to: SIMD3(0.6, 0, 0.8))
            #expect(turned.x.isNaN || turned.y.isNaN || turned.z.isNaN)
            #expect(throws: InvalidArgument.self) { try RotationVector(axis: axis, angle: 1) }
        }
        for number in [Complex(0, .nan), Complex(.nan, 0), Complex(.nan, .nan)] {
            #expect(!Complex.squareRoot(number).isFinite)
            #expect(!(number / Complex(1, 1)).isFinite && !(Complex(1, 1) / number).isFinite)
        }
        #expect(throws: NumericalFailure.self) {
            try DormandPrince(StepOptions()).integrate(from: 0, to: 1, initial: [1.0], derivative: { _, _ in [.nan] })
        }
    }
}
