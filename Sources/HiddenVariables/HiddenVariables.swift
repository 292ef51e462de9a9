// The umbrella: importing HiddenVariables imports every library target of the package.
@_exported import CertifiedModels
@_exported import DataFiles
@_exported import HiddenVariableClouds
@_exported import LHVDynamics
@_exported import LHVModels
@_exported import LHVSearch
@_exported import LocalPolytopes
@_exported import MacroscopicLocality
@_exported import NumericalCore
@_exported import QuantumBounds
@_exported import QuantumStates
@_exported import Superdeterminism
