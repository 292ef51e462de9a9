// Nothing of its own: one import for the three libraries of search, which do not use one another.
@_exported import CertifiedModels
@_exported import HiddenVariableClouds
@_exported import LocalPolytopes
