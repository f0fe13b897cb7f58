import Formats

/// One line below a note: who signed, and what came of it.
public struct NoteSignature: Sendable, Hashable {
    /// The name of the key.
    public let name: KeyName
    /// The number of the key.
    public let keyID: UInt32
    /// The signature, without the number; its form is the algorithm's.
    public let bytes: [UInt8]

    /// Makes a signature line.
    public init(name: KeyName, keyID: UInt32, bytes: [UInt8]) {
        self.name = name
        self.keyID = keyID
        self.bytes = bytes
    }

    private static let dash = Array("\u{2014} ".utf8)

    /// Reads a line without its end.
    init(line: ArraySlice<UInt8>) throws(NoteFault) {
        guard line.starts(with: Self.dash) else { throw .badSignatureLine }
        let parts = line.dropFirst(Self.dash.count).split(separator: 0x20, omittingEmptySubsequences: false)
        guard parts.count == 2, let bytes = Base64.bytes(parts[1]), bytes.count > 4 else { throw .badSignatureLine }
        do throws(NoteFault) {
            name = try KeyName(String(decoding: parts[0], as: UTF8.self))
        } catch {
            throw .badSignatureLine
        }
        keyID = bytes[..<4].reduce(0) { $0 << 8 | UInt32($1) }
        self.bytes = Array(bytes[4...])
    }

    /// The line with its end.
    public var line: [UInt8] {
        let id = [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: keyID >> $0) }
        return Self.dash + name.text.utf8 + [0x20] + Base64.encoded(id + bytes) + [0x0A]
    }

    /// Whether the key that signed is said to be this one.
    public func names(_ key: VerifierKey) -> Bool { keyID == key.id && name == key.name }
}
