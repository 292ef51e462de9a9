import NumericalCore
import QuantumStates
import Testing

@Suite struct PauliStringTests {
    @Test("Products and commutation agree with dense matrices for all pairs", arguments: [1, 2, 3])
    func products(count: Int) throws {
        let texts = PlainPauli.strings(count)
        let strings = try texts.map { try PauliString($0) }
        let dense = texts.map(PlainPauli.matrix)
        var mismatches = 0
        for (i, left) in strings.enumerated() {
            for (j, right) in strings.enumerated() {
                let product = dense[i] * dense[j]
                let (phase, string) = left.times(right)
                // All entries are 0, ±1 or ±i, so equality is exact.
                if try phase * string.matrix() != product { mismatches += 1 }
                if left.commutes(with: right) != (product == dense[j] * dense[i]) { mismatches += 1 }
            }
        }
        #expect(mismatches == 0)
    }

    @Test("Matrix, letters, weight and description of every string", arguments: [1, 2, 3, 4])
    func shape(count: Int) throws {
        for text in PlainPauli.strings(count) {
            let string = try PauliString(text)
            #expect(try string.matrix() == PlainPauli.matrix(text))
            #expect(string.description == text && String(string.letters.map(\.letter)) == text)
            #expect(string.weight == text.filter { $0 != "I" }.count)
            #expect(try PauliString(string.letters) == string)
            #expect(try PauliString(count: count, xMask: string.xMask, zMask: string.zMask) == string)
        }
    }

    @Test("P|ψ⟩ agrees with the dense product", arguments: [1, 3, 5])
    func application(count: Int) throws {
        var stream = RandomStream(seed: 31)
        let space = try HilbertSpace.qubits(count)
        for _ in 0..<40 {
            let mask = UInt64(space.dimension - 1)
            let string = try PauliString(count: count, xMask: stream.next() & mask, zMask: stream.next() & mask)
            let amplitudes = StateVector.random(in: space, using: &stream).amplitudes
            #expect(string.applied(to: amplitudes) == PlainPauli.matrix(string.description) * amplitudes)
        }
    }

    @Test("Strings from factors on named qubits")
    func factors() throws {
        #expect(try PauliString(.y, at: 1, of: 3).description == "IYI")
        #expect(try PauliString([(3, .x), (0, .z)], of: 4).description == "ZIIX")
        #expect(try PauliString([], of: 2).description == "II")
    }

    @Test("Sixty-two qubits fit the masks")
    func longest() throws {
        let text = String(repeating: "XYZI", count: 15) + "YZ"
        let string = try PauliString(text)
        #expect(string.description == text && string.weight == 47)
        let (phase, square) = string.times(string)
        #expect(phase == 1 && square.weight == 0)
    }
}
