/// max ⟨M, d⟩ for integers M over products of signs, by enumeration in reflected Gray-code order.
///
/// Σ|M| below 2⁶² is checked first, so no partial sum can overflow.
struct IntegerEnumeration {
    let shape: [Int]
    let leadsWithOne: Bool

    /// The greatest value.
    func maximum(of coefficients: [Int64]) throws -> Int64 {
        try CertificateRules.checkSums(of: coefficients)
        // The party with most settings answers best; its axis goes last.
        let last = shape.indices.max { (shape[$0], $0) < (shape[$1], $1) } ?? 0
        let others = shape.indices.filter { $0 != last }
        let free = others.reduce(0) { $0 + shape[$1] - (leadsWithOne ? 1 : 0) } - (leadsWithOne ? 0 : 1)
        guard free <= 36 else {
            throw InvalidCertificate(reason: "the local bound takes 2^\(free) steps to recompute, more than 2^36")
        }
        var steps = [Int](repeating: 1, count: shape.count)
        for party in stride(from: shape.count - 2, through: 0, by: -1) {
            steps[party] = steps[party + 1] * shape[party + 1]
        }
        var places = [0]
        for party in others + [last] {
            places = places.flatMap { place in (0..<shape[party]).map { place + $0 * steps[party] } }
        }
        let sizes = others.map { shape[$0] }
        return best(places.map { coefficients[$0] }, sizes[...], isFirst: true)
    }

    private func best(_ tensor: [Int64], _ sizes: ArraySlice<Int>, isFirst: Bool) -> Int64 {
        guard let size = sizes.first else { return answered(tensor) }
        let rest = tensor.count / size
        // Without a fixed entry the negative of a vertex is a vertex, so the very first sign may be fixed.
        let fixed = leadsWithOne || isFirst ? 1 : 0
        var current = [Int64](repeating: 0, count: rest)
        for row in 0..<size { for column in 0..<rest { current[column] += tensor[row * rest + column] } }
        var signs = [Int64](repeating: 1, count: size)
        var most = Int64.min
        let count = 1 << (size - fixed)
        for step in 1...count {
            let value = sizes.count == 1 ? answered(current) : best(current, sizes.dropFirst(), isFirst: false)
            most = max(most, value)
            guard step < count else { break }
            let row = fixed + step.trailingZeroBitCount
            let change = -2 * signs[row]
            signs[row] = -signs[row]
            tensor.withUnsafeBufferPointer { tensor in
                current.withUnsafeMutableBufferPointer { current in
                    for column in 0..<rest { current[column] &+= change &* tensor[row * rest + column] }
                }
            }
        }
        return most
    }

    private func answered(_ values: [Int64]) -> Int64 {
        var sum: Int64 = 0
        for (index, value) in values.enumerated() { sum &+= leadsWithOne && index == 0 ? value : abs(value) }
        return sum
    }
}
