// Bounds are asked of inequalities and behaviours, and models for all measurements of polyhedra: one import is enough.
@_exported import LocalPolytopes
