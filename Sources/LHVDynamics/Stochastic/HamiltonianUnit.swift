import Foundation
import LHVModels

/// A two-qubit Hamiltonian in units of its own size, a power of two: what a search does must not depend on the units of H.
///
/// The size is the Frobenius norm of the traceless part, for which the unit matrix does not count. Powers of two round nothing.
struct HamiltonianUnit {
    /// H·2^{−e}.
    let hamiltonian: ComplexMatrix
    private let exponent: Int

    /// - Throws: ``/NumericalCore/InvalidArgument`` when H is not a Hermitian 4 × 4 matrix of finite numbers.
    init(_ given: ComplexMatrix) throws {
        let form = try PairCoefficients(kernel: given)
        let size = 2 * euclideanNorm(Array(form.entries.dropFirst()))
        let isOrdinary = size > 0 && size.isFinite
        let exponent = isOrdinary ? Int(log2(size).rounded()) : 0
        self.exponent = exponent
        hamiltonian = given.map { Complex(scalbn($0.real, -exponent), scalbn($0.imaginary, -exponent)) }
    }

    /// A rate for the scaled Hamiltonian as one for the given one.
    func restored(_ rate: Double) -> Double { scalbn(rate, exponent) }
}
