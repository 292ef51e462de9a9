internal import CKernels

/// One party's share of the work on a block of hidden variables: logits, responses and the way back.
struct ResponseBlock<Element: Scalar>: Sendable {
    let feature: ResponseFeatures<Element>
    /// How many numbers are kept for each setting: 1 when only the first of two outcomes is looked at, else Δ.
    let kept: Int
    /// Where the party's numbers begin among the parameters, and among the responses in units of hidden variables.
    let offset: Int

    /// The distance between the responses of neighbouring hidden variables.
    var stride: Int { kept * feature.settings }

    /// Responses of the hidden variables of a block, laid out [hidden variable][outcome][setting].
    func respond(_ parameters: UnsafePointer<Element>, _ block: Range<Int>, into target: UnsafeMutablePointer<Element>)
    {
        let functions = feature.functions
        let precision = kernelPrecision(Element.self)
        let (rows, settings, hidden) = (feature.values.rows, feature.settings, block.count)
        feature.values.storage.withUnsafeBufferPointer { values in
            if kept == 1 {
                kernel_responses(
                    precision, values.baseAddress!, settings, functions,
                    parameters + offset + block.lowerBound * functions, hidden, target)
                return
            }
            BLAS.stridedProduct(
                values.baseAddress!, .plain, rows, parameters + offset + block.lowerBound * functions, .plain,
                functions, into: target, stride, rows: rows, columns: hidden, inner: functions)
        }
        if kept == 2 {
            kernel_sigmoid_pair(precision, target, settings, hidden)
        } else if kept > 2 {
            kernel_softmax(precision, target, settings, kept, hidden)
        }
    }

    /// The gradient in λ from the derivatives with respect to logits, in the layout of the responses.
    func collect(
        _ derivatives: UnsafePointer<Element>, _ block: Range<Int>, into gradient: UnsafeMutablePointer<Element>
    ) {
        let functions = feature.functions
        let rows = feature.values.rows
        feature.values.storage.withUnsafeBufferPointer { values in
            BLAS.stridedProduct(
                values.baseAddress!, .transposed, rows, derivatives, .plain, stride,
                into: gradient + offset + block.lowerBound * functions, functions, rows: functions,
                columns: block.count, inner: rows)
        }
    }

    /// Derivatives with respect to responses become those with respect to logits, in place.
    func passBack(
        _ responses: UnsafePointer<Element>, _ derivatives: UnsafeMutablePointer<Element>, hidden: Int
    ) {
        let precision = kernelPrecision(Element.self)
        if kept == 2 {
            kernel_sigmoid_pair_backward(precision, responses, derivatives, feature.settings, hidden)
        } else {
            kernel_softmax_backward(precision, responses, derivatives, feature.settings, kept, hidden)
        }
    }
}
