import Foundation
import Testing

@testable import DataFiles

@Suite("Archives of NumPy")
struct NumPyArchiveTests {
    static let rho: [Complex] = [0.5, Complex(0.25, -0.125), Complex(0.25, 0.125), 0.5]
    static let cube = (0..<24).map { Double($0) }

    @Test("22.1 arrays are read by name from .npz files, compressed or not", arguments: ["stored", "compressed"])
    func fixtures(name: String) throws {
        let archive = try NumPyArchive(contentsOf: try Fixture.path("archives/\(name).npz"))
        #expect(
            archive.names == ["rho", "cube", "fortran", "single", "half", "large", "count", "flags", "big"])
        for matrix in ["rho", "single"] {
            let array = try archive.array(matrix, of: Complex.self)
            #expect(array.shape == [2, 2] && array.elements == Self.rho)
        }
        for real in ["cube", "fortran", "big"] {
            let array: NumPyArray<Double> = try archive.array(real)
            #expect(array.shape == [2, 3, 4] && array.elements == Self.cube)
        }
        #expect(try archive.array("count", of: Int.self) == NumPyArray(shape: [], elements: [7]))
        #expect(try archive.array("flags", of: Bool.self).elements == [true, false])
        #expect(try archive.array("half", of: Float.self).elements == [0.5, -2, 0x1p-24, 65504])
        #expect(try archive.array("large", of: Double.self).elements == [0x1p63, 0])
        #expect(try archive.read("single", of: Complex.self).type == .complex64)
    }

    @Test("22.1 arrays without names are arr_0, arr_1")
    func unnamed() throws {
        let archive = try NumPyArchive(contentsOf: try Fixture.path("archives/unnamed.npz"))
        #expect(archive.names == ["arr_0", "arr_1"])
        #expect(try archive.array("arr_1", of: Double.self).elements == Self.cube)
    }

    @Test("22.1 every kind of number is read exactly, or refused with what to write instead")
    func kinds() throws {
        let path = try Fixture.path("archives/float16.npy")
        let half = try NumPyArray<Double>(contentsOf: path)
        // 1/3 in eleven bits.
        #expect(half.elements == [1.5, -0.0, .infinity, 0x1p-24, 65504, 0.333251953125])
        #expect(half.elements[1].sign == .minus)
        #expect(try NumPyArray<Complex>(contentsOf: path).elements.map(\.real) == half.elements)
        #expect(throws: FileFormatError.self) { try NumPyArray<Int>(contentsOf: path) }
        let large = try Fixture.path("archives/uint64.npy")
        #expect(try NumPyArray<Double>(contentsOf: large).elements == [0x1p63, 0x1p64 - 2048, 1])
        #expect(
            throws: FileFormatError(
                large, "element 0", must: "be exactly representable as Int", was: "9223372036854775808")
        ) { try NumPyArray<Int>(contentsOf: large) }
        for (name, words) in [
            (
                "longdouble",
                "'<f16', long double, which differs from machine to machine (write array.astype('float64'))"
            ),
            ("clongdouble", "(write array.astype('complex128'))"),
            ("bfloat16", "'<V2', a type that NumPy does not tell apart, as bfloat16, float8 and int4"),
            ("float8_e5m2", "(write array.astype('float32'))"), ("int4", "(write array.astype('float32'))"),
        ] {
            let path = try Fixture.path("archives/refused-\(name).npy")
            let error = #expect(throws: FileFormatError.self) { try NumPyArray<Double>(contentsOf: path) }
            #expect(error?.value.contains(words) == true, "\(name): \(error?.value ?? "")")
        }
    }

    @Test("22.1 all numbers of half precision have their value in double precision")
    func halves() {
        for word in UInt16.min ... .max {
            let value = NumPyBlock.single(half: word)
            // The encoding again, from the number.
            let sign: UInt16 = value.sign == .minus ? 0x8000 : 0
            let magnitude = abs(value)
            let code: UInt16 =
                if magnitude.isNaN { 0x7E00 } else if magnitude.isInfinite { 0x7C00 } else if magnitude < 0x1p-14 {
                    UInt16(magnitude * 0x1p24)
                } else {
                    UInt16(Int(magnitude.exponent) + 15) << 10 | UInt16((magnitude.significand - 1) * 1024)
                }
            if value.isNaN {
                #expect(word & 0x7C00 == 0x7C00 && word & 0x3FF != 0)
            } else {
                #expect(code | sign == word)
            }
        }
    }

    @Test("22.3 random arrays come back from .npz")
    func roundTrip() async {
        await forAll("archives come back, and the same arrays give the same bytes") { choices in
            choices.list(0...5) { choices in
                let shape = choices.list(0...3) { $0.integer(in: 0...4) }
                return (shape, (0..<shape.reduce(1, *)).map { _ in Double(bitPattern: choices.next()) })
            }
        } holds: { arrays in
            var archive = NumPyArchive()
            for (place, (shape, numbers)) in arrays.enumerated() {
                try archive.set(NumPyArray(shape: shape, elements: numbers), named: "é\(place)")
            }
            let data = try archive.encoded()
            var again = try NumPyArchive(data: data)
            try demand(again.names == arrays.indices.map { "é\($0)" }, "names \(again.names)")
            for (place, (shape, numbers)) in arrays.enumerated() {
                let array: NumPyArray<Double> = try again.array("é\(place)")
                try demand(
                    array.shape == shape && array.elements.map(\.bitPattern) == numbers.map(\.bitPattern), "\(place)")
            }
            try demand(try again.encoded() == data, "bytes")
            try again.set(NumPyArray([1]), named: "é0")
            try demand(again.names.count == max(1, arrays.count), "an array is replaced")
            try demand(try again.array("é0", of: Int.self).elements == [1], "by the new one")
        }
    }

    @Test("What is not there or not possible is said")
    func words() throws {
        var archive = NumPyArchive()
        try archive.set(NumPyArray([1.0]), named: "a")
        #expect(
            throws: InvalidArgument("name of the array", must: "be one of the archive (a)", was: "\"rho\"")
        ) { try archive.array("rho", of: Double.self) }
        #expect(throws: InvalidArgument.self) { try archive.set(NumPyArray([1.0]), named: "") }
        let other = try NumPyArchive(contentsOf: try Fixture.path("archives/bzip2.npz"))
        let error = #expect(throws: FileFormatError.self) { try other.array("x", of: Double.self) }
        #expect(error?.requirement == "be none or deflate (0 or 8)" && error?.value == "12")
        try withTemporaryFolder { folder in
            let path = "\(folder)/a.npz"
            try archive.write(to: path)
            #expect(try NumPyArchive(contentsOf: path).array("a", of: Double.self).elements == [1])
            #expect(throws: FileAccessError.self) { try NumPyArchive(contentsOf: "\(folder)/none.npz") }
        }
    }

    @Test("22.3 archives that are cut off, continued or changed anywhere are refused, or hold what they held")
    func damage() throws {
        let path = try Fixture.path("archives/compressed.npz")
        let good = try AtomicFile.read(path)
        let names = try NumPyArchive(data: good).names
        func read(_ data: Data) throws {
            let archive = try NumPyArchive(data: data)
            for name in archive.names {
                let array = try archive.array(name, of: Complex.self, limit: 10_000)
                // The checksum lets no other numbers through.
                if name == "rho" { #expect(array.elements == Self.rho) }
            }
            for name in names { _ = try archive.array(name, of: Complex.self, limit: 10_000) }
        }
        try read(good)
        for count in stride(from: 0, to: good.count, by: 3) {
            #expect(throws: FileFormatError.self, "\(count)") { try read(good.prefix(count)) }
        }
        #expect(throws: FileFormatError.self) { try read(good + Data([0])) }
        var stream = RandomStream(seed: 22)
        var refused = 0
        for _ in 0..<300 {
            var damaged = good
            damaged[Int.random(in: 0..<good.count, using: &stream)] = UInt8.random(in: 0...255, using: &stream)
            do { try read(damaged) } catch {
                #expect(error is FileFormatError || error is InvalidArgument)
                refused += 1
            }
        }
        #expect(refused > 150)
    }

    @Test("22.3 bombs are refused before they take memory")
    func bombs() throws {
        let good = try AtomicFile.read(try Fixture.path("archives/zeros.npz"))
        let archive = try NumPyArchive(data: good)
        #expect(try archive.array("zeros", of: Double.self).elements.count == 100_000)
        // Honest about its size: the limit.
        let limited = #expect(throws: FileFormatError.self) {
            try archive.array("zeros", of: Double.self, limit: 800_000)
        }
        #expect(limited?.requirement == "be at most 800000 bytes" && limited?.value == "800128")
        // Lies about it: the size in the list at the end, 24 bytes behind the mark of the entry.
        let mark = try #require(good.range(of: Data([0x50, 0x4B, 1, 2]))).lowerBound
        func claiming(_ size: UInt32) throws -> FileFormatError? {
            var lie = good
            for byte in 0..<4 { lie[mark + 24 + byte] = UInt8(truncatingIfNeeded: size >> (8 * UInt32(byte))) }
            return #expect(throws: FileFormatError.self) {
                try NumPyArchive(data: lie).array("zeros", of: Double.self, limit: .max)
            }
        }
        #expect(try claiming(1000)?.requirement == "become at most 1000 bytes")
        #expect(try claiming(0xFFFF_FFF0)?.requirement.hasPrefix("be possible for ") == true)
        #expect(try claiming(900_000)?.requirement == "hold the 900000 bytes that are declared")
    }

    @Test("22.3 lists that lie about places and numbers are refused")
    func lists() throws {
        var archive = NumPyArchive()
        try archive.set(NumPyArray([1.0]), named: "a")
        let good = try archive.encoded()
        // The end record: number of entries, size and place of the list.
        for (place, bytes) in [
            (10, [255, 255]), (10, [2, 0]), (12, [255, 255, 255, 127]), (16, [255, 255, 255, 255]), (16, [1, 0, 0, 0]),
            (4, [1, 0]),
        ] as [(Int, [UInt8])] {
            var lie = good
            for (step, byte) in bytes.enumerated() { lie[good.count - 22 + place + step] = byte }
            #expect(throws: FileFormatError.self, "\(place)") { try NumPyArchive(data: lie) }
        }
        let list = try #require(good.range(of: Data([0x50, 0x4B, 1, 2]))).lowerBound
        // Encrypted; another method; the place of the entry; the length of its name.
        for (place, byte) in [(8, 1), (10, 9), (42, 200), (28, 255)] as [(Int, UInt8)] {
            var lie = good
            lie[list + place] = byte
            #expect(throws: FileFormatError.self, "\(place)") {
                try NumPyArchive(data: lie).array("a", of: Double.self)
            }
        }
        // Two entries of one name.
        let twice = try #require(
            Data(try ZipArchive.encoded([("a.npy", Data()), ("b.npy", Data())])) as Data?)
        var same = twice
        while let place = same.range(of: Data("b.npy".utf8)) { same.replaceSubrange(place, with: Data("a.npy".utf8)) }
        #expect(throws: FileFormatError("data", "names of arrays", must: "differ", was: "\"a\", 2 times")) {
            try NumPyArchive(data: same)
        }
        #expect(throws: InvalidArgument.self) { try ZipArchive.encoded([("a", Data()), ("a", Data())]) }
    }
}
