import Foundation

/// The house as it is built: the rooms and arrows that `Package.swift` declares and the imports that sources make.
struct House {
    /// One target of the package.
    struct Room {
        var name: String
        /// The rooms that it depends on.
        var rooms: Set<String>
        /// The products of other packages that it depends on.
        var products: Set<String>
    }

    /// One `import` line of a source file.
    struct Import {
        var file: String
        var room: String
        var module: String
    }

    /// The storeys from the ground up.
    ///
    /// A room may use the rooms of the storeys below its own, and no others.
    static let storeys: [(name: String, rooms: [String])] = [
        ("ground", ["CPrograms", "CSQLiteSettings", "Curves", "Formats", "Secrets", "Vocabulary"]),
        (
            "kernels",
            [
                "Credentials", "Custody", "Docket", "Dossier", "EPCIS", "Fingerprint", "Forms", "Geography",
                "Identity", "Installation", "Ledger", "Media", "Messaging", "MiningData", "Offences", "Provenance",
                "Recovery",
                "Remedy", "Rules", "Screening", "Sealing", "Trade",
                "UNTP",
            ]
        ),
        ("store", ["LedgerStore", "Programs", "Store"]),
        ("proof", ["Notary"]),
        (
            "services",
            [
                "Assessment", "Casework", "Community", "Fieldwork", "Intake", "Interchange", "Simulator", "Upkeep",
                "Verifier",
            ]
        ),
        ("site", ["Web"]),
        ("command", ["touchstone", "touchstone-verify"]),
    ]

    static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// The storey of a room, 0 for the ground.
    static func storey(of room: String) -> Int? {
        storeys.firstIndex { $0.rooms.contains(room) }
    }

    /// The rooms that `Package.swift` declares, without the tests.
    static func declaredRooms() throws -> [Room] {
        let manifest = try text("Package.swift")
        let targets = manifest.components(separatedBy: "targets: [").dropFirst().joined()
            .components(separatedBy: "swiftLanguageModes")[0]
        let names = Set(storeys.flatMap(\.rooms))
        let declaration = #/(?:\broom|\.executableTarget|\.target)\(\s*(?:name: )?"([\w-]+)"/#
        let starts = targets.matches(of: declaration)
        let ends = targets.matches(of: #/\broom\(|\.executableTarget\(|\.target\(|\.testTarget\(/#)
            .map(\.range.lowerBound)
        return starts.compactMap { match in
            let end = ends.first { $0 > match.range.lowerBound } ?? targets.endIndex
            let body = String(targets[match.range.upperBound..<end])
            // What tests share is no room of the house.
            if body.contains("path: \"Tests/") { return nil }
            let product = #/\.product\(name: "([^"]+)", package: "[^"]+"\)/#
            let own = body.replacing(product, with: "").matches(of: #/"(\w+)"/#).map { String($0.1) }
            return Room(
                name: String(match.1),
                rooms: Set(own).intersection(names),
                products: Set(body.matches(of: product).map { String($0.1) })
            )
        }
    }

    /// Every import in `Sources/`.
    static func imports() throws -> [Import] {
        let statement =
            #/^\s*(?:@\w+(?:\([^)]*\))?\s+)*(?:(?:public|package|internal|fileprivate|private)\s+)?import\s+(?:(?:struct|class|enum|protocol|func|var|let|typealias)\s+)?(\w+)/#
            .anchorsMatchLineEndings()
        return try files(below: "Sources", named: ".swift").flatMap { file in
            let room = file.split(separator: "/")[1]
            return try text(file).matches(of: statement).map {
                Import(file: file, room: String(room), module: String($0.1))
            }
        }
    }

    /// The arrows that the drawing in `docs/architecture.md` shows, as `From --> To`.
    static func drawnArrows() throws -> Set<String> {
        let arrow = #/^\s*([\w-]+) --> ([\w-]+)\s*$/#.anchorsMatchLineEndings()
        return Set(try text("docs/architecture.md").matches(of: arrow).map { "\($0.1) --> \($0.2)" })
    }

    /// The text of a file, named from the root of the project.
    static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    /// The paths, from the root of the project, of the files below a folder whose name ends so.
    static func files(below folder: String, named suffix: String) throws -> [String] {
        let found = try FileManager.default.subpathsOfDirectory(atPath: root.appending(path: folder).path)
        return found.filter { $0.hasSuffix(suffix) }.map { "\(folder)/\($0)" }.sorted()
    }
}
