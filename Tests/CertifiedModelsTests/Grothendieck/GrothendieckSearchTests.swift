import Testing

@testable import CertifiedModels

@Suite("Searches for lower bounds on Grothendieck's constants")
struct GrothendieckSearchTests {
    @Test("21.5 orthogonal axes and the lines between them: √2 in the plane, and what is found is proven")
    func plane() throws {
        let search = try GrothendieckSearch(
            group: .hyperoctahedral(dimension: 2), alice: [[1, 0]], bob: [[1, 1], [2, 1]],
            options: .init(tolerance: 1e-6, batch: 16, batches: 1, threads: 1))
        let proof = try search.certificate(name: "plane").verify(threads: 1)
        #expect(proof.grothendieckBound > 1.41421 && proof.grothendieckBound <= 2.0.squareRoot())
    }

    @Test("21.5 a search is the same on any number of threads, and its progress brackets what it proves")
    func icosahedron() throws {
        let golden = (1 + 5.0.squareRoot()) / 2
        func found(threads: Int) throws -> (GrothendieckCertificate, [GrothendieckSearch.Progress]) {
            let search = try GrothendieckSearch(
                group: .icosahedral, alice: [[0, 1, golden]], bob: [[0, 1, golden], [1, 1, 1], [0, 0, 1]],
                options: .init(batch: 20, batches: 2, moves: 1, threads: threads))
            var progress: [GrothendieckSearch.Progress] = []
            let certificate = try search.certificate { progress.append($0) }
            return (certificate, progress)
        }
        let (certificate, progress) = try found(threads: 1)
        #expect(try found(threads: 2).0 == certificate)
        let proof = try certificate.verify(threads: 1)
        let promise = progress.map(\.promise).min() ?? 1
        // Six axes against all: rounding of the matrix costs little.
        #expect(abs(proof.grothendieckBound * promise - 1) < 1e-3)
        // Bob's larger set beats the 1/0.7783914 of six axes each.
        #expect(proof.grothendieckBound > 1.2847)
    }

    @Test("21.5 a part of the group gives the same bound, and options out of range are refused by name")
    func options() throws {
        let search = try GrothendieckSearch(
            group: .hexacosichoric, alice: [[1, 0, 0, 0]], bob: [[1, 0, 0, 0]], proofGroup: .tetrahedralQuaternions)
        #expect(search.proofGroup == .tetrahedralQuaternions && search.group == .hexacosichoric)
        let lines = try search.group.lines(through: search.alice)
        let generators = try search.proofGroup.permutations(of: lines)
        #expect(generators.count == 5 && lines.count == 60)
        // The lines of a 24-cell come first.
        let order = GrothendieckSearch.order(of: generators)
        let ordered = try search.proofGroup.permutations(of: order.map { lines[$0] })
        #expect(order.sorted() == Array(0..<60) && PrefixOrbits(rows: 60, ordered).count == 12)
        func argument(_ options: GrothendieckSearchOptions) -> String? {
            do {
                _ = try GrothendieckSearch(
                    group: .icosahedral, alice: [[1, 1, 1]], bob: [[1, 1, 1]], options: options)
            } catch { return (error as? InvalidArgument)?.argument }
            return nil
        }
        #expect(argument(.init(roundLimit: 0)) == "round limit")
        #expect(argument(.init(tolerance: .nan)) == "tolerance")
        #expect(argument(.init(box: 0.5)) == "box")
        #expect(argument(.init(widenings: -1)) == "widenings")
        #expect(argument(.init(batch: 0)) == "batch")
        #expect(argument(.init(batches: 1001)) == "batches")
        #expect(argument(.init(bits: 21)) == "bits")
        #expect(argument(.init(moves: -1)) == "moves")
        #expect(argument(.init(leastShare: 0.2)) == "leastShare")
        #expect(argument(.init(threads: 0)) == "threads")
        #expect(throws: InvalidArgument.self) {
            try GrothendieckSearch(
                group: .icosahedral, alice: [[1, 1, 1]], bob: [[1, 1, 1]], proofGroup: .hexacosichoric)
        }
        #expect(throws: InvalidArgument.self) {
            try GrothendieckSearch(group: .icosahedral, alice: [], bob: [[1, 1, 1]])
        }
    }
}
