import Superdeterminism
import Testing

@Suite struct SigmaSignsTests {
    @Test("the rates of the cuts are the integers 0 … N − 1", arguments: 1...12)
    func distinctRates(levels: Int) throws {
        for signs in try SigmaSigns.allPatterns(levels: levels) {
            let rates = signs.cutRates
            #expect(Set(rates) == Set(0..<levels), "\(signs): \(rates)")
            // The exit rates are the ranks: the k-th best level decays into the k better ones.
            let ranking = try #require(signs.ranking)
            #expect(ranking.map { signs.exitCounts[$0] } == Array(0..<levels), "\(signs)")
            #expect(ranking.first == signs.outcome)
        }
    }

    @Test("cut rates are the eigenvalues of the generator", arguments: 2...6)
    func eigenvalues(levels: Int) throws {
        for signs in try SigmaSigns.allPatterns(levels: levels) {
            let generator = signs.populationGenerator()
            // R_J = Σ_{M ≤ J} p_M: in these variables the generator is triangular with −μ_J on its diagonal.
            let sums = RealMatrix(rows: levels, columns: levels) { $1 <= $0 ? 1 : 0 }
            let cuts = try sums * generator * sums.inverse()
            for row in 0..<levels {
                #expect(abs(cuts[row, row] + Double(signs.cutRates[row])) < 1e-12)
                for column in 0..<row { #expect(abs(cuts[row, column]) < 1e-12) }
            }
        }
    }

    @Test("arrows of the level diagram of Fig. 2")
    func arrows() throws {
        let up = try SigmaSigns("+++").jumpOperators()
        #expect(up.filter { $0.to == 3 }.map(\.from) == [0, 1, 2])
        #expect(up.contains { $0.from == 3 } == false)
        let down = try SigmaSigns("++-").jumpOperators()
        #expect(down.filter { $0.from == 3 }.map(\.to) == [0, 1, 2])
        #expect(up.count == 6 && down.count == 6)
        #expect(try SigmaSigns("000").jumpOperators().isEmpty)
        #expect(try SigmaSigns("--+").jumpOperators(.direct).map(\.description) == ["|4⟩⟨1|", "|4⟩⟨2|", "|4⟩⟨3|"])
    }

    @Test func textRoundTrip() throws {
        #expect(try SigmaSigns("+-0+").description == "+-0+")
        #expect(try SigmaSigns("") == SigmaSigns([]))
        #expect(try SigmaSigns("").levels == 1)
    }
}
