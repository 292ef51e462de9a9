import NotebookSupport

/// The commit that a script is from, in words.
enum ScriptCommit {
    /// Asks git; nil without git and outside of a repository.
    ///
    /// - Parameter path: The script's full path.
    static func words(for path: String) -> String? {
        guard let slash = path.lastIndex(of: "/") else { return nil }
        let folder = slash == path.startIndex ? "/" : String(path[..<slash])
        func git(_ arguments: [String]) -> String? {
            // No lock is taken: somebody else may be committing.
            let call = ChildProcess("/usr/bin/env", ["git", "-C", folder, "--no-optional-locks"] + arguments)
            guard let result = try? call.collect(), result.ending.isSuccess else { return nil }
            return result.output.split(separator: "\n").first.map(String.init)
        }
        // No tag has this name, so the commit's own name is told.
        guard let commit = git(["describe", "--always", "--abbrev=12", "--dirty", "--exclude=*"]) else { return nil }
        let isHeld = git(["ls-files", "--error-unmatch", "--", String(path[path.index(after: slash)...])]) != nil
        return words(commit: commit, holdsScript: isHeld)
    }

    /// The sentence for what git says.
    static func words(commit: String, holdsScript: Bool) -> String {
        let isChanged = commit.hasSuffix("-dirty")
        let name = isChanged ? String(commit.dropLast("-dirty".count)) : commit
        let changes = isChanged ? " with changes that are not committed" : ""
        return "Commit `\(name)`\(changes)" + (holdsScript ? "" : ", which does not hold the script")
    }
}
