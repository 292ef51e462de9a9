import Foundation
import NumericalCore
import QuantumStates

/// The criterion L = Σ_{i₁…i_k∈{x,y}} T²_{i₁…i_k} ≤ 1: below it, all correlations of two settings per region are local.
///
/// x and y are the axes of a plane in each region. The criterion concerns full correlators; marginals can be zeroed in the
/// local model. Source: P4, Eqs. 6 and A2; [Zukowski2002].
public enum TwoSettingCriterion {
    /// L of a correlation tensor for one plane in each region, in 0…2^{k−1} for a state of k qubits.
    ///
    /// A sum that differs from 1 by rounding only, by at most 8·2⁻⁵²·2^k, is 1: a product state does not violate the criterion.
    /// - Complexity: O(4^k).
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless there is a plane for each region.
    public static func value(of tensor: PauliTensor, planes: [MeasurementPlane]) throws -> Double {
        try require(
            planes.count == tensor.count, "planes", must: "be one for each of \(tensor.count) regions",
            was: planes.count)
        let sum = try CorrelatorTensor(of: tensor, along: planes.map { [$0.x, $0.y] }).elements
            .reduce(0) { $0 + $1 * $1 }
        return withoutRounding(sum, regions: tensor.count)
    }

    /// L as it was computed, without what rounding led beyond 1 or out of 0…2^{k−1}.
    static func withoutRounding(_ sum: Double, regions: Int) -> Double {
        let rounding = 8 * Double.ulpOfOne * exp2(Double(regions))
        return abs(sum - 1) <= rounding ? 1 : sum.withoutRounding(in: 0...exp2(Double(regions - 1)))
    }

    /// The largest L over all planes, and planes that have it.
    public struct Maximum: Sendable, Hashable, Codable {
        /// L.
        public let value: Double
        /// The planes.
        public let planes: [MeasurementPlane]
        /// Whether the value is proven to be the largest, as it is for two regions; else it is the best of many starts.
        public let isExact: Bool
    }

    /// The largest L over all planes.
    ///
    /// For two regions it is s₁² + s₂² with the two largest singular values of T. For more, one plane after the other is made
    /// the best for the others, which never lowers L, from several starts.
    /// - Parameters:
    ///   - tensor: The correlation tensor of k qubits.
    ///   - starts: The number of random starts for k > 2, besides the coordinate planes.
    ///   - seed: The seed of the starts.
    /// - Complexity: O(starts·sweeps·k·4^k).
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless `starts` is in 0…10⁶; `CancellationError` in a cancelled task.
    public static func maximum(of tensor: PauliTensor, starts: Int = 20, seed: UInt64 = 1) throws -> Maximum {
        try require((0...1_000_000).contains(starts), "starts", must: "be in 0…10⁶", was: starts)
        let count = tensor.count
        var best: Maximum?
        var stream = RandomStream(seed: seed)
        let coordinate: [MeasurementPlane] = [
            .xy, MeasurementPlane(unchecked: .x, .z), MeasurementPlane(unchecked: .y, .z),
        ]
        let total = count == 2 ? 1 : 3 + starts
        for start in 0..<total {
            var planes = (0..<count).map { _ in
                start < 3
                    ? coordinate[start] : MeasurementPlane(settings: .random(using: &stream), .random(using: &stream))
            }
            if count == 2 {
                let matrix = try correlationMatrix(tensor)
                let decomposition = try matrix.singularValueDecomposition()
                planes = [
                    MeasurementPlane(unchecked: direction(decomposition.left, 0), direction(decomposition.left, 1)),
                    MeasurementPlane(
                        unchecked: direction(decomposition.rightAdjoint.transpose, 0),
                        direction(decomposition.rightAdjoint.transpose, 1)),
                ]
            } else {
                var value = -1.0
                for _ in 0..<1000 {
                    try Work.checkCancellation()
                    for region in 0..<count { planes[region] = try bestPlane(tensor, region, planes) }
                    let next = try Self.value(of: tensor, planes: planes)
                    if next - value <= 1e-14 { break }
                    value = next
                }
            }
            let value = try Self.value(of: tensor, planes: planes)
            if value > best?.value ?? -1 { best = Maximum(value: value, planes: planes, isExact: count == 2) }
        }
        return best ?? Maximum(value: 0, planes: [], isExact: false)
    }

    private static func correlationMatrix(_ tensor: PauliTensor) throws -> RealMatrix {
        RealMatrix(rows: 3, columns: 3) { tensor.coefficients[4 * ($0 + 1) + $1 + 1] }
    }

    private static func direction(_ matrix: RealMatrix, _ column: Int) -> Direction {
        Direction(unchecked: SIMD3(matrix[0, column], matrix[1, column], matrix[2, column]))
    }

    /// The plane of one region in which Σ T² is largest when the others are kept: the top of a 3 × 3 Gram matrix.
    private static func bestPlane(
        _ tensor: PauliTensor, _ region: Int, _ planes: [MeasurementPlane]
    ) throws -> MeasurementPlane {
        let axes: [Direction] = [.x, .y, .z]
        let lists = planes.indices.map { $0 == region ? axes : [planes[$0].x, planes[$0].y] }
        let entries = try CorrelatorTensor(of: tensor, along: lists).elements
        let inner = 1 << (planes.count - 1 - region)
        var gram = RealMatrix(rows: 3, columns: 3)
        for outer in 0..<(entries.count / (3 * inner)) {
            for place in 0..<inner {
                for row in 0..<3 {
                    for column in 0..<3 {
                        gram[row, column] +=
                            entries[(outer * 3 + row) * inner + place] * entries[(outer * 3 + column) * inner + place]
                    }
                }
            }
        }
        let vectors = try gram.hermitianEigensystem().vectors
        return MeasurementPlane(unchecked: direction(vectors, 2), direction(vectors, 1))
    }
}

extension EffectiveState {
    /// L = Σ T² over the given planes; see ``TwoSettingCriterion``.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the spins are not qubits, M is not 1, or planes are missing.
    public func criterion(planes: [MeasurementPlane]) throws -> Double {
        try TwoSettingCriterion.value(of: pauliTensor(), planes: planes)
    }

    /// The largest L over all planes; see ``TwoSettingCriterion/maximum(of:starts:seed:)``.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the spins are not qubits or M is not 1.
    public func criterionMaximum(starts: Int = 20, seed: UInt64 = 1) throws -> TwoSettingCriterion.Maximum {
        try TwoSettingCriterion.maximum(of: pauliTensor(), starts: starts, seed: seed)
    }
}
