import Foundation
import QuantumStates
import Testing

@testable import LHVSearch

func h(_ n: Int) throws -> [Direction] {
    var r: [Direction] = []
    for i in 0..<n { for j in 0..<n {
        if n % 2 == 0 && 2*j == n { continue }
        let a = Double.pi*Double(i)/Double(n), b = Double.pi*Double(j)/Double(n)
        r.append(try Direction(cos(a)*cos(b), sin(a)*cos(b), sin(b)))
    } }
    if n % 2 == 0 { r.append(.z) }
    return r
}
func spread(_ m: Int) throws -> [Direction] {
    // Fibonacci half sphere
    try (0..<m).map { i in
        let z = (Double(i)+0.5)/Double(m), p = Double(i)*Double.pi*(3-5.0.squareRoot())
        let r = (1-z*z).squareRoot()
        return try Direction(r*cos(p), r*sin(p), z)
    }
}
func icosa() throws -> [Direction] {
    let g = (1+5.0.squareRoot())/2
    return try [(0,1,g),(0,1,-g),(1,g,0),(1,-g,0),(g,0,1),(-g,0,1)].map { try Direction($0.0,$0.1,$0.2) }
}
func gram(_ d: [Direction], _ v: Double) -> [Double] { d.flatMap { a in d.map { v*a.dot($0) } } }

@Test(arguments: MembershipOptions.Method.allCases) func probe(_ method: MembershipOptions.Method) throws {
    func go(_ name: String, _ y: [Double], _ m: Int, _ sym: Bool, gap: Double = 1e-6) throws {
        let shape = VertexShape(factors: [.signs(count: m, leadsWithOne: false), .signs(count: m, leadsWithOne: false)])
        var o = MembershipOptions(method: method)
        o.usesPartySymmetry = sym
        if let s = ProcessInfo.processInfo.environment["STARTS"] { o.oracleStarts = Int(s)! }
        if let s = ProcessInfo.processInfo.environment["BATCH"] { o.verticesPerRound = Int(s)! }
        o.timeLimit = 60
        var s = NearestPointSearch(shape: shape, target: y, options: o)
        let t = ContinuousClock.now
        let r = try s.run(gap: gap, budget: o.budget)
        print(method, name, sym, r.objective, r.gap, r.rounds, s.set.count, s.set.weights.filter{$0>0}.count, s.steps, r.stopReason, ContinuousClock.now - t)
    }
    for sym in [false, true] {
    try go("icosa", gram(try icosa(), 0.8), 6, sym)
    try go("CHSH", [1,1,1,-1], 2, sym)
    try go("H3", gram(try h(3), 1), 9, sym)
    try go("H5", gram(try h(5), 1), 25, sym)
    try go("spread33", gram(try spread(33), 0.71), 33, sym)
    }
}
