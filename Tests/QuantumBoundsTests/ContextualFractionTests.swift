import DataFiles
import Foundation
import QuantumBounds
import Testing

@Suite("Contextual fractions of another program")
struct ContextualFractionTests {
    /// As `Fixtures/make-contextuality-fixture.sh` writes it: P(ab|xy) in the order [x, y, a, b].
    private struct Model: Decodable {
        let name: String
        let probabilities: [Double]
        let fraction: Double
    }

    @Test("22.1 the contextual fraction of the package contextuality is the nonlocal fraction here")
    func fractions() throws {
        let folder = try #require(Bundle.module.resourceURL)
        let path = folder.appendingPathComponent("Fixtures/contextuality.json").path
        let models: [Model] = try JSONFile.read(from: path)
        #expect(models.map(\.name) == ["box", "quantum", "marginals", "local"])
        for model in models {
            let behaviour = try Behaviour(model.probabilities, in: .chsh)
            let content = try behaviour.localContent()
            #expect(abs(content.nonlocalFraction - model.fraction) < 1e-9, "\(model.name)")
            // For two settings of two outcomes it is (S − 2)/2.
            let e = try behaviour.correlators()
            #expect(abs(max(0, (e[0] + e[1] + e[2] - e[3] - 2) / 2) - model.fraction) < 1e-9, "\(model.name)")
        }
    }
}
