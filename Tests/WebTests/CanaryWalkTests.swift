import Foundation
import HTTPTypes
import Logging
import Store
import StoreSamples
import Synchronization
import Testing
import Vocabulary
import Web

/// Plants a text of its own in every field of every row, and looks at every answer of the site for one that its reader may
/// not have.
@Suite("No answer gives what is not the reader's")
struct CanaryWalkTests {
    /// A planted text that was found.
    private struct Canary: Hashable {
        let table: String
        let column: String
        let number: Int64
    }

    private static let word = Array("canary".utf8)
    /// More than the longest planted text, however its strokes are written.
    private static let longest = 200

    /// The planted texts in an answer.
    ///
    /// Megabytes are looked through, few of which are planted: the pattern is tried only where the first word stands.
    private static func canaries(in text: String) -> Set<Canary> {
        let bytes = Array(text.utf8)
        var found: Set<Canary> = []
        var place = bytes.startIndex
        while let start = bytes[place...].firstIndex(of: word[0]) {
            place = start + 1
            guard bytes[start...].starts(with: word) else { continue }
            let piece = String(decoding: bytes[start...].prefix(longest), as: UTF8.self)
            let plain = piece.replacing("%2F", with: "/").replacing("\\/", with: "/").replacing("&#47;", with: "/")
            guard let match = plain.prefixMatch(of: /canary\/([a-z_0-9]+)\/([a-z_0-9]+)\/([0-9]+)/),
                let number = Int64(match.3)
            else { continue }
            found.insert(Canary(table: String(match.1), column: String(match.2), number: number))
        }
        return found
    }

    private static func mayHave(_ canary: Canary, _ visitor: Visitor, hasReason: Bool) -> Bool {
        guard let entry = MarkedRows.entries.first(where: { $0.number == canary.number }),
            Definitions.maySee(entry.marking, of: entry.owner, visitor.facts)
        else { return false }
        if canary.table == "record", canary.column == "bytes" {
            // The records are parties': their bytes hold what identifies persons.
            let needed: Set<Capability> = [.readOriginals, .readIdentity]
            return hasReason && visitor.role.map { Capabilities.of($0).isSuperset(of: needed) } ?? false
        }
        guard let (capability, isSensitive) = Definitions.need(canary.table, canary.column) else { return true }
        guard let role = visitor.role, Capabilities.of(role).contains(capability) else { return false }
        return !isSensitive || hasReason
    }

    /// Every path that is asked for: each door with each thing behind it, and the search for each table's words.
    private static let paths: [String] = {
        let searches = MarkedRows.numbers.flatMap { table, _ in
            ["/fr/search?q=canary%2F\(table)", "/api/v1/search?q=canary%2F\(table)&size=1000"]
        }
        let doors = SiteDoors.all.filter { $0.method == "GET" }.flatMap { door -> [String] in
            let path = door.path.replacing("{language}", with: "fr")
            guard path.contains(/:[a-z]+|\{[a-z]+\}/) else { return [path, path + "?q=canary&sort=id&size=1000"] }
            return MarkedRows.entries.flatMap { entry in
                ["row-\(entry.number)", "\(entry.number)"].map { id in
                    path.replacing(/:[a-z]+|\{[a-z]+\}/, with: id)
                }
            }
        }
        let credentials = MarkedRows.entries.map { "/credentials/row-\($0.number)" }
        let published = ["/.well-known/did.json", "/.well-known/did-history.json", "/credentials/status/1-revocation"]
        return doors + searches + credentials + published + ["/api/v1/openapi.json", "/metrics", "/ready", "/health"]
    }()

    /// Gives each record bytes of its own in a received file.
    private static func plantBytes(_ rows: MarkedRows) throws {
        for entry in MarkedRows.entries {
            let bytes = Array("canary/record/bytes/\(entry.number)".utf8)
            let kept = try rows.store.received.keep(bytes: bytes)
            let digest = kept.sha256.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
            try rows.shelf.execute(
                """
                UPDATE receipt SET sha256 = x'\(digest)', byte_count = \(bytes.count) WHERE id = \(entry.number);
                UPDATE record SET position = 0, length = \(bytes.count) WHERE receipt_id = \(entry.number);
                """
            )
        }
    }

    private func visitors(_ staff: Staff) async throws -> [Visitor] {
        let partner = try await staff.agency()
        _ = try await staff.share(.amber, with: partner, from: 2)
        let stranger = try await staff.agency()
        var visitors = [Visitor.anybody]
        for role in Role.allCases { visitors.append(try await Visitor.signedIn(role, of: 2, staff)) }
        visitors.append(try await Visitor.signedIn(.supervisor, of: partner, staff, ceilings: [2: .amber]))
        visitors.append(try await Visitor.signedIn(.supervisor, of: stranger, staff))
        return visitors
    }

    @Test("Pages, interface, files, search, errors and logs", arguments: [false, true])
    func walk(hasReason: Bool) async throws {
        let rows = try MarkedRows()
        let log = Chronicle()
        let site = try TestSite.over(rows.store, logger: Logger(label: "test") { _ in log })
        let visitors = try await visitors(Staff(rows.store))
        try Canaries.plant(rows)
        try Self.plantBytes(rows)
        // Where pages read JSON, the text stands in some.
        try rows.shelf.execute(
            """
            UPDATE quarantine SET found = '{"key":"text","arguments":{"text":"' || found || '"}}',
                expected = '{"key":"text","arguments":{"text":"' || expected || '"}}';
            UPDATE finding SET details = '{"canary":"' || details || '"}';
            """
        )
        try await rows.store.updateSearchIndex()
        var found: [String: Set<Canary>] = [:]
        for visitor in visitors {
            for path in Self.paths {
                let reason = "purpose=investigation&case=C-1"
                let asked = !hasReason ? path : path + (path.contains("?") ? "&" : "?") + reason
                let answer = try await site.get(asked, headers: visitor.headers)
                #expect(answer.status < 500, "\(visitor.name) \(asked)")
                var text = answer.text
                for field in answer.headers { text += "\n\(field.value)" }
                let seen = Self.canaries(in: text)
                let stolen = seen.filter { !Self.mayHave($0, visitor, hasReason: hasReason) }
                #expect(stolen.isEmpty, "\(visitor.name) \(asked): \(stolen)")
                found[visitor.name, default: []].formUnion(seen)
            }
        }
        // The test is worth something: what is theirs is there to be found, and more for those who may see more.
        #expect(found["public"]?.contains(Canary(table: "declaration", column: "description", number: 1)) == true)
        #expect(found["analyst of 2"]?.contains(Canary(table: "declaration", column: "description", number: 8)) == true)
        #expect(
            found["supervisor of 2"]?.contains(Canary(table: "declaration", column: "description", number: 10)) == true
        )
        let credential = Canary(table: "credential_form", column: "bytes", number: 8)
        #expect(found["analyst of 2"]?.contains(credential) == true)
        #expect(found["public"]?.contains(credential) == false)
        let bytes = Canary(table: "record", column: "bytes", number: 8)
        #expect(found["analyst of 2"]?.contains(bytes) == hasReason)
        #expect(Self.canaries(in: log.text).isEmpty)
    }

    /// Keeps everything that is logged, of every level.
    private final class Chronicle: LogHandler {
        private let lines = Mutex<[String]>([])

        var text: String { lines.withLock { $0.joined(separator: "\n") } }
        var logLevel: Logger.Level {
            get { .trace }
            set {}
        }
        var metadata: Logger.Metadata {
            get { [:] }
            set {}
        }

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { nil }
            set {}
        }

        func log(event: LogEvent) {
            lines.withLock {
                $0.append("\(event.message) \(event.metadata ?? [:]) \(event.error.map { "\($0)" } ?? "")")
            }
        }
    }
}
