import Testing

@testable import Superdeterminism

@Suite struct NotANumberTests {
    @Test("15.11 a trajectory with a NaN has defects to show: NaN, or an error", arguments: 0..<3)
    func trajectories(place: Int) throws {
        var matrices = Array(repeating: Complex(0.5) * ComplexMatrix.identity(2), count: 3)
        let sound = try CollapseTrajectory(times: [0, 1, 2], matrices: matrices).defects()
        #expect(sound.trace == 0 && sound.hermiticity == 0 && sound.leastEigenvalue == 0.5)
        matrices[place][0, 0] = Complex(.nan, 0)
        #expect(throws: InvalidArgument.self) {
            try CollapseTrajectory(times: [0, 1, 2], matrices: matrices).defects()
        }
    }

    @Test("15.11 an estimate that is not a number is not in agreement, and neither is one of unknown error")
    func estimates() {
        #expect(SampledValue(.nan, standardError: 0.1).deviation(from: 1).isNaN)
        #expect(!(abs(SampledValue(.nan, standardError: 0).deviation(from: 1)) <= 5))
        #expect(!(abs(SampledValue(1, standardError: .nan).deviation(from: 1)) <= 5))
        #expect(!(abs(SampledValue(2, standardError: .nan).deviation(from: 1)) <= 5))
        #expect(SampledValue(1, standardError: 0).deviation(from: 1) == 0)
        #expect(SampledValue(3, standardError: 1).deviation(from: 1) == 2)
    }

    @Test("15.11 a radius that is not a number has no probability")
    func radii() {
        let laws: [RadialDistribution] = [
            .uniform, .annulus(inner: 0.25, outer: 0.5), .power(2), .histogram([1, 2]),
        ]
        for law in laws {
            #expect(law.probability(above: .nan).isNaN)
            #expect(law.probability(above: -1) == 1 && law.probability(above: 2) == 0)
        }
    }
}
