/// The number types of `.npy` files that are read; those with a Swift counterpart are written too.
public enum NumPyType: String, Sendable, Hashable, Codable, CaseIterable {
    /// One byte, 0 or 1.
    case bool = "b1"
    /// A signed integer of one byte.
    case int8 = "i1"
    /// A signed integer of two bytes.
    case int16 = "i2"
    /// A signed integer of four bytes.
    case int32 = "i4"
    /// A signed integer of eight bytes.
    case int64 = "i8"
    /// An unsigned integer of one byte.
    case uint8 = "u1"
    /// An unsigned integer of two bytes.
    case uint16 = "u2"
    /// An unsigned integer of four bytes.
    case uint32 = "u4"
    /// An unsigned integer of eight bytes.
    case uint64 = "u8"
    /// A real number in half precision, which is read only.
    case float16 = "f2"
    /// A real number in single precision.
    case float32 = "f4"
    /// A real number in double precision.
    case float64 = "f8"
    /// Real and imaginary part in single precision.
    case complex64 = "c8"
    /// Real and imaginary part in double precision.
    case complex128 = "c16"

    /// The number of bytes of one element.
    public var size: Int {
        switch self {
        case .bool, .int8, .uint8: 1
        case .int16, .uint16, .float16: 2
        case .int32, .uint32, .float32: 4
        case .int64, .uint64, .float64, .complex64: 8
        case .complex128: 16
        }
    }

    /// NumPy's name of the little-endian type, for example `<f8`; one byte has no order and is marked `|`.
    public var descriptor: String { (size == 1 ? "|" : "<") + rawValue }

    /// NumPy's long name, for example `float64`.
    public var name: String {
        switch self {
        case .bool: "bool"
        case .int8: "int8"
        case .int16: "int16"
        case .int32: "int32"
        case .int64: "int64"
        case .uint8: "uint8"
        case .uint16: "uint16"
        case .uint32: "uint32"
        case .uint64: "uint64"
        case .float16: "float16"
        case .float32: "float32"
        case .float64: "float64"
        case .complex64: "complex64"
        case .complex128: "complex128"
        }
    }

    /// The type and byte order of a descriptor such as `<f8` or `>c16`, or nil for one that is not a plain number.
    static func parse(_ descriptor: String) -> (type: NumPyType, isBigEndian: Bool)? {
        guard let mark = descriptor.first, let type = NumPyType(rawValue: String(descriptor.dropFirst())) else {
            return nil
        }
        switch mark {
        case "<": return (type, false)
        case ">": return (type, true)
        case "|" where type.size == 1: return (type, false)
        default: return nil
        }
    }

    /// Why a descriptor is refused, and what to write instead; nil when there is nothing to say.
    static func advice(_ descriptor: String) -> String? {
        switch descriptor.drop(while: { "<>|=".contains($0) }) {
        case "f16", "f12": "long double, which differs from machine to machine (write array.astype('float64'))"
        case "c32", "c24": "long complex, which differs from machine to machine (write array.astype('complex128'))"
        case "V1", "V2", "f1":
            "a type that NumPy does not tell apart, as bfloat16, float8 and int4 (write array.astype('float32'))"
        case let kind where kind.hasSuffix("O"): "Python objects (write numbers, as array.astype('complex128'))"
        case let kind where kind.hasPrefix("U") || kind.hasPrefix("S"):
            "text (write numbers, as array.astype('float64'))"
        default: nil
        }
    }
}

/// How the elements of an array lie in a file.
public enum NumPyOrder: Sendable, Hashable, Codable {
    /// The last index runs fastest, as in C.
    case rowMajor
    /// The first index runs fastest, as in Fortran and in ``/NumericalCore/Matrix``.
    case columnMajor
}

/// The version of the `.npy` format.
public enum NumPyFormatVersion: UInt8, Sendable, Hashable, Codable {
    /// A header of at most 65 535 bytes in Latin-1, which NumPy writes for every array of numbers.
    case one = 1
    /// A header of up to 4 GiB in Latin-1.
    case two = 2
    /// As version 2, but in UTF-8.
    case three = 3
}
