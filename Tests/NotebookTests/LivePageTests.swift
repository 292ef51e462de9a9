import Foundation
import NotebookSupport
import Testing

@testable import notebook

/// The page while the script runs; the work is counted, not timed.
@Suite struct LivePageTests {
    private func weaver(cells: Int, title: Bool = true) -> Weaver {
        let source = (title ? "//: # T\n" : "") + (1...cells).map { "f(\($0))\n//: after \($0)\n" }.joined()
        return Weaver(script: LiterateScript(source), name: "s.swift", isShort: false)
    }

    @Test("16.7 weaving while the script runs takes work in proportion to the output", arguments: [10, 200])
    func work(cells: Int) throws {
        try TextFile.withScratchFolder { folder in
            let path = "\(folder)/s.md"
            var page = LivePage(weaver(cells: cells), at: path)
            var asked: [Int: Int] = [:]
            for cell in 1...cells {
                try page.advance(to: cell) { number in
                    asked[number, default: 0] += 1
                    return [.text(String(repeating: "x", count: 1000))]
                }
            }
            // Every cell is woven once, and no byte is written twice.
            #expect(asked.count == cells - 1 && asked.values.allSatisfy { $0 == 1 })
            let size = try TextFile.read(path).utf8.count
            #expect(page.bytesWritten <= size && size < cells * 1100)
        }
    }

    @Test("16.7 the page of a running script ends with the cell that runs, and replaces an older page")
    func content() throws {
        try TextFile.withScratchFolder { folder in
            let path = "\(folder)/s.md"
            try TextFile.write("an older page", to: path)
            var page = LivePage(weaver(cells: 3, title: false), at: path)
            try page.advance(to: 1) { _ in [] }
            #expect(try TextFile.read(path) == "# s\n\n```swift\nf(1)\n```\n")
            // The second cell began and ended before anybody looked.
            try page.advance(to: 3) { [.text("\($0)")] }
            let expected = """
                # s

                ```swift
                f(1)
                ```

                ```output
                1
                ```

                after 1

                ```swift
                f(2)
                ```

                ```output
                2
                ```

                after 2

                ```swift
                f(3)
                ```

                """
            #expect(try TextFile.read(path) == expected)
            try FileManager.default.removeItem(atPath: path)
            #expect(throws: SystemError.self) { try TextFile.append("x", to: path) }
        }
    }
}
