import LHVModels

extension CorrelatorTensor {
    /// The local correlators nearest to v·E + (1 − v)·(white noise) in the 2-norm.
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
    ) async throws -> NearestLocalCorrelators {
        try await nearestLocalPointRun(visibility: visibility, options: options).value
    }

    /// The same on the calling thread, for use outside of tasks; it stops when the current task is cancelled.
    ///
    /// - Throws: As the asynchronous form.
    public func nearestLocalPoint(
        visibility: Double = 1, options: MembershipOptions = MembershipOptions()
    ) throws -> NearestLocalCorrelators {
        try options.validate()
        return try admitted().withWhiteNoise(visibility: visibility).nearest(options)
    }

    /// The same as a run that reports the gap after each round and can be cancelled, which returns what was reached.
    ///
    /// - Throws: As `nearestLocalPoint(visibility:options:)`.
    public func nearestLocalPointRun(
        visibility: Double = 1, options: MembershipOptions = MembershipOptions()
    ) throws -> Run<NearestLocalCorrelators> {
        try options.validate()
        return try admitted().withWhiteNoise(visibility: visibility).nearestRun(options)
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
