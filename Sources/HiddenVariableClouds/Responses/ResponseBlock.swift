import NumericalCore

/// One party's share of the work on a block of hidden variables: logits, responses and the way back.
struct ResponseBlock<Element: Scalar>: Sendable {
    let feature: ResponseFeatures<Element>
    /// How many numbers are kept for each setting: 1 when only the first of two outcomes is looked at, else Δ.
    let kept: Int
    /// How many ones stand before the responses of each hidden variable: 1 when the rows are those of a table of moments.
    let lead: Int
    /// Where the party's numbers begin among the parameters.
    let offset: Int
    /// The features for the fast loops, where there are such.
    let packed: PackedFeatures?

    init(_ feature: ResponseFeatures<Element>, kept: Int, lead: Int = 0, offset: Int) {
        (self.feature, self.kept, self.lead, self.offset) = (feature, kept, lead, offset)
        packed = kept == 1 ? PackedFeatures(feature) : nil
    }

    /// The distance between the responses of neighbouring hidden variables.
    var stride: Int { lead + kept * feature.settings }

    /// Responses of the hidden variables of a block, laid out [hidden variable][outcome][setting].
    func respond(_ block: CloudBlock<Element>, into target: UnsafeMutablePointer<Element>) {
        let functions = feature.functions
        let (rows, settings, hidden) = (feature.values.rows, feature.settings, block.hidden)
        let parameters = block.parameters + offset + block.range.lowerBound * functions
        feature.values.elements.withUnsafeBufferPointer { values in
            if kept == 1 {
                if lead == 1 { for row in 0..<hidden { target[row * stride] = .one } }
                ResponseLoops.respond(
                    values.baseAddress!, settings: settings, functions: functions, parameters, hidden: hidden,
                    into: target + lead, stride: stride)
                return
            }
            ResponseLoops.product(
                values.baseAddress!, .plain, rows, parameters, .plain, functions, into: target, stride, rows: rows,
                columns: hidden, inner: functions)
        }
        if kept > 1 { ResponseLoops.softmax(target, settings: settings, outcomes: kept, hidden: hidden) }
    }

    /// Derivatives with respect to responses become those with respect to logits, in place.
    func passBack(
        _ responses: UnsafePointer<Element>, _ derivatives: UnsafeMutablePointer<Element>, hidden: Int
    ) {
        if kept == 1 {
            ResponseLoops.sigmoidBackward(
                responses + lead, derivatives + lead, settings: feature.settings, stride: stride, hidden: hidden)
        } else {
            ResponseLoops.softmaxBackward(
                responses, derivatives, settings: feature.settings, outcomes: kept, hidden: hidden)
        }
    }

    /// The gradient in λ from the derivatives with respect to logits, in the layout of the responses.
    func collect(_ derivatives: UnsafePointer<Element>, _ block: CloudBlock<Element>) {
        let (functions, rows) = (feature.functions, feature.values.rows)
        let gradient = block.gradient + offset + block.range.lowerBound * functions
        if let packed {
            ResponseLoops.collect(
                packed.values, settings: rows, functions: functions,
                derivatives: UnsafeRawPointer(derivatives + lead).assumingMemoryBound(to: Float.self), stride: stride,
                hidden: block.hidden, into: UnsafeMutableRawPointer(gradient).assumingMemoryBound(to: Float.self))
            return
        }
        feature.values.elements.withUnsafeBufferPointer { values in
            ResponseLoops.product(
                values.baseAddress!, .transposed, rows, derivatives + lead, .plain, stride, into: gradient, functions,
                rows: functions, columns: block.hidden, inner: rows)
        }
    }
}

extension ResponseBlock {
    /// The numbers that all parties have for one hidden variable.
    static func width(of parts: [ResponseBlock]) -> Int { parts.reduce(0) { $0 + $1.stride } }

    /// Where each party's rows for a block begin, party after party.
    static func places(
        of parts: [ResponseBlock], hidden: Int, from start: UnsafeMutablePointer<Element>
    ) -> [UnsafeMutablePointer<Element>] {
        var place = start
        return parts.map { part in
            defer { place += hidden * part.stride }
            return place
        }
    }
}
