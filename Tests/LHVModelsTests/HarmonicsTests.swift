import LHVModels
import Testing

@Suite struct RealSphericalHarmonicsTests {
    @Test func degreeOneIsYZX() throws {
        let n = try Direction(0.3, -0.5, 0.7)
        let values = try RealSphericalHarmonics(degree: 1).values(at: n)
        let scale = (3 / (4 * Double.pi)).squareRoot()
        #expect(abs(values[0] - (1 / (4 * Double.pi)).squareRoot()) < 1e-15)
        for (value, coordinate) in zip(values[1...], [n.y, n.z, n.x]) {
            #expect(abs(value - scale * coordinate) < 1e-15)
        }
    }

    @Test func areOrthonormalInExactQuadrature() throws {
        let degree = 12
        let harmonics = try RealSphericalHarmonics(degree: degree)
        let rule = try SphereRule.product(degree: 2 * degree)
        var values = harmonics.values(at: rule.points.map { Direction(unchecked: $0) })
        let plain = values
        values = RealMatrix(rows: values.rows, columns: values.columns) { rule.weights[$0] * plain[$0, $1] }
        let gram = RealMatrix.product(plain, .transposed, values)
        #expect(gram.distance(to: .identity(harmonics.count)) < 1e-13)
    }

    @Test(arguments: [5, 60, 300]) func obeyTheAdditionTheorem(degree: Int) throws {
        var stream = RandomStream(seed: 11)
        let harmonics = try RealSphericalHarmonics(degree: degree)
        let near = try Direction(1e-9, 0, 1)
        for n in [Direction.z, -Direction.z, .x, near] + (0..<5).map({ _ in Direction.random(using: &stream) }) {
            let values = harmonics.values(at: n)
            for l in 0...degree {
                let sum = values[(l * l)..<((l + 1) * (l + 1))].reduce(0) { $0 + $1 * $1 }
                #expect(abs(sum * 4 * .pi / Double(2 * l + 1) - 1) < 1e-11)
            }
        }
    }

    @Test func batchEqualsSingleAndHasTheRightParity() throws {
        var stream = RandomStream(seed: 12)
        let harmonics = try RealSphericalHarmonics(degree: 20)
        let directions = (0..<13).map { _ in Direction.random(using: &stream) }
        let batch = harmonics.values(at: directions)
        for (row, direction) in directions.enumerated() {
            let (single, opposite) = (harmonics.values(at: direction), harmonics.values(at: -direction))
            for index in 0..<harmonics.count {
                #expect(abs(batch[row, index] - single[index]) < 1e-13)
                let parity: Double = RealSphericalHarmonics.degree(ofIndex: index) % 2 == 0 ? 1 : -1
                #expect(abs(opposite[index] - parity * single[index]) < 1e-12)
            }
        }
    }

    @Test func gradientsAreTangentDerivatives() throws {
        var stream = RandomStream(seed: 13)
        let harmonics = try RealSphericalHarmonics(degree: 8)
        let step = 1e-5
        for n in [Direction.z] + (0..<5).map({ _ in Direction.random(using: &stream) }) {
            let (values, gradients) = harmonics.valuesAndGradients(at: n)
            let plain = harmonics.values(at: n)
            let helper = Direction.random(using: &stream).vector
            let tangent = helper - n.vector * (helper * n.vector).sum()
            let forward = harmonics.values(at: try Direction(normalizing: n.vector + step * tangent))
            let backward = harmonics.values(at: try Direction(normalizing: n.vector - step * tangent))
            for index in 0..<harmonics.count {
                #expect(abs(values[index] - plain[index]) < 1e-13)
                #expect(abs((gradients[index] * n.vector).sum()) < 1e-12)
                let numerical = (forward[index] - backward[index]) / (2 * step)
                #expect(abs((gradients[index] * tangent).sum() - numerical) < 1e-7)
            }
        }
    }

    @Test func refuseDegreesOutOfRange() {
        #expect(throws: InvalidArgument.self) { try RealSphericalHarmonics(degree: -1) }
        #expect(throws: InvalidArgument.self) { try RealSphericalHarmonics(degree: 301) }
    }
}

@Suite struct HarmonicRotationTests {
    @Test(arguments: [1, 2, 3, 10, 60]) func turnTheHarmonics(degree: Int) throws {
        var stream = RandomStream(seed: 21)
        let harmonics = try RealSphericalHarmonics(degree: degree)
        for _ in 0..<5 {
            let rotation = Haar.rotation(using: &stream)
            let turned = try HarmonicRotation(rotation, degree: degree)
            let n = Direction.random(using: &stream)
            let image = rotation * [n.x, n.y, n.z]
            let expected = harmonics.values(at: try Direction(image[0], image[1], image[2]))
            let actual = turned.applied(to: harmonics.values(at: n))
            for (left, right) in zip(actual, expected) { #expect(abs(left - right) < 1e-12 * Double(degree + 1)) }
        }
    }

    @Test func areAHomomorphismIntoOrthogonalMatrices() throws {
        var stream = RandomStream(seed: 22)
        let (first, second) = (Haar.rotation(using: &stream), Haar.rotation(using: &stream))
        let d1 = try HarmonicRotation(first, degree: 60)
        let d2 = try HarmonicRotation(second, degree: 60)
        let d12 = try HarmonicRotation(first * second, degree: 60)
        for l in 0...60 {
            #expect((d1.blocks[l] * d2.blocks[l]).distance(to: d12.blocks[l]) < 1e-11)
            let gram = RealMatrix.product(d1.blocks[l], .transposed, d1.blocks[l])
            #expect(gram.distance(to: .identity(2 * l + 1)) < 1e-12)
        }
    }

    @Test func refusesWhatIsNotARotation() throws {
        #expect(throws: InvalidArgument.self) { try HarmonicRotation(.identity(2), degree: 1) }
        #expect(throws: InvalidArgument.self) { try HarmonicRotation(.diagonal([1, 1, -1]), degree: 1) }
        #expect(throws: InvalidArgument.self) { try HarmonicRotation(.diagonal([1, 1, 2]), degree: 1) }
        #expect(throws: InvalidArgument.self) { try HarmonicRotation(.diagonal([1, 1, .nan]), degree: 1) }
        #expect(throws: InvalidArgument.self) { try HarmonicRotation(.identity(3), degree: -1) }
    }
}
