import Foundation
import Testing

@testable import HiddenVariableClouds

@Suite struct ResponseKernelTests {
    /// P(m|s) by the definition, one hidden variable and one outcome after the other.
    static func plain(
        _ kernel: ResponseKernel<Double>, _ features: [ResponseFeatures<Double>], _ outcome: [Int], _ settings: [Int]
    )
        -> Double
    {
        (0..<kernel.count).reduce(0.0) { sum, point in
            var product = kernel.weights[point]
            for (party, feature) in features.enumerated() {
                let start = kernel.offset(of: party) + point * feature.functions
                func logit(_ row: Int) -> Double {
                    (0..<feature.functions).reduce(0) { $0 + kernel.parameters[start + $1] * feature.values[row, $1] }
                }
                let s = settings[party]
                let logits =
                    feature.outcomes == 2
                    ? [logit(s), 0] : (0..<feature.outcomes).map { logit($0 * feature.settings + s) }
                product *= exp(logits[outcome[party]]) / logits.reduce(0) { $0 + exp($1) }
            }
            return sum + product
        }
    }

    static func sample(_ outcomes: [Int], settings: [Int], count: Int, seed: UInt64) throws -> (
        ResponseKernel<Double>, [ResponseFeatures<Double>]
    ) {
        var stream = RandomStream(seed: seed)
        let functions = outcomes.indices.map { 2 + $0 }
        let features = try zip(outcomes, zip(settings, functions)).map { outcomes, shape in
            let rows = shape.0 * (outcomes == 2 ? 1 : outcomes)
            let numbers = stream.normals(rows * shape.1)
            return try ResponseFeatures(
                outcomes: outcomes, values: RealMatrix(unchecked: numbers, rows: rows, columns: shape.1))
        }
        let kernel = try ResponseKernel<Double>(
            functions: functions, parameters: stream.normals(count * functions.reduce(0, +)),
            weights: (0..<count).map { _ in stream.uniform() }, threads: 2)
        return (kernel, features)
    }

    @Test(arguments: [[2], [3], [2, 2], [2, 3], [4, 2, 3]]) func listsFollowTheDefinition(_ outcomes: [Int]) throws {
        var (kernel, features) = try Self.sample(outcomes, settings: outcomes.map { _ in 5 }, count: 150, seed: 95)
        for events in [OutcomeEvents.allFirst, .all] {
            let found = try kernel.expectations(of: events, at: features)
            for (index, outcome) in events.table(outcomes: outcomes).enumerated() {
                for setting in 0..<5 {
                    let expected = Self.plain(kernel, features, outcome, outcomes.map { _ in setting })
                    #expect(abs(found[index * 5 + setting] - expected) < 1e-14)
                }
            }
        }
    }

    @Test(arguments: [[2], [3, 2], [2, 2, 3]]) func gridsFollowTheDefinition(_ outcomes: [Int]) throws {
        let settings = [3, 2, 2].prefix(outcomes.count).map { $0 }
        var (kernel, features) = try Self.sample(outcomes, settings: settings, count: 70, seed: 96)
        let moments = try kernel.moments(at: features)
        let columns = zip(settings, outcomes).map { 1 + $0 * ($1 - 1) }
        #expect(moments.count == columns.reduce(1, *))
        #expect(abs(moments[0] - 1) < 1e-14)
        for index in moments.indices {
            var rest = index
            var digits = [Int](repeating: 0, count: columns.count)
            for party in columns.indices.reversed() {
                digits[party] = rest % columns[party]
                rest /= columns[party]
            }
            // Parties at digit 0 are summed over their outcomes.
            var sum = 0.0
            for outcome in OutcomeEvents.all.table(outcomes: outcomes) {
                let fits = digits.indices.allSatisfy {
                    digits[$0] == 0 || (digits[$0] - 1) / settings[$0] == outcome[$0]
                }
                let places = digits.indices.map { digits[$0] == 0 ? 0 : (digits[$0] - 1) % settings[$0] }
                if fits { sum += Self.plain(kernel, features, outcome, places) }
            }
            #expect(abs(moments[index] - sum) < 1e-14)
        }
    }

    /// Sizes that fill the vectors of a processor and sizes that do not, one to three parties, with and without weights.
    @Test(arguments: [
        ([21, 21], 256, 64), ([50], 48, 40), ([9, 30], 17, 13), ([1, 24, 25], 5, 3), ([3, 8, 16], 33, 70),
        ([2, 5, 7, 11], 19, 33),
    ]) func singlePrecisionFollowsDouble(_ functions: [Int], _ settings: Int, _ count: Int) throws {
        var stream = RandomStream(seed: 97)
        let values = functions.map { RealMatrix(unchecked: stream.normals(settings * $0), rows: settings, columns: $0) }
        let parameters = stream.normals(count * functions.reduce(0, +)).map { Float(0.5 * $0) }
        let weights = (0..<count).map { _ in 0.1 + stream.uniform() }
        let derivatives = stream.normals(settings)
        func results<Element: Scalar>(_ type: Element.Type, threads: Int) throws -> ([Double], [Double], [Double]) {
            var kernel = try ResponseKernel<Element>(
                functions: functions, parameters: parameters.map { Element(real: Double($0)) }, weights: weights,
                threads: threads)
            let features = try values.map {
                try ResponseFeatures(outcomes: 2, values: $0.map { Element(real: Double(Float($0))) })
            }
            let sums = try kernel.expectations(of: .allFirst, at: features)
            try kernel.differentiate(derivatives, includingWeights: true)
            return (sums, kernel.gradient.map(\.realPart), kernel.weightGradient)
        }
        let single = try results(Float.self, threads: 2)
        let double = try results(Double.self, threads: 1)
        for (a, b) in zip(single.0, double.0) { #expect(abs(a - b) < 3e-6 * b) }
        let scale = double.1.map(abs).max() ?? 1
        #expect(single.1.count == double.1.count)
        for (a, b) in zip(single.1, double.1) { #expect(abs(a - b) < 1e-5 * scale) }
        let share = double.2.map(abs).max() ?? 1
        for (a, b) in zip(single.2, double.2) { #expect(abs(a - b) < 1e-5 * share) }
        #expect(try results(Float.self, threads: 1) == single)
    }

    /// Grids whose tables have fewer and more columns than a vector has lanes.
    @Test(arguments: [([21, 21, 21], [12, 12, 12]), ([4, 9, 3], [15, 16, 3]), ([5, 3, 7, 2], [3, 4, 5, 6])])
    func singlePrecisionGridsFollowDouble(_ functions: [Int], _ settings: [Int]) throws {
        var stream = RandomStream(seed: 98)
        let values = zip(functions, settings).map { functions, settings in
            RealMatrix(unchecked: stream.normals(settings * functions), rows: settings, columns: functions)
        }
        let parameters = stream.normals(150 * functions.reduce(0, +)).map { Float(0.3 * $0) }
        let derivatives = stream.normals(settings.reduce(1) { $0 * ($1 + 1) })
        func results<Element: Scalar>(_ type: Element.Type) throws -> ([Double], [Double]) {
            var kernel = try ResponseKernel<Element>(
                functions: functions, parameters: parameters.map { Element(real: Double($0)) }, threads: 2)
            let moments = try kernel.moments(
                at: values.map {
                    try ResponseFeatures(outcomes: 2, values: $0.map { Element(real: Double(Float($0))) })
                })
            try kernel.differentiate(derivatives)
            return (moments, kernel.gradient.map(\.realPart))
        }
        let (single, double) = (try results(Float.self), try results(Double.self))
        for (a, b) in zip(single.0, double.0) { #expect(abs(a - b) < 3e-6 * b) }
        let scale = double.1.map(abs).max() ?? 1
        for (a, b) in zip(single.1, double.1) { #expect(abs(a - b) < 1e-5 * scale) }
    }

    @Test func extremeLogitsStayFinite() throws {
        let values = Matrix<Float>(unchecked: [1, -1, 0], rows: 3, columns: 1)
        for outcomes in [2, 3] {
            var kernel = try ResponseKernel<Float>(functions: [1], parameters: [1e6, -1e6, 0], threads: 1)
            let features = [try ResponseFeatures(outcomes: outcomes, values: values)]
            for probability in try kernel.expectations(of: .all, at: features) {
                #expect((0...1).contains(probability))
            }
            try kernel.differentiate(Array(repeating: 1, count: outcomes == 2 ? 6 : 3))
            let isFinite = kernel.gradient.allSatisfy { $0.isFinite }
            #expect(isFinite)
        }
    }

    @Test func wrongInput() throws {
        func rejects(_ word: String, _ call: () throws -> Any) {
            let error = #expect(throws: InvalidArgument.self, "\(word)") { _ = try call() }
            #expect(error?.description.contains(word) ?? false, "\(word): \(String(describing: error))")
        }
        let values = RealMatrix(rows: 3, columns: 2, repeating: 1)
        rejects("outcomes") { try ResponseFeatures(outcomes: 1, values: values) }
        rejects("rows") { try ResponseFeatures(outcomes: 4, values: values) }
        rejects("finite") { try ResponseFeatures(outcomes: 3, values: values.map { $0 * .nan }) }
        rejects("function") { try ResponseFeatures(outcomes: 2, values: RealMatrix(rows: 3, columns: 0)) }
        rejects("functions") { try ResponseKernel<Double>(functions: [], parameters: []) }
        rejects("functions") { try ResponseKernel<Double>(functions: [0], parameters: [1]) }
        rejects("parameters") { try ResponseKernel<Double>(functions: [2], parameters: [1]) }
        rejects("parameters") { try ResponseKernel<Double>(functions: [2], parameters: [1, .infinity]) }
        rejects("threads") { try ResponseKernel<Double>(functions: [1], parameters: [1], threads: 0) }
        rejects("weights") { try ResponseKernel<Double>(functions: [1], parameters: [1, 1], weights: [1]) }
        rejects("weights") { try ResponseKernel<Double>(functions: [1], parameters: [1, 1], weights: [1, -1]) }
        rejects("weights") { try ResponseKernel<Double>(functions: [1], parameters: [1, 1], weights: [0, 0]) }
        var kernel = try ResponseKernel<Double>(functions: [2], parameters: [1, 1, 1, 1])
        let features = try ResponseFeatures(outcomes: 2, values: values)
        rejects("evaluation") { try kernel.differentiate([1]) }
        rejects("features") { try kernel.expectations(of: .all, at: [features, features]) }
        let wider = try ResponseFeatures(outcomes: 2, values: RealMatrix(rows: 3, columns: 3, repeating: 1))
        rejects("functions") { try kernel.moments(at: [wider]) }
        _ = try kernel.moments(at: [features])
        rejects("derivatives") { try kernel.differentiate([1]) }
    }

    @Test("16.1 sizes beyond any memory are refused with the largest one")
    func largestSizes() {
        BadInput("functions must be at most 2³², but was [\(Int.max), \(Int.max)]") {
            try ResponseKernel<Double>(functions: [.max, .max], parameters: [1])
        }.expectRefusal()
    }
}
