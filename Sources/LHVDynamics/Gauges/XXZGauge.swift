import LHVModels

/// The gauge in which Bell's model follows every XXZ interaction with a common field along z, on a subset of the states.
///
/// The states are those with ⟨T₀|ρ|S⟩ = 0, that is a_z = b_z and T_xy = T_yx; here |T₀⟩ and |S⟩ are the triplet and singlet
/// combinations of ↑↓ and ↓↑. The subset is invariant under H = (ω_xy/4)(σ_xσ_x + σ_yσ_y) + (ω_zz/4) σ_zσ_z + (h/2)(σ_z¹ + σ_z²) at
/// any time dependence, and one gauge serves them all: V_j = [(ω_zz/2) sign z_k + (ω_xy/2) sign z_j + h] ẑ × λ_j.
/// Source: this library, in the article "Dynamics".
public struct XXZGauge: LinearSphereGauge, Hashable, Codable {
    /// The gauge.
    public init() {}

    /// F(λ₁, λ₂), a kernel whose entry between T₀ and S is zero.
    public func coefficients(at first: Direction, _ second: Direction) -> PairCoefficients {
        kernel(first.vector, second.vector, upOne: first.z > 0, upTwo: second.z > 0)
    }

    /// The gradients, exact away from the equators.
    public func gradient(
        of form: TwoQubitBlochForm, at first: Direction, _ second: Direction
    ) -> (SIMD3<Double>, SIMD3<Double>) {
        affineGradient(of: form, first.vector, second.vector) {
            kernel($0, $1, upOne: first.z > 0, upTwo: second.z > 0)
        }
    }

    // For fixed signs of the heights, F is affine in each vector.
    private func kernel(_ u: SIMD3<Double>, _ v: SIMD3<Double>, upOne: Bool, upTwo: Bool) -> PairCoefficients {
        let (zOne, zTwo) = (u.z, v.z)
        let (c1, c2) = (Complex(u.x, -u.y), Complex(v.x, -v.y))
        let root = 8 * 2.0.squareRoot()
        // Entries in the order uu, T₀, S, dd; that between T₀ and S is zero.
        let same = upOne == upTwo
        let x = same ? 8 * (c1 * c2.conjugate).real : 0
        let product = 4 * zOne * zTwo
        let (uu, dd) = (1 + 2 * zOne + 2 * zTwo + product, 1 - 2 * zOne - 2 * zTwo + product)
        let middle = 1 - product  // (F_TT + F_SS)/2 = ⟨ud|F|ud⟩ = ⟨du|F|du⟩; half the difference is ⟨ud|F|du⟩ = X
        var (toSinglet, fromSinglet, both, toTriplet, fromTriplet) = (
            Complex.zero, Complex.zero, Complex.zero, Complex.zero, Complex.zero
        )
        if same {
            let turned = root * (zOne * c2 - zTwo * c1)
            if upOne { toSinglet = turned } else { fromSinglet = turned }
        } else {
            both = 8 * (c1 * c2)
            toTriplet = root * (upTwo ? zTwo * c1 : zOne * c2)
            fromTriplet = -root * (upOne ? zTwo * c1 : zOne * c2)
        }
        // ⟨ud| = (⟨T| + ⟨S|)/√2, ⟨du| = (⟨T| − ⟨S|)/√2.
        let half = 0.5.squareRoot()
        let (firstUp, firstDown) = (half * (toTriplet + toSinglet), half * (toTriplet - toSinglet))
        let (lastUp, lastDown) = (half * (fromTriplet + fromSinglet), half * (fromTriplet - fromSinglet))
        // ⟨u|σ_x|d⟩ = 1 and ⟨u|σ_y|d⟩ = −i: a coefficient f_P = Tr(F P)/4.
        let (aLow, aHigh) = (firstDown + lastUp, firstDown - lastUp)  // the first spin flips
        let (bLow, bHigh) = (firstUp + lastDown, firstUp - lastDown)  // the second spin flips
        return PairCoefficients(
            one: (uu + 2 * middle + dd) / 4,
            a: SIMD3(aLow.real / 2, -aLow.imaginary / 2, (uu - dd) / 4),
            b: SIMD3(bLow.real / 2, -bLow.imaginary / 2, (uu - dd) / 4),
            t: (
                SIMD3((both.real + x) / 2, -both.imaginary / 2, aHigh.real / 2),
                SIMD3(-both.imaginary / 2, (x - both.real) / 2, -aHigh.imaginary / 2),
                SIMD3(bHigh.real / 2, -bHigh.imaginary / 2, (uu - 2 * middle + dd) / 4)
            ))
    }

    /// The infimum −10.3636384… makes the gauge positive on the subset's part of S_v up to v = 0.08799; the bounds are rounded outwards,
    /// and a test proves them for all pairs by branch and bound.
    public var eigenvalueRange: ClosedRange<Double> { -10.36364...15.85 }

    /// The equators z_k = 0.
    public var kinks: PairKinks { .equator(.z) }

    /// Throws unless a_z = b_z and T_xy = T_yx within 1e-9.
    public func requireMember(_ form: TwoQubitBlochForm) throws {
        let defect = largerOrNaN(abs(form.a.z - form.b.z), abs(form.t[0, 1] - form.t[1, 0]))
        try require(
            defect <= 1e-9, "state", must: "satisfy a_z = b_z and T_xy = T_yx within 1e-9", was: "off by \(defect)")
    }
}
