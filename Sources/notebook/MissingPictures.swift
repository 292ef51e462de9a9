import Foundation

/// Puts words on the page in place of pictures whose files are not there.
///
/// It works on pandoc's own tree of the document in JSON, so that what is a picture is never a matter of opinion.
struct MissingPictures {
    /// The folder that paths begin in.
    let folder: String
    /// The pictures that were not found, each once.
    private(set) var paths: [String] = []

    init(in folder: String) { self.folder = folder }

    /// The document with words in place of the missing pictures.
    ///
    /// - Throws: What `JSONSerialization` says of a document that is no JSON.
    mutating func replace(in document: Data) throws -> Data {
        let tree = try JSONSerialization.jsonObject(with: document)
        return try JSONSerialization.data(withJSONObject: replaced(tree))
    }

    private mutating func replaced(_ node: Any) -> Any {
        if let list = node as? [Any] { return list.map { replaced($0) } }
        guard let element = node as? [String: Any] else { return node }
        if element["t"] as? String == "Image", let path = MissingPictures.path(of: element), !exists(path) {
            let name = path.removingPercentEncoding ?? path
            if !paths.contains(name) { paths.append(name) }
            let words = ["t": "Str", "c": "The picture \(name) is missing."]
            return ["t": "Strong", "c": [words]] as [String: Any]
        }
        return element.mapValues { replaced($0) }
    }

    /// The third part of an image is its target: a path and a title.
    private static func path(of image: [String: Any]) -> String? {
        guard let parts = image["c"] as? [Any], let target = parts.last as? [Any] else { return nil }
        return target.first as? String
    }

    /// Whether a picture is there; those of other machines are pandoc's business.
    private func exists(_ path: String) -> Bool {
        if path.contains("://") || path.hasPrefix("data:") || path.hasPrefix("//") { return true }
        let plain = path.removingPercentEncoding ?? path
        return [path, plain].contains {
            FileManager.default.fileExists(atPath: $0.hasPrefix("/") ? $0 : "\(folder)/\($0)")
        }
    }
}
