import NumericalCore

extension PauliSum {
    /// H|ψ⟩ for a vector of 2^N amplitudes, without a matrix.
    ///
    /// - Complexity: O(G·2^N) for G distinct X masks among the terms (about N for a chain).
    /// - Throws: ``/NumericalCore/InvalidArgument`` for more than 30 qubits or another number of amplitudes.
    public func apply(to amplitudes: [Complex]) throws -> [Complex] {
        let kernel = try PauliSumKernel(self)
        try require(
            amplitudes.count == kernel.dimension, "amplitudes", must: "be 2^\(qubits) numbers", was: amplitudes.count)
        return amplitudes.withUnsafeBufferPointer { source in
            [Complex](unsafeUninitializedCapacity: kernel.dimension) { target, initialized in
                kernel.apply(source.baseAddress!, to: target.baseAddress!)
                initialized = kernel.dimension
            }
        }
    }

    /// The 2^N × 2^N matrix.
    ///
    /// - Complexity: O(4^N + K·2^N) for K terms.
    /// - Throws: ``/NumericalCore/InvalidArgument`` for more than 14 qubits.
    public func matrix() throws -> ComplexMatrix {
        try require(qubits <= 14, "number of qubits", must: "be at most 14 for a dense matrix", was: qubits)
        let size = 1 << qubits
        var matrix = ComplexMatrix(rows: size, columns: size)
        matrix.withMutableElements { entries in
            for term in terms {
                let value = term.string.phase * term.coefficient
                let (x, z) = (Int(term.string.xMask), Int(term.string.zMask))
                for column in 0..<size {
                    let sign: Double = (column & z).nonzeroBitCount & 1 == 0 ? 1 : -1
                    entries[(column ^ x) + size * column] += sign * value
                }
            }
        }
        return matrix
    }

    /// The sum that a Hermitian matrix of size 2^N is, c_P = 2^{−N} Tr(A P).
    ///
    /// - Parameters:
    ///   - matrix: A, for N in 1…12.
    ///   - cutoff: Coefficients of at most this absolute value are dropped as rounding.
    /// - Complexity: O(N·4^N).
    /// - Throws: ``/NumericalCore/InvalidArgument`` when the size is not 2^N, the matrix is not Hermitian within 1e-9, an
    ///   entry is not finite, or the cutoff is negative or not finite.
    public init(hermitian matrix: ComplexMatrix, cutoff: Double = 0) throws {
        try require(cutoff >= 0 && cutoff.isFinite, "cutoff", must: "be at least 0 and finite", was: cutoff)
        let tensor = try PauliTensor(hermitian: matrix)
        let scale = 1 / Double(matrix.rows)
        var terms: [Term] = []
        for (index, coefficient) in tensor.coefficients.enumerated() where abs(scale * coefficient) > cutoff {
            var (x, z) = (UInt64(0), UInt64(0))
            for qubit in 0..<tensor.count {
                // The digits of the index in base 4 are I, X, Y, Z = 0, 1, 2, 3.
                let digit = index >> (2 * (tensor.count - 1 - qubit)) & 3
                x = x << 1 | (digit == 1 || digit == 2 ? 1 : 0)
                z = z << 1 | (digit >= 2 ? 1 : 0)
            }
            terms.append(Term(scale * coefficient, try PauliString(count: tensor.count, xMask: x, zMask: z)))
        }
        try self.init(terms, qubits: tensor.count)
    }

    /// Throws unless a state lives on the N qubits of the sum.
    func requireState(in space: HilbertSpace) throws {
        try require(
            space.isQubits && space.parties == qubits, "state", must: "live on \(qubits) qubits", was: "\(space)")
    }
}

extension StateVector {
    /// ⟨ψ|H|ψ⟩, without a matrix.
    ///
    /// - Complexity: O(G·2^N) for G distinct X masks.
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless the state lives on the qubits of the operator.
    public func expectation(of observable: PauliSum) throws -> Double {
        try observable.requireState(in: space)
        return innerProduct(amplitudes, try observable.apply(to: amplitudes)).real
    }

    /// ⟨ψ|H²|ψ⟩ − ⟨ψ|H|ψ⟩², the variance of the outcome; zero exactly for eigenstates.
    ///
    /// - Complexity: O(G·2^N) for G distinct X masks.
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless the state lives on the qubits of the operator.
    public func variance(of observable: PauliSum) throws -> Double {
        try observable.requireState(in: space)
        let image = try observable.apply(to: amplitudes)
        let mean = innerProduct(amplitudes, image).real
        // ‖(H − ⟨H⟩)ψ‖² does not cancel, as the difference of the two moments would.
        return zip(image, amplitudes).reduce(0) { $0 + ($1.0 - mean * $1.1).squaredMagnitude }
    }
}

extension DensityOperator {
    /// Tr(ρH), without a matrix of H.
    ///
    /// - Complexity: O(K·2^N) for K terms.
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless the state lives on the qubits of the operator.
    public func expectation(of observable: PauliSum) throws -> Double {
        try observable.requireState(in: space)
        var sum = 0.0
        for term in observable.terms {
            let (x, z) = (Int(term.string.xMask), Int(term.string.zMask))
            var trace = Complex.zero
            for index in 0..<space.dimension {
                let entry = matrix[index, index ^ x]
                trace += (index & z).nonzeroBitCount & 1 == 0 ? entry : -entry
            }
            sum += term.coefficient * (term.string.phase * trace).real
        }
        return sum
    }
}
