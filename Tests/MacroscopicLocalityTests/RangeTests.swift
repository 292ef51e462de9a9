import Foundation
import MacroscopicLocality
import TestSupport
import Testing

/// L and V lie in their ranges, and product states are on the local side of L = 1 to the last bit.
@Suite struct MacroscopicRangeTests {
    @Test("15.13 L in 0…2^{k−1}, at most 1 for products, V in −1/3…1, correlations in −1…1")
    func ranges() async {
        await forAll("L and V lie in their ranges", cases: 80) { choices in
            let count = choices.integer(in: 2...3)
            let isProduct = choices.integer(in: 0...1) == 1
            let isPure = choices.integer(in: 0...1) == 1
            let space = try HilbertSpace.qubits(count)
            let single = try HilbertSpace.qubits(1)
            func part() throws -> StateVector { .random(in: single, using: &choices) }
            if isProduct {
                let product = try (1..<count).reduce(try part()) { state, _ in try state.tensor(part()) }
                return (product.densityOperator, isProduct)
            }
            if isPure {
                let entangled = count == 2 ? StateVector.singlet : try .ghz(parties: 3)
                let turned = try (0..<count).reduce(entangled) {
                    try $0.applying(Haar.unitary(dimension: 2, using: &choices), to: $1)
                }
                return (turned.densityOperator, isProduct)
            }
            return (try DensityOperator.randomHilbertSchmidt(in: space, using: &choices), isProduct)
        } holds: { (state: DensityOperator, isProduct: Bool) in
            let effective = try EffectiveState(state, regionSizes: Array(repeating: 10, count: state.parties))
            let bound = exp2(Double(state.parties - 1))
            let largest = try effective.criterionMaximum(starts: 2).value
            try demand(largest >= 0 && largest <= bound, "L is \(largest)")
            if isProduct { try demand(largest <= 1, "L is \(largest) for a product") }
            let fixed = try effective.criterion(planes: Array(repeating: .xy, count: state.parties))
            try demand(fixed >= 0 && fixed <= bound, "L in a plane is \(fixed)")
            for axis in [Direction.x, .y, .z] {
                let correlation = try effective.correlation(along: Array(repeating: axis, count: state.parties))
                try demand(abs(correlation) <= 1, "the correlation is \(correlation)")
            }
            guard state.parties == 2 else { return }
            let visibility = try RotationalVisibility.value(of: effective)
            try demand(visibility >= -1.0 / 3 && visibility <= 1, "V is \(visibility)")
        }
    }

    @Test("15.13 searches end in the range of what they look for, and no rounding is an excess")
    func searches() throws {
        for count in 2...4 {
            let found = try CriterionSearch(
                regionSizes: Array(repeating: 1, count: count), options: AscentOptions(starts: 10))
            // Single spins reach 2^{k−1}, as GHZ states do.
            let largest = exp2(Double(count - 1))
            #expect(found.value <= largest && found.value > largest - 1e-9)
            #expect(found.ends.allSatisfy { (0...largest).contains($0) })
        }
        // Two spins in a region for two settings each: the local bound is reached, and cannot be exceeded.
        let options = AscentOptions(starts: 4)
        for inequality in try [BellInequality(.chsh), .innn22(settings: 2)] {
            for sizes in [[1, 2], [2, 2], [2, 3]] {
                let found = try MacroscopicViolation(of: inequality, regionSizes: sizes, options: options)
                #expect(found.excess <= 0 && found.excess > -1e-9, "\(found.excess)")
            }
        }
    }

    @Test("15.13 a state violates or does not, and rounding does not decide")
    func border() throws {
        let singlet = try EffectiveState(StateVector.singlet.densityOperator, regionSizes: [1, 1])
        #expect(try singlet.criterionMaximum().value == 2)
        #expect(try RotationalVisibility.value(of: singlet) == 1)
        // v = (1 + 10⁻⁹)/√2 has L = 1 + 2·10⁻⁹, which is no rounding.
        let werner = try DensityOperator.werner(visibility: 0.5.squareRoot() * (1 + 1e-9))
        #expect(try EffectiveState(werner, regionSizes: [5, 5]).criterionMaximum().value > 1 + 1e-9)
    }
}
