/// The orders of 0, …, n − 1.
package enum Permutations {
    /// All n! of them: the next number is put at every place of every order of the numbers before it.
    package static func all(of count: Int) -> [[Int]] {
        (0..<count).reduce([[]]) { lists, next in
            lists.flatMap { list in
                (0...list.count).map { place in
                    var longer = list
                    longer.insert(next, at: place)
                    return longer
                }
            }
        }
    }
}
