import Foundation
import LHVModels
import Testing

@testable import LHVSearch

@Suite(.serialized) struct Probe2 {
@Test func thresholdProbe() throws {
    func go(_ name: String, _ p: CorrelatorTensor, tol: Double = 1e-7) throws {
        for _ in 0..<2 {
        let t = ContinuousClock.now
        let r = try p.threshold(tol, MembershipOptions(timeLimit: 100))
        print("T", name, r.lower, r.upper, r.isUpperProven, r.upper - r.lower, r.rounds, r.model.count, r.stopReason, ContinuousClock.now - t)
        }
    }
    func sing(_ d: [Direction]) throws -> CorrelatorTensor { try CorrelatorTensor(gram(d, -1), settings: [d.count, d.count]) }
    try go("icosa", try sing(icosa()), tol: 1e-6)
    try go("icosa", try sing(icosa()), tol: 1e-9)
    try go("dodeca", try sing(h(4)), tol: 1e-8)
    try go("H5", try sing(h(5)))
    let d = [Direction.x, .y].map { $0 }
    let b = [try Direction(1, 1, 0), try Direction(1, -1, 0)]
    try go("chsh", try CorrelatorTensor(settings: [2,2]) { -d[$0[0]].dot(b[$0[1]]) }, tol: 1e-10)
    for m in [2,3,4,5,8] {
        try go("ghz\(m)", try CorrelatorTensor(settings: [m,m,m]) { cos(Double($0.reduce(0,+)) * Double.pi / Double(m)) }, tol: 1e-7)
    }
    var g = RandomStream(seed: 1)
    let r10 = try CorrelatorTensor((0..<100).map { _ in 2*g.uniform()-1 }, settings: [10,10])
    try go("random10", r10, tol: 1e-9)
    let w = try CorrelatorTensor(of: StateVector.w(parties: 3).densityOperator, along: [h(3),h(3),h(3)])
    let t = ContinuousClock.now
    let n = try w.nearest(MembershipOptions())
    print("T W3H3", n.objective, n.gap, n.isGapProven, n.rounds, n.model.count, ContinuousClock.now - t)
    try go("spread33", try sing(spread(33)), tol: 1e-6)
}
}
