import Foundation
import LHVDynamics
import Testing

/// One file for each check of a covariant gauge, which only this check refuses.
@Suite struct CovariantGaugeForgeryTests {
    struct Forgery: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let change: @Sendable (inout [[String: Any]]) -> Void
        init(_ error: String, _ change: @escaping @Sendable (inout [[String: Any]]) -> Void) {
            (testDescription, self.change) = (error, change)
        }
    }

    static func edit(_ bands: inout [[String: Any]], _ name: String, _ change: (inout [Double]) -> Void) {
        var values = bands[0][name] as? [Double] ?? []
        change(&values)
        bands[0][name] = values
    }

    static let forgeries: [Forgery] = [
        .init("knots must be at least 2") { bands in
            for name in ["knots", "mixed", "transverse", "above", "below", "extra"] {
                edit(&bands, name) { $0 = [$0[0]] }
            }
        },
        .init("knots must ascend within 0…1") { edit(&$0, "knots") { $0.swapAt(0, 1) } },
        .init("knots must ascend within 0…1") { edit(&$0, "knots") { $0[0] = -0.1 } },
        .init("mixed must have") { edit(&$0, "mixed") { $0.removeLast() } },
        .init("transverse must have") { edit(&$0, "transverse") { $0.append(0) } },
        .init("above must have") { edit(&$0, "above") { $0.removeLast() } },
        .init("below must have") { edit(&$0, "below") { $0.removeLast() } },
        .init("extra must have") { edit(&$0, "extra") { $0.removeLast() } },
        .init("mixed must be positive") { edit(&$0, "mixed") { $0[0] = 0 } },
        .init("bands must not be empty") { $0 = [] },
        .init("bands must follow one another from 0 to 1") { edit(&$0, "knots") { $0[0] += 1e-3 } },
        .init("bands must have the right four integrals") { edit(&$0, "mixed") { $0[0] += 1e-3 } },
        .init("bands must have the right four integrals") { edit(&$0, "transverse") { $0[0] += 1e-3 } },
        .init("bands must have the right four integrals") { edit(&$0, "above") { $0[0] += 1e-3 } },
        .init("bands must have the right four integrals") { edit(&$0, "below") { $0[0] += 1e-3 } },
        .init("bands must have the right four integrals") { edit(&$0, "extra") { $0[0] += 1e-3 } },
    ]

    @Test("15.14 each check of a covariant gauge refuses a file that is wrong there", arguments: forgeries)
    func isRefused(_ forgery: Forgery) throws {
        let gauge = try #require(try GaugeOptimizationTests.mixed.get().gauge)
        let data = try JSONEncoder().encode(gauge)
        #expect(try JSONDecoder().decode(CovariantGauge.self, from: data) == gauge)
        var file = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        var bands = try #require(file["bands"] as? [[String: Any]])
        forgery.change(&bands)
        file["bands"] = bands
        let forged = try JSONSerialization.data(withJSONObject: file)
        do {
            _ = try JSONDecoder().decode(CovariantGauge.self, from: forged)
            Issue.record("accepted")
        } catch let error as InvalidArgument {
            #expect(error.description.hasPrefix(forgery.testDescription))
        }
    }
}
