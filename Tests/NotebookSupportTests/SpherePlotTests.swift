import NumericalCore
import Testing

@testable import NotebookSupport

@Suite struct SpherePlotTests {
    /// Unit vectors from a seeded stream.
    private func randomPoints(_ count: Int) -> [SIMD3<Double>] {
        var stream = RandomStream(seed: 11)
        return (0..<count).map { _ in
            let v = SIMD3<Double>.random(in: -1...1, using: &stream)
            return v / (v * v).sum().squareRoot()
        }
    }

    @Test(arguments: [(0.0, 0.0), (0.6, 0.35), (-2.0, -1.2), (3.0, Double.pi / 2)])
    func viewsAreOrthonormalAndOppositeOnesLookAtEachOther(_ azimuth: Double, _ elevation: Double) {
        let view = SphereView(azimuth: azimuth, elevation: elevation)
        for point in randomPoints(20) {
            let (u, v) = view.project(point)
            let depth = view.depth(point)
            #expect(abs(u * u + v * v + depth * depth - 1) < 1e-14)
            #expect(abs(view.opposite.depth(point) + depth) < 1e-14)
            guard depth > 0, let again = view.frontPoint(u, v) else { continue }
            let gap = again - point
            #expect((gap * gap).sum() < 1e-14)
        }
        // z is upright in both views.
        #expect(view.project([0, 0, 1]).v >= -1e-15 && abs(view.project([0, 0, 1]).u) < 1e-15)
        #expect(view.opposite.project([0, 0, 1]).v >= -1e-15)
    }

    @Test func curvesAreCutAtTheRimWithoutGaps() {
        let view = SphereView(azimuth: 0, elevation: 0)
        let equator = (0...360).map { Double($0) * .pi / 180 }.map { SIMD3(cosine($0), sine($0), 0) }
        let (front, back) = view.pieces(of: equator)
        #expect(front.count == 2 && back.count == 1)
        #expect(front[0].last == back[0].first && back[0].last == front[1].first)
    }

    @Test func wrongVectorsAreRefused() throws {
        let plot = try SpherePlot("T")
        #expect(throws: InvalidArgument.self) { try plot.validate() }
        #expect(throws: InvalidArgument.self) { try plot.points([]) }
        let long = #expect(throws: InvalidArgument.self) { try plot.points([[0, 0, 1], [0, 0, 1.1]]) }
        #expect(long?.argument == "points[1]")
        #expect(throws: InvalidArgument.self) { try plot.points([[.nan, 0, 0]]) }
        #expect(throws: InvalidArgument.self) { try plot.arrows([[0, 0, 2]]) }
        #expect(throws: InvalidArgument.self) { try plot.arrows([[.nan, 0, 0]]) }
        #expect(throws: InvalidArgument.self) { try plot.arrows([[.infinity, 0, 0]], at: [[1, 0, 0]]) }
        #expect(throws: InvalidArgument.self) { try plot.arrows([[1, 0, 0], [1, 0, 0]], at: [[1, 0, 0]]) }
        #expect(throws: InvalidArgument.self) { try plot.curve([[1, 0, 0]]) }
        #expect(throws: InvalidArgument.self) { try plot.surface("v") { 1 / ($0.z - $0.z) } }
        #expect(throws: InvalidArgument.self) { try SpherePlot("T", elevation: 2) }
        #expect(throws: InvalidArgument.self) { try SpherePlot("T", azimuth: .nan) }
    }

    @Test func allDataAreSaved() throws {
        let plot = try SpherePlot("T").points([[0, 0, 1]], label: "p").arrows([[0.5, 0, 0]])
            .curve([[1, 0, 0], [0, 1, 0]], label: "c")
        #expect(
            plot.csv() == """
                series,kind,x,y,z,dx,dy,dz,value
                p,point,0.0,0.0,1.0,,,,
                ,arrow,0.0,0.0,0.0,0.5,0.0,0.0,
                c,curve,1.0,0.0,0.0,,,,
                c,curve,0.0,1.0,0.0,,,,

                """)
    }

    @Test func surfaceIsSampledOnBothSides() throws {
        let plot = try SpherePlot("T").surface("v") { $0.z }
        let samples = try #require(plot.surface).views
        #expect(samples.count == 2)
        for (number, view) in [plot.view, plot.view.opposite].enumerated() {
            #expect(samples[number].allSatisfy { view.depth($0.point) >= 0 && $0.value == $0.point.z })
        }
    }

    private func cosine(_ x: Double) -> Double { SphereView(azimuth: x, elevation: 0).towards.x }
    private func sine(_ x: Double) -> Double { SphereView(azimuth: x, elevation: 0).towards.y }
}
