import Foundation
import LHVModels
import Testing

@testable import HiddenVariableClouds

@Suite struct PictureTests {
    @Test func bellLikePointsHaveTheirAxesAndResponses() throws {
        let basis = try HarmonicBasis.odd(degree: 3)
        let model = SoftmaxHarmonicModel(basis: basis)
        var stream = RandomStream(seed: 4)
        let directions = (0..<5).map { _ in Direction.random(using: &stream) }
        let rows = try directions.map { try model.bellLike($0, sharpness: 7) }
        let numbers = rows.flatMap { row in (0..<basis.count).map { Float(row[0, $0]) } }
        let cloud = try HiddenVariableCloud(rules: [ResponseRule(.harmonics(basis))], parameters: numbers)
        for (found, direction) in zip(try cloud.axes(of: 0), directions) {
            #expect(found.axis.dot(direction) > 1 - 1e-12 && abs(found.strength - 7) < 1e-5)
        }
        let probe = (0..<4).map { _ in Direction.random(using: &stream) }
        for (q, n) in zip(try cloud.response(of: 0, point: 2, along: probe), probe) {
            #expect(abs(q - 1 / (1 + exp(-7 * n.dot(directions[2])))) < 1e-5)
        }
    }

    @Test(arguments: [0.01, 5, 300]) func densityIntegratesToOne(_ concentration: Double) throws {
        var stream = RandomStream(seed: 5)
        let cloud = try HiddenVariableCloud.random(rules: [.odd(degree: 1)], count: 20, using: &stream)
        let rule = try SphereRule.product(degree: 150)
        let points = rule.points.map { Direction(unchecked: $0) }
        let density = try cloud.axisDensity(of: 0, at: points, concentration: concentration)
        let integral = zip(rule.weights, density).reduce(0) { $0 + $1.0 * $1.1 }
        #expect(abs(integral - 1) < 1e-6)
        #expect(throws: InvalidArgument.self) { try cloud.axisDensity(of: 0, at: points, concentration: 0) }
        #expect(throws: InvalidArgument.self) { try cloud.axes(of: 1) }
        #expect(throws: InvalidArgument.self) { try cloud.response(of: 0, point: 20, along: points) }
    }
}
