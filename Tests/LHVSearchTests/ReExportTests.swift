import LHVSearch
import Testing

/// `import LHVSearch` reaches the libraries of search, models, states and files, as before they were libraries of their own.
@Suite struct ReExportTests {
    @Test("18.4 LocalPolytopes is re-exported")
    func localPolytopes() throws {
        let root = 0.5.squareRoot()
        let target = try CorrelatorTensor([root, root, root, -root], settings: [2, 2])
        let found = try target.localVisibility(tolerance: 1e-6, options: MembershipOptions(threads: 1))
        #expect(abs(found.lower - root) < 1e-5)
    }

    @Test("18.4 HiddenVariableClouds is re-exported")
    func clouds() throws {
        let problem = try CloudProblem(qubits: .werner(visibility: 0.5), degree: 1)
        var stream = RandomStream(seed: 1)
        let cloud = try HiddenVariableCloud.random(rules: problem.rules, count: 3, using: &stream)
        #expect(try ResponseKernel<Float>(functions: [4], parameters: [0, 0, 0, 0]).count == 1 && cloud.count == 3)
    }

    @Test("18.4 CertifiedModels is re-exported, with its resources")
    func certifiedModels() throws {
        #expect(try IsotropicCertificate.shipped(.planar).dimension == 2)
    }

    @Test("18.4 files, states and rings are reached through it")
    func below() throws {
        #expect(NumPyArray([1.0, 2]).shape == [2])
        #expect(try SpinRing.xxz(sites: 4, anisotropy: 1).groundState(spins: 2).parties == 2)
    }
}
