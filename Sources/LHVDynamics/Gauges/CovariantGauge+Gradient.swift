import LHVModels

extension CovariantGauge {
    /// The gradients in closed form, between knots.
    ///
    /// With S = a + b and Δ = a − b, (4π)² p = f₀ + a L·S + A|L| D·Δ + τ Tr T + k L·TL + m D·TD − A(L·TD − D·TL) with
    /// k = (t_L − τ)/|L|² and m = ε/|D|², so that ∇₁ = ∂_L + ∂_D + λ₂ ∂_c and ∇₂ = ∂_L − ∂_D + λ₁ ∂_c up to projection.
    public func gradient(
        of form: TwoQubitBlochForm, at first: Direction, _ second: Direction
    ) -> (SIMD3<Double>, SIMD3<Double>) {
        let (u, v) = (first.vector, second.vector)
        let (sum, difference) = (u + v, u - v)
        let (values, slopes) = valuesAndSlopes(at: dot(u, v))
        let (long, short) = (dot(sum, sum), dot(difference, difference))
        guard long > 0 && short > 0 else { return (.zero, .zero) }
        let size = long.squareRoot()
        let (plus, minus) = (form.a + form.b, form.a - form.b)
        let (sumOne, sumTwo) = (applied(form.t, sum), transposed(form.t, sum))
        let (differenceOne, differenceTwo) = (applied(form.t, difference), transposed(form.t, difference))
        let (k, m) = (values.sumTilt / long, values.differenceTilt / short)
        let (quadraticSum, quadraticDifference) = (dot(sum, sumOne), dot(difference, differenceOne))
        let (turned, twist) = (dot(difference, minus), dot(sum, differenceOne) - dot(difference, sumOne))

        var bySum = values.along * plus + (values.factor * turned / size - 2 * k * quadraticSum / long) * sum
        bySum += k * (sumOne + sumTwo) - values.factor * (differenceOne - differenceTwo)
        var byDifference = values.factor * size * minus - (2 * m * quadraticDifference / short) * difference
        byDifference += m * (differenceOne + differenceTwo) - values.factor * (sumTwo - sumOne)
        var byCosine = slopes.mixed + slopes.along * dot(sum, plus) + slopes.factor * (size * turned - twist)
        byCosine += slopes.transverse * form.t.trace
        byCosine += slopes.sumTilt / long * quadraticSum + slopes.differenceTilt / short * quadraticDifference
        return (
            tangential(bySum + byDifference + byCosine * v, at: u),
            tangential(bySum - byDifference + byCosine * u, at: v)
        )
    }

    private func valuesAndSlopes(at c: Double) -> (CovariantValues, CovariantValues) {
        let (band, index, share) = place(of: c)
        let isAbove = c > 0
        let values = band.values(interval: index, share: share, modulus: min(abs(c), 1), isAbove: isAbove)
        // The functions are linear in |c| within the interval, but for 4(1 + c), which is linear anyway.
        let (start, end) = (band.knots[index], band.knots[index + 1])
        let low = band.values(interval: index, share: 0, modulus: start, isAbove: isAbove)
        let high = band.values(interval: index, share: 1, modulus: end, isAbove: isAbove)
        let scale = (isAbove ? 1 : -1) / (end - start)
        return (
            values,
            CovariantValues(
                mixed: scale * (high.mixed - low.mixed), transverse: scale * (high.transverse - low.transverse),
                along: scale * (high.along - low.along), factor: scale * (high.factor - low.factor),
                sumTilt: scale * (high.sumTilt - low.sumTilt),
                differenceTilt: scale * (high.differenceTilt - low.differenceTilt), c: 0)
        )
    }
}
