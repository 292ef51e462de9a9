/// A block of one of the three kinds; an enumeration, so that each kind's loops are compiled for its own numbers.
enum ConeBlock {
    case real(MatrixCone<Double>)
    case complex(MatrixCone<Complex>)
    case linear(LinearCone)

    var size: Int {
        switch self {
        case .real(let cone): cone.size
        case .complex(let cone): cone.size
        case .linear(let cone): cone.size
        }
    }

    /// X•Z.
    var complementarity: Double {
        switch self {
        case .real(let cone): cone.complementarity
        case .complex(let cone): cone.complementarity
        case .linear(let cone): cone.complementarity
        }
    }

    /// C•X.
    var objectiveValue: Double {
        switch self {
        case .real(let cone): cone.objectiveValue
        case .complex(let cone): cone.objectiveValue
        case .linear(let cone): cone.objectiveValue
        }
    }

    func addProducts(into vector: inout [Double]) {
        switch self {
        case .real(let cone): cone.addProducts(into: &vector)
        case .complex(let cone): cone.addProducts(into: &vector)
        case .linear(let cone): cone.addProducts(into: &vector)
        }
    }

    func updateResidual(_ y: [Double], tau: Double) -> Double {
        switch self {
        case .real(let cone): cone.updateResidual(y, tau: tau)
        case .complex(let cone): cone.updateResidual(y, tau: tau)
        case .linear(let cone): cone.updateResidual(y, tau: tau)
        }
    }

    func rayError(_ y: [Double]) -> Double {
        switch self {
        case .real(let cone): cone.rayError(y)
        case .complex(let cone): cone.rayError(y)
        case .linear(let cone): cone.rayError(y)
        }
    }

    func factor() -> Bool {
        switch self {
        case .real(let cone): cone.factor()
        case .complex(let cone): cone.factor()
        case .linear(let cone): cone.factor()
        }
    }

    func addSchur(to schur: UnsafeMutablePointer<Double>, order: Int, threads: Int) throws {
        switch self {
        case .real(let cone): try cone.addSchur(to: schur, order: order, threads: threads)
        case .complex(let cone): try cone.addSchur(to: schur, order: order, threads: threads)
        case .linear(let cone): cone.addSchur(to: schur, order: order)
        }
    }

    func addScaledResidual(into vector: inout [Double]) {
        switch self {
        case .real(let cone): cone.addScaledResidual(into: &vector)
        case .complex(let cone): cone.addScaledResidual(into: &vector)
        case .linear(let cone): cone.addScaledResidual(into: &vector)
        }
    }

    func updateReflection(_ q: [Double], tau: Double) -> Double {
        switch self {
        case .real(let cone): cone.updateReflection(q, tau: tau)
        case .complex(let cone): cone.updateReflection(q, tau: tau)
        case .linear(let cone): cone.updateReflection(q, tau: tau)
        }
    }

    func gatherRight(
        centering: Double, residualFactor: Double, corrected: Bool, into vector: inout [Double]
    ) -> Double {
        switch self {
        case .real(let cone):
            cone.gatherRight(
                centering: centering, residualFactor: residualFactor, corrected: corrected, into: &vector)
        case .complex(let cone):
            cone.gatherRight(
                centering: centering, residualFactor: residualFactor, corrected: corrected, into: &vector)
        case .linear(let cone):
            cone.gatherRight(
                centering: centering, residualFactor: residualFactor, corrected: corrected, into: &vector)
        }
    }

    func updateDirection(_ dy: [Double], dtau: Double, residualFactor: Double) {
        switch self {
        case .real(let cone): cone.updateDirection(dy, dtau: dtau, residualFactor: residualFactor)
        case .complex(let cone): cone.updateDirection(dy, dtau: dtau, residualFactor: residualFactor)
        case .linear(let cone): cone.updateDirection(dy, dtau: dtau, residualFactor: residualFactor)
        }
    }

    func keepCorrection() {
        switch self {
        case .real(let cone): cone.keepCorrection()
        case .complex(let cone): cone.keepCorrection()
        case .linear(let cone): cone.keepCorrection()
        }
    }

    func leastRelativeChange() -> Double {
        switch self {
        case .real(let cone): cone.leastRelativeChange()
        case .complex(let cone): cone.leastRelativeChange()
        case .linear(let cone): cone.leastRelativeChange()
        }
    }

    func move(by step: Double) {
        switch self {
        case .real(let cone): cone.move(by: step)
        case .complex(let cone): cone.move(by: step)
        case .linear(let cone): cone.move(by: step)
        }
    }

    /// How many numbers X has, and Z.
    var valueCount: Int {
        switch self {
        case .real(let cone): cone.valueCount
        case .complex(let cone): cone.valueCount
        case .linear(let cone): cone.valueCount
        }
    }

    /// X and Z in the method's own units.
    var point: (x: [Double], z: [Double]) {
        switch self {
        case .real(let cone): cone.point
        case .complex(let cone): cone.point
        case .linear(let cone): cone.point
        }
    }

    func load(x: ArraySlice<Double>, z: ArraySlice<Double>) {
        switch self {
        case .real(let cone): cone.load(x: x, z: z)
        case .complex(let cone): cone.load(x: x, z: z)
        case .linear(let cone): cone.load(x: x, z: z)
        }
    }

    /// X and Z, each times a factor.
    func values(_ factorX: Double, _ factorZ: Double) -> (x: SemidefiniteBlock, z: SemidefiniteBlock) {
        switch self {
        case .real(let cone): (.symmetric(factorX * cone.x.matrix), .symmetric(factorZ * cone.z.matrix))
        case .complex(let cone): (.hermitian(factorX * cone.x.matrix), .hermitian(factorZ * cone.z.matrix))
        case .linear(let cone): (.nonnegative(cone.x.map { factorX * $0 }), .nonnegative(cone.z.map { factorZ * $0 }))
        }
    }
}
