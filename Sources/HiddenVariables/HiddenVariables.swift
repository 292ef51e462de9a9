// The umbrella: importing HiddenVariables imports every library target of the package.
@_exported import NumericalCore
@_exported import QuantumStates
@_exported import LHVModels
@_exported import LHVSearch
@_exported import QuantumBounds
@_exported import LHVDynamics
@_exported import MacroscopicLocality
@_exported import Superdeterminism
