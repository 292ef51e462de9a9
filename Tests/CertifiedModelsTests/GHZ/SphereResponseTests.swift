import Testing

@testable import CertifiedModels

@Suite("Sign functions on heights and cells")
struct SphereResponseTests {
    @Test("21.2 a response comes back from its text, the first cell first")
    func text() throws {
        let response = try SphereResponse("8f 01", heights: 2, cells: 8)
        #expect(response.description == "8f 01")
        #expect((0..<8).map { response.sign(height: 0, cell: $0) } == [-1, 1, 1, 1, -1, -1, -1, -1])
        #expect((0..<8).map { response.sign(height: 1, cell: $0) } == [1, 1, 1, 1, 1, 1, 1, -1])
        var stream = RandomStream(seed: 1)
        for (heights, cells) in [(1, 8), (3, 20), (16, 64)] {
            let random = SphereSamples.response(heights: heights, cells: cells, using: &stream)
            #expect(try SphereResponse(random.description, heights: heights, cells: cells) == random)
            let signs = (0..<heights).map { height in
                (0..<cells).map { random.sign(height: height, cell: $0) < 0 }
            }
            #expect(try SphereResponse(isNegative: signs) == random)
        }
    }

    @Test("21.2 the antipode has the opposite sign, at all vertices and azimuths")
    func antipode() {
        var stream = RandomStream(seed: 2)
        let response = SphereSamples.response(heights: 3, cells: 12, using: &stream)
        for vertex in 0..<6 {
            for _ in 0..<40 {
                let azimuth = 20 * stream.uniform() - 10
                let value = response.value(atVertex: vertex, azimuth: azimuth)
                #expect(response.value(atVertex: 5 - vertex, azimuth: azimuth + .pi) == -value)
            }
            #expect(response.value(atVertex: vertex, azimuth: .nan).isNaN)
        }
        #expect(response.value(atVertex: 1, azimuth: 0.1) == Double(response.sign(height: 1, cell: 0)))
        #expect(response.value(atVertex: 1, azimuth: -0.1) == Double(response.sign(height: 1, cell: 11)))
    }

    @Test("21.2 what is no response is refused")
    func wrongInput() {
        for text in ["8f", "8f 01 00", "8f 1", "8f 001", "8F 01", "8g 01", "8f  01", " 8f 01", "8f 01 "] {
            #expect(throws: InvalidArgument.self, "\(text)") { try SphereResponse(text, heights: 2, cells: 8) }
        }
        for (heights, cells) in [(0, 8), (17, 8), (2, 4), (2, 10), (2, 68), (-1, 8)] {
            #expect(throws: InvalidArgument.self) { try SphereResponse("8f 01", heights: heights, cells: cells) }
        }
        #expect(throws: InvalidArgument.self) { try SphereResponse(isNegative: []) }
        #expect(throws: InvalidArgument.self) {
            try SphereResponse(isNegative: [Array(repeating: true, count: 8), Array(repeating: true, count: 12)])
        }
    }
}
