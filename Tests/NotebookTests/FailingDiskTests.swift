import DataFiles
import Foundation
import NotebookSupport
import NumericalCore
import TestSupport
import Testing

@testable import notebook

/// A page on a disk that fails: an error, and the old page stays.
@Suite("Pages on a disk that fails") struct FailingDiskTests {
    @Test func fullDisk() async {
        await #expect(processExitsWith: .success) {
            try TextFile.withScratchFolder { folder in
                let page = Page(folder: folder, name: "study")
                try page.write(markdown: "# Old\n\nSome words.\n")
                let scratch = "\(folder)/scratch"
                try TextFile.makeFolder(scratch)
                try page.makeHTML(title: "Old", scratch: scratch)
                let old = try TextFile.read(page.htmlPath)
                #expect(old.contains("Some words."))
                #expect(OtherProcess.limitFileSize(to: 3000))
                // Too long for the disk: neither the Markdown nor the HTML page changes.
                let long = "# New\n\n" + String(repeating: "word ", count: 2000)
                #expect(throws: FileAccessError.self) { try page.write(markdown: long) }
                #expect(try TextFile.read(page.markdownPath) == "# Old\n\nSome words.\n")
                // Short enough as Markdown, too long as HTML with its style.
                try page.write(markdown: "# New\n\n" + String(repeating: "word ", count: 500))
                #expect(throws: (any Error).self) { try page.makeHTML(title: "New", scratch: scratch) }
                #expect(try TextFile.read(page.htmlPath) == old)
                let files = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
                #expect(files == ["scratch", "study.html", "study.md"])
                #expect(OtherProcess.limitFileSize(to: nil))
            }
        }
    }

    /// The page is replaced whole or not at all, whenever the program is killed.
    @Test func killedWhileWriting() async throws {
        let folder = OtherProcess.path("killed-page", of: getpid())
        try TextFile.makeFolder(folder)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try Page(folder: folder, name: "study").write(version: 0)
        for _ in 0..<4 {
            await #expect(processExitsWith: .signal(SIGKILL)) {
                // The process ends itself at a moment that its writing knows nothing of.
                let delay = UInt32.random(in: 0...1_000_000)
                Thread.detachNewThread {
                    usleep(delay)
                    kill(getpid(), SIGKILL)
                }
                let page = Page(folder: OtherProcess.path("killed-page", of: getppid()), name: "study")
                for version in 1...1_000_000 { try page.write(version: version) }
            }
            let html = try TextFile.read(Page(folder: folder, name: "study").htmlPath)
            let words = html.matches(of: /version\d+/).map(\.output)
            #expect(Set(words).count == 1 && words.count >= 2000)
            #expect(html.hasSuffix("</html>\n"))
            let files = try FileManager.default.contentsOfDirectory(atPath: folder)
            let others = files.filter { !["study.html", "study.md"].contains($0) && !$0.hasPrefix(".atomic-") }
            #expect(others.isEmpty)
        }
    }

    @Test func folderThatIsAFile() throws {
        try TextFile.withScratchFolder { folder in
            try TextFile.write("a file", to: "\(folder)/file")
            let page = Page(folder: "\(folder)/file", name: "study")
            #expect(throws: FileAccessError.self) { try page.write(markdown: "x") }
            #expect(throws: SystemError.self) { try TextFile.makeFolder("\(folder)/file/below") }
            #expect(try TextFile.read("\(folder)/file") == "a file")
        }
    }

    @Test func scratchFoldersGoAway() throws {
        var path = ""
        struct Failure: Error {}
        #expect(throws: Failure.self) {
            try TextFile.withScratchFolder { folder in
                path = folder
                try TextFile.write("x", to: "\(folder)/a")
                throw Failure()
            }
        }
        #expect(!path.isEmpty && !FileManager.default.fileExists(atPath: path))
    }
}

extension Page {
    /// A page that says its version from the first line to the last.
    fileprivate func write(version: Int) throws {
        try TextFile.withScratchFolder { scratch in
            try write(markdown: "# version\(version)\n\n" + String(repeating: "version\(version) ", count: 2000))
            try makeHTML(title: "version\(version)", scratch: scratch)
        }
    }
}
