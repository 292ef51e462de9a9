import Dispatch
import Foundation
import NumericalCore
import Testing

/// Results do not depend on the thread that asks for them, nor on how OpenBLAS was built: its OpenMP build keeps its number of
/// threads for each thread apart, and its serial build has no locks.
@Suite struct LibraryThreadsTests {
    /// Numbers from every kind of call that OpenBLAS would divide among threads at these sizes.
    @Sendable static func bits() throws -> [UInt64] {
        var stream = RandomStream(seed: 168)
        func normal(_ rows: Int, _ columns: Int) -> ComplexMatrix {
            ComplexMatrix(rows: rows, columns: columns) { _, _ in stream.complexNormal() }
        }
        let (a, b) = (normal(160, 160), normal(160, 160))
        let real = RealMatrix(rows: 300, columns: 300) { _, _ in stream.normalPair().0 }
        let product = a * b
        let values = try (a + a.adjoint).hermitianEigenvalues()
        let solution = try real.solve(real.adjoint)
        let singular = try real.singularValueDecomposition().values
        let inner = try RealMatrix.tridiagonalEigensystem(
            diagonal: (0..<200).map { Double($0) }, offDiagonal: Array(repeating: 0.3, count: 199)
        ).vectors
        return (product.elements.map(\.real) + values + solution.elements + singular + inner.elements).map(\.bitPattern)
    }

    @Test("16.8 the same bits in the main thread, a task, a queue and a parallel map")
    func sameBitsInEveryThread() async throws {
        let here = try LibraryThreadsTests.bits()
        let main = try await MainActor.run { try LibraryThreadsTests.bits() }
        #expect(main == here)
        let detached = try await Task.detached { try LibraryThreadsTests.bits() }.value
        #expect(detached == here)
        let queued: [UInt64]? = await withCheckedContinuation { continuation in
            DispatchQueue(label: "bits").async { continuation.resume(returning: try? LibraryThreadsTests.bits()) }
        }
        #expect(queued == here)
        for found in try Parallel.map(count: 8, threads: 4, { _ in try LibraryThreadsTests.bits() }) {
            #expect(found == here)
        }
    }

    @Test("16.8 every function that calls the C libraries does so on one thread and in its turn")
    func everyCallTakesItsTurn() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let folder = root.appendingPathComponent("Sources/NumericalCore")
        let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        var calls = 0
        for file in (files?.allObjects as? [URL] ?? []) where file.pathExtension == "swift" {
            let text = try String(contentsOf: file, encoding: .utf8)
            for function in text.components(separatedBy: "func ").dropFirst()
            where function.contains("cblas_") || function.contains("LAPACKE_") {
                calls += 1
                let name = function.prefix { $0 != "(" && $0 != "<" }
                #expect(
                    ["onOneThread {", "withEntries(", "call(matrix)"].contains(where: function.contains),
                    "\(file.lastPathComponent): \(name)")
            }
        }
        #expect(calls > 20)
    }
}
