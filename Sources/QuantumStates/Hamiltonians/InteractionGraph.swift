import NumericalCore

/// Which qubits interact, and how strongly: a simple graph with a weight on every edge.
///
/// Vertices are the qubits 0..<count. The graph refuses loops and repeated edges, so every pair appears at most once, and
/// holds each edge with its smaller vertex first, in ascending order: equal graphs compare equal.
public struct InteractionGraph: Sendable, Hashable {
    /// An edge {j, k} with j < k and its weight w_jk.
    public struct Edge: Sendable, Hashable, Codable {
        /// j, the smaller vertex.
        public let first: Int
        /// k, the larger vertex.
        public let second: Int
        /// w_jk, a dimensionless factor of the coupling.
        public let weight: Double

        /// The edge between two vertices, smaller one first; a graph checks it.
        public init(_ first: Int, _ second: Int, weight: Double = 1) {
            self.first = min(first, second)
            self.second = max(first, second)
            self.weight = weight
        }
    }

    /// How a chain ends.
    public enum Boundary: String, Sendable, Hashable, Codable {
        /// The last vertex has one neighbour.
        case open
        /// The last vertex is joined to the first, which makes a ring.
        case periodic
    }

    /// N, the number of vertices.
    public let count: Int
    /// The edges in ascending order of (first, second).
    public let edges: [Edge]

    /// The graph with the given edges, which may come in any order.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless `count` is in 1…62, every edge joins two different vertices in
    ///   0..<count with a finite weight, and no pair appears twice.
    public init(count: Int, edges: [Edge]) throws {
        try require(
            (1...PauliString.largestCount).contains(count), "number of vertices",
            must: "be in 1…\(PauliString.largestCount)", was: count)
        var seen: Set<[Int]> = []
        for edge in edges {
            // An edge that was decoded need not have its smaller vertex first.
            let pair = "\(edge.first)–\(edge.second)"
            try require(
                min(edge.first, edge.second) >= 0 && max(edge.first, edge.second) < count, "edge",
                must: "join vertices in 0..<\(count)", was: pair)
            try require(edge.first != edge.second, "edge", must: "join two different vertices", was: pair)
            try require(edge.weight.isFinite, "weight of edge \(pair)", must: "be finite", was: edge.weight)
            try require(
                seen.insert([min(edge.first, edge.second), max(edge.first, edge.second)]).inserted, "edges",
                must: "name each pair once", was: pair)
        }
        self.count = count
        self.edges = edges.map { Edge($0.first, $0.second, weight: $0.weight) }
            .sorted { ($0.first, $0.second) < ($1.first, $1.second) }
    }

    /// The graph with the given pairs, all of weight 1.
    ///
    /// - Throws: As ``init(count:edges:)``.
    public init(count: Int, pairs: [(Int, Int)]) throws {
        try self.init(count: count, edges: pairs.map { Edge($0.0, $0.1) })
    }

    /// Two vertices and the edge between them.
    public static let pair = InteractionGraph(unchecked: 2, [Edge(0, 1)])

    /// The chain 0–1–…–(N−1), open or closed to a ring.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless `count` is in 1…62; a periodic chain needs at least 3 vertices,
    ///   because a ring of two would join the same pair twice.
    public static func chain(_ count: Int, boundary: Boundary = .open) throws -> InteractionGraph {
        try require(
            (1...PauliString.largestCount).contains(count), "number of vertices",
            must: "be in 1…\(PauliString.largestCount)", was: count)
        var edges = (0..<(count - 1)).map { Edge($0, $0 + 1) }
        if boundary == .periodic {
            try require(count >= 3, "number of vertices", must: "be at least 3 for a periodic chain", was: count)
            edges.append(Edge(0, count - 1))
        }
        return try InteractionGraph(count: count, edges: edges)
    }

    /// Every vertex joined to every other.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless `count` is in 1…62.
    public static func complete(_ count: Int) throws -> InteractionGraph {
        try require(
            (1...PauliString.largestCount).contains(count), "number of vertices",
            must: "be in 1…\(PauliString.largestCount)", was: count)
        return try InteractionGraph(
            count: count, edges: (0..<count).flatMap { first in ((first + 1)..<count).map { Edge(first, $0) } })
    }

    /// The square grid; vertex (r, c) has number r·columns + c.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` unless both sizes are at least 1 and there are at most 62 vertices.
    public static func grid(rows: Int, columns: Int) throws -> InteractionGraph {
        let largest = PauliString.largestCount
        try require((1...largest).contains(rows), "rows", must: "be in 1…\(largest)", was: rows)
        try require((1...largest).contains(columns), "columns", must: "be in 1…\(largest)", was: columns)
        var edges: [Edge] = []
        for row in 0..<rows {
            for column in 0..<columns {
                let vertex = row * columns + column
                if column + 1 < columns { edges.append(Edge(vertex, vertex + 1)) }
                if row + 1 < rows { edges.append(Edge(vertex, vertex + columns)) }
            }
        }
        return try InteractionGraph(count: rows * columns, edges: edges)
    }

    private init(unchecked count: Int, _ edges: [Edge]) {
        self.count = count
        self.edges = edges
    }
}

extension InteractionGraph: Codable {
    private enum CodingKeys: String, CodingKey { case count, edges }

    /// Reads vertices and edges and checks them.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        try self.init(
            count: try container.decode(Int.self, forKey: .count),
            edges: try container.decode([Edge].self, forKey: .edges))
    }

    /// Writes vertices and edges.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(count, forKey: .count)
        try container.encode(edges, forKey: .edges)
    }
}
