import Foundation
import Testing

@testable import QuantumStates

/// Quantities that are infinite or not numbers in some replicas, and the sizes of channels.
@Suite struct BootstrapIntervalTests {
    static func data() throws -> TomographyData {
        let pauli = [POVM.along(.x), .along(.y), .along(.z)]
        return try TomographyData(
            localMeasurements: pauli.flatMap { one in pauli.map { [one, $0] } },
            counts: Array(repeating: [25, 25, 25, 25], count: 9), in: .twoQubits)
    }

    @Test("16.1 infinite replicas give an interval with infinite ends")
    func infiniteSamples() {
        let infinity = Double.infinity
        func interval(_ samples: [Double]) -> ClosedRange<Double> {
            BootstrapEstimate(value: 0, samples: samples, confidence: 0.5).interval
        }
        // The quartiles of five numbers are the second and the fourth.
        #expect(interval([3, -infinity, 1, -infinity, 2]) == -infinity...2)
        #expect(interval([infinity, 1, 2, infinity, 3]) == 2...infinity)
        #expect(interval([-infinity, -infinity, 0, infinity, infinity]) == -infinity...infinity)
        #expect(interval([-infinity, -infinity, -infinity]) == -infinity ... -infinity)
        // Between a number and an infinity the outer one is taken: the interval may be too wide, never too narrow.
        #expect(interval([-infinity, 1, 2, infinity]) == -infinity...infinity)
        #expect(interval([-infinity, infinity]) == -infinity...infinity)
        // Numbers whose difference overflows.
        let huge = 1.5e308
        #expect(interval([-huge, huge]) == -huge / 2...huge / 2)
        let estimate = BootstrapEstimate(value: 0, samples: [-infinity, 1, 2], confidence: 0.5)
        #expect(estimate.mean == -infinity && estimate.standardError == infinity)
        // Finite samples are interpolated as before.
        #expect(interval([0, 1, 2, 3]) == 0.75...2.25)
    }

    @Test("16.1 the logarithm of a vanishing concurrence has an interval")
    func logarithmOfConcurrence() async throws {
        let data = try Self.data()
        let estimate = try data.maximumLikelihood()
        let results = try await data.bootstrap(
            estimate, options: BootstrapOptions(replicas: 10, seed: 1), of: [{ log2(try $0.concurrence()) }])
        let result = try #require(results.first)
        #expect(result.value == -Double.infinity && result.interval.lowerBound == -Double.infinity)
        #expect(result.samples.count == 10 && !result.samples.contains(where: \.isNaN))
    }

    @Test("16.1 a quantity that is not a number is named with its replica")
    func notANumber() async throws {
        let data = try Self.data()
        let estimate = try data.maximumLikelihood()
        let options = BootstrapOptions(replicas: 2, seed: 1)
        let state = estimate.state
        let error = await #expect(throws: InvalidArgument.self) {
            try await data.bootstrap(estimate, options: options, of: [{ _ in 1 }, { $0 == state ? 1 : .nan }])
        }
        let names = (0..<2).map { "quantity 1 of replica \($0)" }
        #expect(names.contains(error?.argument ?? "") && error?.requirement == "be a number")
        // At the estimate it is found before any replica is made.
        let early = await #expect(throws: InvalidArgument.self) {
            try await data.bootstrap(
                estimate, options: BootstrapOptions(replicas: 1_000_000, seed: 1), of: [{ _ in .nan }])
        }
        #expect(early?.argument == "quantity 0 of the estimate")
    }

    @Test("16.1 products of channels that no memory holds are refused")
    func channels() throws {
        let channel = try QuantumChannel.depolarizing(probability: 0.1, dimension: 16)
        let error = #expect(throws: InvalidArgument.self) { try channel.tensor(channel) }
        #expect(error?.argument == "products of the Kraus operators" && error?.value == "4294967296.0")
        // 2¹⁶ products on 64 levels.
        let small = try QuantumChannel.depolarizing(probability: 0.1, dimension: 4)
        let identity = try QuantumChannel.identity(on: HilbertSpace(dimensions: [4]))
        #expect(try small.tensor(small).krausOperators.count == 256)
        let wide = try small.tensor(small).tensor(identity)
        #expect(wide.krausOperators.count == 256)
        let composed = #expect(throws: InvalidArgument.self) { try wide.after(wide) }
        #expect(composed?.argument == "products of the Kraus operators")
    }
}
