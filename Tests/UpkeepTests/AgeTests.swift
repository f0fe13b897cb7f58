import Foundation
import Testing
import Upkeep

@Suite("Encryption in the age format")
struct AgeTests {
    /// Lengths around the edges of a chunk of 64 KiB.
    static let lengths = [0, 1, 15, 16, 65_535, 65_536, 65_537, 131_072, 200_000]

    static func sealed(_ content: [UInt8], for recipients: [AgeRecipient]) throws -> [UInt8] {
        let sink = MemorySink()
        let writer = try AgeWriter(to: sink, recipients: recipients)
        try content.withUnsafeBytes { try writer.write($0) }
        try writer.finish()
        return sink.content
    }

    static func opened(_ sealed: [UInt8], with openers: [AgeOpener]) throws -> [UInt8] {
        let reader = try AgeReader(MemorySource(sealed), openers: openers)
        var result: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1000)
        while true {
            let count = try buffer.withUnsafeMutableBytes { try reader.read(into: $0) }
            if count == 0 { return result }
            result += buffer[..<count]
        }
    }

    static func content(_ length: Int) -> [UInt8] {
        (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }
    }

    @Test(arguments: lengths) func whatWasSealedIsOpened(length: Int) throws {
        let identity = AgeIdentity()
        let other = AgeIdentity()
        let content = Self.content(length)
        let sealed = try Self.sealed(content, for: [.key(other.recipient), .key(identity.recipient)])
        #expect(try Self.opened(sealed, with: [.identity(identity)]) == content)
        #expect(try Self.opened(sealed, with: [.identity(other)]) == content)
        #expect(throws: BackupError(.locked, "")) {
            try Self.opened(sealed, with: [.identity(AgeIdentity()), .passphrase("none")])
        }
    }

    @Test func aPassphraseOpensWhatItSealed() throws {
        let sealed = try Self.sealed([1, 2, 3], for: [.passphrase("correct horse battery", work: 10)])
        #expect(try Self.opened(sealed, with: [.passphrase("correct horse battery")]) == [1, 2, 3])
        #expect(throws: BackupError(.locked, "")) {
            try Self.opened(sealed, with: [.passphrase("correct horse batterz")])
        }
    }

    @Test func everyFlippedBitIsNoticed() throws {
        let identity = AgeIdentity()
        let sealed = try Self.sealed(Self.content(100), for: [.key(identity.recipient)])
        for position in sealed.indices {
            for bit in 0..<8 {
                var altered = sealed
                altered[position] ^= 1 << bit
                #expect(throws: BackupError.self, "byte \(position), bit \(bit)") {
                    try Self.opened(altered, with: [.identity(identity)])
                }
            }
        }
    }

    @Test func everyMissingEndIsNoticed() throws {
        let identity = AgeIdentity()
        let sealed = try Self.sealed(Self.content(65_536 + 40), for: [.key(identity.recipient)])
        for length in [0, 10, 100, 200, 216, 65_000, 65_767, 65_768, 65_769, sealed.count - 1] {
            #expect(throws: BackupError.self, "\(length) bytes") {
                try Self.opened(Array(sealed.prefix(length)), with: [.identity(identity)])
            }
        }
        #expect(throws: BackupError(.damaged, "")) { try Self.opened(sealed + [0], with: [.identity(identity)]) }
    }

    @Test func keysAreWrittenAsAgeWritesThem() throws {
        // The recipient in the examples of the age documentation.
        let known = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p"
        #expect(try AgePublicKey(known).description == known)
        let identity = AgeIdentity()
        #expect(identity.secretText.hasPrefix("AGE-SECRET-KEY-1") && identity.secretText.count == 74)
        #expect(try AgeIdentity(identity.secretText).recipient.description == identity.recipient.description)
        for wrong in ["", "age1", "age1q", known.dropLast() + "q", known.uppercased(), identity.secretText] {
            #expect(throws: BackupError(.badKey, "")) { try AgePublicKey(String(wrong)) }
        }
        #expect(throws: BackupError(.badKey, "")) { try AgeIdentity(known) }
    }

    @Test func aFileOfKeysNamesTheLineThatIsNone() throws {
        let identity = AgeIdentity()
        let read = try AgeIdentity.read("# made today\n\n\(identity.secretText)\n", file: "keys.txt")
        #expect(read.map(\.recipient.description) == [identity.recipient.description])
        let error = #expect(throws: BackupError.self) {
            try AgeIdentity.read("# made today\nAGE-SECRET-KEY-1WRONG\n", file: "keys.txt")
        }
        #expect(error?.message.hasPrefix("keys.txt:2: ") == true)
        #expect(error?.message.contains("WRONG") == false)
    }
}
