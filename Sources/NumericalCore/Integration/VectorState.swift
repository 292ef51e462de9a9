/// A point of a vector space that the steppers can move: arrays and matrices of real or complex numbers.
///
/// All states of one integration have one shape; the arithmetic below is called on states of equal shape only.
public protocol VectorState: Sendable {
    /// Adds factor · other in place.
    mutating func add(_ factor: Double, times other: Self)
    /// Whether no component is NaN or infinite.
    var isFinite: Bool { get }
    /// Whether another state has the same number of components in the same arrangement.
    func hasShape(of other: Self) -> Bool
    /// The root mean square of |e_i|/(absolute + relative · max(|a_i|, |b_i|)) over the components e_i of this state.
    ///
    /// Zero for a state without components.
    func weightedSize(_ a: Self, _ b: Self, absolute: Double, relative: Double) -> Double
}

extension Array: VectorState where Element: DoublePrecisionScalar {
    /// Adds factor · other in place.
    ///
    /// - Complexity: O(n).
    public mutating func add(_ factor: Double, times other: [Element]) {
        requirePrecondition(count == other.count, "states must have one length, but had \(count) and \(other.count)")
        withUnsafeMutableBufferPointer { target in
            other.withUnsafeBufferPointer { source in
                addComponents(factor, UnsafeRawBufferPointer(source), UnsafeMutableRawBufferPointer(target))
            }
        }
    }

    /// Whether no component is NaN or infinite.
    public var isFinite: Bool {
        withUnsafeBytes { $0.bindMemory(to: Double.self).allSatisfy(\.isFinite) }
    }

    /// Whether the other array has the same length.
    public func hasShape(of other: [Element]) -> Bool { count == other.count }

    /// The root mean square of |e_i|/(absolute + relative · max(|a_i|, |b_i|)).
    ///
    /// - Complexity: O(n).
    public func weightedSize(_ a: [Element], _ b: [Element], absolute: Double, relative: Double) -> Double {
        requirePrecondition(
            a.count == count && b.count == count,
            "states must have one length, but had \(count), \(a.count) and \(b.count)")
        guard !isEmpty else { return 0 }
        var sum = 0.0
        for index in indices {
            let ratio = self[index].modulus / (absolute + relative * Swift.max(a[index].modulus, b[index].modulus))
            sum += ratio * ratio
        }
        return (sum / Double(count)).squareRoot()
    }
}

extension Matrix: VectorState where Element: DoublePrecisionScalar {
    /// Adds factor · other in place, for a real factor.
    @_disfavoredOverload
    public mutating func add(_ factor: Double, times other: Matrix) {
        Matrix.requireSameShape(self, other, "add(_:times:)")
        storage.add(factor, times: other.storage)
    }

    /// Whether the other matrix has as many rows and columns.
    public func hasShape(of other: Matrix) -> Bool { rows == other.rows && columns == other.columns }

    /// The root mean square of |e_i|/(absolute + relative · max(|a_i|, |b_i|)) over the entries.
    public func weightedSize(_ a: Matrix, _ b: Matrix, absolute: Double, relative: Double) -> Double {
        storage.weightedSize(a.storage, b.storage, absolute: absolute, relative: relative)
    }
}

// A complex number is two doubles, and a real factor acts on both alike: one loop serves both kinds and is not generic.
private func addComponents(_ factor: Double, _ source: UnsafeRawBufferPointer, _ target: UnsafeMutableRawBufferPointer)
{
    let from = source.assumingMemoryBound(to: Double.self)
    let to = target.assumingMemoryBound(to: Double.self)
    for index in 0..<to.count { to[index] += factor * from[index] }
}
