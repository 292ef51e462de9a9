import DataFiles

/// The arrays on which NumPy and NumericalCore must agree: the same formulas stand in `Fixtures/npy_cases.py`.
enum NumPyCases {
    static let shapes: [(name: String, sizes: [Int])] = [
        ("scalar", []), ("vector", [5]), ("matrix", [3, 4]), ("cube", [2, 3, 4]), ("empty", [0, 3]), ("row", [1, 6]),
    ]
    static let orders: [(name: String, order: NumPyOrder)] = [("c", .rowMajor), ("fortran", .columnMajor)]

    private static let special: [Double] = [
        0.0, -0.0, 1 / 3.0, 0.1, .leastNonzeroMagnitude, 1.7976931348623157e308, .infinity, -.infinity,
        -.leastNormalMagnitude / 4, 123456789.125,
    ]
    private static let specialSingle: [Float] = [
        0.0, -0.0, 0.333251953125, 0.1, .leastNonzeroMagnitude, 3.4028235e38, .infinity, -.infinity,
        -.leastNormalMagnitude / 4, 1234.125,
    ]
    private static let specialInteger: [Int] = [0, -1, .max, .min, 10, -10]
    private static let specialInt32: [Int32] = [0, -1, .max, .min, 10, -10]

    static func float64(_ k: Int) -> Double { k < special.count ? special[k] : Double(k) / 7 }
    static func float32(_ k: Int) -> Float { k < specialSingle.count ? specialSingle[k] : Float(k) / 8 }
    static func complex128(_ k: Int) -> Complex { Complex(float64(k), -Double(k) / 3) }
    static func complex64(_ k: Int) -> Complex { Complex(Double(float32(k)), -Double(k) / 4) }
    static func int64(_ k: Int) -> Int { k < specialInteger.count ? specialInteger[k] : k * k }
    static func int32(_ k: Int) -> Int32 { k < specialInt32.count ? specialInt32[k] : Int32(k * k) }
    static func bool(_ k: Int) -> Bool { k % 3 == 0 }

    static func array<Element: NumPyElement>(_ sizes: [Int], _ element: (Int) -> Element) throws -> NumPyArray<Element>
    {
        try NumPyArray(shape: sizes, elements: (0..<sizes.reduce(1, *)).map(element))
    }
}
