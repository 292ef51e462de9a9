// A user of states needs matrices and random streams too: one import is enough.
@_exported import NumericalCore
