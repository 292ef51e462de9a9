import LHVModels

/// The harmonic coefficients of sign patterns, by plain sums: first exact integer sums over the azimuth, then over rows, then
/// over shells.
struct PatternCoefficients: Sendable {
    let harmonics: ExtendedHarmonics
    /// 2⁵² cos and sin of m times the azimuths, rounded to integers: `waves[2m + (0 or 1)][j]`.
    private let waves: [[Int64]]
    private static let unit = 0x1p-52

    init(_ harmonics: ExtendedHarmonics) {
        self.harmonics = harmonics
        let count = harmonics.grid.azimuths
        // The middles of the steps are odd multiples of half a step.
        var cosines: [Int64] = []
        var sines: [Int64] = []
        for part in 0..<(2 * count) {
            let (cosine, sine) = ExtendedNumber.turn(part, over: 2 * count)
            cosines.append(Int64((cosine.high * 0x1p52).rounded()))
            sines.append(Int64((sine.high * 0x1p52).rounded()))
        }
        var waves: [[Int64]] = []
        for m in 0...harmonics.degree {
            let places = (0..<count).map { m * (2 * $0 + 1) % (2 * count) }
            waves.append(places.map { cosines[$0] })
            waves.append(places.map { sines[$0] })
        }
        self.waves = waves
    }

    /// The coefficients of a pattern: for each l', each m ≤ l' and {cos, sin} those of n = 0, 1, …, in this order.
    func coefficients(of pattern: SignPattern) -> [Double] {
        let (grid, degree) = (harmonics.grid, harmonics.degree)
        let sums = azimuthalSums(of: pattern)
        let places = grid.shells * grid.rows
        // polarSums[m][(row of l', cos or sin, shell)]
        var polarSums: [[Double]] = []
        for m in 0...degree {
            let count = harmonics.polarCount(m)
            var result = [Double](repeating: 0, count: 2 * count * grid.shells)
            let table = harmonics.polar[m]
            for shell in 0..<grid.shells {
                for phase in 0..<2 {
                    let offset = count * (phase + 2 * shell)
                    for row in 0..<grid.rows {
                        let wave = sums[(2 * m + phase) * places + shell * grid.rows + row]
                        for index in 0..<count { result[offset + index] += table[count * row + index] * wave }
                    }
                }
            }
            polarSums.append(result)
        }
        var coefficients: [Double] = []
        for l in stride(from: 1, through: degree, by: 2) {
            let count = (degree - l) / 2 + 1
            for m in (harmonics.isPlanar ? l : 0)...l {
                let index = harmonics.isPlanar ? 0 : (l - harmonics.firstDegree(m)) / 2
                let polarCount = harmonics.polarCount(m)
                for phase in 0..<2 {
                    if harmonics.radial.isEmpty {
                        coefficients.append(polarSums[m][index + polarCount * phase])
                        continue
                    }
                    let table = harmonics.radial[(l - 1) / 2]
                    for n in 0..<count {
                        var sum = 0.0
                        for shell in 0..<grid.shells {
                            sum += table[n + count * shell] * polarSums[m][index + polarCount * (phase + 2 * shell)]
                        }
                        coefficients.append(sum)
                    }
                }
            }
        }
        return coefficients
    }

    /// Σ f·g for each degree, from the coefficients of two patterns: c_l/k_l for l = 0…L.
    func correlations(_ left: [Double], _ right: [Double]) -> [Double] {
        let degree = harmonics.degree
        var result = [Double](repeating: 0, count: degree + 1)
        var position = 0
        for l in stride(from: 1, through: degree, by: 2) {
            let count = harmonics.radial.isEmpty ? 1 : (degree - l) / 2 + 1
            for _ in 0..<(harmonics.isPlanar ? 2 : 2 * (l + 1)) {
                for n in 0..<count {
                    result[l + 2 * n] += left[position] * right[position]
                    position += 1
                }
            }
        }
        return result
    }

    // Σ_j sign_j {cos, sin}(m φ_j) of each row: exact sums of the rounded integers, then one rounding to a double.
    private func azimuthalSums(of pattern: SignPattern) -> [Double] {
        let grid = harmonics.grid
        let places = grid.shells * grid.rows
        let masks = (0..<grid.count).map { Int64(pattern.isNegative($0) ? -1 : 0) }
        var result = [Double](repeating: 0, count: places * waves.count)
        let count = grid.azimuths
        masks.withUnsafeBufferPointer { masks in
            for (index, wave) in waves.enumerated() {
                wave.withUnsafeBufferPointer { wave in
                    for place in 0..<places {
                        var sum: Int64 = 0
                        let start = place &* count
                        // (x ^ −1) − (−1) = −x.
                        for j in 0..<count {
                            let mask = masks[start &+ j]
                            sum &+= (wave[j] ^ mask) &- mask
                        }
                        result[index * places + place] = Double(sum) * PatternCoefficients.unit
                    }
                }
            }
        }
        return result
    }
}
