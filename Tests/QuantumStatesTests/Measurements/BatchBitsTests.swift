import QuantumStates
import Testing

@Suite struct BatchBitsTests {
    @Test(
        "a batch has the bits of its pairs one by one, keeps what is not a number, and rounds only what rounding moved"
    )
    func batches() throws {
        var stream = RandomStream(seed: 16)
        let form = try TwoQubitBlochForm(.randomHilbertSchmidt(in: .twoQubits, using: &stream))
        let (first, second) = (
            DirectionBatch.random(count: 11, using: &stream), DirectionBatch.random(count: 11, using: &stream)
        )
        let whole = try form.probabilitiesUpUp(first, second)
        for index in 0..<11 {
            let (one, two) = (DirectionBatch([first[index]]), DirectionBatch([second[index]]))
            #expect(try form.probabilitiesUpUp(one, two)[0].bitPattern == whole[index].bitPattern)
        }
        // A NaN among four, and beside it a probability of zero that rounding may have led below it.
        let lost = Direction(unchecked: [.nan, 0, 1])
        let singlet = try TwoQubitBlochForm(StateVector.singlet.densityOperator)
        let same = DirectionBatch([first[0], lost, first[1], first[2], first[3]])
        let values = try singlet.probabilitiesUpUp(same, same)
        #expect(values[1].isNaN)
        for index in [0, 2, 3, 4] { #expect(values[index] >= 0 && values[index] < 1e-15) }
        // What is no probability is not hidden.
        let wrong = try TwoQubitBlochForm(a: [3, 0, 0], b: .zero, t: RealMatrix(rows: 3, columns: 3))
        let wide = try wrong.probabilitiesUpUp(DirectionBatch([-.x, .x]), DirectionBatch([.z, .z]))
        #expect(wide[0] == -0.5 && wide[1] == 1)
    }
}
