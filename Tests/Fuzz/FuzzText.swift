import Foundation
import NumericalCore
import QuantumStates
import Superdeterminism

/// What users type: Pauli strings, names of states, signs of σ, complex numbers.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let text = String(decoding: input(bytes, count), as: UTF8.self)
    admit {
        let string = try PauliString(text)
        expect(string.description == text, "a Pauli string is written as it was read")
        let (phase, square) = string.times(string)
        expect(phase == .one && square.weight == 0, "P² = 1")
        if string.count <= 6 { expect(try string.matrix().isFinite, "its matrix is finite") }
    }
    admit {
        let signs = try SigmaSigns(text)
        expect(try SigmaSigns(signs.description) == signs, "signs are read as they are written")
        expect(signs.exitCounts.count == signs.levels, "a count for each level")
        if let ranking = signs.ranking { expect(Set(ranking).count == signs.levels, "each level has one place") }
    }
    admit {
        let state = try DensityOperator(named: text)
        expect(abs(state.matrix.trace.real - 1) < 1e-9, "a named state has trace 1")
    }
    if let number = Complex(text) { expect(Complex(number.description) != nil, "a number is read as it is written") }
    admit {
        let data = Data("\"".utf8) + Data(text.utf8) + Data("\"".utf8)
        _ = try JSONDecoder().decode(PauliString.self, from: data)
    }
    // A source that is no file: files would be looked up by name.
    if ![".npy", ".npz", ".mat", ".csv", ".tsv", ".txt", ".dat", ".json"].contains(where: text.hasSuffix) {
        admit { _ = try StateInput(text, in: .twoQubits).description }
    }
    return 0
}
