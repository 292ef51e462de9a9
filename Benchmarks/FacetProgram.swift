import Foundation
import HiddenVariables

/// `benchmark facets …`: the facets of a local polytope up to renumbering, and how long it takes to find them.
enum FacetProgram {
    static let help = """
        benchmark facets [OUTCOMES …]              find the classes of facets of a scenario, one word for each party with the number
                                                   of outcomes of each of its settings: 22 22 22 when left out; those of three parties
                                                   are compared with Śliwa's table
        """

    private static let threeParties = [[2, 2], [2, 2], [2, 2]]

    /// Runs the program and returns its exit status.
    static func run(_ arguments: [String]) -> Int32 {
        do {
            let words = arguments.map { $0.map { $0.wholeNumberValue ?? 0 } }
            guard !words.joined().contains(0) else {
                print(help)
                return 2
            }
            let outcomes = words.isEmpty ? threeParties : words
            let polytope = try LocalPolytope(Scenario(outcomes: outcomes))
            let start = ContinuousClock.now
            let classes = try polytope.facetClasses()
            let seconds = start.duration(to: .now).inSeconds
            var names: Set<String> = []
            for found in classes {
                let identity = try found.representative.identified()
                names.formUnion(identity?.names ?? [])
                print("\(found.count) facets, \(found.strategies) strategies each: \(found.representative)")
                if outcomes == threeParties { print("    \(try row(found.representative))") }
            }
            let count = classes.reduce(0) { $0 + $1.count }
            print(String(format: "%d facets in %d classes, %.2f s", count, classes.count, seconds))
            guard outcomes == threeParties else { return 0 }
            let missing = CorrelatorInequality.sliwaNumbers.filter { !names.contains("Śliwa \($0)") }
            let agrees = missing.isEmpty && classes.count == 46 && count == 53_856
            print(agrees ? "They are the 46 classes of Śliwa." : "Not found: \(missing) of Śliwa's table.")
            return agrees ? 0 : 1
        } catch {
            FileHandle.standardError.write(Data("benchmark facets: \(error)\n".utf8))
            return 1
        }
    }

    /// The bound and the coefficients of correlators as whole numbers, a line of the table in `CorrelatorInequality+Sliwa.swift`.
    private static func row(_ form: CollinsGisinForm) throws -> String {
        let inequality = try CorrelatorInequality(form.inequality())
        let numbers = inequality.coefficients.elements
        // Eighths at most; then without a common divisor.
        let whole = ([inequality.bound - numbers[0]] + numbers.dropFirst()).map { Int(8 * $0) }
        var divisor = 0
        for number in whole { divisor = gcd(divisor, abs(number)) }
        return whole.map { String($0 / max(1, divisor)) }.joined(separator: " ")
    }

    private static func gcd(_ first: Int, _ second: Int) -> Int { second == 0 ? first : gcd(second, first % second) }
}
