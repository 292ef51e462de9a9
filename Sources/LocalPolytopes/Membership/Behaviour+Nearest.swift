import DataFiles
import LHVModels

extension Behaviour {
    /// The local behaviour nearest to v·P + (1 − v)·(white noise) in the 2-norm of the probabilities, on the calling thread.
    ///
    /// The short form of ``nearestLocalPointSearch(visibility:signallingTolerance:options:)``; it stops when the current task is
    /// cancelled.
    ///
    /// - Parameters:
    ///   - visibility: v in 0…1.
    ///   - tolerance: The signalling defect up to which the behaviour is accepted; relative frequencies need more.
    ///   - options: Method, limits and seed; equal seeds give equal bits for any number of threads.
    /// - Returns: The nearest point with its local model and the separating inequality; at a limit, what was reached.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when there are other than 2…6 parties, the behaviour signals, or an
    ///   option is out of range.
    public func nearestLocalPoint(
        visibility: Double = 1, signallingTolerance tolerance: Double = defaultTolerance,
        options: MembershipOptions = MembershipOptions()
    ) throws -> NearestLocalBehaviour {
        try options.validate()
        try requireMembershipTarget(tolerance)
        return try withWhiteNoise(visibility: visibility).nearest(options)
    }

    /// The search for the nearest local point, to be run or started; it reports the gap after each round.
    ///
    /// - Throws: As `nearestLocalPoint(visibility:signallingTolerance:options:)`.
    public func nearestLocalPointSearch(
        visibility: Double = 1, signallingTolerance tolerance: Double = defaultTolerance,
        options: MembershipOptions = MembershipOptions()
    ) throws -> some ResumableWork<NearestLocalBehaviour> {
        try options.validate()
        try requireMembershipTarget(tolerance)
        return try withWhiteNoise(visibility: visibility).nearestSearch(options)
    }

    /// The same, started.
    @available(*, deprecated, message: "use nearestLocalPointSearch(visibility:signallingTolerance:options:).start()")
    public func nearestLocalPointRun(
        visibility: Double = 1, signallingTolerance tolerance: Double = defaultTolerance,
        options: MembershipOptions = MembershipOptions()
    ) throws -> Run<NearestLocalBehaviour> {
        try nearestLocalPointSearch(visibility: visibility, signallingTolerance: tolerance, options: options).start()
    }

    /// Throws unless the behaviour is of 2…6 parties and does not signal.
    func requireMembershipTarget(_ tolerance: Double) throws {
        try require(tolerance >= 0, "signallingTolerance", must: "be at least 0", was: tolerance)
        try require((2...6).contains(scenario.parties), "parties", must: "be in 2…6", was: scenario.parties)
        let signalling = signalling()
        try require(
            signalling.defect <= tolerance, "behaviour", must: "be non-signalling within \(tolerance)",
            was: "off by \(signalling.defect) by the choice of party \(signalling.party) between settings "
                + "\(signalling.lowSettings) and \(signalling.highSettings)")
    }
}
