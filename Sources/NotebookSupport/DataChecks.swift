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
