import NumericalCore

/// dρ/dt = −i[H, ρ] + κ Σ (LρL† − ½{L†L, ρ}) in the detector basis, for a given flow.
///
/// All L†L are diagonal and all LρL† act on populations: the collapse costs O(N²) and the commutator one matrix product.
/// Source: P2, Eq. 15, corrected as ``JumpOperator`` says.
struct CollapseLiouvillian: Sendable {
    let flow: PopulationFlow
    let kappa: Double

    /// dρ/dt for a Hermitian ρ.
    ///
    /// - Complexity: O(N³).
    func derivative(of state: ComplexMatrix, hamiltonian: ComplexMatrix) -> ComplexMatrix {
        let levels = state.rows
        var product = hamiltonian * state
        let gained = flow.inflow(state.diagonal.map(\.real))
        let exits = flow.exitCounts
        product.withMutableElements { product in
            // −i(Hρ − (Hρ)†): the anti-Hermitian part, and the decay beside it.
            for column in 0..<levels {
                for row in 0...column {
                    let (above, below) = (product[row + levels * column], product[column + levels * row])
                    let rate = 0.5 * kappa * (exits[row] + exits[column])
                    let value = state[row, column]
                    let commutator = above - below.conjugate
                    var slope = Complex(commutator.imaginary, -commutator.real) - rate * value
                    if row == column { slope = Complex(slope.real + kappa * gained[row]) }
                    product[row + levels * column] = slope
                    product[column + levels * row] = slope.conjugate
                }
            }
        }
        return product
    }

    /// The generator in the N² real coordinates of ``coordinates(of:)``.
    ///
    /// - Complexity: O(N⁴) for the matrix to be filled, O(N³) of it with anything but zeros.
    func realGenerator(hamiltonian: ComplexMatrix) -> RealMatrix {
        let levels = hamiltonian.rows
        let size = levels * levels
        var generator = RealMatrix(rows: size, columns: size)
        generator.withMutableElements { entries in
            // Adds a complex number to the (row, column) entry of the derivative that one coordinate causes.
            func add(_ value: Complex, _ row: Int, _ column: Int, to coordinate: Int) {
                let start = size * coordinate
                if row == column {
                    entries[start + row] += value.real
                } else if row < column {
                    let place = CollapseLiouvillian.place(row, column)
                    entries[start + levels + 2 * place] += value.real
                    entries[start + levels + 2 * place + 1] += value.imaginary
                }
            }
            // −i[H, |a⟩⟨b|]·w adds −i w H_ia at (i, b) and +i w H_bj at (a, j).
            func commute(_ a: Int, _ b: Int, _ weight: Complex, _ coordinate: Int) {
                let turned = Complex(weight.imaginary, -weight.real)
                for index in 0..<levels {
                    add(turned * hamiltonian[index, a], index, b, to: coordinate)
                    add(-(turned * hamiltonian[b, index]), a, index, to: coordinate)
                }
            }
            for a in 0..<levels {
                commute(a, a, .one, a)
                var unit = [Double](repeating: 0, count: levels)
                unit[a] = 1
                let gained = flow.inflow(unit)
                for row in 0..<levels { entries[row + size * a] += kappa * gained[row] }
                entries[a + size * a] -= kappa * flow.exitCounts[a]
                for b in (a + 1)..<max(a + 1, levels) {
                    let real = levels + 2 * CollapseLiouvillian.place(a, b)
                    commute(a, b, .one, real)
                    commute(b, a, .one, real)
                    commute(a, b, .i, real + 1)
                    commute(b, a, -.i, real + 1)
                    let rate = 0.5 * kappa * (flow.exitCounts[a] + flow.exitCounts[b])
                    entries[real + size * real] -= rate
                    entries[real + 1 + size * (real + 1)] -= rate
                }
            }
        }
        return generator
    }

    // The number of the pair row < column among all pairs, column by column.
    private static func place(_ row: Int, _ column: Int) -> Int { column * (column - 1) / 2 + row }

    /// The populations, then real and imaginary part of every entry above the diagonal.
    static func coordinates(of state: ComplexMatrix) -> [Double] {
        let levels = state.rows
        var numbers = [Double](repeating: 0, count: levels * levels)
        for column in 0..<levels {
            numbers[column] = state[column, column].real
            for row in 0..<column {
                let place = levels + 2 * place(row, column)
                (numbers[place], numbers[place + 1]) = (state[row, column].real, state[row, column].imaginary)
            }
        }
        return numbers
    }

    /// The Hermitian matrix with the given coordinates.
    static func matrix(from coordinates: [Double], levels: Int) -> ComplexMatrix {
        let entries = [Complex](unsafeUninitializedCapacity: levels * levels) { entries, count in
            for column in 0..<levels {
                entries[column + levels * column] = Complex(coordinates[column])
                for row in 0..<column {
                    let place = levels + 2 * place(row, column)
                    let value = Complex(coordinates[place], coordinates[place + 1])
                    entries[row + levels * column] = value
                    entries[column + levels * row] = value.conjugate
                }
            }
            count = levels * levels
        }
        return ComplexMatrix(unchecked: entries, rows: levels, columns: levels)
    }
}
