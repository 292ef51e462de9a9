import Foundation
import LHVModels
import Testing

@testable import LHVSearch

@Suite(.serialized) struct Probe2 {
@Test func thresholdProbe() throws {
    let ico = try MeasurementPolyhedron.platonic(.icosahedron)
    print("T", try ico.squaredInradiusLowerBound(), try ico.triangles().count)
    for f in 1...4 { let t = ContinuousClock.now; let p = try MeasurementPolyhedron.geodesic(frequency: f); print("T geo", f, p.count, try p.inradiusLowerBound(), ContinuousClock.now - t) }
    var g = RandomStream(seed: 3)
    for n in [6, 16, 33, 46] { let t = ContinuousClock.now;let p = try MeasurementPolyhedron.wellSpread(count: n, using: &g); print("T spread", p.count, try p.inradiusLowerBound(), ContinuousClock.now - t)
      if n == 33 || n == 16 {
        let tt = ContinuousClock.now
        let y = try CorrelatorTensor(gram(p.directions, -0.71), settings: [n, n]).nearest(MembershipOptions(gap: 1e-6))
        print("T spread at 0.71", y.objective, y.gap, y.rounds, y.model.count, ContinuousClock.now - tt)
        let t2 = ContinuousClock.now
        let target = try ProjectiveTarget(PauliTensor(DensityOperator(named: "singlet")), on: [p, p])
        let th = try target.correlators.threshold(1e-6, MembershipOptions())
        print("T spread v", th.lower, th.upper, ContinuousClock.now - t2, th.lower * target.shrinking)
      }
    }
    for (state, poly) in [("singlet", ico), ("singlet", try MeasurementPolyhedron.geodesic(frequency: 2)), ("ghz3", ico), ("w3", ico), ("ghz3", try .angularGrid(3)), ("w3", try .angularGrid(3))] {
        let rho = state == "singlet" ? try DensityOperator(named: "singlet") : (state == "ghz3" ? try StateVector.ghz(parties: 3) : try StateVector.w(parties: 3)).densityOperator
        let target = try ProjectiveTarget(PauliTensor(rho), on: Array(repeating: poly, count: state == "singlet" ? 2 : 3))
        let t = ContinuousClock.now
        let th = try target.correlators.threshold(1e-7, MembershipOptions(timeLimit: 60))
        let t1 = ContinuousClock.now
        let c = try VisibilityCertificate(th, of: target, name: state, options: MembershipOptions(exactOracleCost: 1e10))
        let t2 = ContinuousClock.now
        try c.verify()
        print("T", state, poly.count, th.lower, th.upper, th.isUpperProven, th.rounds, th.model.count, th.stopReason, "cert", c.lower, c.upper, c.upper - c.lower, c.projectiveEnd!.visibility, t1 - t, t2 - t1, ContinuousClock.now - t2)
    }
}
}
