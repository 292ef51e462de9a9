// Whoever imports this target also needs the types in its signatures.
@_exported import LHVModels
