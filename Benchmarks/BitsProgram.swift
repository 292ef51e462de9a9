import Foundation
import HiddenVariables

/// `benchmark bits`: a number made of the bits of many results, once from the main thread, once from a task and from every item of a
/// parallel map; `.ci/blas` compares them among the builds of OpenBLAS.
enum BitsProgram {
    /// Runs the program and returns its exit status: 1 when two threads do not agree.
    static func run() async -> Int32 {
        do {
            let here = try await MainActor.run { try results() }
            var digests = ["main thread": [here], "task": [try await Task.detached { try results() }.value]]
            digests["parallel map"] = try Parallel.map(count: 3, threads: 2) { _ in try results() }
            for (name, found) in digests.sorted(by: { $0.key < $1.key }) {
                for digest in found { print(String(digest, radix: 16), name) }
            }
            let search = try await cloud()
            print(String(search, radix: 16), "gradient search")
            return digests.values.joined().allSatisfy { $0 == here } ? 0 : 1
        } catch {
            FileHandle.standardError.write(Data("benchmark bits: \(error)\n".utf8))
            return 1
        }
    }

    /// What OpenBLAS would divide among threads at these sizes, and what is built on it.
    @Sendable private static func results() throws -> UInt64 {
        var stream = RandomStream(seed: 168)
        var digest = Digest()
        let general = ComplexMatrix(rows: 200, columns: 200) { _, _ in stream.complexNormal() }
        let real = RealMatrix(rows: 300, columns: 300) { _, _ in stream.normalPair().0 }
        digest.add((general * general).elements.map(\.real))
        digest.add(try (general + general.adjoint).hermitianEigensystem().vectors.elements.map(\.imaginary))
        digest.add(try real.solve(real.adjoint).elements)
        digest.add(try real.singularValueDecomposition().values)
        digest.add(try real.qrFactorization().orthonormal.elements)
        let ground = try GroundState.dense(of: PauliSum.heisenberg(on: .chain(8)))
        digest.add([ground.energy])
        let axes = PlatonicSolid.icosahedron.axes
        let singlet = try CorrelatorTensor(of: StateVector.singlet.densityOperator, along: [axes, axes])
        let threshold = try singlet.localVisibility(tolerance: 1e-6)
        digest.add([threshold.lower, threshold.upper])
        return digest.value
    }

    private static func cloud() async throws -> UInt64 {
        let problem = try CloudProblem(qubits: .werner(visibility: 0.5), degree: 3)
        let found = try await CloudSearch(problem, .standard(parties: 2, points: 400, steps: 20)).run()
        var digest = Digest()
        digest.add([found.error.divergence, found.error.worstDivergence])
        return digest.value
    }

    /// The FNV-1a sum of bit patterns.
    private struct Digest {
        private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

        mutating func add(_ numbers: [Double]) {
            for number in numbers {
                for shift in stride(from: 0, to: 64, by: 8) {
                    value = (value ^ (number.bitPattern >> UInt64(shift) & 0xff)) &* 0x100_0000_01b3
                }
            }
        }
    }
}
