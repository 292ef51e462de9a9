import Foundation

/// How the time of some work grows with its size n.
enum GrowthLaw {
    /// t ∝ n^exponent.
    case power(Double)
    /// t ∝ base^n.
    case exponential(Double)

    /// The exponent or the base.
    var parameter: Double {
        switch self {
        case .power(let exponent): exponent
        case .exponential(let base): base
        }
    }

    /// What one more unit on the horizontal axis multiplies the time with, as the logarithm: log t = const + parameter·x.
    private var slope: Double {
        switch self {
        case .power(let exponent): exponent
        case .exponential(let base): log(base)
        }
    }

    private func abscissa(_ size: Int) -> Double {
        switch self {
        case .power: log(Double(size))
        case .exponential: Double(size)
        }
    }

    /// The law of the same kind that fits times best, by least squares of log t, and its parameter's standard error.
    ///
    /// Only the upper half of the sizes is used, but three at least: small ones show the costs of calling.
    func fitted(to times: [Double], at sizes: [Int]) -> (law: GrowthLaw, error: Double) {
        let used = max(3, (sizes.count + 1) / 2)
        let x = sizes.suffix(used).map(abscissa)
        let y = times.suffix(used).map { log($0) }
        let count = Double(x.count)
        let (meanX, meanY) = (x.reduce(0, +) / count, y.reduce(0, +) / count)
        let variance = x.reduce(0) { $0 + ($1 - meanX) * ($1 - meanX) }
        let slope = zip(x, y).reduce(0) { $0 + ($1.0 - meanX) * ($1.1 - meanY) } / variance
        let residual = zip(x, y).reduce(0) { sum, point in
            let difference = point.1 - meanY - slope * (point.0 - meanX)
            return sum + difference * difference
        }
        let error = count > 2 ? (residual / (count - 2) / variance).squareRoot() : 0
        switch self {
        case .power: return (.power(slope), error)
        case .exponential: return (.exponential(exp(slope)), exp(slope) * error)
        }
    }

    /// The times of a curve of this law that meets the last of the given times.
    func curve(through times: [Double], at sizes: [Int]) -> [Double] {
        guard let last = sizes.last, let time = times.last else { return [] }
        return sizes.map { time * exp(slope * (abscissa($0) - abscissa(last))) }
    }

    /// The law in words, with a parameter's error where one is known.
    func text(of variable: String, error: Double? = nil) -> String {
        let number = error.map { String(format: "%.2f ± %.2f", parameter, $0) } ?? String(format: "%g", parameter)
        return switch self {
        case .power: "\(variable)^(\(number))"
        case .exponential: "(\(number))^\(variable)"
        }
    }
}
