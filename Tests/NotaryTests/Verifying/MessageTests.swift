import Formats
import Foundation
import Notary
import Testing

@Suite("What a check says")
struct MessageTests {
    private static let root = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    @Test("Every word of a step has its text in four languages, and every text is said somewhere")
    func texts() throws {
        let folder = Self.root.appending(path: "Sources")
        var used: Set<String> = []
        for room in ["Notary/Verifying", "Verifier"] {
            let place = folder.appending(path: room)
            for name in try FileManager.default.contentsOfDirectory(atPath: place.path) where name.hasSuffix(".swift") {
                let text = try String(contentsOf: place.appending(path: name), encoding: .utf8)
                for match in text.matches(of: #/"([a-z_]+)"/#) { used.insert(String(match.1)) }
                for match in text.matches(of: #/"verify\.[a-z]+\.([a-z_]+)"/#) { used.insert(String(match.1)) }
            }
        }
        used.formUnion(["met_claimed", "not_met_claimed"])
        used.formUnion(BundleFault.Reason.allCases.map { Self.snake($0.rawValue) })
        used.formUnion(["missing", "malformed", "wrong_entry", "wrong_hash", "wrong_root", "wrong_signature"])
        used.formUnion(["entry_twice", "wrong_state", "unreadable"])
        used.formUnion(VerificationReport.Kind.allCases.map(\.rawValue))
        used.formUnion(VerificationReport.Verdict.allCases.map(\.rawValue))
        used.formUnion(VerificationStep.Outcome.allCases.map(\.rawValue))
        for language in ["en", "fr", "pt", "es"] {
            let file = Self.root.appending(path: "Content/messages/\(language).json")
            let catalogue = try JSONNode(parsing: Array(try Data(contentsOf: file)))
            let keys = (catalogue.members ?? []).map(\.name).filter { $0.hasPrefix("verify.") }
            for key in keys {
                let word = String(key.split(separator: ".").last ?? "")
                #expect(used.contains(word), "\(key) is never said")
            }
            for reason in BundleFault.Reason.allCases {
                #expect(keys.contains("verify.form.\(Self.snake(reason.rawValue))"), "\(language) \(reason)")
            }
        }
    }

    static func snake(_ word: String) -> String {
        word.reduce(into: "") { $0 += $1.isUppercase ? "_\($1.lowercased())" : String($1) }
    }
}
