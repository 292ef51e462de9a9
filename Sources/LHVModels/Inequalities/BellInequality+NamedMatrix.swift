import NumericalCore
import QuantumStates

extension BellInequality {
    /// The coefficients c(a|x) as a matrix with names, to be shown as a table or a heat map.
    ///
    /// A row for every list of settings, named as `A0 B1`, a column for every list of outcomes, named as `01`; the last party's
    /// runs fastest.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` where the settings of a party differ in their numbers of outcomes.
    /// - Complexity: O(numbers · parties).
    public func namedMatrix() throws -> (values: RealMatrix, rows: [String], columns: [String]) {
        try scenario.namedMatrix(of: coefficients)
    }
}
