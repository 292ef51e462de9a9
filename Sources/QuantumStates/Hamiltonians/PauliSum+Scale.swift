import Foundation
import NumericalCore

extension PauliSum {
    /// H·2^{−e} with a largest coefficient in 1..<2, and e; the sum itself with e = 0 when it has no terms.
    ///
    /// Iterations that square norms work on it, so that no unit of energy overflows or underflows. Powers of two round
    /// nothing: where H itself would have done, all bits are the same.
    func inUnitsOfItsSize() -> (sum: PauliSum, exponent: Int) {
        let largest = terms.lazy.map(\.coefficient).largestMagnitude()
        guard largest > 0 else { return (self, 0) }
        let exponent = Int(largest.exponent)
        return (
            PauliSum(
                unchecked: terms.map { Term(scalbn($0.coefficient, -exponent), $0.string) }, qubits: qubits),
            exponent
        )
    }
}
