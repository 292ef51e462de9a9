// Bounds are asked of inequalities and behaviours: one import is enough.
@_exported import LHVModels
