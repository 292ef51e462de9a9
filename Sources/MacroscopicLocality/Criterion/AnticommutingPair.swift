import NumericalCore
import QuantumStates

/// Two observables x and y of M spins with x² = y² = 1 and xy = −yx, such as σ_x and σ_y.
///
/// Settings cos φ·x + sin φ·y then have the results ±1 like directions in a plane, and the two-setting criterion holds with
/// T_{i₁…i_k} = Tr[ρ_eff x_{i₁}⊗…⊗x_{i_k}]: for M-body observables of two regions, a CHSH-type criterion of 2M qubits. A sum over
/// M spins of a region stands for any order of them. Source: P4, Sec. III, last paragraph.
public struct AnticommutingPair: Sendable, Hashable {
    /// The first observable.
    public let x: ComplexMatrix
    /// The second observable.
    public let y: ComplexMatrix

    /// A pair of observables of one dimension.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the matrices are not Hermitian, do not square to 1 or do not
    ///   anticommute, within 1e-9.
    public init(x: ComplexMatrix, y: ComplexMatrix) throws {
        try require(
            x.isSquare && x.rows >= 2 && y.rows == x.rows && y.columns == x.columns, "observables",
            must: "be square matrices of one size", was: "\(x.rows) × \(x.columns) and \(y.rows) × \(y.columns)")
        for (name, matrix) in [("observable x", x), ("observable y", y)] {
            try require(matrix.isFinite, name, must: "have only finite entries", was: "not finite")
            try matrix.requireHermitian(name, tolerance: 1e-9)
            let largest = matrix.largestModulus
            try require(largest <= 2, name, must: "square to 1 within 1e-9", was: "one with an entry of \(largest)")
            let defect = (matrix * matrix).distance(to: .identity(x.rows))
            try require(defect <= 1e-9, name, must: "square to 1 within 1e-9", was: "off by \(defect)")
        }
        let defect = (x * y).distance(to: -(y * x))
        try require(defect <= 1e-9, "observables", must: "anticommute within 1e-9", was: "off by \(defect)")
        self.x = x
        self.y = y
    }

    /// The pair of two Pauli strings on M spins.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when they commute or differ in length.
    public init(x: PauliString, y: PauliString) throws {
        try require(
            x.count == y.count && !x.commutes(with: y), "observables", must: "anticommute and be of one length",
            was: "\(x) and \(y)")
        try self.init(x: x.matrix(), y: y.matrix())
    }

    /// σ along the axes of a plane, for M = 1.
    public init(_ plane: MeasurementPlane) {
        x = plane.x.spin
        y = plane.y.spin
    }
}

extension EffectiveState {
    /// L = Σ_{i₁…i_k∈{x,y}} Tr[ρ_eff x_{i₁}⊗…⊗x_{i_k}]² for a pair of observables of M spins in each region.
    ///
    /// L ≤ 1 for every state when, in one of two regions, there are two disjoint sets of M spins, that is 2M spins; then no
    /// CHSH-type inequality of these observables is violated.
    /// - Complexity: O(2^k·D^{2kM}).
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless there is a pair of the dimension D^M for each region.
    public func criterion(observables: [AnticommutingPair]) throws -> Double {
        try require(
            observables.count == regions, "observables", must: "be one pair for each of \(regions) regions",
            was: observables.count)
        return try Choices(observables.map { [$0.x, $0.y] }).reduce(0.0) { sum, choice in
            let value = try state.correlator(of: choice)
            return sum + value * value
        }
    }
}
