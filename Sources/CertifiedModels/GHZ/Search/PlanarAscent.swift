import Foundation
import LHVModels

/// Many lists of responses that are improved together for given prices, one party after the other.
///
/// For fixed other parties Σ_k y_k c_k is Σ_j s_j·G_j in the signs of one party, with G a trigonometric polynomial at the cells;
/// its best signs are those of G. Each step is a matrix product over all lists.
struct PlanarAscent: Sendable {
    private let frequencies: PlanarFrequencies
    private let parties: Int
    /// The number of lists.
    let count: Int
    /// ±1, for each party cells × lists.
    private(set) var signs: [[Double]]
    // f̂ at the frequencies, real and imaginary parts in turn, for each party rows × lists.
    private var spectra: [[Double]]

    /// Lists with the given signs: for each party the cells of the first list, then those of the next.
    init(_ frequencies: PlanarFrequencies, signs: [[Double]]) {
        self.frequencies = frequencies
        self.signs = signs
        parties = signs.count
        count = signs[0].count / frequencies.cells
        spectra = []
        spectra = signs.map { spectrum($0) }
    }

    private func spectrum(_ signs: [Double]) -> [Double] {
        var result = [Double](repeating: 0, count: frequencies.rows * count)
        result.setProduct(
            MatrixBlock(rows: frequencies.rows, columns: count), frequencies.table,
            MatrixBlock(rows: frequencies.rows, columns: frequencies.cells), times: signs,
            MatrixBlock(rows: frequencies.cells, columns: count))
        return result
    }

    // Π f̂ over all parties but one, or over all.
    private func product(without left: Int? = nil) -> [Double] {
        var result = [Double](repeating: 0, count: frequencies.rows * count)
        for index in 0..<(result.count / 2) { result[2 * index] = 1 }
        for (party, spectrum) in spectra.enumerated() where party != left {
            for index in stride(from: 0, to: result.count, by: 2) {
                let (a, b, x, y) = (result[index], result[index + 1], spectrum[index], spectrum[index + 1])
                result[index] = a * x - b * y
                result[index + 1] = a * y + b * x
            }
        }
        return result
    }

    /// Improves until nothing changes, or for so many sweeps.
    ///
    /// - Parameter prices: y_k for each frequency.
    mutating func improve(prices: [Double], sweeps: Int) {
        var gradient = [Double](repeating: 0, count: frequencies.cells * count)
        for _ in 0..<sweeps {
            var hasChanged = false
            for party in 0..<parties {
                var other = product(without: party)
                // Re(F o) = Re F Re o − Im F Im o.
                for index in stride(from: 0, to: other.count, by: 2) {
                    let price = prices[index / 2 % prices.count]
                    other[index] *= price
                    other[index + 1] *= -price
                }
                gradient.setProduct(
                    MatrixBlock(rows: frequencies.cells, columns: count), frequencies.table,
                    MatrixBlock(rows: frequencies.rows, columns: frequencies.cells), .transposed, times: other,
                    MatrixBlock(rows: frequencies.rows, columns: count))
                let isNew = signs[party].follow(gradient, above: 1e-15)
                if isNew { spectra[party] = spectrum(signs[party]) }
                hasChanged = hasChanged || isNew
            }
            if !hasChanged { return }
        }
    }

    /// c_k at the frequencies, for each list.
    var correlations: [[Double]] {
        let product = product()
        let rows = frequencies.rows
        return (0..<count).map { list in (0..<(rows / 2)).map { 2 * product[rows * list + 2 * $0] } }
    }

    /// The responses of a list.
    func responses(_ list: Int) -> [OddResponse] {
        let cells = frequencies.cells
        return signs.map { signs in
            OddResponse(unchecked: signs[(list * cells)..<((list + 1) * cells)].map { $0 < 0 })
        }
    }

    /// The signs of lists of responses, in the form that the ascent takes.
    static func signs(of lists: [[OddResponse]], parties: Int) -> [[Double]] {
        (0..<parties).map { party in lists.flatMap { $0[party].isNegative.map { $0 ? -1 : 1 } } }
    }
}
