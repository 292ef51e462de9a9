// A user of states needs matrices, random streams and files too: one import is enough.
@_exported import DataFiles
@_exported import NumericalCore
