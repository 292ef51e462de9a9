import Foundation
import NumericalCore
import TestSupport
import Testing

@testable import NotebookSupport

/// A figure on a disk that fails: an error, and the old figure stays.
@Suite("Figures on a disk that fails") struct FailingDiskTests {
    @Test func fullDisk() async {
        await #expect(processExitsWith: .success) {
            try TextFile.withScratchFolder { folder in
                setenv("NOTEBOOK_OUTPUT", folder, 1)
                let old = "the figure of an earlier run"
                try TextFile.write(old, to: "\(folder)/wave.svg")
                // Room for data and script, not for the drawing.
                #expect(OtherProcess.limitFileSize(to: 4096))
                let figure = try Figure("Wave", x: "x", y: "y").line(
                    Array(0..<60).map(Double.init), Array(repeating: 1, count: 60))
                #expect(throws: (any Error).self) { try show(figure, named: "wave") }
                #expect(try TextFile.read("\(folder)/wave.svg") == old)
                #expect(OtherProcess.limitFileSize(to: nil))
            }
        }
    }

    @Test func relativeFolder() async {
        await #expect(processExitsWith: .success) {
            try TextFile.withScratchFolder { folder in
                #expect(chdir(folder) == 0)
                setenv("NOTEBOOK_OUTPUT", "figures", 1)
                try show(Figure("Line", x: "x", y: "y").line([0, 1], [0, 1]), named: "line")
                let files = try FileManager.default.contentsOfDirectory(atPath: "\(folder)/figures").sorted()
                #expect(files == ["line.csv", "line.gp", "line.svg"])
                #expect(chdir("/") == 0)
            }
        }
    }
}
