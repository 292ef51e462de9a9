import NumericalCore

/// Throws unless the numbers are finite; the error names the first that is not.
func requireFinite(_ values: [Double], _ argument: String) throws {
    if let index = values.firstIndex(where: { !$0.isFinite }) {
        throw InvalidArgument("\(argument)[\(index)]", must: "be finite", was: values[index])
    }
}

/// Throws unless a coordinate array has as many numbers as another.
func requireCount(_ values: [Double], _ argument: String, like count: Int, of other: String) throws {
    try require(
        values.count == count, argument, must: "have \(count) numbers like \(other)", was: "\(values.count) numbers")
}

/// Throws unless there is something in the array and all of it is finite.
func requireData(_ values: [Double], _ argument: String) throws {
    try require(!values.isEmpty, argument, must: "hold at least one number", was: "empty")
    try requireFinite(values, argument)
}

/// Throws unless the numbers are the half lengths of error bars.
func requireErrors(_ errors: [Double], like count: Int) throws {
    try requireCount(errors, "errors", like: count, of: "x")
    try requireFinite(errors, "errors")
    if let index = errors.firstIndex(where: { $0 < 0 }) {
        throw InvalidArgument("errors[\(index)]", must: "be at least 0", was: errors[index])
    }
}

/// Throws unless every number is greater than the one before.
func requireAscending(_ values: [Double], _ argument: String) throws {
    if let index = values.indices.dropFirst().first(where: { values[$0] <= values[$0 - 1] }) {
        throw InvalidArgument(
            "\(argument)[\(index)]", must: "be greater than \(argument)[\(index - 1)] = \(values[index - 1])",
            was: values[index])
    }
}

/// A size that a drawing can have.
func requiredSize(_ width: Int, _ height: Int) throws -> (width: Int, height: Int) {
    try require((100...5000).contains(width), "width", must: "be in 100…5000", was: width)
    try require((100...5000).contains(height), "height", must: "be in 100…5000", was: height)
    return (width, height)
}
