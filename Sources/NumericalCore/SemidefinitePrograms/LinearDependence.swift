/// Finds the vectors of a list that are linear combinations of others.
///
/// Vectors with an entry that no other has are independent and are set aside, again and again; the rest is factored by its
/// Gram matrix with pivots. What looks dependent there is believed only when the combination reproduces the vector.
struct LinearDependence {
    typealias SparseVector = [(place: Int, value: Double)]

    /// A dependent vector: Σ over the others, factor · vector.
    struct Relation {
        let vector: Int
        let combination: [(vector: Int, factor: Double)]
    }

    /// The vectors that are left out, with what they are combinations of: vectors that are kept.
    private(set) var relations: [Relation] = []

    /// How far a combination may miss the vector, in units of its norm.
    private static let tolerance = 1e-10

    /// - Complexity: O(entries) when every vector has entries of its own, else O(c³ + c²·places) for c others.
    init(_ vectors: [SparseVector]) {
        let core = LinearDependence.core(of: vectors)
        var rest: [Int] = []
        for vector in core {
            if vectors[vector].allSatisfy({ $0.value == 0 }) {
                relations.append(Relation(vector: vector, combination: []))
            } else {
                rest.append(vector)
            }
        }
        guard rest.count > 1 else { return }
        findRelations(vectors, rest)
    }

    /// The vectors that are left when those with entries of their own are taken away, one after the other.
    private static func core(of vectors: [SparseVector]) -> [Int] {
        var users: [Int: (count: Int, mixed: Int)] = [:]
        for (number, vector) in vectors.enumerated() {
            for entry in vector where entry.value != 0 {
                let old = users[entry.place] ?? (0, 0)
                users[entry.place] = (old.count + 1, old.mixed ^ number)
            }
        }
        var isKept = Array(repeating: true, count: vectors.count)
        var waiting = vectors.indices.filter { number in
            vectors[number].contains { $0.value != 0 && users[$0.place]?.count == 1 }
        }
        while let number = waiting.popLast() {
            guard isKept[number] else { continue }
            isKept[number] = false
            for entry in vectors[number] where entry.value != 0 {
                guard let old = users[entry.place] else { continue }
                let now = (count: old.count - 1, mixed: old.mixed ^ number)
                users[entry.place] = now
                // The one user that is left is what remains of the mixture.
                if now.count == 1 { waiting.append(now.mixed) }
            }
        }
        return vectors.indices.filter { isKept[$0] }
    }

    private mutating func findRelations(_ vectors: [SparseVector], _ rest: [Int]) {
        var numbers: [Int: Int] = [:]
        let units: [SparseVector] = rest.map { number in
            let norm = euclideanNorm(vectors[number].map(\.value))
            return vectors[number].filter { $0.value != 0 }.map { entry in
                let place = numbers[entry.place] ?? numbers.count
                numbers[entry.place] = place
                return (place, entry.value / norm)
            }
        }
        var gram = LinearDependence.gram(units, places: numbers.count)
        let whole = gram
        let (pivots, rank) = LAPACK.pivotedCholesky(&gram, tolerance: 1e-13)
        guard rank < rest.count else { return }
        let basis = Array(pivots[..<rank])
        var factor = RealMatrix(rows: rank, columns: rank) { $0 >= $1 ? gram[$0, $1] : 0 }
        for dependent in pivots[rank...].sorted() {
            var factors = [Double](repeating: 0, count: rank)
            var missing = [Double](repeating: 0, count: numbers.count)
            for entry in units[dependent] { missing[entry.place] = entry.value }
            var right = basis.map { whole[$0, dependent] }
            for _ in 0..<3 {
                factor.withMutableElements {
                    LAPACK.choleskySolve($0.baseAddress!, size: rank, &right, count: 1)
                }
                for (place, vector) in basis.enumerated() where right[place] != 0 {
                    factors[place] += right[place]
                    for entry in units[vector] { missing[entry.place] -= right[place] * entry.value }
                }
                right = basis.map { units[$0].reduce(0) { $0 + $1.value * missing[$1.place] } }
            }
            guard euclideanNorm(missing) <= LinearDependence.tolerance else { continue }
            let norm = euclideanNorm(vectors[rest[dependent]].map(\.value))
            let combination = basis.indices.filter { abs(factors[$0]) > 1e-13 }.map { place in
                let other = rest[basis[place]]
                return (vector: other, factor: factors[place] * norm / euclideanNorm(vectors[other].map(\.value)))
            }
            relations.append(Relation(vector: rest[dependent], combination: combination))
        }
        relations.sort { $0.vector < $1.vector }
    }

    private static func gram(_ units: [SparseVector], places: Int) -> RealMatrix {
        let count = units.reduce(0) { $0 + $1.count }
        if places * units.count <= 1 << 26, count > places * units.count / 20 {
            var dense = RealMatrix(rows: places, columns: units.count)
            for (column, vector) in units.enumerated() {
                for entry in vector { dense[entry.place, column] += entry.value }
            }
            return RealMatrix.product(dense, .transposed, dense)
        }
        var users: [[(vector: Int, value: Double)]] = Array(repeating: [], count: places)
        for (number, vector) in units.enumerated() {
            for entry in vector { users[entry.place].append((number, entry.value)) }
        }
        var gram = RealMatrix(rows: units.count, columns: units.count)
        for list in users {
            for first in list {
                for second in list { gram[first.vector, second.vector] += first.value * second.value }
            }
        }
        return gram
    }
}
