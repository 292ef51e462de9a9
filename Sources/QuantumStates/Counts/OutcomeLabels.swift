import NumericalCore

/// What numbers a table calls outcomes by.
public enum OutcomeLabels: Sendable, Hashable, CaseIterable {
    /// 0, 1, 2, …, as here.
    case fromZero
    /// 1, 2, 3, ….
    case fromOne
    /// +1 for outcome 0 and −1 for outcome 1.
    case plusMinusOne

    /// The outcome with a label, or nil when there is none.
    func outcome(_ label: Int) -> Int? {
        switch self {
        case .fromZero: label >= 0 ? label : nil
        case .fromOne: label >= 1 ? label - 1 : nil
        case .plusMinusOne: label == 1 ? 0 : label == -1 ? 1 : nil
        }
    }

    /// The labels in words.
    var words: String {
        switch self {
        case .fromZero: "0, 1, …"
        case .fromOne: "1, 2, …"
        case .plusMinusOne: "1 or -1"
        }
    }
}
