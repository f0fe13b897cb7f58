import Formats
import Foundation
import KernelSamples
@testable import Sealing
import Secrets
import Testing
import Vocabulary

@Suite("Other implementations open what we seal, and we what they seal")
struct OtherImplementationTests {
    private static let content = Array("Le pont est gardé la nuit. / A ponte é guardada de noite.".utf8)

    private static func label() throws -> EnvelopeLabel {
        EnvelopeLabel(.report, of: try #require(ReportID(Array(repeating: 7, count: 16))))
    }

    private static func hex(_ bytes: [UInt8]) -> String { Hexadecimal.text(bytes) }

    private static func bytes(_ hex: String) throws -> [UInt8] {
        try #require(Hexadecimal.bytes(Array(hex.utf8)), "\(hex.prefix(300))")
    }

    @Test("pyca/cryptography, both suites", .enabled(if: Others.hasPython, Others.noPython))
    func python() throws {
        let keys = [OpeningKey.make(.p256), .make(.x25519), .make(.p256)]
        let envelope = try SealedEnvelope(try Self.label(), to: keys.map(\.recipient), content: Self.content)
        for key in keys {
            let opened = try Others.python("open_envelope.py", ["open", Self.hex(envelope.bytes), Self.hex(key.secret.exposed)])
            #expect(opened.output == Self.hex(Self.content))
        }
        let named = keys.map { "\($0.recipient.suite.rawValue):\(Self.hex($0.recipient.bytes))" }
        let sealed = try Others.python("open_envelope.py", ["seal", Self.hex(Self.content)] + named)
        let read = try SealedEnvelope(try Self.bytes(sealed.output))
        for key in keys { #expect(try read.open(key, expecting: try Self.label()) == Self.content) }
    }

    @Test("Web Crypto in node: P-256, as a page on a phone", .enabled(if: Others.hasNode, Others.noNode))
    func webCrypto() throws {
        let keys = [OpeningKey.make(.p256), .make(.p256), .make(.x25519)]
        let envelope = try SealedEnvelope(try Self.label(), to: keys.map(\.recipient), content: Self.content)
        for key in keys.prefix(2) {
            let arguments = [Self.hex(envelope.bytes), Self.hex(key.secret.exposed), Self.hex(key.recipient.bytes)]
            #expect(try Others.node("envelope.mjs", ["open"] + arguments).output == Self.hex(Self.content))
        }
        let publics = keys.prefix(2).map { Self.hex($0.recipient.bytes) }
        // Longer than a chunk and shorter than what a command line holds.
        let long = [UInt8](repeating: 0x41, count: 40_000)
        for content in [Self.content, long] {
            let sealed = try Others.node("envelope.mjs", ["seal", Self.hex(content)] + publics)
            let read = try SealedEnvelope(try Self.bytes(sealed.output))
            for key in keys.prefix(2) { #expect(try read.open(key, expecting: try Self.label()) == content) }
        }
    }

    @Test("A page's script solves the puzzles", .enabled(if: Others.hasNode, Others.noNode))
    func puzzle() throws {
        var dice = Dice(seed: testSeed("node"))
        let work = ProofOfWork(form: "report", secret: try #require(TicketSecret(SecretBytes(dice.bytes(32)))))
        let now = try UTCInstant("2026-11-23T10:00:00Z")
        let puzzle = work.puzzle(expectedHashes: 4_000, at: now, using: &dice)
        let solved = try Others.node("envelope.mjs", ["puzzle", puzzle, "4000"])
        #expect(throws: Never.self, "\(solved.output)") { try work.check(solved.output, of: puzzle, at: now) }
    }

    @Test("The worked example of docs/sealing.md is as it says")
    func workedExample() throws {
        let page = try Lists.text("docs/sealing.md")
        func value(_ name: String) throws -> String {
            let start = try #require(page.range(of: "\n    \(name) "), "\(name) is missing").upperBound
            // A value may go on over indented lines until an empty one or the next name.
            var text = ""
            for line in page[start...].split(separator: "\n", omittingEmptySubsequences: false) {
                let isMore = text.isEmpty || line.hasPrefix("         ")
                guard isMore else { break }
                text += line.trimmingCharacters(in: .whitespaces)
            }
            return text
        }
        let receipt = try #require(Receipt(try Self.bytes(try value("receipt"))))
        #expect(receipt.digits.joined(separator: "-") == (try value("digits")))
        for language in Language.allCases {
            let words = receipt.words(in: try Lists.list(language)).joined(separator: "-")
            #expect(words == (try value(language.rawValue)))
        }
        let keys = try ReporterKeys(receipt, salt: try Self.bytes(try value("salt")))
        #expect(Self.hex(keys.lookUp.bytes) == (try value("look-up")))
        #expect(Self.hex(keys.key.secret.exposed) == (try value("private")))
        #expect(Self.hex(keys.key.recipient.bytes) == (try value("public")))
        #expect(keys.key.recipient.id.description == (try value("key-id")))
        var parts = try Self.bytes(try value("header"))
        let first = try Self.bytes(try value("chunk"))
        #expect(parts.count == 29 + 22 + 32 + 113 && first.count == 32)
        // The page shows the header and the beginning of the content; the content itself is in the file beside it.
        let whole = try Self.bytes(try Lists.text("docs/examples/sealed-message.hex").filter { !$0.isWhitespace })
        #expect(whole.starts(with: parts + first))
        parts = try SealedEnvelope(whole).open(keys.key)
        #expect(String(decoding: parts, as: UTF8.self) == (try value("content")))
    }
}
