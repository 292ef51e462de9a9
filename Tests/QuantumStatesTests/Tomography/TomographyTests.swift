import Foundation
import Testing

@testable import QuantumStates

/// Published counts of photon pairs and experiments made for tests.
///
/// The counts: D. F. V. James et al., Phys. Rev. A 64, 052312 (2001).
enum TomographyExamples {
    static let jamesLetters = [
        "HH", "HV", "VV", "VH", "RH", "RV", "DV", "DH", "DR", "DD", "RD", "HD", "VD", "VL", "HL", "RL",
    ]
    static let jamesCounts: [Double] = [
        34749, 324, 35805, 444, 16324, 17521, 13441, 16901, 17932, 32028, 15132, 17238, 13171, 17170, 16722, 33586,
    ]

    static func ket(_ letter: Character) -> [Complex] {
        let half = 0.5.squareRoot()
        switch letter {
        case "H": return [1, 0]
        case "V": return [0, 1]
        case "D": return [Complex(half), Complex(half)]
        case "R": return [Complex(half), Complex(0, -half)]
        default: return [Complex(half), Complex(0, half)]
        }
    }

    static func projector(_ letters: String) -> ComplexMatrix {
        let factors = letters.map { letter in
            let vector = ket(letter)
            return ComplexMatrix(rows: 2, columns: 2) { vector[$0] * vector[$1].conjugate }
        }
        return factors.dropFirst().reduce(factors[0]) { $0.kronecker($1) }
    }

    /// The published counts, N being the sum of the first four.
    static func james() throws -> TomographyData {
        try jamesUnnormalized().normalized(byComplete: [0, 1, 2, 3])
    }

    static func jamesUnnormalized() throws -> TomographyData {
        try TomographyData(effects: jamesLetters.map(projector), counts: jamesCounts, trials: nil, in: .twoQubits)
    }

    static let axes: [POVM] = [.along(.x), .along(.y), .along(.z)]

    /// All products of spin measurements along x, y, z with the exact expected counts of a state.
    static func pauliSettings(_ state: DensityOperator, trials: Double) throws -> TomographyData {
        var settings: [[POVM]] = [[]]
        for _ in 0..<state.parties { settings = settings.flatMap { list in axes.map { list + [$0] } } }
        let counts = try settings.map { try state.outcomeDistribution(of: $0).probabilities.map { $0 * trials } }
        return try TomographyData(localMeasurements: settings, counts: counts, in: state.space)
    }
}

@Suite struct LinearInversionTests {
    @Test func `the James data give the published unphysical eigenvalues`() throws {
        let data = try TomographyExamples.james()
        let inversion = try data.linearInversion()
        for (value, published) in zip(inversion.eigenvalues, [-0.0653, -0.0244, 0.0681, 1.0215]) {
            #expect(abs(value - published) < 5.1e-5)
        }
        #expect(!inversion.isPhysical && inversion.rank == 16 && inversion.residualNorm < 1e-12)
        #expect(inversion.trials == 71322)
        #expect(throws: InvalidArgument.self) { try inversion.densityOperator() }
        // With N unknown the sixteen counts alone fix it.
        let free = try TomographyExamples.jamesUnnormalized().linearInversion()
        #expect(abs(free.trials - 71322) < 1e-6)
        #expect(free.matrix.distance(to: inversion.matrix) < 1e-12)
    }

    @Test(arguments: [[2], [2, 2], [3], [2, 3], [2, 2, 2]])
    func `exact probabilities return the state`(dimensions: [Int]) throws {
        var stream = RandomStream(seed: 41)
        let space = try HilbertSpace(dimensions: dimensions)
        let state = try DensityOperator.randomHilbertSchmidt(in: space, using: &stream)
        let size = space.dimension
        let whole = try POVM.random(outcomes: size * size + 3, dimension: size, rank: 1, using: &stream)
        let frequencies = try state.reshapedToOneParty().outcomeDistribution(of: [whole]).probabilities
        let complete = try TomographyData(measurements: [whole], counts: [frequencies.map { 1000 * $0 }], in: space)
        let effects = whole.elements
        let known = try TomographyData(effects: effects, counts: frequencies.map { 500 * $0 }, trials: 500, in: space)
        let unknown = try TomographyData(effects: effects, counts: frequencies.map { 500 * $0 }, trials: nil, in: space)
        for data in [complete, known, unknown] {
            let inversion = try data.linearInversion()
            #expect(inversion.matrix.distance(to: state.matrix) < 1e-10)
            #expect(inversion.isPhysical && inversion.residualNorm < 1e-10)
            #expect(abs(inversion.matrix.trace.real - 1) < 1e-12)
            #expect(abs(inversion.trials - (data == complete ? 1000 : 500)) < 1e-7)
        }
    }

    @Test func `local SICs and local bases are informationally complete`() throws {
        var stream = RandomStream(seed: 42)
        let state = try DensityOperator.randomHilbertSchmidt(in: .twoQubits, using: &stream)
        let sics = [POVM.tetrahedralSIC, .tetrahedralSIC]
        let counts = try state.outcomeDistribution(of: sics).probabilities
        let sicData = try TomographyData(localMeasurements: [sics], counts: [counts], in: .twoQubits)
        // The singular values of the qubit SIC are 1/√2 and 1/√6, so that two parties have condition number 3.
        #expect(abs(try sicData.informationalRank().conditionNumber - 3) < 1e-12)
        #expect(try sicData.linearInversion().matrix.distance(to: state.matrix) < 1e-12)
        let pauliData = try TomographyExamples.pauliSettings(state, trials: 1)
        #expect(try pauliData.linearInversion().matrix.distance(to: state.matrix) < 1e-12)
    }

    @Test func `too few effects are refused with their rank`() throws {
        let letters = Array(TomographyExamples.jamesLetters.prefix(12))
        let data = try TomographyData(
            effects: letters.map(TomographyExamples.projector),
            counts: Array(TomographyExamples.jamesCounts.prefix(12)), trials: nil, in: .twoQubits)
        let error = #expect(throws: InvalidArgument.self) { try data.linearInversion() }
        #expect(error?.description == "effects must be informationally complete, of rank D² = 16, but was of rank 12")
        #expect(throws: InvalidArgument.self) { try data.maximumLikelihood() }
    }

    @Test func `Hermitian coordinates are an isometry`() throws {
        var stream = RandomStream(seed: 43)
        for size in 1...5 {
            let first = ComplexMatrix(rows: size, columns: size) { _, _ in stream.complexNormal() }.hermitianPart
            let second = ComplexMatrix(rows: size, columns: size) { _, _ in stream.complexNormal() }.hermitianPart
            let coordinates = HermitianCoordinates.coordinates(of: first)
            let product = innerProduct(coordinates, HermitianCoordinates.coordinates(of: second))
            #expect(abs(product - DensityOperator.traceOfProduct(first, second).real) < 1e-13)
            #expect(HermitianCoordinates.matrix(coordinates, dimension: size).distance(to: first) < 1e-15)
        }
    }

    @Test func `an experiment survives coding and a broken one is refused`() throws {
        let data = try TomographyExamples.james()
        let encoded = try JSONEncoder().encode(data)
        #expect(try JSONDecoder().decode(TomographyData.self, from: encoded) == data)
        let text = String(decoding: encoded, as: UTF8.self).replacingOccurrences(of: "34749", with: "-1")
        #expect(throws: InvalidArgument.self) { try JSONDecoder().decode(TomographyData.self, from: Data(text.utf8)) }
    }

    static let badInputs: [POVMTests.BadInput] = [
        .init(argument: "effects") { _ = try TomographyData(effects: [], counts: [], trials: 1, in: .qubit) },
        .init(argument: "counts") {
            _ = try TomographyData(effects: [.identity(2)], counts: [], trials: 1, in: .qubit)
        },
        .init(argument: "count 0") {
            _ = try TomographyData(effects: [.identity(2)], counts: [-1], trials: 1, in: .qubit)
        },
        .init(argument: "count 0") {
            _ = try TomographyData(effects: [.identity(2)], counts: [.nan], trials: 1, in: .qubit)
        },
        .init(argument: "count 0") {
            _ = try TomographyData(effects: [.identity(2)], counts: [.infinity], trials: 1, in: .qubit)
        },
        .init(argument: "counts") {
            _ = try TomographyData(effects: [.identity(2)], counts: [0], trials: 1, in: .qubit)
        },
        .init(argument: "count 1") {
            _ = try TomographyData(
                effects: [.identity(2), ComplexMatrix(rows: 2, columns: 2)], counts: [1, 1], trials: 1, in: .qubit)
        },
        .init(argument: "trials") {
            _ = try TomographyData(effects: [.identity(2)], counts: [1], trials: 0, in: .qubit)
        },
        .init(argument: "effect 0") {
            _ = try TomographyData(effects: [.identity(3)], counts: [1], trials: 1, in: .qubit)
        },
        .init(argument: "effect 0") {
            _ = try TomographyData(effects: [2 * ComplexMatrix.identity(2)], counts: [1], trials: 1, in: .qubit)
        },
        .init(argument: "effect 0") {
            _ = try TomographyData(effects: [Direction.x.spin], counts: [1], trials: 1, in: .qubit)
        },
        .init(argument: "effect 0") {
            _ = try TomographyData(
                effects: [ComplexMatrix(unchecked: [1, 0.1, 0, 0], rows: 2, columns: 2)], counts: [1], trials: 1,
                in: .qubit)
        },
        .init(argument: "dimension") {
            _ = try TomographyData(effects: [.identity(128)], counts: [1], trials: 1, in: .qubits(7))
        },
        .init(argument: "counts") { _ = try TomographyData(measurements: [.along(.x)], counts: [], in: .qubit) },
        .init(argument: "counts of measurement 0") {
            _ = try TomographyData(measurements: [.along(.x)], counts: [[1]], in: .qubit)
        },
        .init(argument: "counts of setting 1") {
            _ = try TomographyData(measurements: [.along(.x), .along(.y)], counts: [[1, 1], [0, 0]], in: .qubit)
        },
        .init(argument: "measurements") {
            _ = try TomographyData(localMeasurements: [[.along(.x)]], counts: [[1, 1]], in: .twoQubits)
        },
        .init(argument: "indices") { _ = try TomographyExamples.james().normalized(byComplete: [0, 16]) },
        .init(argument: "indices") { _ = try TomographyExamples.james().normalized(byComplete: []) },
        .init(argument: "effects [0, 1, 2, 4]") {
            _ = try TomographyExamples.james().normalized(byComplete: [0, 1, 2, 4])
        },
        .init(argument: "statistics") {
            _ = try TomographyData(measurements: [.along(.x)], counts: [[1, 1]], in: .qubit)
                .normalized(byComplete: [0, 1])
        },
        .init(argument: "state") {
            _ = try TomographyExamples.james().probabilities(of: .maximallyMixed(in: .qubit))
        },
        .init(argument: "count 3") {
            var counts = TomographyExamples.jamesCounts
            counts[3] = -4
            _ = try TomographyExamples.james().replacingCounts(counts)
        },
        .init(argument: "effects") {
            _ = try TomographyData(measurements: [.along(.x)], counts: [[1, 1]], in: .qubit).linearInversion()
        },
        .init(argument: "gapTolerance") {
            _ = try TomographyExamples.james().maximumLikelihood(MaximumLikelihoodOptions(gapTolerance: 0))
        },
        .init(argument: "iterationLimit") {
            _ = try TomographyExamples.james().maximumLikelihood(MaximumLikelihoodOptions(iterationLimit: 0))
        },
        .init(argument: "trials") {
            var stream = RandomStream(seed: 1)
            _ = try TomographyExamples.james()
                .sampled(from: .maximallyMixed(in: .twoQubits), trials: .nan, using: &stream)
        },
    ]

    @Test(arguments: badInputs)
    func `bad input is refused by name`(input: POVMTests.BadInput) {
        let error = #expect(throws: InvalidArgument.self, performing: input.attempt)
        #expect(error?.argument == input.argument)
    }
}

extension DensityOperator {
    /// The same matrix as a state of one party.
    fileprivate func reshapedToOneParty() throws -> DensityOperator {
        try DensityOperator(matrix, in: HilbertSpace(dimensions: [space.dimension]))
    }
}
