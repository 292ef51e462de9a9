// A user of files needs the numbers in them too: one import is enough.
@_exported import NumericalCore
