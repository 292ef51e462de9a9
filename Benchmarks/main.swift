import Foundation

let arguments = Array(CommandLine.arguments.dropFirst())
if arguments.first == "certificate" {
    exit(await CertificateProgram.run(Array(arguments.dropFirst())))
}
if arguments.first == "ghz" {
    exit(await GHZProgram.run(Array(arguments.dropFirst())))
}
if arguments.first == "grothendieck" {
    exit(await GrothendieckProgram.run(Array(arguments.dropFirst())))
}
if arguments.first == "w" {
    exit(await W3Program.run(Array(arguments.dropFirst())))
}
if arguments.first == "quality" {
    exit(await QualityProgram.run(Array(arguments.dropFirst())))
}
if arguments.first == "bits" {
    exit(await BitsProgram.run())
}
if arguments.first == "thresholds" {
    exit(ThresholdProgram.run(Array(arguments.dropFirst())))
}
if arguments.first == "facets" {
    exit(FacetProgram.run(Array(arguments.dropFirst())))
}
if arguments.first == "hierarchy" {
    exit(HierarchyProgram.run(Array(arguments.dropFirst())))
}
exit(BenchmarkProgram.run(arguments))
