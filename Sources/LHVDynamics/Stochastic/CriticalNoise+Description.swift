import LHVModels

extension CriticalNoise: CustomStringConvertible {
    /// The noise, the number of cells, and the errors.
    public var description: String {
        "least noise \(ShortNumber.text(noise)) for \(rates.rows) cells (numerical): defect \(ShortNumber.text(defect, digits: 2)), relative "
            + "error \(ShortNumber.text(relativeError, digits: 2)), \(symmetries) symmetries"
    }
}
