import Foundation
import Testing

@testable import DataFiles

@Suite("Files of MATLAB")
struct MATLABFileTests {
    @Test("22.1 arrays of numbers are read by name, compressed or not", arguments: ["plain", "compressed"])
    func fixtures(name: String) throws {
        let file = try MATLABFile(contentsOf: try Fixture.path("archives/\(name).mat"))
        #expect(file.names == ["rho", "cube", "single", "counts", "flags", "one", "empty", "large"])
        for matrix in ["rho", "single"] {
            let array = try file.array(matrix, of: Complex.self)
            #expect(array.shape == [2, 2] && array.elements == NumPyArchiveTests.rho)
        }
        #expect(try file.isSinglePrecision("single") && !file.isSinglePrecision("rho"))
        let cube: NumPyArray<Double> = try file.array("cube")
        #expect(cube.shape == [2, 3, 4] && cube.elements == NumPyArchiveTests.cube)
        #expect(try file.array("counts", of: Int32.self) == NumPyArray(shape: [1, 3], elements: [1, -2, 300]))
        #expect(try file.array("flags", of: Bool.self).elements == [true, false])
        #expect(try file.array("one", of: Double.self) == NumPyArray(shape: [1, 1], elements: [3.5]))
        #expect(try file.array("empty", of: Double.self).shape == [0, 3])
        #expect(try file.array("large", of: Double.self).elements == [0x1p63])
        let error = #expect(throws: FileFormatError.self) { try file.array("rho", of: Double.self) }
        #expect(error?.value == "complex128" && error?.source.hasSuffix("\(name).mat: rho") == true)
        #expect(throws: FileFormatError.self) { try file.array("one", of: Int.self) }
        #expect(throws: InvalidArgument.self) { try file.array("sigma", of: Double.self) }
    }

    @Test("22.1 arrays that Octave saved, with -v7 and -v6", arguments: ["octave-7", "octave-6"])
    func octave(name: String) throws {
        let file = try MATLABFile(contentsOf: try Fixture.path("archives/\(name).mat"))
        for matrix in ["rho", "single_rho"] {
            #expect(try file.array(matrix, of: Complex.self).elements == NumPyArchiveTests.rho)
        }
        let cube: NumPyArray<Double> = try file.array("cube")
        #expect(cube.shape == [2, 3, 4] && cube.elements == NumPyArchiveTests.cube)
        #expect(try file.array("counts", of: Int32.self) == NumPyArray(shape: [1, 3], elements: [1, -2, 300]))
        #expect(try file.array("flags", of: Bool.self).elements == [true, false])
        #expect(try file.array("one", of: Double.self).elements == [3.5])
        #expect(try file.array("empty", of: Double.self).shape == [0, 3])
        #expect(try file.array("large", of: Double.self).elements == [0x1p63])
        // What Octave itself holds as a range, a diagonal and a permutation.
        #expect(try file.array("range", of: Double.self).elements == [1, 2, 3, 4, 5])
        #expect(try file.array("diagonal", of: Double.self).matrix() == RealMatrix([[2, 0], [0, 2]]))
        #expect(
            try file.array("permutation", of: Double.self).matrix() == RealMatrix([[0, 1, 0], [0, 0, 1], [1, 0, 0]]))
        for (variable, words) in [
            ("word", "text"), ("cells", "a cell array (write its entries one by one)"),
            ("structure", "a structure (write its fields one by one)"),
            ("sparse_one", "a sparse matrix (write full(sparse_one))"),
        ] {
            let error = #expect(throws: FileFormatError.self) { try file.array(variable, of: Double.self) }
            #expect(error?.value == words)
        }
    }

    @Test(
        "22.1 what Octave saves without -v7 is refused with what to write",
        arguments: [
            ("default", "text of Octave"), ("hdf5", "of version 7.3, which is HDF5"),
            ("4", "32 bytes, cut off or of version 4"),
        ])
    func octaveForms(name: String, value: String) throws {
        let error = #expect(throws: FileFormatError.self) {
            try MATLABFile(contentsOf: try Fixture.path("archives/octave-\(name).mat"))
        }
        #expect(error?.value == value && error?.requirement.hasSuffix("(write save -v7)") == true)
    }

    @Test("22.1 the other byte order, as old machines wrote it")
    func bigEndian() throws {
        let file = try MATLABFile(contentsOf: try Fixture.path("archives/big.mat"))
        #expect(try file.array("M", of: Double.self) == NumPyArray(shape: [2, 2], elements: [1, 2, 3, 4]))
    }

    @Test("22.1 what holds no numbers is named, with what to write instead", arguments: ["plain", "compressed"])
    func others(name: String) throws {
        let file = try MATLABFile(contentsOf: try Fixture.path("archives/others-\(name).mat"))
        for (variable, words) in [
            ("text", "text"), ("cell", "a cell array"), ("structure", "a structure"),
            ("sparse", "a sparse matrix (write full(sparse))"),
        ] {
            let error = #expect(throws: FileFormatError.self) { try file.array(variable, of: Double.self) }
            #expect(error?.value.hasPrefix(words) == true && error?.requirement == "be a full array of numbers")
        }
    }

    @Test("22.1 files of other versions are refused in words")
    func versions() throws {
        let four = #expect(throws: FileFormatError.self) {
            try MATLABFile(contentsOf: try Fixture.path("archives/version-4.mat"))
        }
        #expect(four?.value.hasSuffix("cut off or of version 4") == true)
        for (start, value) in [
            ("MATLAB 7.3 MAT-file, Platform: GLNXA64", "of version 7.3, which is HDF5"),
            ("# Created by Octave 7.3.0", "text of Octave"),
            (String(repeating: "x", count: 200), "without its mark MI or IM"), ("", "0 bytes, cut off or of version 4"),
        ] {
            #expect(
                throws: FileFormatError(
                    "f", "file", must: "be a MATLAB file of version 5 to 7 (write save -v7)", was: value)
            ) { try MATLABFile(data: Data(start.utf8), name: "f") }
        }
    }

    private func read(_ data: Data) throws {
        let file = try MATLABFile(data: data)
        for name in file.names {
            let array = try file.array(name, of: Complex.self, limit: 100_000)
            #expect(array.elements.count == array.shape.reduce(1, *))
        }
    }

    @Test(
        "22.3 files that are cut off or changed anywhere are refused or hold arrays",
        arguments: ["plain", "compressed"])
    func damage(name: String) throws {
        let good = try AtomicFile.read(try Fixture.path("archives/\(name).mat"))
        try read(good)
        for count in 0..<good.count { try? read(good.prefix(count)) }
        #expect(throws: FileFormatError.self) { try read(good.prefix(good.count - 1)) }
        var stream = RandomStream(seed: 5)
        var refused = 0
        for _ in 0..<400 {
            var damaged = good
            damaged[Int.random(in: 120..<good.count, using: &stream)] ^= 1 << UInt8.random(in: 0..<8, using: &stream)
            do { try read(damaged) } catch {
                #expect(error is FileFormatError)
                refused += 1
            }
        }
        #expect(refused > 40)
    }

    @Test("22.3 sizes that are only claimed take no memory")
    func sizes() throws {
        let good = try AtomicFile.read(try Fixture.path("archives/big.mat"))
        func file(_ place: Int, _ bytes: [UInt8]) -> Data {
            var data = good
            for (step, byte) in bytes.enumerated() { data[place + step] = byte }
            return data
        }
        // The sizes of the matrix, 2 × 2, then of its name and its numbers.
        for (place, bytes) in [
            (160, [0x7F, 255, 255, 255, 0x7F, 255, 255, 255]), (160, [255, 255, 255, 255]), (160, [0, 0, 0, 3]),
            (168, [0, 5, 0, 1]), (180, [0, 0, 1, 0]), (132, [0x7F, 0, 0, 0]), (144, [0, 0, 0, 99]),
        ] as [(Int, [UInt8])] {
            #expect(throws: FileFormatError.self, "\(place)") { try read(file(place, bytes)) }
        }
        let compressed = try MATLABFile(contentsOf: try Fixture.path("archives/compressed.mat"))
        let error = #expect(throws: FileFormatError.self) { try compressed.array("cube", of: Double.self, limit: 100) }
        #expect(error?.requirement == "be at most 100 bytes")
    }
}
