import LHVModels

/// The loops of the harmonic transform that are not matrix products.
enum TransformKernels {
    /// The four columns at φ, −φ, φ + π and π − φ, and the four sums that they fold to.
    private struct Quadruple<Element> {
        let a, b, c, d: UnsafeMutablePointer<Element>
        let evenCosine, evenSine, oddCosine, oddSine: UnsafeMutablePointer<Element>

        @inline(__always)
        init(
            _ values: UnsafeMutablePointer<Element>, _ folded: UnsafeMutablePointer<Element>, column: Int,
            stripe: Int, quarter: Int
        ) {
            a = values + column * stripe
            b = values + (4 * quarter - 1 - column) * stripe
            c = values + (column + 2 * quarter) * stripe
            d = values + (2 * quarter - 1 - column) * stripe
            evenCosine = folded + column * stripe
            evenSine = evenCosine + stripe * quarter
            oddCosine = evenSine + stripe * quarter
            oddSine = oddCosine + stripe * quarter
        }
    }

    /// Combines the columns at φ, −φ, φ + π and π − φ into the four sums that meet cos and sin of even and odd orders.
    static func fold<Element: Scalar & BinaryFloatingPoint>(
        _ values: [Element], stripe: Int, quarter: Int, into folded: inout [Element]
    ) {
        values.withUnsafeBufferPointer { values in
            folded.withUnsafeMutableBufferPointer { folded in
                // Only read from here.
                let values = UnsafeMutablePointer(mutating: values.baseAddress!)
                for column in 0..<quarter {
                    let at = Quadruple(values, folded.baseAddress!, column: column, stripe: stripe, quarter: quarter)
                    for index in 0..<stripe {
                        let (near, far) = (at.a[index] + at.b[index], at.c[index] + at.d[index])
                        let (nearSine, farSine) = (at.a[index] - at.b[index], at.c[index] - at.d[index])
                        at.evenCosine[index] = near + far
                        at.oddCosine[index] = near - far
                        at.evenSine[index] = nearSine + farSine
                        at.oddSine[index] = nearSine - farSine
                    }
                }
            }
        }
    }

    /// The transpose of ``fold(_:stripe:quarter:into:)``.
    static func unfold<Element: Scalar & BinaryFloatingPoint>(
        _ folded: [Element], stripe: Int, quarter: Int, into values: inout [Element]
    ) {
        folded.withUnsafeBufferPointer { folded in
            values.withUnsafeMutableBufferPointer { values in
                // Only read from here.
                let folded = UnsafeMutablePointer(mutating: folded.baseAddress!)
                for column in 0..<quarter {
                    let at = Quadruple(values.baseAddress!, folded, column: column, stripe: stripe, quarter: quarter)
                    for index in 0..<stripe {
                        let even = (at.evenCosine[index], at.evenSine[index])
                        let odd = (at.oddCosine[index], at.oddSine[index])
                        let (near, far) = (even.0 + odd.0, even.0 - odd.0)
                        let (nearSine, farSine) = (even.1 + odd.1, even.1 - odd.1)
                        at.a[index] = near + nearSine
                        at.b[index] = near - nearSine
                        at.c[index] = far + farSine
                        at.d[index] = far - farSine
                    }
                }
            }
        }
    }

    /// Replaces values by their signs, +1 for zero, and returns Σ |value| for each pattern.
    static func takeSigns<Element: Scalar & BinaryFloatingPoint>(
        _ values: inout [Element], stripe: Int, patterns: Int
    ) -> [Double] {
        // Sums of each place of the stripe over the azimuths, so that the inner loop has no order to keep.
        var sums = [Element](repeating: .zero, count: stripe)
        let columns = values.count / stripe
        values.withUnsafeMutableBufferPointer { values in
            sums.withUnsafeMutableBufferPointer { sums in
                for column in 0..<columns {
                    let position = values.baseAddress! + column * stripe
                    for index in 0..<stripe {
                        let value = position[index]
                        let sign: Element = value < 0 ? -1 : 1
                        sums[index] += value * sign
                        position[index] = sign
                    }
                }
            }
        }
        let size = stripe / patterns
        return (0..<patterns).map { pattern in
            sums[(pattern * size)..<((pattern + 1) * size)].reduce(0.0) { $0 + Double($1) }
        }
    }

    /// Multiplies each row of each block by the weight of its degree.
    static func scale<Element: Scalar & BinaryFloatingPoint>(
        _ coefficients: inout [Element], _ blocks: [CoefficientBlock], by weights: [Element]
    ) {
        coefficients.withUnsafeMutableBufferPointer { coefficients in
            for block in blocks where !block.degrees.isEmpty {
                let factors = block.degrees.map { weights[$0] }
                factors.withUnsafeBufferPointer { factors in
                    var column = coefficients.baseAddress! + block.start
                    for _ in 0..<block.columns {
                        for row in 0..<factors.count { column[row] *= factors[row] }
                        column += factors.count
                    }
                }
            }
        }
    }

    /// Σ f·g for each pattern and degree: `result[pattern][l]`.
    static func correlate<Element: Scalar & BinaryFloatingPoint>(
        _ left: [Element], _ right: [Element], _ blocks: [CoefficientBlock], degree: Int, patterns: Int
    ) -> [[Double]] {
        var result = [[Double]](repeating: [Double](repeating: 0, count: degree + 1), count: patterns)
        left.withUnsafeBufferPointer { left in
            right.withUnsafeBufferPointer { right in
                for block in blocks {
                    let rows = block.degrees.count
                    for column in 0..<block.columns {
                        let start = block.start + column * rows
                        result[column % patterns].withUnsafeMutableBufferPointer { sums in
                            for row in 0..<rows {
                                sums[block.degrees[row]] += Double(left[start + row]) * Double(right[start + row])
                            }
                        }
                    }
                }
            }
        }
        return result
    }
}
