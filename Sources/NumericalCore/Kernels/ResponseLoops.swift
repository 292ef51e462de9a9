internal import CKernels

/// The precision of a scalar type in the calls to the C loops.
func kernelPrecision<Element: Scalar>(_ type: Element.Type) -> Int32 {
    requirePrecondition(
        type == Float.self || type == Double.self, "responses are computed in Float or Double, but was \(type)")
    return type == Float.self ? 0 : 1
}

/// The loops in C over blocks of softmax responses: `HiddenVariableClouds` calls them, and only this target calls C.
///
/// A block is laid out [hidden variable][outcome][setting], the setting running fastest. A call works on a whole block, so
/// nothing is lost where the caller's code is not specialized. Nothing is checked: the caller answers for sizes and pointers.
package enum ResponseLoops {
    /// Stops the program unless the loops exist for a scalar type: `Float` or `Double`.
    package static func requirePrecision<Element: Scalar>(of type: Element.Type) { _ = kernelPrecision(type) }

    /// Whether ``collect(_:settings:functions:derivatives:stride:hidden:into:)`` and ``passBack(_:settings:hidden:weights:factors:table:shares:)``
    /// exist: in single precision with AVX2 or AVX-512.
    package static func canCollect<Element: Scalar>(_ type: Element.Type) -> Bool {
        kernel_has_collect(kernelPrecision(type)) != 0
    }

    /// C ← op(A)·op(B) with the given distances between columns, in single or double precision.
    package static func product<Element: Scalar>(
        _ left: UnsafePointer<Element>, _ leftForm: FactorForm, _ leftStride: Int,
        _ right: UnsafePointer<Element>, _ rightForm: FactorForm, _ rightStride: Int,
        into result: UnsafeMutablePointer<Element>, _ stride: Int, rows: Int, columns: Int, inner: Int
    ) {
        BLAS.generalProduct(
            left, leftForm, leftStride, right, rightForm, rightStride, into: result, stride, rows: rows,
            columns: columns,
            inner: inner)
    }

    /// q[a·stride + b] = 1/(1 + e^(−z)), z = Σ_k x[a][k] f[k][b].
    package static func respond<Element: Scalar>(
        _ features: UnsafePointer<Element>, settings: Int, functions: Int, _ parameters: UnsafePointer<Element>,
        hidden: Int, into target: UnsafeMutablePointer<Element>, stride: Int
    ) {
        kernel_responses(
            kernelPrecision(Element.self), features, settings, functions, parameters, hidden, target, stride)
    }

    /// Logits become probabilities, in place; of two outcomes only the first has a logit.
    package static func softmax<Element: Scalar>(
        _ block: UnsafeMutablePointer<Element>, settings: Int, outcomes: Int, hidden: Int
    ) {
        let precision = kernelPrecision(Element.self)
        if outcomes == 2 {
            kernel_sigmoid_pair(precision, block, settings, hidden)
        } else {
            kernel_softmax(precision, block, settings, outcomes, hidden)
        }
    }

    /// Derivatives with respect to probabilities become those with respect to logits, in place.
    package static func softmaxBackward<Element: Scalar>(
        _ responses: UnsafePointer<Element>, _ derivatives: UnsafeMutablePointer<Element>, settings: Int, outcomes: Int,
        hidden: Int
    ) {
        let precision = kernelPrecision(Element.self)
        if outcomes == 2 {
            kernel_sigmoid_pair_backward(precision, responses, derivatives, settings, hidden)
        } else {
            kernel_softmax_backward(precision, responses, derivatives, settings, outcomes, hidden)
        }
    }

    /// The same where the first of two outcomes alone is kept: d ← q(1 − q)d.
    package static func sigmoidBackward<Element: Scalar>(
        _ responses: UnsafePointer<Element>, _ derivatives: UnsafeMutablePointer<Element>, settings: Int, stride: Int,
        hidden: Int
    ) {
        kernel_sigmoid_backward(kernelPrecision(Element.self), responses, derivatives, settings, stride, hidden)
    }

    /// gradient[a][k] = Σ_b d[a·stride + b] f[b][k], with each row of f filled up to a multiple of 8.
    package static func collect(
        _ packed: UnsafePointer<Float>, settings: Int, functions: Int, derivatives: UnsafePointer<Float>, stride: Int,
        hidden: Int, into gradient: UnsafeMutablePointer<Float>
    ) {
        kernel_collect(packed, settings, functions, derivatives, stride, hidden, gradient)
    }

    /// One party of ``passBack(_:settings:hidden:weights:factors:table:shares:)``: its responses, its functions with each row filled up to a
    /// multiple of 8, and where the gradient goes.
    package struct Party {
        let responses: UnsafePointer<Float>
        let packed: UnsafePointer<Float>
        let functions: Int
        let gradient: UnsafeMutablePointer<Float>

        /// From its parts.
        package init(
            responses: UnsafePointer<Float>, packed: UnsafePointer<Float>, functions: Int,
            gradient: UnsafeMutablePointer<Float>
        ) {
            (self.responses, self.packed, self.functions, self.gradient) = (responses, packed, functions, gradient)
        }
    }

    /// The gradients of all parties from ∂L/∂P, for products of binary responses; the table has room for 8·settings numbers.
    package static func passBack(
        _ parties: [Party], settings: Int, hidden: Int, weights: UnsafePointer<Float>, factors: UnsafePointer<Float>,
        table: UnsafeMutablePointer<Float>, shares: UnsafeMutablePointer<Double>?
    ) {
        let parts = parties.map {
            kernel_party(responses: $0.responses, packed: $0.packed, functions: $0.functions, gradient: $0.gradient)
        }
        kernel_product_pass_back(parts, parts.count, settings, hidden, weights, factors, table, shares)
    }

    /// sums[b] = Σ_a w_a Π_j q_j[a][b], for binary responses of which the first alone is kept.
    package static func productSums<Element: Scalar>(
        _ responses: [UnsafeMutablePointer<Element>], settings: Int, hidden: Int, weights: UnsafePointer<Element>,
        into sums: inout [Double]
    ) {
        let pointers = responses.map { UnsafeRawPointer($0) as UnsafeRawPointer? }
        kernel_product_sums(
            kernelPrecision(Element.self), pointers, pointers.count, settings, hidden, weights, &sums)
    }

    /// d[a][b] = w_a g_b Π_i q_i (1 − q_j) for party j, and shares[a] = Σ_b g_b Π_i q_i when asked for.
    package static func productGradient<Element: Scalar>(
        _ responses: [UnsafeMutablePointer<Element>], party: Int, settings: Int, hidden: Int,
        weights: UnsafePointer<Element>, factors: UnsafePointer<Element>, into table: UnsafeMutablePointer<Element>,
        shares: UnsafeMutablePointer<Double>?
    ) {
        let pointers = responses.map { UnsafeRawPointer($0) as UnsafeRawPointer? }
        kernel_product_gradient(
            kernelPrecision(Element.self), pointers, pointers.count, party, settings, hidden, weights, factors, table,
            shares)
    }

    /// sums[e][b] = Σ_a w_a Π_j r_j[a][table[e][j]][b].
    package static func eventSums<Element: Scalar>(
        _ responses: [UnsafeMutablePointer<Element>], outcomes: [Int], settings: Int, hidden: Int,
        weights: UnsafePointer<Element>, events: Int, table: [Int], into sums: inout [Double]
    ) {
        let pointers = responses.map { UnsafeRawPointer($0) as UnsafeRawPointer? }
        kernel_event_sums(
            kernelPrecision(Element.self), pointers, outcomes, pointers.count, settings, hidden, weights, events, table,
            &sums)
    }

    /// d_j[a][o][b] = w_a Σ_e g[e][b] Π over the other parties, for the events with outcome o at j; shares as above.
    package static func eventGradient<Element: Scalar>(
        _ responses: [UnsafeMutablePointer<Element>], outcomes: [Int], settings: Int, hidden: Int,
        weights: UnsafePointer<Element>, events: Int, table: [Int], factors: UnsafePointer<Element>,
        into derivatives: [UnsafeMutablePointer<Element>], shares: UnsafeMutablePointer<Double>?
    ) {
        kernel_event_gradient(
            kernelPrecision(Element.self), responses.map { UnsafeRawPointer($0) as UnsafeRawPointer? }, outcomes,
            responses.count, settings, hidden, weights, events, table, factors,
            derivatives.map { UnsafeMutableRawPointer($0) as UnsafeMutableRawPointer? }, shares)
    }

    /// out[a][i·cy + j] = x[a][i] y[a][j].
    package static func rowProduct<Element: Scalar>(
        _ x: UnsafePointer<Element>, _ xColumns: Int, _ y: UnsafePointer<Element>, _ yColumns: Int, hidden: Int,
        into product: UnsafeMutablePointer<Element>
    ) {
        kernel_khatri_rao(kernelPrecision(Element.self), x, xColumns, y, yColumns, hidden, product)
    }

    /// dx[a][i] = Σ_j g[a][i·cy + j] y[a][j] and dy[a][j] = Σ_i g[a][i·cy + j] x[a][i].
    package static func rowProductBackward<Element: Scalar>(
        _ derivatives: UnsafePointer<Element>, _ x: UnsafePointer<Element>, _ xColumns: Int,
        _ y: UnsafePointer<Element>,
        _ yColumns: Int, hidden: Int, into xDerivatives: UnsafeMutablePointer<Element>,
        _ yDerivatives: UnsafeMutablePointer<Element>
    ) {
        kernel_khatri_rao_backward(
            kernelPrecision(Element.self), derivatives, x, xColumns, y, yColumns, hidden, xDerivatives, yDerivatives)
    }

    /// out[a][i] = w_a x[a][i]; out may be x.
    package static func scaleRows<Element: Scalar>(
        _ x: UnsafePointer<Element>, by weights: UnsafePointer<Element>, columns: Int, hidden: Int,
        into result: UnsafeMutablePointer<Element>
    ) {
        kernel_scale_rows(kernelPrecision(Element.self), x, weights, columns, hidden, result)
    }
}
