import DataFiles
import NumericalCore

extension Behaviour {
    /// The behaviour in an array of another program, whose indices have names.
    ///
    /// An array that is no behaviour in the order that is stated, or signals in it, is refused, and the usual orders in which it is one
    /// are named. An array can be one in several orders, such as that of uniform marginals: then only the names tell them apart.
    /// - Parameters:
    ///   - array: The probabilities.
    ///   - names: The names of its indices in their order, such as `[a,b,x,y]`.
    ///   - allowsSignalling: Whether it may signal, as relative frequencies do.
    ///   - tolerance: How negative a probability, how far from 1 a sum and how strong a signal may be.
    /// - Complexity: O(N·count).
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the names are not those of the array's indices, or the array is not a behaviour.
    public init(
        _ array: NumPyArray<Double>, axes names: String, allowsSignalling: Bool = false,
        tolerance: Double = defaultTolerance
    ) throws {
        let axes = try BehaviourAxes(names)
        do {
            self = try Behaviour.behaviour(array, axes, allowsSignalling, tolerance)
        } catch let error as InvalidArgument where axes.parties * 2 == array.shape.count {
            let others = axes.usualOrders.filter {
                (try? Behaviour.behaviour(array, $0, allowsSignalling, tolerance)) != nil
            }
            guard !others.isEmpty else { throw error }
            throw InvalidArgument(
                "axes",
                must: "be those of a behaviour, as \(others.map(\.description).joined(separator: " or ")) would be",
                was: "\(axes), where \(error)")
        }
    }

    private static func behaviour(
        _ array: NumPyArray<Double>, _ axes: BehaviourAxes, _ allowsSignalling: Bool, _ tolerance: Double
    ) throws -> Behaviour {
        let scenario = try axes.scenario(shape: array.shape)
        let behaviour = try Behaviour(
            axes.ordered(array.elements, shape: array.shape), in: scenario, tolerance: tolerance)
        guard !allowsSignalling else { return behaviour }
        let signal = behaviour.signalling()
        try require(
            signal.defect <= tolerance, "the choice of party \(signal.party)",
            must: "move no probability of the others by more than \(tolerance)", was: signal.defect)
        return behaviour
    }

    /// The probabilities as an array whose indices have names.
    ///
    /// - Parameter names: The names of the indices in their order, such as `[a,b,x,y]`.
    /// - Complexity: O(count).
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the names are not those of the scenario's parties, or settings of one party have
    ///   different numbers of outcomes.
    public func array(axes names: String) throws -> NumPyArray<Double> {
        let (shape, elements) = try BehaviourAxes(names).array(probabilities, in: scenario)
        return try NumPyArray(shape: shape, elements: elements)
    }
}
