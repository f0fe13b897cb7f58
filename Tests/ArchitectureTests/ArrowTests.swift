import Testing

@Suite("Arrows go down only")
struct ArrowTests {
    /// What a pure room must not touch: databases, networks, servers.
    private static let impure = ["GRDB", "NIO", "Hummingbird", "HTTPTypes", "SQLite3"]

    @Test func everyRoomStandsInAStorey() throws {
        let declared = try House.declaredRooms().map(\.name)
        #expect(Set(declared) == Set(House.storeys.flatMap(\.rooms)))
        #expect(declared.count == Set(declared).count)
    }

    @Test func packageArrowsGoDown() throws {
        for room in try House.declaredRooms() {
            let storey = try #require(House.storey(of: room.name), "no storey for \(room.name)")
            for other in room.rooms {
                let below = try #require(House.storey(of: other), "no storey for \(other)")
                #expect(below < storey, "Package.swift: \(room.name) may not depend on \(other)")
            }
        }
    }

    @Test func importsFollowThePackage() throws {
        let rooms = Dictionary(uniqueKeysWithValues: try House.declaredRooms().map { ($0.name, $0) })
        let imports = try House.imports()
        #expect(!imports.isEmpty)
        for line in imports where rooms[line.module] != nil {
            let room = try #require(rooms[line.room], "\(line.file) is in no room")
            #expect(
                room.rooms.contains(line.module),
                "\(line.file) imports \(line.module), which \(line.room) does not depend on"
            )
        }
    }

    @Test func groundAndKernelsArePure() throws {
        let pure = Set(House.storeys.prefix(2).flatMap(\.rooms))
        for room in try House.declaredRooms() where pure.contains(room.name) {
            for product in room.products {
                #expect(!Self.isImpure(product), "Package.swift: \(room.name) may not depend on \(product)")
            }
        }
        for line in try House.imports() where pure.contains(line.room) {
            #expect(!Self.isImpure(line.module), "\(line.file) may not import \(line.module)")
        }
    }

    /// Outside the store nothing opens a database, and no query names a table past the views that know their reader.
    @Test func onlyTheStoreOpensTheDatabase() throws {
        let openings = ["DatabasePool", "DatabaseQueue", "sqlite3_open", "import GRDBSQLite", "import SQLite3"]
        let pastTheViews = #/\b(FROM|JOIN|INTO|UPDATE|DELETE FROM)\s+"?(main|temp)"?\s*\./#.ignoresCase()
        for file in try House.files(below: "Sources", named: ".swift") where !file.hasPrefix("Sources/Store/") {
            let text = try House.text(file)
            for word in openings { #expect(!text.contains(word), "\(file) has \(word)") }
            #expect(text.firstMatch(of: pastTheViews) == nil, "\(file) names a table past the views")
        }
    }

    @Test func theDrawingShowsThePackage() throws {
        let declared = Set(
            try House.declaredRooms().flatMap { room in room.rooms.map { "\(room.name) --> \($0)" } }
        )
        let drawn = try House.drawnArrows()
        #expect(declared.subtracting(drawn).sorted() == [], "missing in docs/architecture.md")
        #expect(drawn.subtracting(declared).sorted() == [], "drawn in docs/architecture.md, not in Package.swift")
    }

    private static func isImpure(_ module: String) -> Bool {
        impure.contains { module.hasPrefix($0) }
    }
}
