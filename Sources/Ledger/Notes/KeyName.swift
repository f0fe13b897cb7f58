/// The name of a key (C2SP signed-note): not empty, without white space or plus; usually an address without scheme.
///
/// Two names are the same if their bytes are.
public struct KeyName: Sendable, Hashable {
    /// The name.
    public let text: String

    /// Takes a name.
    public init(_ text: String) throws(NoteFault) {
        let isAllowed = !text.isEmpty && !text.unicodeScalars.contains { $0.properties.isWhitespace || $0 == "+" }
        guard isAllowed, !text.utf8.contains(where: { $0 < 0x20 }) else { throw .badName }
        self.text = text
    }

    /// Whether the bytes are the same.
    public static func == (left: KeyName, right: KeyName) -> Bool { left.text.utf8.elementsEqual(right.text.utf8) }

    /// Feeds the bytes.
    public func hash(into hasher: inout Hasher) {
        for byte in text.utf8 { hasher.combine(byte) }
    }
}

extension KeyName: CustomStringConvertible {
    /// The name.
    public var description: String { text }
}
