// A user of searches needs models, states and matrices too: one import is enough.
@_exported import LHVModels
