import Foundation
import Testing

@testable import QuantumStates

@Suite struct POVMTests {
    /// max |ΣE_a − 1| and the smallest eigenvalue of any element.
    private func defects(_ measurement: POVM) throws -> (completeness: Double, smallest: Double) {
        let size = measurement.dimension
        let sum = measurement.elements.reduce(ComplexMatrix(rows: size, columns: size), +)
        let smallest = try measurement.elements.map { try $0.hermitianEigenvalues()[0] }.min() ?? 0
        return (sum.distance(to: .identity(size)), smallest)
    }

    @Test(arguments: [(1, 1, 1), (2, 2, 2), (4, 2, 1), (5, 3, 3), (3, 7, 3), (9, 4, 2)])
    func `random POVMs are complete and positive`(outcomes: Int, dimension: Int, rank: Int) throws {
        var stream = RandomStream(seed: 1)
        for _ in 0..<5 {
            let povm = try POVM.random(outcomes: outcomes, dimension: dimension, rank: rank, using: &stream)
            let (completeness, smallest) = try defects(povm)
            #expect(completeness < 1e-13 && smallest > -1e-14)
            #expect(povm.outcomes == outcomes && povm.dimension == dimension)
            for element in povm.elements {
                let positive = try element.hermitianEigenvalues().filter { $0 > 1e-12 }.count
                #expect(positive == min(rank, dimension))
            }
            #expect(throws: Never.self) { try POVM(povm.elements) }
        }
    }

    @Test func `the mean element of random POVMs is 1 over K`() throws {
        var stream = RandomStream(seed: 2)
        let count = 2000
        var mean = ComplexMatrix(rows: 2, columns: 2)
        var squares = 0.0
        for _ in 0..<count {
            let element = try POVM.random(outcomes: 3, dimension: 2, using: &stream).elements[1]
            mean.add(Complex(1 / Double(count)), times: element)
            squares += element[0, 0].real * element[0, 0].real / Double(count)
        }
        let error = ((squares - 1.0 / 9) / Double(count)).squareRoot()
        #expect(abs(mean[0, 0].real - 1.0 / 3) < 4.5 * error)
        #expect(abs(mean[1, 1].real - 1.0 / 3) < 4.5 * error)
        #expect(mean[0, 1].modulus < 6 * error)
    }

    @Test func `outcome 0 along n is up with value +1`() throws {
        let up = try StateVector([1, 0], in: .qubit)
        #expect(try up.outcomeDistribution(of: [.along(.z)]).probabilities == [1, 0])
        #expect(POVM.along(.z).values == [1, -1])
        var stream = RandomStream(seed: 3)
        for _ in 0..<20 {
            let n = Direction.random(using: &stream)
            let spectral = try POVM.projective(observable: n.spin)
            for (first, second) in zip(spectral.elements, POVM.along(n).elements) {
                #expect(first.distance(to: second) < 1e-14)
            }
            #expect(zip(spectral.values ?? [], [1, -1]).allSatisfy { abs($0 - $1) < 1e-14 })
            #expect(POVM.along(n).isProjective())
        }
    }

    @Test func `degenerate eigenvalues are one outcome`() throws {
        var stream = RandomStream(seed: 4)
        let basis = try Haar.unitary(dimension: 5, using: &stream)
        let observable = ComplexMatrix.diagonal([2, -1, 2, 0.5, -1]).conjugated(by: basis)
        let measurement = try POVM.projective(observable: observable)
        #expect(measurement.outcomes == 3 && measurement.isProjective(tolerance: 1e-12))
        #expect(zip(measurement.values ?? [], [2, 0.5, -1]).allSatisfy { abs($0 - $1) < 1e-13 })
        #expect(measurement.elements.map { $0.trace.real.rounded() } == [2, 1, 2])
        let restored = try #require(measurement.observable)
        #expect(restored.distance(to: observable) < 1e-13)
    }

    @Test func `the tetrahedral SIC has overlaps 1 over 3`() throws {
        let sic = POVM.tetrahedralSIC
        let (completeness, _) = try defects(sic)
        #expect(completeness < 1e-15 && !sic.isProjective())
        for first in 0..<4 {
            for second in 0..<4 {
                // Tr Π_iΠ_j = (2δ_ij + 1)/3 with Π = 2E.
                let product = sic.elements[first] * sic.elements[second]
                let overlap: Double = 4 * product.trace.real
                #expect(abs(overlap - (first == second ? 1 : 1.0 / 3)) < 1e-14)
            }
        }
    }

    @Test func `bases, coarse-graining and noise keep completeness`() throws {
        var stream = RandomStream(seed: 5)
        let basis = try POVM.randomBasis(dimension: 4, using: &stream)
        #expect(basis.isProjective(tolerance: 1e-12))
        let coarse = try basis.coarseGrained(into: [[2, 0], [1, 3]])
        #expect(coarse.isProjective(tolerance: 1e-12) && coarse.outcomes == 2)
        #expect(coarse.elements[0].distance(to: basis.elements[0] + basis.elements[2]) == 0)
        let noisy = try basis.withWhiteNoise(visibility: 0.3)
        for measurement in [basis, coarse, noisy] { #expect(try defects(measurement).completeness < 1e-13) }
        #expect(try POVM.trivial(dimension: 3).elements == [.identity(3)])
        let computational = try POVM.computational(dimension: 3)
        #expect(computational.elements[1] == ComplexMatrix.diagonal([0, 1, 0]))
    }

    @Test func `a measurement survives coding and an unphysical one is refused`() throws {
        let measurement = POVM.along(.y)
        let data = try JSONEncoder().encode(measurement)
        #expect(try JSONDecoder().decode(POVM.self, from: data) == measurement)
        let broken = POVM(unchecked: [Direction.z.projector, Direction.z.projector])
        let brokenData = try JSONEncoder().encode(broken)
        #expect(throws: InvalidArgument.self) { try JSONDecoder().decode(POVM.self, from: brokenData) }
    }

    struct BadInput: Sendable, CustomTestStringConvertible {
        let argument: String
        let attempt: @Sendable () throws -> Void
        var testDescription: String { argument }
    }

    static let badInputs: [BadInput] = [
        BadInput(argument: "elements") { _ = try POVM([]) },
        BadInput(argument: "tolerance") { _ = try POVM([.identity(2)], tolerance: -1) },
        BadInput(argument: "element 0") { _ = try POVM([ComplexMatrix(rows: 0, columns: 0)]) },
        BadInput(argument: "element 1") { _ = try POVM([.identity(2), .identity(3)]) },
        BadInput(argument: "element 0") { _ = try POVM([ComplexMatrix(rows: 2, columns: 3)]) },
        BadInput(argument: "element 0") { _ = try POVM([ComplexMatrix.diagonal([1, Complex(.nan)])]) },
        BadInput(argument: "element 0") {
            _ = try POVM([ComplexMatrix(unchecked: [1, 0.5, 0, 1], rows: 2, columns: 2)])
        },
        BadInput(argument: "element 1") {
            _ = try POVM([ComplexMatrix.diagonal([1, 1.2]), ComplexMatrix.diagonal([0, -0.2])])
        },
        BadInput(argument: "sum of the elements") { _ = try POVM([Direction.x.projector]) },
        BadInput(argument: "values") { _ = try POVM([.identity(2)], values: [1, 2]) },
        BadInput(argument: "value 0") { _ = try POVM([.identity(2)], values: [.infinity]) },
        BadInput(argument: "groups") { _ = try POVM.tetrahedralSIC.coarseGrained(into: [[0, 1], [1, 2, 3]]) },
        BadInput(argument: "groups") { _ = try POVM.tetrahedralSIC.coarseGrained(into: [[0, 1]]) },
        BadInput(argument: "visibility") { _ = try POVM.tetrahedralSIC.withWhiteNoise(visibility: 1.5) },
        BadInput(argument: "observable") {
            _ = try POVM.projective(observable: ComplexMatrix(rows: 0, columns: 0))
        },
        BadInput(argument: "observable") {
            _ = try POVM.projective(observable: ComplexMatrix(unchecked: [1, 1, 0, 1], rows: 2, columns: 2))
        },
        BadInput(argument: "degeneracyTolerance") {
            _ = try POVM.projective(observable: .identity(2), degeneracyTolerance: .nan)
        },
        BadInput(argument: "unitary") { _ = try POVM.basis(ComplexMatrix.diagonal([1, 2])) },
        BadInput(argument: "dimension") { _ = try POVM.computational(dimension: 0) },
        BadInput(argument: "dimension") { _ = try POVM.trivial(dimension: 1 << 40) },
        BadInput(argument: "outcomes") {
            var stream = RandomStream(seed: 1)
            _ = try POVM.random(outcomes: 0, dimension: 2, using: &stream)
        },
        BadInput(argument: "rank") {
            var stream = RandomStream(seed: 1)
            _ = try POVM.random(outcomes: 2, dimension: 2, rank: 0, using: &stream)
        },
        BadInput(argument: "outcomes × rank") {
            var stream = RandomStream(seed: 1)
            _ = try POVM.random(outcomes: 2, dimension: 3, rank: 1, using: &stream)
        },
    ]

    @Test(arguments: badInputs)
    func `bad input is refused by name`(input: BadInput) {
        let error = #expect(throws: InvalidArgument.self, performing: input.attempt)
        #expect(error?.argument == input.argument)
    }
}
