import Formats
import Foundation
import Rules
import Vocabulary
import Web

/// The folder that holds `Content/`, `Rules/` and `Public/`.
struct Home {
    let folder: URL

    /// The variable that names it.
    static let variable = "TOUCHSTONE_HOME"

    var content: URL { folder.appending(path: "Content", directoryHint: .isDirectory) }
    var rules: URL { folder.appending(path: "Rules", directoryHint: .isDirectory) }
    var maps: URL { content.appending(path: "maps", directoryHint: .isDirectory) }

    /// Looks where the environment says, then in the working directory, then around the program and above it.
    static func find() throws -> Home {
        if let named = ProcessInfo.processInfo.environment[variable], !named.isEmpty {
            let folder = URL(filePath: named, directoryHint: .isDirectory)
            guard isHome(folder) else {
                throw CommandFailure(
                    """
                    \(variable) names \(folder.path), which does not hold the folders Content and Rules.
                    Set it to the folder of the project, or unset it and run touchstone inside that folder.
                    """
                )
            }
            return Home(folder: folder)
        }
        let here = URL(filePath: FileManager.default.currentDirectoryPath, directoryHint: .isDirectory)
        for folder in [here] + ancestorsOfTheProgram() where isHome(folder) {
            return Home(folder: folder)
        }
        throw CommandFailure(
            """
            The folders Content and Rules were found neither in \(here.path) nor above the program.
            Run touchstone inside the folder of the project, or set \(variable) to that folder.
            """
        )
    }

    /// The texts of one language.
    func words(in language: Language) throws -> Words {
        try MessageCatalogue(folder: content.appending(path: "messages")).words(in: language)
    }

    private static func ancestorsOfTheProgram() -> [URL] {
        // Through links: the program may be linked from a folder on the PATH.
        guard var folder = Bundle.main.executableURL?.resolvingSymlinksInPath().deletingLastPathComponent() else {
            return []
        }
        var result: [URL] = []
        while folder.path != "/", result.count < 64 {
            result.append(folder)
            folder = folder.deletingLastPathComponent()
        }
        return result
    }

    private static func isHome(_ folder: URL) -> Bool {
        ["Content", "Rules"].allSatisfy { name in
            var isFolder: ObjCBool = false
            let path = folder.appending(path: name).path
            return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
        }
    }

    /// The vocabulary.
    func lexicon() throws -> Lexicon {
        try Lexicon.load(from: content)
    }

    /// The rules of these folders together with the shipped ones, or the faults that keep them from being used.
    func catalogue(and folders: [String]) throws -> RuleCatalogue {
        let all = [rules] + folders.map { URL(filePath: $0, directoryHint: .isDirectory) }
        let loaded = RuleLoader().load(folders: all)
        guard loaded.faults.isEmpty else {
            throw CommandFailure(
                "The rules cannot be used (`touchstone rules check` says more):\n"
                    + loaded.faults.map { Printable.text($0.description) }.joined(separator: "\n")
            )
        }
        return loaded.catalogue
    }
}
