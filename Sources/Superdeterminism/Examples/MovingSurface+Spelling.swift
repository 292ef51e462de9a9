extension MovingSurface {
    /// A circle or sphere with moving centre and changing radius.
    @available(*, deprecated, renamed: "sphere(centre:radius:)")
    public static func sphere(
        center: @escaping @Sendable (Double) -> Point, radius: @escaping @Sendable (Double) -> Double
    ) -> MovingSurface { sphere(centre: center, radius: radius) }
}
