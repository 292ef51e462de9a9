// swift-tools-version: 6.1
import PackageDescription

// The import diagram is in the Architecture article of Documentation. Arrows point downwards only:
// HiddenVariables → the searches → LHVModels → QuantumStates → DataFiles → NumericalCore → CLAPACK.
let package = Package(
    name: "swift-hidden-variables",
    // `Synchronization` and 128-bit integers need these; the package was run on Linux only.
    platforms: [.macOS(.v15)],
    products: [
        .library(name: "HiddenVariables", targets: ["HiddenVariables"]),
        .library(name: "LHVSearch", targets: ["LHVSearch"]),
        .library(name: "LocalPolytopes", targets: ["LocalPolytopes"]),
        .library(name: "HiddenVariableClouds", targets: ["HiddenVariableClouds"]),
        .library(name: "CertifiedModels", targets: ["CertifiedModels"]),
        .library(name: "QuantumBounds", targets: ["QuantumBounds"]),
        .library(name: "LHVDynamics", targets: ["LHVDynamics"]),
        .library(name: "LHVModels", targets: ["LHVModels"]),
        .library(name: "MacroscopicLocality", targets: ["MacroscopicLocality"]),
        .library(name: "Superdeterminism", targets: ["Superdeterminism"]),
        .library(name: "QuantumStates", targets: ["QuantumStates"]),
        .library(name: "DataFiles", targets: ["DataFiles"]),
        .library(name: "NumericalCore", targets: ["NumericalCore"]),
        .library(name: "NotebookSupport", targets: ["NotebookSupport"]),
        .executable(name: "notebook", targets: ["notebook"]),
        .executable(name: "benchmark", targets: ["benchmark"]),
    ],
    targets: [
        // System libraries, through a module map. Only NumericalCore imports this target.
        .systemLibrary(
            name: "CLAPACK",
            pkgConfig: "openblas",
            providers: [.apt(["liblapacke-dev", "libopenblas-dev"]), .brew(["openblas"])]),

        // Elementwise loops in C, for the vector units that a plain Swift build does not use. Only NumericalCore imports it.
        .target(name: "CKernels"),

        // Libraries, from the ground up.
        .target(name: "NumericalCore", dependencies: ["CLAPACK", "CKernels"]),
        .target(name: "DataFiles", dependencies: ["NumericalCore"]),
        .target(name: "QuantumStates", dependencies: ["DataFiles"]),
        .target(name: "LHVModels", dependencies: ["QuantumStates"]),
        .target(name: "LocalPolytopes", dependencies: ["LHVModels"]),
        .target(name: "HiddenVariableClouds", dependencies: ["LHVModels"]),
        .target(name: "CertifiedModels", dependencies: ["LHVModels"], resources: [.copy("Shipped")]),
        // Nothing of its own: re-exports the three above.
        .target(name: "LHVSearch", dependencies: ["LocalPolytopes", "HiddenVariableClouds", "CertifiedModels"]),
        .target(name: "QuantumBounds", dependencies: ["LocalPolytopes"]),
        .target(name: "LHVDynamics", dependencies: ["LHVModels"]),
        .target(name: "MacroscopicLocality", dependencies: ["LHVModels"]),
        .target(name: "Superdeterminism", dependencies: ["QuantumStates"]),
        .target(
            name: "HiddenVariables",
            dependencies: ["LHVSearch", "QuantumBounds", "LHVDynamics", "MacroscopicLocality", "Superdeterminism"]),
        .target(name: "NotebookSupport", dependencies: ["DataFiles"]),

        // Programs.
        .executableTarget(name: "notebook", dependencies: ["HiddenVariables", "NotebookSupport"]),
        .executableTarget(
            name: "benchmark",
            dependencies: ["HiddenVariables", "NotebookSupport"],
            path: "Benchmarks",
            exclude: ["Peers"]),

        // Tests, one target per library target, and what they share: properties with shrinking, tables of bad input.
        .target(name: "TestSupport", dependencies: ["NumericalCore"], path: "Tests/TestSupport"),
        .testTarget(
            name: "NumericalCoreTests", dependencies: ["NumericalCore", "TestSupport"],
            resources: [.copy("Fixtures")]),
        .testTarget(
            name: "DataFilesTests", dependencies: ["DataFiles", "TestSupport"],
            resources: [.copy("Fixtures")]),
        .testTarget(
            name: "QuantumStatesTests", dependencies: ["QuantumStates", "TestSupport"],
            resources: [.copy("Fixtures")]),
        .testTarget(
            name: "LHVModelsTests", dependencies: ["LHVModels", "TestSupport"],
            resources: [.copy("Fixtures")]),
        .testTarget(name: "LocalPolytopesTests", dependencies: ["LocalPolytopes", "TestSupport"]),
        .testTarget(name: "HiddenVariableCloudsTests", dependencies: ["HiddenVariableClouds", "TestSupport"]),
        .testTarget(name: "CertifiedModelsTests", dependencies: ["CertifiedModels", "TestSupport"]),
        .testTarget(name: "LHVSearchTests", dependencies: ["LHVSearch", "TestSupport"]),
        .testTarget(
            name: "QuantumBoundsTests", dependencies: ["QuantumBounds", "TestSupport"],
            resources: [.copy("Fixtures")]),
        .testTarget(name: "LHVDynamicsTests", dependencies: ["LHVDynamics", "TestSupport"]),
        .testTarget(name: "MacroscopicLocalityTests", dependencies: ["MacroscopicLocality", "TestSupport"]),
        .testTarget(name: "SuperdeterminismTests", dependencies: ["Superdeterminism", "TestSupport"]),
        .testTarget(name: "HiddenVariablesTests", dependencies: ["HiddenVariables"]),
        .testTarget(name: "NotebookSupportTests", dependencies: ["NotebookSupport", "TestSupport"]),
        .testTarget(name: "NotebookTests", dependencies: ["notebook", "TestSupport"]),
    ],
    swiftLanguageModes: [.v6]
)

// Tests spend their time in the libraries: what they are themselves is compiled fast rather than made fast.
for target in package.targets where target.type == .test {
    target.swiftSettings = [.unsafeFlags(["-Onone"], .when(configuration: .release))]
}
