import LHVModels

/// Settings of one party in a batch.
enum PartySettings: Sendable {
    /// Projective measurements of a qubit along directions.
    case directions([Direction])
    /// Measurements with one number of outcomes.
    case measurements([POVM])

    var count: Int {
        switch self {
        case .directions(let list): list.count
        case .measurements(let list): list.count
        }
    }

    var measurements: [POVM] {
        switch self {
        case .directions(let list): list.map { POVM.along($0) }
        case .measurements(let list): list
        }
    }

    /// The coefficients e_k of every element in E = Σ_k e_k G_k with G₀ = 1 and the Gell-Mann matrices: row o·S + s.
    func effects(_ basis: GellMannBasis) throws -> RealMatrix {
        switch self {
        case .directions(let list):
            return RealMatrix(rows: 2 * list.count, columns: 4) { row, column in
                if column == 0 { return 0.5 }
                let component = list[row % list.count].vector[column - 1] / 2
                return row < list.count ? component : -component
            }
        case .measurements(let list):
            let outcomes = list[0].outcomes
            let rows = try (0..<(outcomes * list.count)).map { row in
                let element = list[row % list.count].elements[row / list.count]
                return [element.trace.real / Double(basis.dimension)]
                    + (try basis.coefficients(of: element)).map { $0 / 2 }
            }
            return RealMatrix(rows: rows.count, columns: basis.matrices.count + 1) { rows[$0][$1] }
        }
    }
}
