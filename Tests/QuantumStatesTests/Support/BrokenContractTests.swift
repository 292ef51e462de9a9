import NumericalCore
import QuantumStates
import Testing

/// Contracts that a caller can check in advance stop the program when they are broken, rather than give a wrong number.
@Suite struct BrokenContractTests {
    @Test func basisIndexOutOfRange() async {
        await #expect(processExitsWith: .failure) { _ = HilbertSpace.twoQubits.digits(of: 4) }
    }

    @Test func pauliStringIndexOutOfRange() async {
        await #expect(processExitsWith: .failure) { _ = try PauliString("XY")[2] }
    }

    @Test func pauliStringsOfTwoLengths() async {
        await #expect(processExitsWith: .failure) { _ = try PauliString("XY").commutes(with: PauliString("X")) }
        await #expect(processExitsWith: .failure) { _ = try PauliString("XY").times(PauliString("X")) }
    }

    @Test func pauliStringOnTheWrongNumberOfAmplitudes() async {
        await #expect(processExitsWith: .failure) { _ = try PauliString("XY").applied(to: [1, 0]) }
    }

    @Test func pauliStringOfTheWrongLengthInATensor() async {
        await #expect(processExitsWith: .failure) {
            _ = try PauliTensor(count: 1, coefficients: [1, 0, 0, 0])[PauliString("XY")]
        }
    }

    @Test func densityOperatorOfALargeVector() async {
        await #expect(processExitsWith: .failure) { _ = try StateVector.ghz(parties: 15).densityOperator }
    }
}
