// A user of models needs states and matrices too: one import is enough.
@_exported import QuantumStates
