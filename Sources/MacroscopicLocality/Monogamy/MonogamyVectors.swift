import NumericalCore
import QuantumStates

/// The vectors P and Q of two regions, each of whose components belong to anticommuting observables.
///
/// P^(ij) = (T_xx^(ij), T_xy^(ij), T_yx^(i,j+1), T_yy^(i,j+1)) and Q^(ij) = (T_xx^(i,j+1), T_xy^(i,j+1), T_yx^(ij), T_yy^(ij)), with
/// j + 1 modulo N_B ≥ 2. No vector is longer than 1, and L = ½ (N_A N_B)⁻² Σ (P·P′ + Q·Q′) = |mean of P|² ≤ 1. The factor ½ is missing in
/// print. Source: P4, Eqs. 8–9.
public struct MonogamyVectors: Sendable, Hashable {
    /// P^(ij), for i in A and j in B in counting order.
    public let p: [[Double]]
    /// Q^(ij), in the same order.
    public let q: [[Double]]

    /// The vectors of a pure state.
    ///
    /// - Parameters:
    ///   - state: A state of qubits.
    ///   - regions: Two regions, the second of at least two spins.
    ///   - planes: The axes x and y of each region; nil for the coordinate axes.
    /// - Complexity: O(N_A·N_B) reduced states.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the regions or planes do not fit.
    public init(of state: StateVector, regions: Regions, planes: [MeasurementPlane]? = nil) throws {
        try self.init(state.space, regions, planes) { try state.reduced(to: $0) }
    }

    /// The vectors of a mixed state; see ``init(of:regions:planes:)-(StateVector,_,_)``.
    ///
    /// - Throws: As there.
    public init(of state: DensityOperator, regions: Regions, planes: [MeasurementPlane]? = nil) throws {
        try self.init(state.space, regions, planes) { try state.reduced(to: $0) }
    }

    private init(
        _ space: HilbertSpace, _ regions: Regions, _ planes: [MeasurementPlane]?,
        _ reduced: ([Int]) throws -> DensityOperator
    ) throws {
        try regions.requireQubits(space)
        try require(regions.count == 2, "regions", must: "be two", was: regions.count)
        let (na, nb) = (regions.sizes[0], regions.sizes[1])
        try require(nb >= 2, "size of region 1", must: "be at least 2", was: nb)
        let table = try MicroscopicCorrelations(regions: regions, planes: planes, reduced)
        var (p, q) = ([[Double]](), [[Double]]())
        for i in 0..<na {
            for j in 0..<nb {
                // Words in counting order: xx, xy, yx, yy.
                let here = (0..<4).map { table.value(word: $0, sites: [i, j]) }
                let next = (0..<4).map { table.value(word: $0, sites: [i, (j + 1) % nb]) }
                p.append([here[0], here[1], next[2], next[3]])
                q.append([next[0], next[1], here[2], here[3]])
            }
        }
        self.p = p
        self.q = q
    }

    /// The length of the longest vector, at most 1 in every state.
    public var longest: Double {
        (p + q).reduce(0) { longest, vector in
            largerOrNaN(longest, vector.reduce(0) { $0 + $1 * $1 }.squareRoot())
        }
    }

    /// L = ½ (N_A N_B)⁻² Σ_{ij,i′j′} (P^(ij)·P^(i′j′) + Q^(ij)·Q^(i′j′)).
    public var criterion: Double {
        func squaredMean(_ vectors: [[Double]]) -> Double {
            (0..<4).reduce(0.0) { sum, component in
                let mean = vectors.lazy.map { $0[component] }.compensatedSum() / Double(vectors.count)
                return sum + mean * mean
            }
        }
        return (squaredMean(p) + squaredMean(q)) / 2
    }
}
