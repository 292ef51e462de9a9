import Foundation
import NumericalCore
import QuantumStates

/// Systems that P2 speaks of, as ready models with H = 0.
extension CollapseModel {
    /// A particle behind a beam splitter, with a detector in each arm: √(1 − r)|1⟩ + i√r|2⟩.
    ///
    /// Both arms begin with the amplitudes that the splitter gives them, and one fades on the way (P2, Fig. 1).
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the reflectivity r is not in 0…1, or κ is wrong.
    public static func beamSplitter(
        reflectivity: Double = 0.5, kappa: Double = 1, law: CollapseLaw = .pairwise
    ) throws -> CollapseModel {
        try require(reflectivity >= 0 && reflectivity <= 1, "reflectivity", must: "be in 0…1", was: reflectivity)
        let amplitudes = [Complex((1 - reflectivity).squareRoot()), Complex(0, reflectivity.squareRoot())]
        return try CollapseModel(
            state: StateVector(unchecked: amplitudes, in: .qubit), basis: .computational(in: .qubit), kappa: kappa,
            law: law)
    }

    /// A spin j that points along a direction, in a Stern–Gerlach magnet along z with its 2j + 1 beams.
    ///
    /// Position k is the beam m = j − k, with Born weight C(2j, k) ((1 + n_z)/2)^{2j−k} ((1 − n_z)/2)^k.
    /// - Parameters:
    ///   - twiceSpin: 2j in 1…1000.
    ///   - direction: n, where the spin points.
    ///   - kappa: κ.
    ///   - law: P2's jump operators or the repaired ones.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when 2j or κ is out of range.
    public static func sternGerlach(
        twiceSpin: Int, along direction: Direction, kappa: Double = 1, law: CollapseLaw = .pairwise
    ) throws -> CollapseModel {
        try require((1...1000).contains(twiceSpin), "twiceSpin", must: "be in 1…1000", was: twiceSpin)
        let qubit = direction.stateVector.amplitudes
        let (up, down) = (qubit[0], qubit[1])
        var logBinomial = 0.0
        let amplitudes = (0...twiceSpin).map { k in
            if k > 0 { logBinomial += log(Double(twiceSpin - k + 1) / Double(k)) }
            let (ups, downs) = (Double(twiceSpin - k), Double(k))
            // 0⁰ = 1: a pole has one beam only.
            guard (ups == 0 || up.modulus > 0) && (downs == 0 || down.modulus > 0) else { return Complex.zero }
            let logModulus =
                logBinomial / 2 + (ups == 0 ? 0 : ups * log(up.modulus)) + (downs == 0 ? 0 : downs * log(down.modulus))
            return Complex(modulus: exp(logModulus), phase: ups * up.phase + downs * down.phase)
        }
        let space = try HilbertSpace(dimensions: [twiceSpin + 1])
        return try CollapseModel(
            state: StateVector(normalizing: amplitudes, in: space), basis: .computational(in: space), kappa: kappa,
            law: law)
    }

    /// Where the detectors of a double slit stand.
    public enum DoubleSlitDetector: String, Sendable, Hashable, Codable, CaseIterable {
        /// Right behind the slits: the basis of positions, which tells the slit.
        case behindSlits
        /// On a screen far away: the basis of Fourier modes, one for each angle.
        case farScreen
    }

    /// A particle behind a double slit, on a finite grid of positions, with detectors at the slits or far away.
    ///
    /// The state is even over two slits of `slitWidth` points whose left edges are `distance` points apart, in the middle of
    /// N points. On a far screen position k stands for the spatial frequency (k − ⌊N/2⌋)/N, with Born weights
    /// sin²(πwf)/sin²(πf)·cos²(πdf)·2/(Nw): the interference pattern appears run by run. (P2, footnote 6.)
    /// - Parameters:
    ///   - points: N in 4…1024.
    ///   - slitWidth: w ≥ 1.
    ///   - distance: d ≥ w, with d + w ≤ N.
    ///   - detector: Where the particle is detected.
    ///   - kappa: κ.
    ///   - law: P2's jump operators or the repaired ones.
    /// - Complexity: O(N²).
    /// - Throws: ``/NumericalCore/InvalidArgument`` when a number is out of range.
    public static func doubleSlit(
        points: Int, slitWidth: Int, distance: Int, detector: DoubleSlitDetector = .farScreen, kappa: Double = 1,
        law: CollapseLaw = .pairwise
    ) throws -> CollapseModel {
        try require((4...1024).contains(points), "points", must: "be in 4…1024", was: points)
        try require(
            slitWidth >= 1 && slitWidth <= points / 2, "slitWidth", must: "be in 1…\(points / 2)", was: slitWidth)
        try require(
            distance >= slitWidth && distance <= points - slitWidth, "distance",
            must: "be in \(slitWidth)…\(points - slitWidth)", was: distance)
        let space = try HilbertSpace(dimensions: [points])
        let left = (points - slitWidth - distance) / 2
        let amplitudes = (0..<points).map { point in
            let isOpen = [left, left + distance].contains { point >= $0 && point < $0 + slitWidth }
            return isOpen ? Complex.one : .zero
        }
        let state = try StateVector(normalizing: amplitudes, in: space)
        guard detector == .farScreen else {
            return try CollapseModel(state: state, basis: .computational(in: space), kappa: kappa, law: law)
        }
        let scale = 1 / Double(points).squareRoot()
        let modes = ComplexMatrix(rows: points, columns: points) { row, column in
            // The product is reduced modulo N first, so that the phase stays small and exact.
            let turns = Double(row * (column - points / 2) % points) / Double(points)
            return scale * Complex.unit(phase: 2 * .pi * turns)
        }
        return try CollapseModel(state: state, basis: DetectorBasis(modes, in: space), kappa: kappa, law: law)
    }

    /// The singlet of Einstein, Podolsky and Rosen in Bohm's form, measured along a and b.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when κ is wrong.
    public static func epr(
        alice: Direction, bob: Direction, kappa: Double = 1, law: CollapseLaw = .pairwise
    ) throws -> CollapseModel {
        try CollapseModel(
            state: BellState.psiMinus.stateVector, basis: .spins(along: [alice, bob]), kappa: kappa, law: law)
    }
}
