import Foundation
import NumericalCore
import QuantumStates
import Testing

@Suite struct CodingTests {
    func copy<Value: Codable>(_ value: Value) throws -> Value {
        try JSONDecoder().decode(Value.self, from: JSONEncoder().encode(value))
    }

    @Test("Values come back with the same bits")
    func roundTrips() throws {
        var stream = RandomStream(seed: 211)
        let space = try HilbertSpace(dimensions: [2, 3])
        for _ in 0..<50 {
            let direction = Direction.random(using: &stream)
            #expect(try copy(direction) == direction)
            #expect(try copy(Direction(direction.x, direction.y, 3)) == Direction(direction.x, direction.y, 3))
            let bloch = try BlochVector(.randomBures(in: .qubit, using: &stream))
            #expect(try copy(bloch) == bloch)
            let vector = StateVector.random(in: space, using: &stream)
            #expect(try copy(vector) == vector)
            #expect(try copy(vector.densityOperator) == vector.densityOperator)
            let state = try DensityOperator.randomHilbertSchmidt(in: space, rank: 3, using: &stream)
            #expect(try copy(state) == state)
            #expect(try copy(state.reduced(to: [1])) == state.reduced(to: [1]))
            let form = try TwoQubitBlochForm(.randomBures(in: .twoQubits, using: &stream))
            #expect(try copy(form) == form)
        }
        for pauli in Pauli.allCases { #expect(try copy([pauli]) == [pauli]) }
        for bell in BellState.allCases { #expect(try copy([bell]) == [bell]) }
        let string = try PauliString("XIYZ")
        #expect(try copy([string]) == [string])
        #expect(try copy(space) == space)
    }

    @Test("A state that a loose tolerance let through is read back with the same bits, and so is one made from it")
    func looseStates() throws {
        for stray in [1e-3, 2e-9, 1.0000001e-9, 0.999999e-9, 1e-12] {
            let matrix = ComplexMatrix.diagonal([Complex(1 + stray), Complex(-stray)])
            let state = try DensityOperator(matrix, in: .qubit, tolerance: 1e-2)
            #expect(try copy(state) == state)
            let turned = try state.applying(QubitRotation(axis: .x, angle: 0.7).unitary)
            #expect(try copy(turned) == turned)
            let heavy = try DensityOperator((1 + stray) * matrix, in: .qubit, tolerance: 1e-2)
            #expect(try copy(heavy) == heavy)
        }
        // A tolerance is written only where it is needed; files without one are held to the default.
        let strict = try JSONEncoder().encode(DensityOperator.werner(visibility: 0.5))
        #expect(!String(decoding: strict, as: UTF8.self).contains("tolerance"))
        let entries = #""matrix":{"rows":2,"columns":2,"elements":[[1.001,0],[0,0],[0,0],[-0.001,0]]}"#
        for (key, isAdmitted) in [("", false), (#","tolerance":1e-4"#, false), (#","tolerance":2e-3"#, true)] {
            let json = Data(#"{"dimensions":[2],\#(entries)\#(key)}"#.utf8)
            let state = try? JSONDecoder().decode(DensityOperator.self, from: json)
            #expect((state != nil) == isAdmitted)
        }
        for tolerance in ["1", "-1e-9", "\"loose\""] {
            let json = Data(#"{"dimensions":[2],\#(entries),"tolerance":\#(tolerance)}"#.utf8)
            #expect(throws: (any Error).self) { try JSONDecoder().decode(DensityOperator.self, from: json) }
        }
    }

    @Test("The written form is the documented one")
    func format() throws {
        let encoder = JSONEncoder()
        func text(_ value: some Encodable) throws -> String {
            String(decoding: try encoder.encode(value), as: UTF8.self)
        }
        #expect(try text(Direction.z) == "[0,0,1]")
        #expect(try text([PauliString("XIYZ")]) == "[\"XIYZ\"]")
        #expect(try text(HilbertSpace(dimensions: [2, 3])) == "[2,3]")
        #expect(try text([BellState.psiMinus]) == "[\"psiMinus\"]")
    }

    @Test(
        "Damaged states are refused",
        arguments: [
            (#"{"dimensions":[2],"amplitudes":[[1,0],[1,0]]}"#, "norm 2"),
            (#"{"dimensions":[2],"amplitudes":[[1,0]]}"#, "one amplitude for two levels"),
            (#"{"dimensions":[],"amplitudes":[[1,0]]}"#, "no parties"),
            (#"{"dimensions":[0],"amplitudes":[]}"#, "a party without levels"),
            (#"{"dimensions":[2,2],"amplitudes":[[1,0],[0,0]]}"#, "two amplitudes for two qubits"),
            (#"{"dimensions":[4611686018427387904,4],"amplitudes":[]}"#, "an overflowing dimension"),
            (#"{"dimensions":[2],"amplitudes":[[1],[0]]}"#, "half a complex number"),
            (#"{"amplitudes":[[1,0],[0,0]]}"#, "no dimensions"),
            (#"{"dimensions":[2],"amplitudes":[[1,0],["x",0]]}"#, "text for a number"),
        ])
    func damagedVectors(json: String, damage: String) {
        #expect(throws: (any Error).self, "\(damage)") {
            try JSONDecoder().decode(StateVector.self, from: Data(json.utf8))
        }
    }

    @Test(
        "Damaged density operators are refused",
        arguments: [
            ("[[1.5,0],[0,0],[0,0],[-0.5,0]]", 2, 2, "a negative eigenvalue"),
            ("[[0.5,0],[0,0],[0,0],[0.6,0]]", 2, 2, "trace 1.1"),
            ("[[0.5,0],[0.1,0],[0.3,0],[0.5,0]]", 2, 2, "not Hermitian"),
            ("[[0.5,0.1],[0,0],[0,0],[0.5,0]]", 2, 2, "a complex diagonal"),
            ("[[1,0]]", 1, 1, "the shape of another space"),
            ("[[1,0],[0,0]]", 2, 1, "not square"),
            ("[[1,0],[0,0],[0,0]]", 2, 2, "three entries"),
            ("[[1,0],[0,0],[0,0],[0,0]]", -2, -2, "negative sizes"),
            ("[[1,0]]", 4_611_686_018_427_387_904, 4, "overflowing sizes"),
        ])
    func damagedOperators(entries: String, rows: Int, columns: Int, damage: String) {
        let json = #"{"dimensions":[2],"matrix":{"rows":\#(rows),"columns":\#(columns),"elements":\#(entries)}}"#
        #expect(throws: (any Error).self, "\(damage)") {
            try JSONDecoder().decode(DensityOperator.self, from: Data(json.utf8))
        }
    }

    @Test("Damaged directions, Bloch vectors, Pauli strings and spaces are refused")
    func damagedSmallTypes() {
        func refuse<Value: Decodable>(_ type: Value.Type, _ json: String) {
            #expect(throws: (any Error).self, "\(type) \(json)") {
                try JSONDecoder().decode(type, from: Data(json.utf8))
            }
        }
        for json in ["[0,0,0]", "[1,0]", "[1,0,0,0]", "[\"x\",0,0]", "{}", "[null,0,1]", "[1e999,0,0]"] {
            refuse(Direction.self, json)
        }
        for json in ["[0.8,0.8,0]", "[1,0]", "[1,0,0,0]", "1"] { refuse(BlochVector.self, json) }
        for json in ["\"XQ\"", "\"xy\"", "\"\"", "7", "\"X Y\""] {
            refuse([String: PauliString].self, "{\"p\":\(json)}")
        }
        for json in ["[]", "[0]", "[-2,2]", "[1073741824,2]", "[2.5]"] { refuse(HilbertSpace.self, json) }
        for json in ["4", "-1", "\"X\""] { refuse([Pauli].self, "[\(json)]") }
        for json in ["\"phi\"", "0"] { refuse([BellState].self, "[\(json)]") }
        refuse(
            TwoQubitBlochForm.self,
            #"{"a":[0,0,0],"b":[0,0,0],"t":{"rows":2,"columns":2,"elements":[0,0,0,0]}}"#)
        refuse(TwoQubitBlochForm.self, #"{"a":[0,0,0],"b":[0,0,0]}"#)
    }

    @Test("NaN and infinities are refused even when the decoder lets them in")
    func nonFinite() {
        let decoder = JSONDecoder()
        decoder.nonConformingFloatDecodingStrategy = .convertFromString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        for number in ["\"nan\"", "\"inf\"", "\"-inf\""] {
            #expect(throws: InvalidArgument.self) {
                try decoder.decode(Direction.self, from: Data("[1,\(number),0]".utf8))
            }
            #expect(throws: InvalidArgument.self) {
                try decoder.decode(BlochVector.self, from: Data("[0,\(number),0]".utf8))
            }
            let vector = #"{"dimensions":[2],"amplitudes":[[1,0],[\#(number),0]]}"#
            #expect(throws: InvalidArgument.self) { try decoder.decode(StateVector.self, from: Data(vector.utf8)) }
            let entries = "[[0.5,0],[\(number),0],[0,0],[0.5,0]]"
            let matrix = #"{"dimensions":[2],"matrix":{"rows":2,"columns":2,"elements":\#(entries)}}"#
            #expect(throws: InvalidArgument.self) { try decoder.decode(DensityOperator.self, from: Data(matrix.utf8)) }
        }
    }
}
