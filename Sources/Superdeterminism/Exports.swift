// A user of the collapse model needs states and matrices too: one import is enough.
@_exported import QuantumStates
