import Testing

/// One wrong input at a time, for every type of this library's states.
@Suite struct WrongInputTests {
    @Test(arguments: WrongInputs.directions) func direction(input: WrongInput) { input.check() }
    @Test(arguments: WrongInputs.spaces) func space(input: WrongInput) { input.check() }
    @Test(arguments: WrongInputs.vectors) func stateVector(input: WrongInput) { input.check() }
    @Test(arguments: WrongInputs.operators) func densityOperator(input: WrongInput) { input.check() }
    @Test(arguments: WrongInputs.named) func namedState(input: WrongInput) { input.check() }
    @Test(arguments: WrongInputs.paulis) func pauli(input: WrongInput) { input.check() }
    @Test(arguments: WrongInputs.quantities) func quantity(input: WrongInput) { input.check() }
    @Test(arguments: WrongInputs.rings) func ring(input: WrongInput) { input.check() }
}
