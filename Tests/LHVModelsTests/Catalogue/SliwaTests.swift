import LHVModels
import Testing

/// The table of the 46 classes of three parties with two settings.
@Suite("Śliwa's classes") struct SliwaTests {
    @Test("20.5 each class is there once, and its representative has the bound that is reached") func table() throws {
        var forms: Set<CollinsGisinForm> = []
        for number in CorrelatorInequality.sliwaNumbers {
            let inequality = try BellInequality(.sliwa(number))
            forms.insert(try inequality.canonical().form)
            #expect(try inequality.localBound().upper == inequality.bound)
        }
        #expect(forms.count == 46)
        #expect(throws: InvalidArgument.self) { try CorrelatorInequality.sliwa(0) }
        #expect(throws: InvalidArgument.self) { try CorrelatorInequality.sliwa(47) }
    }

    @Test("20.5 named inequalities have the numbers of the literature") func numbers() throws {
        let chsh = try BellInequality(.chsh).lifted(addingPartyWith: [2, 2])
        #expect(try chsh.identified()?.names == ["Śliwa 4", "CHSH, lifted"])
        #expect(try BellInequality(.mermin(parties: 3)).identified()?.names == ["Mermin, 3 parties", "Śliwa 2"])
        let game = try BellInequality.guessYourNeighbour()
        #expect(try game.identified()?.names == ["guess your neighbour's input", "Śliwa 10"])
        var coefficients = [Double](repeating: 0, count: 64)
        coefficients[42] = -1
        let positivity = try BellInequality(coefficients, in: Scenario(parties: 3, settings: 2), bound: 0)
        #expect(try positivity.identified()?.names == ["Śliwa 1", "positivity, lifted"])
        // Bounds without signalling: J. Vallins, A. B. Sainz, Y.-C. Liang, Phys. Rev. A 95, 022111 (2017).
        for (number, value) in [(5, 7.0), (10, 20.0 / 3), (21, 60.0 / 7), (46, 62.0 / 3)] {
            #expect(abs(try BellInequality(.sliwa(number)).noSignallingBound().value - value) < 1e-8, "\(number)")
        }
    }
}
