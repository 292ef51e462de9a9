import LHVModels

/// Groups of particles that interact within each group only: every group has a velocity field of its own.
///
/// The field of a particle depends on the particles of its group alone, so the dynamics is local in P1's sense, and the cost of
/// moving N particles in groups of bounded size is linear in N. Particles in no group rest.
/// Source: P1, remark after Conjecture 1.
public struct DisjointSphereField: SphereVelocityField {
    /// Particles that move together.
    public struct Group: Sendable {
        /// The numbers of the particles, in the order in which the field takes them.
        public let members: [Int]
        /// The field of these particles.
        public let field: any SphereVelocityField

        /// A group.
        public init(members: [Int], field: any SphereVelocityField) {
            self.members = members
            self.field = field
        }
    }

    /// N, the number of particles.
    public let parties: Int
    /// The groups, without common members.
    public let groups: [Group]

    /// The field of disjoint groups.
    ///
    /// - Throws: ``/NumericalCore/InvalidArgument`` when a member is not in 0..<parties or belongs twice.
    public init(parties: Int, groups: [Group]) throws {
        try require(parties >= 1, "parties", must: "be at least 1", was: parties)
        var seen = Set<Int>()
        for (index, group) in groups.enumerated() {
            for member in group.members {
                try require(
                    member >= 0 && member < parties, "members of group \(index)", must: "be in 0..<\(parties)",
                    was: member)
                try require(
                    seen.insert(member).inserted, "members of group \(index)", must: "belong to no other group",
                    was: member)
            }
        }
        self.parties = parties
        self.groups = groups
    }

    /// ω_j from the field of the group that j belongs to.
    ///
    /// - Complexity: O(N) for groups of bounded size.
    public func angularVelocity(at point: [Direction], time: Double) throws -> [SIMD3<Double>] {
        try requireParticles(point.count, parties)
        var rates = [SIMD3<Double>](repeating: .zero, count: parties)
        for group in groups {
            let part = try group.field.angularVelocity(at: group.members.map { point[$0] }, time: time)
            for (member, rate) in zip(group.members, part) { rates[member] = rate }
        }
        return rates
    }

    /// Every group moved by its own flow, exactly where that one is exact.
    ///
    /// - Complexity: O(N) for groups of bounded size.
    public func move(_ point: [Direction], from start: Double, to end: Double) throws -> [Direction] {
        try requireParticles(point.count, parties)
        try requireTimes(start, end)
        var moved = point
        for group in groups {
            let part = try group.field.move(group.members.map { point[$0] }, from: start, to: end)
            for (member, direction) in zip(group.members, part) { moved[member] = direction }
        }
        return moved
    }
}
