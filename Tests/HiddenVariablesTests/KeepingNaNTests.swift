import Foundation
import Testing

/// Reads the sources and allows no fold or clamp that loses a NaN, except where none can come.
@Suite struct KeepingNaNTests {
    /// Files that may fold with `max` and `min`, and why.
    static let allowed: [String: String] = [
        // Whole numbers.
        "FacetReport.swift": "ranks", "BehaviourCertificateCheck.swift": "64-bit integers",
        "IntegerEnumeration.swift": "64-bit integers", "SearchOptions.swift": "indices",
        "AnticommutingFamily+Search.swift": "counts", "AnticommutingTree+Kinds.swift": "counts",
        "ComplementarityVectors.swift": "counts", "SpinBlock.swift": "counts", "JointStrategyModel.swift": "counts",
        "DensityOperator+Permuted.swift": "counts", "ProgressMeter.swift": "steps", "Parallel.swift": "threads",
        "WorkTeam.swift": "threads", "ResponseKernel+Grids.swift": "sizes", "LanczosSolver.swift": "sizes",
        "SimplexEngine+Candidates.swift": "counts",
        "MatrixCone+Schur.swift": "counts", "DyadicInterval.swift": "whole numbers",
        "GHZPlanarInequality.swift": "whole numbers", "NoSignallingTest.swift": "counts",
        "Hypergeometric.swift": "counts", "CovariantGauge.swift": "indices",
        // Hot loops over a program or a behaviour whose numbers were found finite; what they return is verified after.
        "SimplexEngine+Dual.swift": "verified after", "SimplexEngine+Primal.swift": "verified after",
        "SimplexEngine+RatioTest.swift": "verified after", "SimplexScaling.swift": "finite coefficients",
        "SimplexSolver.swift": "verified after", "BasisFactorization.swift": "verified after",
        "BestResponseAscent.swift": "finite targets", "VertexShape.swift": "finite targets",
        "MinimumNormWeights.swift": "finite targets", "LikelihoodWeights.swift": "lengths of steps",
        "ThresholdSearch.swift": "lengths of steps", "SignSearch.swift": "finite coefficients",
        "SignTree.swift": "finite coefficients", "SignTensorSearch.swift": "finite coefficients",
        // Lengths of steps, where a NaN is looked for before; times that were found finite.
        "DormandPrince.swift": "lengths of steps", "SphereStepper.swift": "lengths of steps",
        "StepOptions.swift": "lengths of steps", "MagnusEvolution.swift": "lengths of steps",
        "LBFGS.swift": "lengths of steps", "WeightedChernoff.swift": "lengths of steps; every one gives a bound",
        "IntegrationSpans.swift": "finite times", "SimplexSolver+SmallCosts.swift": "finite costs",
        "HiddenVariableFlow.swift": "finite times",
        "SpherePairDynamics.swift": "finite times",
        // Sizes of pictures and letters in points.
        "Canvas.swift": "sizes of pictures", "CityPlot.swift": "sizes of letters",
        "LegendPlacement.swift": "sizes of letters",
    ]

    static let patterns = [
        // x = max(x, …)
        #"(?<![\w.])([A-Za-z_][\w.\[\]$ ?]*) = (?:Swift\.)?(?:max|min)\(\1(?!\w)"#,
        // reduce(0) { max($0, …) } and reduce(0, max)
        #"reduce\([^{}]*\{[^{}]*\b(?:max|min)\(\$0"#, #"reduce\([^{}]*, (?:Swift\.)?(?:max|min)\)"#,
        // min(1, max(0, x)) and min(max(x, 0), 1)
        #"\b(?:max|min)\([^()]*, (?:max|min)\("#, #"\b(?:max|min)\((?:max|min)\("#,
    ]

    static func folds(in text: String) throws -> [Substring] {
        let expressions = try patterns.map { try NSRegularExpression(pattern: $0) }
        return text.split(separator: "\n").filter { line in
            guard !line.drop(while: { $0 == " " }).hasPrefix("//") else { return false }
            let line = String(line)
            let range = NSRange(line.startIndex..., in: line)
            return expressions.contains { $0.firstMatch(in: line, range: range) != nil }
        }
    }

    @Test("15.11 no defect is folded with what loses NaN: largerOrNaN, smallerOrNaN, clamped(to:), largestMagnitude()")
    func sources() throws {
        var used: Set<String> = []
        let sources = ArchitectureTests.root.appendingPathComponent("Sources")
        for file in try ArchitectureTests.swiftFiles(below: sources) where !file.path.contains("/notebook/") {
            let found = try KeepingNaNTests.folds(in: String(contentsOf: file, encoding: .utf8))
            guard !found.isEmpty else { continue }
            used.insert(file.lastPathComponent)
            #expect(
                KeepingNaNTests.allowed[file.lastPathComponent] != nil,
                "\(file.lastPathComponent) folds with max or min, which lose NaN: use largerOrNaN and its like. \(found)"
            )
        }
        // The reading itself works: most of what is allowed is there.
        #expect(used.count > 20)
    }

    @Test("15.11 the reading finds every form of a fold that loses NaN")
    func forms() throws {
        let bad = [
            "defect = max(defect, abs(x))", "        worst.trace = max(worst.trace, x)",
            "least[i] = Swift.min(least[i], x)",
            "a.reduce(0) { max($0, abs($1)) }", "zip(a, b).reduce(0) { Swift.max($0, abs($1.0 - $1.1)) }",
            "values.reduce(0, max)", "let p = min(1, max(0, x))", "let p = min(max(x, 0), 1)",
        ]
        for line in bad { #expect(try KeepingNaNTests.folds(in: line).count == 1, "\(line)") }
        let good = [
            "defect = largerOrNaN(defect, abs(x))", "// defect = max(defect, x)", "let largest = max(a, b)",
            "a.reduce(0) { largerOrNaN($0, abs($1)) }", "x.clamped(to: 0...1)",
        ]
        for line in good { #expect(try KeepingNaNTests.folds(in: line).isEmpty, "\(line)") }
    }
}
