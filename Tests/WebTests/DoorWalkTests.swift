import Foundation
import HTTPTypes
import Logging
import Store
import StoreSamples
import Testing
import Web

/// Walks every route with every role against the tables of `docs/permissions.md`, as they are printed.
@Suite("Every door and every role")
struct DoorWalkTests {
    /// A line of the printed table of doors.
    struct PrintedDoor: Sendable, CustomTestStringConvertible {
        let method: String
        let path: String
        /// `anyone`, `signed_in` or a capability.
        let opensTo: String
        var isEnd: Bool { path.hasSuffix("/sign-out") }

        var testDescription: String { "\(method) \(path)" }
    }

    private static let document: [Substring] = {
        let text = try? String(contentsOf: TestSite.home.appending(path: "docs/permissions.md"), encoding: .utf8)
        return (text ?? "").split(separator: "\n")
    }()

    private static func cells(_ line: Substring) -> [String] {
        line.split(separator: "|", omittingEmptySubsequences: true).map {
            $0.trimmingCharacters(in: CharacterSet(charactersIn: " `"))
        }
    }

    static let doors: [PrintedDoor] = document.filter { line in
        ["| GET |", "| POST |", "| PUT |", "| DELETE |"].contains { line.hasPrefix($0) }
    }
    .map(cells)
    .map { PrintedDoor(method: $0[0], path: $0[1], opensTo: $0[2] == "whoever is signed in" ? "signed_in" : $0[2]) }

    /// The capabilities of each role, as printed.
    private static let capabilities: [String: Set<String>] = {
        guard let head = document.first(where: { $0.hasPrefix("| capability | means |") }).map(cells) else {
            return [:]
        }
        var found: [String: Set<String>] = [:]
        for line in document where line.hasPrefix("| `") {
            let row = cells(line)
            guard row.count == head.count, row.dropFirst(2).allSatisfy({ ["yes", "–"].contains($0) }) else { continue }
            for (role, answer) in zip(head, row).dropFirst(2) where answer == "yes" {
                found[role, default: []].insert(row[0])
            }
        }
        return found
    }()

    private func isOpen(_ door: PrintedDoor, to visitor: Visitor) -> Bool {
        switch door.opensTo {
        case "anyone": true
        case "signed_in": visitor.token != nil
        default: visitor.role.map { Self.capabilities[$0.rawValue, default: []].contains(door.opensTo) } ?? false
        }
    }

    @Test("The printed tables are there to be walked")
    func printed() {
        #expect(Self.doors.count == SiteDoors.all.count && Self.doors.count > 50)
        #expect(Self.capabilities["supervisor"]?.contains("read_red") == true)
        #expect(Self.capabilities["trainee"] == nil)
    }

    @Test("Each door opens to those for whom it is printed, and to nobody else")
    func doors() async throws {
        let rows = try MarkedRows()
        let site = try TestSite.over(rows.store, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        let staff = Staff(rows.store)
        var visitors = [Visitor.anybody]
        for role in Role.allCases { visitors.append(try await Visitor.signedIn(role, of: 1, staff)) }
        var denied = 0
        // Signing out comes last: whoever has done so is nobody.
        for door in Self.doors.filter({ !$0.isEnd }) + Self.doors.filter(\.isEnd) {
            for visitor in visitors {
                let answer = try await Self.knock(on: door, site, visitor)
                let isDenied = Self.isDenial(answer)
                let about = "\(door.testDescription) \(visitor.name): \(answer.status)"
                #expect(isDenied != isOpen(door, to: visitor), "\(about)")
                #expect(answer.status < 500, "\(about)")
                if isDenied { denied += 1 }
            }
        }
        #expect(denied > 40)
    }

    /// Whether an answer says that it is not for this visitor; that a code was wrong is another answer.
    private static func isDenial(_ answer: TestSite.Answer) -> Bool {
        if answer.headers[.location]?.contains("/sign-in?next=") == true { return true }
        return [401, 403].contains(answer.status)
            && (answer.text.contains("This is not given to you") || answer.text.contains("\"code\":\"denied_"))
    }

    /// Asks for something that is not there, so that what lies behind the door stays as it is.
    private static func knock(
        on door: PrintedDoor,
        _ site: TestSite,
        _ visitor: Visitor
    ) async throws -> TestSite.Answer {
        let path = door.path.replacing("{language}", with: "en")
            .replacing(/:[a-z]+|\{[a-z]+\}/, with: "999999999")
        if door.method == "DELETE" { return try await site.send(.delete, path, headers: visitor.headers, body: []) }
        if door.method == "PUT" { return try await site.send(.put, path, headers: visitor.headers, body: []) }
        guard door.method == "POST" else { return try await site.get(path, headers: visitor.headers) }
        var headers = visitor.headers
        headers[.contentType] = "application/x-www-form-urlencoded"
        // A field that no form has: nothing is changed by it.
        let body = Array("form_token=\(Visitor.formToken)&nothing=1".utf8)
        return try await site.send(.post, path, headers: headers, body: body)
    }
}
