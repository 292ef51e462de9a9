import DataFiles
import QuantumStates

extension BellInequality {
    /// The inequality with the coefficients in an array of another program, whose indices have names.
    ///
    /// - Parameters:
    ///   - array: The coefficients of the probabilities.
    ///   - names: The names of its indices in their order, such as `[a,b,x,y]` for toqito, QETLAB and Ket.jl; see
    ///     ``/QuantumStates/BehaviourAxes``.
    ///   - bound: The claimed local bound.
    ///   - name: What the inequality is called.
    /// - Complexity: O(count).
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the names are not those of the array's indices or a number is not finite.
    public init(_ array: NumPyArray<Double>, axes names: String, bound: Double, name: String = "") throws {
        let axes = try BehaviourAxes(names)
        // Before the elements are taken by the array's shape.
        let scenario = try axes.scenario(shape: array.shape)
        try self.init(axes.ordered(array.elements, shape: array.shape), in: scenario, bound: bound, name: name)
    }

    /// The coefficients as an array whose indices have names.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the names are not those of the scenario's parties, or settings of one party have
    ///   different numbers of outcomes.
    public func array(axes names: String) throws -> NumPyArray<Double> {
        let (shape, elements) = try BehaviourAxes(names).array(coefficients, in: scenario)
        return try NumPyArray(shape: shape, elements: elements)
    }
}

extension CorrelatorInequality {
    /// The inequality of two parties with a matrix of correlators and marginals, as toqito and QETLAB take it with the notation `fc`.
    ///
    /// Row 0 holds the marginals of the second party, column 0 those of the first, and entry (0, 0) the constant term.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the matrix is smaller than 2 × 2 or not finite.
    public init(fullCorrelators matrix: RealMatrix, bound: Double, name: String = "") throws {
        try require(
            matrix.rows >= 2 && matrix.columns >= 2, "matrix", must: "be at least 2 × 2",
            was: "\(matrix.rows) × \(matrix.columns)")
        try self.init(
            CorrelatorTensor(
                matrix.transpose.elements, settings: [matrix.rows - 1, matrix.columns - 1], includesMarginals: true),
            bound: bound, name: name)
    }
}
