import LHVModels

/// What the improvement of signs begins with.
extension GrothendieckSearchEngine {
    /// The hemisphere of a random direction with some noise, or signs that are known with some turned.
    static func start(
        _ alice: [[Double]], _ sources: [[Double]], isRandom: Bool, using random: inout RandomStream
    ) -> [Double] {
        if isRandom || sources.isEmpty {
            let direction = random.normals(alice[0].count)
            let noise = random.uniform()
            return alice.map { line in
                let height = zip(line, direction).reduce(0) { $0 + $1.0 * $1.1 }
                return height + noise * random.normalPair().0 < 0 ? -1 : 1
            }
        }
        let source = sources[min(sources.count - 1, Int(random.uniform() * Double(sources.count)))]
        let share = 0.3 * random.uniform()
        return source.map { random.uniform() < share ? -$0 : $0 }
    }
}
