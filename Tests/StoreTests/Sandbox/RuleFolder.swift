import Foundation
import Testing

/// Finds the folder of rules from the place of this file.
enum RuleFolder {
    static var root: URL {
        get throws {
            var folder = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
            while !FileManager.default.fileExists(atPath: folder.appendingPathComponent("Rules/licensing").path) {
                let parent = folder.deletingLastPathComponent()
                try #require(parent.path != folder.path, "no folder Rules above \(#filePath)")
                folder = parent
            }
            return folder
        }
    }

    static var url: URL { get throws { try root.appendingPathComponent("Rules") } }
}
