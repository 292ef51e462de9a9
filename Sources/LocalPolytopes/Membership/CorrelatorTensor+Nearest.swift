import DataFiles
import LHVModels

extension CorrelatorTensor {
    /// The local correlators nearest to v·E + (1 − v)·(white noise) in the 2-norm, on the calling thread.
    ///
    /// The short form of ``nearestLocalPointSearch(visibility:options:)``; it stops when the current task is cancelled.
    ///
    /// - Parameters:
    ///   - visibility: v in 0…1.
    ///   - options: Method, limits and seed; equal seeds give equal bits for any number of threads.
    /// - Returns: The nearest point with its local model and the separating inequality; at a limit, what was reached.
    /// - Complexity: A round costs about (oracle starts)·(10 to 50)·(count of the tensor), and k² for each vertex that enters
    ///   a model of k vertices.
    /// - Throws: ``/NumericalCore/InvalidArgument`` when there are other than 2…6 parties, a correlator is not in −1…1, the
    ///   constant entry is off 1 by more than 10⁻⁸, or an option is out of range.
    public func nearestLocalPoint(
        visibility: Double = 1, options: MembershipOptions = MembershipOptions()
    ) throws -> NearestLocalCorrelators {
        try options.validate()
        return try admitted().withWhiteNoise(visibility: visibility).nearest(options)
    }

    /// The search for the nearest local point, to be run or started; it reports the gap after each round.
    ///
    /// - Throws: As `nearestLocalPoint(visibility:options:)`.
    public func nearestLocalPointSearch(
        visibility: Double = 1, options: MembershipOptions = MembershipOptions()
    ) throws -> some ResumableWork<NearestLocalCorrelators> {
        try options.validate()
        return try admitted().withWhiteNoise(visibility: visibility).nearestSearch(options)
    }

    /// The same, started.
    @available(*, deprecated, message: "use nearestLocalPointSearch(visibility:options:).start()")
    public func nearestLocalPointRun(
        visibility: Double = 1, options: MembershipOptions = MembershipOptions()
    ) throws -> Run<NearestLocalCorrelators> {
        try nearestLocalPointSearch(visibility: visibility, options: options).start()
    }

    /// The tensor with a constant entry of exactly 1; throws unless the entries can be correlators of 2…6 parties.
    func admitted() throws -> CorrelatorTensor {
        try require((2...6).contains(parties), "parties", must: "be in 2…6", was: parties)
        if let place = elements.firstIndex(where: { !(abs($0) <= 1 + CorrelatorTensor.defaultTolerance) }) {
            throw InvalidArgument("correlator \(place)", must: "be in −1…1", was: elements[place])
        }
        let exact = withExactConstant
        if includesMarginals {
            try require(
                exact.elements[0] == 1, "constant entry of the correlators", must: "be 1 up to rounding",
                was: elements[0])
        }
        return exact
    }
}
