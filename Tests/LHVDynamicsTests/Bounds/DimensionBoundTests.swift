import LHVDynamics
import Testing

@Suite struct DimensionBoundTests {
    struct Row: Sendable {
        let levels: Int
        let hidden: Int
        let parties: Int
        let group: Int
        let isometries: Int
    }

    static let table = [
        Row(levels: 2, hidden: 2, parties: 1, group: 3, isometries: 3),
        Row(levels: 2, hidden: 2, parties: 2, group: 15, isometries: 10),
        Row(levels: 2, hidden: 3, parties: 2, group: 15, isometries: 21),
        Row(levels: 2, hidden: 3, parties: 3, group: 63, isometries: 45),
        Row(levels: 2, hidden: 20, parties: 6, group: 4095, isometries: 7260),
        Row(levels: 2, hidden: 20, parties: 7, group: 16383, isometries: 9870),
        Row(levels: 3, hidden: 20, parties: 3, group: 728, isometries: 1830),
        Row(levels: 3, hidden: 20, parties: 4, group: 6560, isometries: 3240),
        Row(levels: 3, hidden: 2, parties: 1, group: 8, isometries: 3),
    ]

    @Test("Corollary 1: the numbers of Fig. 4(b)", arguments: table)
    func values(row: Row) throws {
        let bound = try DimensionBound(levels: row.levels, hiddenDimension: row.hidden, parties: row.parties)
        #expect(bound.group == row.group && bound.isometries == row.isometries)
        #expect(bound.isSatisfied == (row.group <= row.isometries))
    }

    @Test("critical numbers of particles, and violation is monotone")
    func critical() throws {
        for (levels, hidden, number) in [(2, 2, 2), (2, 3, 3), (2, 20, 7), (3, 20, 4), (3, 2, 1)] {
            #expect(try DimensionBound.criticalNumber(levels: levels, hiddenDimension: hidden) == number)
            let table = try DimensionBound.table(levels: levels, hiddenDimension: hidden, upTo: 12)
            #expect(table.map(\.isSatisfied) == (1...12).map { $0 < number })
        }
        #expect(try DimensionBound.leastHiddenDimension(levels: 2, parties: 2) == 3)
        #expect(try DimensionBound.leastHiddenDimension(levels: 2, parties: 3) == 4)
        // The number grows like the logarithm of d: 4²¹ − 1 > 2.1e6·(2.1e6 + 1)/2.
        #expect(try DimensionBound.criticalNumber(levels: 2, hiddenDimension: 100_000) == 21)
    }

    @Test("N2: sharper numbers: d = 20 allows five qubits, three qubits need d = 5, two qubits d = 3")
    func sharper() throws {
        #expect(try OrbitDimensionBound.criticalNumber(levels: 2, hiddenDimension: 20) == 6)
        #expect(try !OrbitDimensionBound(levels: 2, hiddenDimension: 4, parties: 3).isSatisfied)
        #expect(try OrbitDimensionBound(levels: 2, hiddenDimension: 5, parties: 3).isSatisfied)
        #expect(try !OrbitDimensionBound(levels: 2, hiddenDimension: 2, parties: 2).isSatisfied)
        #expect(try OrbitDimensionBound(levels: 2, hiddenDimension: 3, parties: 2).isSatisfied)
        #expect(try OrbitDimensionBound(levels: 2, hiddenDimension: 3, parties: 2).orbit == 5)
    }

    @Test("subgroups: products N(D² − 1) never conflict, matchgates hardly, Cliffords not at all; a kernel helps")
    func subgroups() throws {
        #expect(try UnitaryGroup.products.dimension(levels: 3, parties: 4) == 32)
        #expect(try UnitaryGroup.matchgates.dimension(levels: 2, parties: 5) == 45)
        #expect(try UnitaryGroup.cliffords.dimension(levels: 2, parties: 5) == 0)
        #expect(try UnitaryGroup.orthogonal.dimension(levels: 2, parties: 2) == 6)
        #expect(try UnitaryGroup.symplectic.dimension(levels: 2, parties: 2) == 10)
        // A matrix is half symmetric, half antisymmetric: n(n − 1)/2 + n(n + 1)/2 = n².
        for parties in 1...6 {
            let halves = try [UnitaryGroup.orthogonal, .symplectic].map {
                try $0.dimension(levels: 2, parties: parties)
            }
            #expect(try halves[0] + halves[1] == UnitaryGroup.all.dimension(levels: 2, parties: parties) + 1)
        }
        // Orthogonal matrices on two qubits, 6 ≤ 10, are allowed on bare directions; on four, 120 > 36, they are not.
        for (parties, isAllowed) in [(2, true), (3, false), (4, false)] {
            let bound = try DimensionBound(levels: 2, hiddenDimension: 2, parties: parties, group: .orthogonal)
            #expect(bound.isSatisfied == isAllowed)
        }
        for parties in 1...50 {
            for group in [UnitaryGroup.products, .matchgates, .cliffords] {
                #expect(try DimensionBound(levels: 2, hiddenDimension: 2, parties: parties, group: group).isSatisfied)
            }
        }
        #expect(try DimensionBound(levels: 2, hiddenDimension: 2, parties: 2, kernel: 5).isSatisfied)
        #expect(try !DimensionBound(levels: 2, hiddenDimension: 2, parties: 2, kernel: 4).isSatisfied)
    }
}
