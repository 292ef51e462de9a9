import Foundation
import CertifiedModels
import Testing

@Suite("Isotropic certificates as files")
struct IsotropicCertificateTests {
    @Test("A certificate comes back from its file and from JSON", arguments: [2, 3, 4])
    func roundTrip(dimension: Int) throws {
        let certificate = try IsotropicSamples.random(dimension: dimension, degree: 7, pairs: 3, seed: 1)
        #expect(try IsotropicCertificate(data: certificate.encoded()) == certificate)
        let json = try JSONEncoder().encode([certificate])
        #expect(try JSONDecoder().decode([IsotropicCertificate].self, from: json) == [certificate])
    }

    @Test("A file that was edited in any byte or cut short is refused")
    func damage() throws {
        let data = try IsotropicSamples.random(dimension: 3, degree: 5, pairs: 2, seed: 2).encoded()
        for position in data.indices {
            var edited = data
            edited[position] ^= 0x10
            #expect(throws: FileFormatError.self) { try IsotropicCertificate(data: edited) }
        }
        for count in stride(from: 0, to: data.count, by: 7) {
            #expect(throws: FileFormatError.self) { try IsotropicCertificate(data: data.prefix(count)) }
        }
    }

    @Test("With the check sum recomputed, an altered certificate proves what it proves, and no more")
    func altered() throws {
        let original = try IsotropicCertificate.shipped(.wernerSmall)
        let first = original.pairs[0]
        let flipped = SignPattern(count: first.cells.count) { first.cells.isNegative($0) != ($0 % 3 == 0) }
        let altered = try IsotropicCertificate(
            dimension: 3, degree: original.degree, cells: original.cells, nodes: original.nodes,
            pairs: [.init(weight: first.weight, cells: flipped, nodes: first.nodes)] + original.pairs.dropFirst())
        let reread = try IsotropicCertificate(data: altered.encoded())
        let (before, after) = (try original.verify(), try reread.verify())
        #expect(after.visibility < before.visibility - 1e-4)
        #expect(after.coefficients != before.coefficients)
    }

    @Test("Shipped certificates can be read, and are small", arguments: IsotropicCertificate.Shipped.allCases)
    func shipped(name: IsotropicCertificate.Shipped) throws {
        let certificate = try IsotropicCertificate.shipped(name)
        // For d = 8 none of the 45 pairs can be spared.
        #expect(certificate.encoded().count < (name == .dimension8 ? 2_200_000 : 2_000_000))
        #expect(certificate.pairs.count >= 1)
    }

    // The others take too long without optimization; the gate has `benchmark certificate verify` check all of them.
    @Test(
        "Small shipped certificates prove what they are documented to",
        arguments: [.planar, .wernerSmall] as [IsotropicCertificate.Shipped])
    func proven(name: IsotropicCertificate.Shipped) throws {
        let proof = try IsotropicCertificate.shipped(name).verify()
        #expect(proof.visibility >= name.documentedVisibility)
        #expect(proof.visibility < name.documentedVisibility + 1e-3)
    }

    @Test("What shipped certificates are documented to prove beats what was published")
    func documented() throws {
        #expect(IsotropicCertificate.Shipped.werner.documentedVisibility >= 0.6917)
        #expect(abs(IsotropicCertificate.Shipped.planar.documentedVisibility - 0.5.squareRoot()) < 1e-3)
        for (dimension, name, bound) in [
            (4, .dimension4, 1.523), (5, .dimension5, 1.578), (6, .dimension6, 1.616), (7, .dimension7, 1.6496),
            (8, .dimension8, 1.6641),
        ] as [(Int, IsotropicCertificate.Shipped, Double)] {
            #expect(try IsotropicCertificate.shipped(name).dimension == dimension)
            #expect(1 / name.documentedVisibility <= bound)
            #expect(try KrivineBound.value(dimension: dimension) > 1 / name.documentedVisibility)
        }
    }

    @Test("Parts that do not make a certificate are refused by name")
    func wrongInput() throws {
        let good = try IsotropicSamples.random(dimension: 3, degree: 7, pairs: 1, seed: 3)
        func make(
            dimension: Int = 3, degree: Int = 7, cells: ResponseGrid? = nil, nodes: ResponseGrid? = nil,
            pairs: [IsotropicCertificate.Pair]? = nil
        ) throws -> IsotropicCertificate {
            try IsotropicCertificate(
                dimension: dimension, degree: degree, cells: cells ?? good.cells, nodes: nodes ?? good.nodes,
                pairs: pairs ?? good.pairs)
        }
        func argument(_ body: () throws -> some Any) -> String? {
            do { _ = try body() } catch let error as InvalidArgument { return error.argument } catch {
                return "\(error)"
            }
            return nil
        }
        #expect(argument { try make() } == nil)
        #expect(argument { try make(dimension: 17) } == "dimension")
        #expect(argument { try make(dimension: 2) } == "cells.rows")
        #expect(argument { try make(degree: 8) } == "degree")
        #expect(argument { try make(degree: 11) } == "nodes.azimuths")
        #expect(argument { try make(nodes: ResponseGrid(rows: 2, azimuths: 12)) } == "nodes.rows")
        #expect(argument { try make(cells: ResponseGrid(rows: 1, azimuths: 12)) } == "cells.rows")
        #expect(argument { try make(cells: ResponseGrid(rows: 5, azimuths: 12)) } == "pairs[0].cells")
        #expect(argument { try make(pairs: []) } == "pairs")
        let pair = good.pairs[0]
        for weight in [-1, .nan, .infinity] {
            let bad = IsotropicCertificate.Pair(weight: weight, cells: pair.cells, nodes: pair.nodes)
            #expect(argument { try make(pairs: [bad]) } == "pairs[0].weight")
        }
        let nothing = IsotropicCertificate.Pair(weight: 0, cells: pair.cells, nodes: pair.nodes)
        #expect(argument { try make(pairs: [nothing]) } == "weights")
        #expect(argument { try ResponseGrid(rows: 0, azimuths: 8) } == "rows")
        #expect(argument { try ResponseGrid(rows: 1, azimuths: 6) } == "azimuths")
        #expect(argument { try SignPattern(count: 9, bytes: [0]) } == "bytes")
        #expect(argument { try SignPattern(count: 9, bytes: [0, 2]) } == "bytes")
    }
}
