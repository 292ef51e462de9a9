import QuantumStates

extension ProjectiveHiddenStates: CustomStringConvertible {
    /// The visibilities for all projective measurements and for the axes.
    public var description: String {
        "hidden states for projective measurements up to a visibility of at least \(ShortNumber.atLeast(visibility)), proven, from "
            + "\(axes) axes (\(ShortNumber.atLeast(axesVisibility)), inradius \(ShortNumber.atLeast(inradius))): \(stopReason)"
    }
}
