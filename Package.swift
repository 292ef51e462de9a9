// swift-tools-version: 6.1
import PackageDescription

// The import diagram is in the Architecture article of Documentation. Arrows point downwards only:
// HiddenVariables → LHVSearch → LHVModels → QuantumStates → NumericalCore → CLAPACK.
let package = Package(
    name: "swift-hidden-variables",
    products: [
        .library(name: "HiddenVariables", targets: ["HiddenVariables"]),
        .library(name: "LHVSearch", targets: ["LHVSearch"]),
        .library(name: "QuantumBounds", targets: ["QuantumBounds"]),
        .library(name: "LHVDynamics", targets: ["LHVDynamics"]),
        .library(name: "LHVModels", targets: ["LHVModels"]),
        .library(name: "MacroscopicLocality", targets: ["MacroscopicLocality"]),
        .library(name: "Superdeterminism", targets: ["Superdeterminism"]),
        .library(name: "QuantumStates", targets: ["QuantumStates"]),
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
            providers: [.apt(["liblapacke-dev", "libopenblas-dev"])]),

        // Elementwise loops in C, for the vector units that a plain Swift build does not use. Only NumericalCore imports it.
        .target(name: "CKernels"),

        // Libraries, from the ground up.
        .target(name: "NumericalCore", dependencies: ["CLAPACK", "CKernels"]),
        .target(name: "QuantumStates", dependencies: ["NumericalCore"]),
        .target(name: "LHVModels", dependencies: ["QuantumStates"]),
        .target(name: "LHVSearch", dependencies: ["LHVModels"], resources: [.copy("Shipped")]),
        .target(name: "QuantumBounds", dependencies: ["LHVModels"]),
        .target(name: "LHVDynamics", dependencies: ["LHVModels"]),
        .target(name: "MacroscopicLocality", dependencies: ["LHVModels"]),
        .target(name: "Superdeterminism", dependencies: ["QuantumStates"]),
        .target(
            name: "HiddenVariables",
            dependencies: [
                "QuantumStates", "LHVModels", "LHVSearch", "QuantumBounds", "LHVDynamics", "MacroscopicLocality",
                "Superdeterminism",
            ]),
        .target(name: "NotebookSupport", dependencies: ["NumericalCore"]),

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
            name: "QuantumStatesTests", dependencies: ["QuantumStates", "TestSupport"],
            resources: [.copy("Fixtures")]),
        .testTarget(name: "LHVModelsTests", dependencies: ["LHVModels", "TestSupport"]),
        .testTarget(name: "LHVSearchTests", dependencies: ["LHVSearch", "TestSupport"]),
        .testTarget(name: "QuantumBoundsTests", dependencies: ["QuantumBounds", "TestSupport"]),
        .testTarget(name: "LHVDynamicsTests", dependencies: ["LHVDynamics", "TestSupport"]),
        .testTarget(name: "MacroscopicLocalityTests", dependencies: ["MacroscopicLocality", "TestSupport"]),
        .testTarget(name: "SuperdeterminismTests", dependencies: ["Superdeterminism", "TestSupport"]),
        .testTarget(name: "HiddenVariablesTests", dependencies: ["HiddenVariables"]),
        .testTarget(name: "NotebookSupportTests", dependencies: ["NotebookSupport", "TestSupport"]),
        .testTarget(name: "NotebookTests", dependencies: ["notebook", "TestSupport"]),
    ],
    swiftLanguageModes: [.v6]
)
