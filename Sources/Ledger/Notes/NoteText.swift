import Formats

/// The text of a note: UTF-8 that ends with a line's end and holds no other control character.
public struct NoteText: Sendable, Hashable {
    /// The bytes that are signed.
    public let bytes: [UInt8]

    /// Takes a text.
    public init(_ bytes: [UInt8]) throws(NoteFault) {
        guard UTF8Validation.firstFault(in: bytes.span) == nil else { throw .notUTF8 }
        guard !bytes.contains(where: { $0 < 0x20 && $0 != 0x0A }) else { throw .controlCharacter }
        guard bytes.last == 0x0A else { throw .badText }
        self.bytes = bytes
    }

    /// Takes a text.
    public init(_ text: String) throws(NoteFault) {
        try self.init(Array(text.utf8))
    }

    /// The lines, without their ends.
    var lines: [ArraySlice<UInt8>] {
        bytes.dropLast().split(separator: 0x0A, omittingEmptySubsequences: false)
    }

    /// The text.
    public var string: String { String(decoding: bytes, as: UTF8.self) }
}
