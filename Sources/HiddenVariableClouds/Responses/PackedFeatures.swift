import NumericalCore

/// One party's features setting by setting, each row filled up to a multiple of 8: what the fast loops for gradients read.
final class PackedFeatures: @unchecked Sendable {
    // Written once, in the initializer; an address that stays, so that loops need no reference counts.
    let values: UnsafePointer<Float>
    private let storage: UnsafeMutablePointer<Float>

    /// Nil where there are no such loops: in double precision, without AVX-512, or for more than two outcomes.
    init?<Element: Scalar>(_ feature: ResponseFeatures<Element>) {
        guard feature.outcomes == 2, let matrix = feature.values as? Matrix<Float>,
            ResponseLoops.canCollect(Element.self)
        else { return nil }
        let (settings, functions) = (matrix.rows, matrix.columns)
        let width = (functions + 7) / 8 * 8
        storage = .allocate(capacity: settings * width)
        storage.initialize(repeating: 0, count: settings * width)
        values = UnsafePointer(storage)
        matrix.elements.withUnsafeBufferPointer { source in
            for function in 0..<functions {
                for setting in 0..<settings {
                    storage[setting * width + function] = source[function * settings + setting]
                }
            }
        }
    }

    deinit { storage.deallocate() }
}
