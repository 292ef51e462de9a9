import Testing

@testable import MacroscopicLocality

@Suite struct NotANumberTests {
    @Test("15.11 no defect of magnetizations is a number where the state is none", arguments: 0..<16)
    func defects(place: Int) throws {
        var matrix = try DensityOperator.werner(visibility: 0.3).matrix
        matrix[place % 4, place / 4] = Complex(.nan, .nan)
        let lost = EffectiveState(
            unchecked: DensityOperator(unchecked: matrix, in: .twoQubits), regionSizes: [10, 10])
        func number(_ body: () throws -> Double) -> Double { (try? body()) ?? .nan }
        #expect(number { try RotationalVisibility.defect(of: lost) }.isNaN)
        if place % 5 == 0 { #expect(number { try RotationalVisibility.value(of: lost) }.isNaN) }
    }

    @Test("15.11 correlators that are NaN have no local model", arguments: 0..<4)
    func models(place: Int) throws {
        var elements: [Double] = [0.5, 0.5, 0.5, -0.5]
        #expect(try TwoSettingModel(CorrelatorTensor(elements, settings: [2, 2]))?.defect() ?? 1 < 1e-15)
        elements[place] = .nan
        let lost = CorrelatorTensor(unchecked: elements, settings: [2, 2], includesMarginals: false)
        #expect(try TwoSettingModel(lost) == nil)
        #expect(try TwoSettingModel.weight(of: lost).isNaN)
    }
}
