import Foundation

@testable import notebook

/// What the notebook program reads: scripts, command lines, and what scripts print.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let data = input(bytes, count)
    let text = String(decoding: data, as: UTF8.self)
    let script = LiterateScript(text)
    let lineCount = SwiftScanner.lines(of: text).count
    var last = 0
    for cell in script.cells {
        expect(cell.firstLine > last && cell.lastLine <= lineCount, "cells are in order and inside the script")
        expect(!cell.code.allSatisfy(\.isWhitespace), "no cell is blank")
        last = cell.lastLine
    }
    var output = CellOutput(token: "t")
    var shown: [UInt8] = []
    // The same bytes in pieces, since markers may be cut anywhere.
    for piece in stride(from: 0, to: data.count, by: 7) {
        output.take([UInt8](data[piece..<min(piece + 7, data.count)])[...], onCell: { _ in }, onText: { shown += $0 })
    }
    expect(shown.count <= data.count, "nothing is added to what is printed")
    // Regular expressions are slow under the fuzzer, and what they are for is short.
    let short = String(text.prefix(400))
    let weaver = Weaver(script: script, name: "Script.swift", isShort: false)
    let page = weaver.page(
        output: { $0 <= 2 ? [.text(short), .markup(.table, short)] : [] },
        outcome: .failed(cell: 1, line: 1, reason: "a reason", messages: short))
    expect(page.hasSuffix("\n"), "a page ends with its line")
    _ = terminalText(text)
    expect(
        SwiftHighlighter.tokens(of: short).map(\.text).joined()
            == SwiftScanner.lines(of: short).joined(separator: "\n"), "no code is lost")
    _ = PageMarkup.finished(short)
    _ = Page.plainTitle(short)
    admit { _ = try CommandLineOptions.parse(text.split(separator: "\n").map(String.init)) }
    return 0
}
