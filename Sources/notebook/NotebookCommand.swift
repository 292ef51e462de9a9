import Foundation
import NotebookSupport

/// The program from its arguments to its exit status.
enum NotebookCommand {
    /// The exit statuses.
    enum Status {
        static let success: Int32 = 0
        /// The script does not compile or failed, or a file could not be written.
        static let failure: Int32 = 1
        static let usage: Int32 = 2
        /// A program that is needed is not installed.
        static let missingProgram: Int32 = 3
    }

    /// Runs the program.
    ///
    /// - Returns: The exit status.
    static func run(_ arguments: [String]) -> Int32 {
        let options: CommandLineOptions
        do {
            guard let parsed = try CommandLineOptions.parse(arguments) else {
                print(CommandLineOptions.usage)
                return Status.success
            }
            options = parsed
        } catch {
            Console.say("\(error)\n\(CommandLineOptions.usage)")
            return Status.usage
        }
        do {
            let caretaker = try Caretaker()
            caretaker.begin()
            defer { caretaker.end() }
            guard let script = options.onlyScript else { return try Gallery(options).run() }
            let folder = options.output ?? "Results/\(CommandLineOptions.name(of: script))"
            return try NotebookRun(script, output: folder, options).run().status
        } catch let error as CommandLineOptions.Mistake {
            Console.say("\(error)")
            return Status.usage
        } catch let error as MissingProgram {
            Console.say("\(error)")
            return Status.missingProgram
        } catch {
            Console.say("\(error)")
            return Status.failure
        }
    }
}
