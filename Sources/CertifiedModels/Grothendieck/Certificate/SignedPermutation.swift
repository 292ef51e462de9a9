import LHVModels

/// A permutation of lines that may turn them over: line i goes to ±line images[i].
public struct SignedPermutation: Sendable, Hashable, Codable {
    /// Where each line goes.
    public let images: [Int]
    /// Whether it arrives turned over.
    public let isNegative: [Bool]

    /// A permutation from its parts.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless the images are a permutation and there are as many signs.
    public init(images: [Int], isNegative: [Bool]) throws {
        try require(
            isNegative.count == images.count, "isNegative", must: "have \(images.count) entries", was: isNegative.count)
        var isReached = [Bool](repeating: false, count: images.count)
        for (place, image) in images.enumerated() {
            try require(
                images.indices.contains(image) && !isReached[image], "images[\(place)]",
                must: "be another number in 0..<\(images.count) than those before", was: image)
            isReached[image] = true
        }
        self.init(unchecked: images, isNegative)
    }

    /// The caller guarantees that the images are a permutation and that there are as many signs.
    init(unchecked images: [Int], _ isNegative: [Bool]) {
        self.images = images
        self.isNegative = isNegative
    }

    /// The number of lines.
    public var count: Int { images.count }
}
