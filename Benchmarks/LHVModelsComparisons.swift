import HiddenVariables

/// What NumPy does instead of `LHVModels`.
var lhvModelsComparisons: [Comparison] {
    [
        Comparison("lhv-models/local-bound/random-22x22", peer: "NumPy enumeration", script: "numpy_local_bound") {
            exchange in
            let tensor = try randomCoefficients([22, 22])
            exchange.write("settings", 22)
            try exchange.write("coefficients", tensor.elements)
            return { try tensor.localBound() }
        } answer: {
            [$0.lower]
        }
    ]
}

/// Normal coefficients of a correlator functional.
func randomCoefficients(_ settings: [Int]) throws -> CorrelatorTensor {
    var stream = RandomStream(seed: 50)
    return try CorrelatorTensor(stream.normals(settings.reduce(1, *)), settings: settings)
}
