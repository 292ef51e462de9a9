import LHVModels

extension MicroscopicDefects: CustomStringConvertible {
    /// Both defects.
    public var description: String {
        "largest defects found: identity \(ShortNumber.text(identity, digits: 3)), composition \(ShortNumber.text(composition, digits: 3))"
    }
}
