import NumericalCore

/// A block of hidden variables, and where its numbers are.
struct CloudBlock<Element: Scalar> {
    let range: Range<Int>
    /// λ and ∂L/∂λ of the whole cloud, where each party knows its place.
    let parameters: UnsafePointer<Element>
    let gradient: UnsafeMutablePointer<Element>
    /// The responses of the block, party after party.
    let responses: [UnsafeMutablePointer<Element>]
    /// w of the block.
    let weights: UnsafePointer<Element>

    var hidden: Int { range.count }
}

extension ResponseKernel {
    /// What a function makes of the blocks of a fixed size, in the order of the hidden variables.
    ///
    /// - Parameters:
    ///   - size: The number of hidden variables in a block; the last may have fewer.
    ///   - parts: How each party's responses are laid out.
    ///   - work: The function.
    mutating func overBlocks<Output: Sendable>(
        of size: Int, _ parts: [ResponseBlock<Element>], _ work: @Sendable (CloudBlock<Element>) -> Output
    ) throws -> [Output] {
        let (count, width) = (self.count, ResponseBlock.width(of: parts))
        if responses.count != count * width { responses = Array(repeating: .zero, count: count * width) }
        let blocks = try Parallel.chunks(count: count, size: size)
        let (parameters, weights, threads) = (self.parameters, workingWeights, self.threads)
        return try gradient.withUnsafeMutableBufferPointer { gradient in
            try responses.withUnsafeMutableBufferPointer { responses in
                nonisolated(unsafe) let (slopes, start) = (gradient.baseAddress!, responses.baseAddress!)
                return try Parallel.map(count: blocks.count, threads: threads) { index in
                    let range = blocks[index]
                    return parameters.withUnsafeBufferPointer { parameters in
                        weights.withUnsafeBufferPointer { weights in
                            work(
                                CloudBlock(
                                    range: range, parameters: parameters.baseAddress!, gradient: slopes,
                                    responses: ResponseBlock.places(
                                        of: parts, hidden: range.count, from: start + range.lowerBound * width),
                                    weights: weights.baseAddress! + range.lowerBound))
                        }
                    }
                }
            }
        }
    }
}
