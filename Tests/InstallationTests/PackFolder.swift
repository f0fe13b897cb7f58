import Foundation
import Installation
import Vocabulary

/// A folder of packs made for one test.
struct PackFolder {
    static let home = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: "packs-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    static func lexicon() throws -> Lexicon {
        try Lexicon.load(from: home.appending(path: "Content"))
    }

    /// Writes a file of a pack.
    @discardableResult
    func write(_ text: String, pack: String = "zz", file: String = "pack.yaml") throws -> URL {
        let folder = url.appending(path: pack, directoryHint: .isDirectory)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data(text.utf8).write(to: folder.appending(path: file))
        return folder
    }

    /// What a loader says of the pack.
    func faults(pack: String = "zz") throws -> [PackFault] {
        let loader = PackLoader(lexicon: try Self.lexicon())
        do throws(PackError) {
            _ = try loader.load(folder: url.appending(path: pack, directoryHint: .isDirectory))
            return []
        } catch {
            return error.faults
        }
    }

    /// A small pack without fault; lines can be put in the place of one that begins in the same way, or appended.
    static func text(_ changes: String...) -> String {
        var lines = """
            id: zz
            version: 1
            name: { en: Test, fr: Essai, pt: Teste, es: Prueba }
            countries: [XZ]
            languages: [pt, en]
            currency: XOF
            time_zone: Africa/Dakar
            minerals: [gold]
            sources:
              - { id: own, title: Ours, reference: here }
            """.split(separator: "\n").map(String.init)
        for change in changes {
            let key = change.prefix { $0 != ":" } + ":"
            if let place = lines.firstIndex(where: { $0.hasPrefix(key) }) {
                lines[place] = change
            } else {
                lines.append(change)
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// A localised text in flow style.
    static let four = "{ en: a, fr: b, pt: c, es: d }"
}
