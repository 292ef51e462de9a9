import Foundation
import Testing

@testable import DataFiles

@Suite("Arrays in NumPy's files")
struct NumPyArrayTests {
    /// Reads NumPy's file as the expected bits and writes the same bytes as NumPy.
    private func expectAgreement<Element: NumPyElement>(
        _ name: String, _ element: (Int) -> Element, _ isSame: (Element, Element) -> Bool
    ) throws {
        for (shapeName, sizes) in NumPyCases.shapes {
            for (orderName, order) in NumPyCases.orders {
                let fixture = "npy/\(name)-\(shapeName)-\(orderName).npy"
                let expected = try NumPyCases.array(sizes, element)
                let read = try NumPyArray<Element>(contentsOf: try Fixture.path(fixture))
                #expect(read.shape == sizes, "\(fixture)")
                #expect(read.elements.count == expected.elements.count)
                let isEqual = zip(read.elements, expected.elements).allSatisfy(isSame)
                #expect(isEqual, "\(fixture)")
                #expect(try expected.encoded(order: order) == Fixture.data(fixture), "\(fixture)")
            }
        }
    }

    @Test("The bytes are those of numpy.save, and its files are read to the bit")
    func agreesWithNumPy() throws {
        try expectAgreement("float64", NumPyCases.float64) { $0.bitPattern == $1.bitPattern }
        try expectAgreement("float32", NumPyCases.float32) { $0.bitPattern == $1.bitPattern }
        try expectAgreement("complex128", NumPyCases.complex128) {
            $0.real.bitPattern == $1.real.bitPattern && $0.imaginary.bitPattern == $1.imaginary.bitPattern
        }
        try expectAgreement("int64", NumPyCases.int64, ==)
        try expectAgreement("int32", NumPyCases.int32, ==)
        try expectAgreement("bool", NumPyCases.bool, ==)
    }

    @Test("Headers of every length are padded as NumPy pads them")
    func headers() throws {
        let table = try CSVTable(contentsOf: try Fixture.path("npy/headers.csv"))
        #expect(table.rowCount == 132)
        var lengths: Set<Int> = []
        for ((shape, order), bytes) in zip(
            zip(try table.text("shape"), try table.text("order")), try table.text("bytes"))
        {
            let sizes = shape.split(separator: " ").compactMap { Int($0) }
            let array = try NumPyArray(shape: sizes, elements: [Double](repeating: 0, count: sizes.reduce(1, *)))
            let header = try #require(Data(base64Encoded: bytes))
            let encoded = array.encoded(order: order == "C" ? .rowMajor : .columnMajor)
            #expect(encoded.prefix(header.count) == header, "\(shape) \(order)")
            lengths.insert(header.count)
        }
        #expect(lengths == [128, 192])
        let deep = try NumPyArray<Double>(contentsOf: try Fixture.path("npy/rank-32.npy"))
        #expect(deep.shape == Array(repeating: 1, count: 32))
        #expect(try deep.encoded() == Fixture.data("npy/rank-32.npy"))
    }

    @Test("Formats 2.0 and 3.0 are read and written")
    func versions() throws {
        for version in [NumPyFormatVersion.two, .three] {
            let path = try Fixture.path("npy/version-\(version.rawValue).npy")
            let array = try NumPyArray<Double>(contentsOf: path)
            #expect(try array == NumPyCases.array([3, 4], NumPyCases.float64))
            #expect(
                try array.encoded(order: .columnMajor, version: version) == Data(contentsOf: URL(fileURLWithPath: path))
            )
        }
    }

    @Test("Big-endian files and complex64 are read")
    func otherLayouts() throws {
        let shape = [2, 3, 4]
        func read<Element: NumPyElement>(_ name: String, as type: Element.Type = Element.self) throws -> NumPyArray<
            Element
        > {
            try NumPyArray(contentsOf: try Fixture.path("npy/\(name).npy"))
        }
        #expect(try read("big-float64") == NumPyCases.array(shape, NumPyCases.float64))
        #expect(try read("big-float32") == NumPyCases.array(shape, NumPyCases.float32))
        #expect(try read("big-complex128") == NumPyCases.array(shape, NumPyCases.complex128))
        #expect(try read("big-complex64") == NumPyCases.array(shape, NumPyCases.complex64))
        #expect(try read("complex64") == NumPyCases.array(shape, NumPyCases.complex64))
        #expect(try read("big-int64") == NumPyCases.array(shape, NumPyCases.int64))
        #expect(try read("big-int32") == NumPyCases.array(shape, NumPyCases.int32))
    }

    @Test("A wider type reads what it holds exactly and refuses the rest")
    func conversions() throws {
        func data(_ name: String) throws -> Data { try Fixture.data("npy/\(name).npy") }
        #expect(try NumPyArray<Int>(data: data("narrow-int8")).elements == [0, 1, 63, 100])
        #expect(try NumPyArray<Int>(data: data("narrow-uint16")).elements == [0, 1, 32767, 100])
        #expect(try NumPyArray<Double>(data: data("narrow-uint32")).elements == [0, 1, 2_147_483_647, 100])
        #expect(try NumPyArray<Complex>(data: data("bool-vector-c")).elements == [1, 0, 0, 1, 0])
        #expect(
            try NumPyArray<Double>(data: data("float32-vector-c")).elements
                == (0..<5).map { Double(NumPyCases.float32($0)) })
        #expect(
            throws: FileFormatError(
                "data", "type", must: "be float32, float16 or an integer type to be read as Float", was: "float64")
        ) {
            try NumPyArray<Float>(data: data("float64-vector-c"))
        }
        #expect(throws: FileFormatError("data", "type", must: "be a real type to be read as Double", was: "complex128"))
        {
            try NumPyArray<Double>(data: data("complex128-vector-c"))
        }
        #expect(throws: FileFormatError("data", "type", must: "be an integer type to be read as Int", was: "float64")) {
            try NumPyArray<Int>(data: data("float64-vector-c"))
        }
        #expect(
            throws: FileFormatError(
                "data", "element 2", must: "be exactly representable as Double", was: "9223372036854775807")
        ) { try NumPyArray<Double>(data: data("int64-vector-c")) }
        #expect(
            throws: FileFormatError("data", "element 2", must: "be exactly representable as Int32", was: Int.max)
        ) { try NumPyArray<Int32>(data: data("int64-vector-c")) }
        #expect(throws: FileFormatError("data", "type", must: "be bool to be read as Bool", was: "int32")) {
            try NumPyArray<Bool>(data: data("int32-vector-c"))
        }
    }

    @Test("A matrix keeps its entries on the way out and back")
    func matrices() throws {
        var generator = RandomStream(seed: 11)
        for (rows, columns) in [(3, 4), (1, 5), (5, 1), (0, 2), (7, 7)] {
            let real = RealMatrix(rows: rows, columns: columns) { _, _ in Double.random(in: -1...1, using: &generator) }
            let complex = ComplexMatrix(rows: rows, columns: columns) { Complex(real[$0, $1], Double($0 - $1)) }
            let single = Matrix<Float>(rows: rows, columns: columns) { Float(real[$0, $1]) }
            for order in [NumPyOrder.rowMajor, .columnMajor] {
                #expect(try NumPyArray<Double>(data: NumPyArray(real).encoded(order: order)).matrix() == real)
                #expect(try NumPyArray<Complex>(data: NumPyArray(complex).encoded(order: order)).matrix() == complex)
                #expect(try NumPyArray<Float>(data: NumPyArray(single).encoded(order: order)).matrix() == single)
            }
            for row in 0..<rows {
                for column in 0..<columns {
                    #expect(NumPyArray(real).elements[row * columns + column] == real[row, column])
                }
            }
        }
        #expect(throws: InvalidArgument("shape", must: "have two dimensions to be a matrix", was: [2])) {
            try NumPyArray([1.0, 2.0]).matrix()
        }
    }

    @Test("Both memory orders hold the same array in any rank")
    func ordersOfAnyRank() throws {
        var generator = RandomStream(seed: 12)
        for rank in 0...6 {
            let shape = (0..<rank).map { _ in Int.random(in: 1...4, using: &generator) }
            let array = try NumPyArray(shape: shape, elements: Array(0..<shape.reduce(1, *)))
            #expect(try NumPyArray<Int>(data: array.encoded(order: .columnMajor)) == array)
            #expect(try NumPyArray<Int>(data: array.encoded(order: .rowMajor)) == array)
        }
    }

    @Test("A file is written and read, and a slice of bytes is read like any other")
    func files() throws {
        let array = NumPyArray([0.1, .nan, -.infinity])
        try withTemporaryFolder { folder in
            try array.write(to: "\(folder)/a.npy")
            let read = try NumPyArray<Double>(contentsOf: "\(folder)/a.npy")
            #expect(read.elements.map(\.bitPattern) == array.elements.map(\.bitPattern))
        }
        let slice = (Data([1, 2, 3]) + array.encoded()).dropFirst(3)
        #expect(try NumPyArray<Double>(data: slice).elements.map(\.bitPattern) == array.elements.map(\.bitPattern))
    }

    @Test("A wrong shape is refused")
    func wrongShapes() {
        #expect(throws: InvalidArgument("elements", must: "be as many as the shape [2, 2] holds", was: 3)) {
            try NumPyArray(shape: [2, 2], elements: [1, 2, 3])
        }
        #expect(throws: InvalidArgument("shape", must: "hold sizes of at least 0", was: [2, -1])) {
            try NumPyArray<Int>(shape: [2, -1], elements: [])
        }
        #expect(throws: InvalidArgument.self) {
            try NumPyArray<Int>(shape: [1 << 40, 1 << 40], elements: [])
        }
        #expect(throws: InvalidArgument("shape", must: "have at most 64 dimensions", was: 65)) {
            try NumPyArray(shape: Array(repeating: 1, count: 65), elements: [1])
        }
    }
}
