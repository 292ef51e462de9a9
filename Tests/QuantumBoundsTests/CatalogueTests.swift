import Foundation
import QuantumBounds
import Testing

/// The inequalities of the catalogue: local bounds by enumeration, quantum ends as published.
@Suite("Catalogue of inequalities") struct CatalogueTests {
    @Test("20.1 I_nn22 has the local bound 0, and I3322 among them", arguments: 2...6) func innn22(n: Int) throws {
        let inequality = try BellInequality.innn22(settings: n)
        #expect(try inequality.localBound().upper == 0)
        if n == 3 {
            let shifted = try CollinsGisinForm(BellInequality.i3322())
            let own = try CollinsGisinForm(inequality)
            #expect(own.coefficients[0] == 0 && shifted.coefficients[0] == 1)
            #expect(own.coefficients.dropFirst() == shifted.coefficients.dropFirst())
        }
        if n == 2 {
            let bound = try inequality.quantumUpperBound(level: .one)
            #expect(abs(bound.upper - (0.5.squareRoot() - 0.5)) < 2e-7)
        }
    }

    @Test("20.1 guessing a neighbour's input gains nothing from quantum states") func guessing() throws {
        let game = try BellInequality.guessYourNeighbour()
        #expect(try game.localBound().upper == 0.25)
        #expect(abs(try game.noSignallingBound().value - 1 / 3) < 1e-9)
        let bound = try game.quantumUpperBound()
        #expect(bound.upper >= 0.25 && bound.upper < 0.25 + 2e-7)
    }

    @Test("20.1 the magic square game is won for certain") func magicSquare() throws {
        let game = try BellInequality.magicSquare()
        #expect(try game.localBound().upper == 8)
        let bound = try game.quantumUpperBound(level: .one)
        #expect(bound.upper / 9 >= 1 && bound.upper / 9 < 1 + 2e-7)
        let reached = try game.quantumBound(dimensions: [4, 4], SeeSawOptions(starts: 3, seed: 11))
        #expect(reached.value <= bound.upper)
    }

    // Four digits of J. Vallins, A. B. Sainz, Y.-C. Liang, Phys. Rev. A 95, 022111 (2017): the numbers of classes agree with theirs.
    @Test(
        "20.5 almost quantum bounds of Śliwa's classes are those of the literature",
        arguments: [(4, 3.6569), (6, 4.6569), (7, 6.6667), (10, 4), (23, 4.7754), (46, 12.9852)])
    func sliwa(number: Int, value: Double) throws {
        let bound = try CorrelatorInequality.sliwa(number).quantumUpperBound()
        #expect(abs(bound.upper - value) < 6e-5)
    }
}
