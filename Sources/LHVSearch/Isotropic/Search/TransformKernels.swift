import LHVModels

/// The loops of the harmonic transform that are not matrix products.
enum TransformKernels {
    /// Combines the columns at φ, −φ, φ + π and π − φ into the four sums that meet cos and sin of even and odd orders.
    static func fold<Element: Scalar & BinaryFloatingPoint>(
        _ values: [Element], stripe: Int, quarter: Int, into folded: inout [Element]
    ) {
        let count = 4 * quarter
        values.withUnsafeBufferPointer { values in
            folded.withUnsafeMutableBufferPointer { folded in
                for column in 0..<quarter {
                    let a = values.baseAddress! + column * stripe
                    let b = values.baseAddress! + (count - 1 - column) * stripe
                    let c = values.baseAddress! + (column + 2 * quarter) * stripe
                    let d = values.baseAddress! + (2 * quarter - 1 - column) * stripe
                    let evenCosine = folded.baseAddress! + column * stripe
                    let evenSine = evenCosine + stripe * quarter
                    let oddCosine = evenSine + stripe * quarter
                    let oddSine = oddCosine + stripe * quarter
                    for index in 0..<stripe {
                        let (near, far) = (a[index] + b[index], c[index] + d[index])
                        let (nearDifference, farDifference) = (a[index] - b[index], c[index] - d[index])
                        evenCosine[index] = near + far
                        oddCosine[index] = near - far
                        evenSine[index] = nearDifference + farDifference
                        oddSine[index] = nearDifference - farDifference
                    }
                }
            }
        }
    }

    /// The transpose of ``fold(_:stripe:quarter:into:)``.
    static func unfold<Element: Scalar & BinaryFloatingPoint>(
        _ folded: [Element], stripe: Int, quarter: Int, into values: inout [Element]
    ) {
        let count = 4 * quarter
        folded.withUnsafeBufferPointer { folded in
            values.withUnsafeMutableBufferPointer { values in
                for column in 0..<quarter {
                    let a = values.baseAddress! + column * stripe
                    let b = values.baseAddress! + (count - 1 - column) * stripe
                    let c = values.baseAddress! + (column + 2 * quarter) * stripe
                    let d = values.baseAddress! + (2 * quarter - 1 - column) * stripe
                    let evenCosine = folded.baseAddress! + column * stripe
                    let evenSine = evenCosine + stripe * quarter
                    let oddCosine = evenSine + stripe * quarter
                    let oddSine = oddCosine + stripe * quarter
                    for index in 0..<stripe {
                        let (near, far) = (evenCosine[index] + oddCosine[index], evenCosine[index] - oddCosine[index])
                        let (nearSine, farSine) = (evenSine[index] + oddSine[index], evenSine[index] - oddSine[index])
                        a[index] = near + nearSine
                        b[index] = near - nearSine
                        c[index] = far + farSine
                        d[index] = far - farSine
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
