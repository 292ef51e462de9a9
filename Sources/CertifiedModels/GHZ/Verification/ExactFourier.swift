/// Fourier coefficients of odd sign functions on equal cells, enclosed in intervals.
struct ExactFourier: Sendable {
    let cells: Int
    // sin(mπ/2n) for m = 0…n.
    private let sines: [DyadicInterval]
    private let inversePi: DyadicInterval

    init(cells: Int) {
        self.cells = cells
        sines = DyadicInterval.sines(quarterSteps: cells)
        inversePi = DyadicInterval.pi.reciprocal
    }

    /// sin(mπ/2n) for any m ≥ 0, in which a whole turn is 4n.
    func sine(_ m: Int) -> DyadicInterval {
        let place = m % (4 * cells)
        let inHalf = place % (2 * cells)
        let value = sines[min(inHalf, 2 * cells - inHalf)]
        return place < 2 * cells ? value : -value
    }

    /// f̂(k) = (1/2π)∫ f(φ) e^{−ikφ} dφ = (2n sin(kπ/2n)/(πk))·(1/n) Σ_j s_j e^{−ik(2j+1)π/2n} for odd k in 1..<n.
    func coefficient(of response: OddResponse, order k: Int) -> (real: DyadicInterval, imaginary: DyadicInterval) {
        var (real, imaginary) = (DyadicInterval.zero, DyadicInterval.zero)
        for (cell, isNegative) in response.isNegative.enumerated() {
            let angle = k * (2 * cell + 1)
            let (cosine, sine) = (sine(angle + cells), sine(angle))
            if isNegative {
                (real, imaginary) = (real - cosine, imaginary + sine)
            } else {
                (real, imaginary) = (real + cosine, imaginary - sine)
            }
        }
        let factor = sine(k) * (2 * cells) / k * inversePi
        return (real / cells * factor, imaginary / cells * factor)
    }

    /// Re Π_p f̂_p(k).
    func correlation(of responses: [OddResponse], order: Int) -> DyadicInterval {
        var (real, imaginary) = (DyadicInterval.one, DyadicInterval.zero)
        for response in responses {
            let (x, y) = coefficient(of: response, order: order)
            (real, imaginary) = (real * x - imaginary * y, real * y + imaginary * x)
        }
        return real
    }
}
