import Foundation
import LHVModels
import Testing

@testable import LocalPolytopes

/// Membership and visibilities against what the vertices say, over random targets.
@Suite("Membership, as properties") struct MembershipPropertyTests {
    @Test func localPointsAreFoundLocal() async {
        await forAll("a mixture of strategies has distance 0 from the polytope", cases: 15) { choices in
            let settings = (0..<2).map { _ in choices.integer(in: 1...4) }
            let strategies = try choices.list(1...4) { choices in
                try DeterministicStrategy(outcomes: settings.map { (0..<$0).map { _ in choices.integer(in: 0...1) } })
            }
            let weights = strategies.map { _ in choices.real(in: 0.1...1) }
            let total = weights.reduce(0, +)
            return try LocalDecomposition(strategies: strategies, weights: weights.map { $0 / total })
        } holds: { mixture in
            let target = try mixture.correlators()
            let found = try target.nearestLocalPoint(options: MembershipOptions(tolerance: 1e-10, threads: 1))
            try demand(found.distance < 1e-4, "distance \(found.distance)")
            let point = try found.model.correlators()
            for (left, right) in zip(point.elements, found.point.elements) {
                try demand(left, equals: right, within: 1e-9, "the model gives the point")
            }
        }
    }

    @Test func visibilitiesStandBetweenModelAndInequality() async {
        await forAll("the threshold's ends are held by the model and by all vertices", cases: 10) { choices in
            let settings = (0..<2).map { _ in choices.integer(in: 2...3) }
            return try CorrelatorTensor(settings: settings) { _ in choices.real(in: -1...1) }
        } holds: { target in
            let found = try target.localVisibility(tolerance: 1e-5, options: MembershipOptions(threads: 1))
            try demand(found.lower <= found.upper && found.lower >= 0, "\(found.lower)…\(found.upper)")
            if let inequality = found.inequality {
                let scenario = try Scenario(outcomes: target.settings.map { Array(repeating: 2, count: $0) })
                var bound = -Double.infinity
                for vertex in try LocalPolytope(scenario).vertices() {
                    bound = max(bound, try inequality.coefficients.dot(CorrelatorTensor(vertex)))
                }
                let value = try inequality.coefficients.dot(target)
                try demand(bound / value <= found.upper + 1e-9, "the inequality allows \(bound / value)")
            }
            let certificate = try VisibilityCertificate(found, of: target)
            try certificate.verify()
            let data = try JSONEncoder().encode(certificate)
            let copy = try JSONDecoder().decode(VisibilityCertificate.self, from: data)
            try demand(copy == certificate, "the certificate comes back from JSON")
        }
    }
}
