import Foundation

exit(NotebookCommand.run(Array(CommandLine.arguments.dropFirst())))
