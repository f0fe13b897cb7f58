import Foundation
import Store
import Testing
import Vocabulary
import Web

@Suite("The permissions as they are printed")
struct PermissionDocumentTests {
    @Test("docs/permissions.md is what the command prints")
    func document() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let file = root.appending(path: "docs/permissions.md")
        let text = try String(contentsOf: file, encoding: .utf8)
        #expect(text == PermissionTable.markdown + SiteDoors.markdown, "touchstone permissions > docs/permissions.md")
    }

    @Test("Every redacted column is a column, and the listing as JSON can be read")
    func fields() throws {
        for field in RedactedField.all where !["finding", "quarantine"].contains(field.table) {
            #expect(FactSchema.table(named: field.table)?.column(named: field.column) != nil, "\(field.name)")
        }
        let data = Data(try PermissionTable.json(doors: []).utf8)
        let json = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        let roles = try #require(json["roles"] as? [String: [String]])
        #expect(Set(roles.keys) == Set(Role.allCases.map(\.rawValue)))
        #expect(roles["trainee"] == [])
    }

    @Test("Running the installation gives no right to read")
    func separation() {
        let reading: Set<Capability> = [
            .readRed, .readIdentity, .readReports, .readOriginals, .readExactPositions, .readTrail, .readWholeTrail,
        ]
        #expect(Capabilities.of(.administrator).isDisjoint(with: reading))
        #expect(Capabilities.of([Role.inspector, .analyst]).isSuperset(of: [.readReports, .readIdentity]))
    }
}
