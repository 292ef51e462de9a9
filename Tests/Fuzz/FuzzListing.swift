import DataFiles
import Foundation
import LHVModels
import NumericalCore
import QuantumStates

/// Listings of Faacets, names of indices, and tables of responses, and back.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let data = input(bytes, count)
    let text = String(decoding: data, as: UTF8.self)
    admit {
        let inequality = try BellInequality(faacets: text, bound: 1)
        admit {
            let again = try BellInequality(faacets: inequality.faacetsListing())
            expect(again == inequality, "what is written comes back")
        }
        admit { _ = try CollinsGisinForm(inequality).faacetsListing() }
    }
    admit { _ = try BellInequality(faacets: text) }
    admit {
        let axes = try BehaviourAxes(text)
        expect(
            try BehaviourAxes(axes.description).description == axes.description, "names are read as they are written")
    }
    // The bytes as numbers: weights of as many points as the first byte says, and responses of one party.
    guard let points = data.first.map({ Int($0 % 4) + 1 }), data.count > points else { return 0 }
    let numbers = data.dropFirst().map { Double($0) / 255 }
    admit {
        let responses = Array(numbers.dropFirst(points))
        let settings = max(1, responses.count / points / 2)
        let array = try NumPyArray(
            shape: [points, settings, 2], elements: Array(responses.prefix(2 * points * settings)))
        let table = try ResponseTable(weights: Array(numbers.prefix(points)), responses: [array])
        expect(try table.behaviour().noSignallingDefect < 1e-9, "one party does not signal")
    }
    return 0
}
