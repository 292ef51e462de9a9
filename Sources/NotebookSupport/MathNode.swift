/// A part of a formula.
indirect enum MathNode: Sendable, Hashable {
    /// How letters look.
    enum Face: Sendable { case italic, upright, bold, doubleStruck }

    /// Characters of one face.
    case characters(String, Face)
    /// A binary operator or, where it is a relation, one with more room.
    case operation(String, isRelation: Bool)
    /// An opening or closing bracket.
    case bracket(String, opens: Bool)
    /// The name of a function, such as `cos`.
    case function(String)
    /// Room.
    case space(String)
    /// Nodes within braces.
    case group([MathNode])
    /// Something below or above the line, after what it belongs to.
    case script([MathNode], isAbove: Bool)
    /// A mark over a group.
    case accent(String, [MathNode])
    case root([MathNode], degree: [MathNode])
    case fraction([MathNode], [MathNode])
}
