import Foundation

/// A path of a file in a bag: from the bag's own folder, with `/`, in UTF-8.
///
/// The writer makes only paths that every system can unpack; the checker says of any other which rule it breaks.
/// How a manifest spells it: RFC 8493 section 2.1.3.
public struct BagPath: Sendable, Hashable, Comparable {
    /// The path as it stands in the bag.
    public let text: String

    /// Why a path is refused.
    public enum Refusal: String, Sendable, Hashable, CaseIterable {
        /// Nothing, or a part between two slashes that is nothing.
        case empty
        /// It begins at the root of a system, a drive or a home.
        case absolute
        /// A part is `.` or `..`.
        case leaves
        /// A character that some system takes for its own: a backslash or NUL.
        case character
        /// It is no UTF-8.
        case encoding
        /// Longer than an archive can say.
        case long
    }

    /// The longest path in bytes; ZIP has 65,535, most systems 4,096.
    static let mostBytes = 4_000

    /// Takes a path as it is.
    public init(_ text: String) throws(Refused) {
        if let refusal = Self.refusal(of: text) { throw Refused(refusal: refusal) }
        self.text = text
    }

    /// Takes bytes as they are.
    init(bytes: some Collection<UInt8>) throws(Refused) {
        guard let text = String(validating: bytes, as: UTF8.self) else { throw Refused(refusal: .encoding) }
        try self.init(text)
    }

    /// That a path was refused.
    public struct Refused: Error, Sendable, Hashable {
        /// Why.
        public let refusal: Refusal
    }

    /// The path with its characters composed (NFC), as the writer spells each path.
    package static func composed(_ text: String) throws(DossierError) -> BagPath {
        do {
            return try BagPath(text.precomposedStringWithCanonicalMapping)
        } catch { throw .path(text, error.refusal) }
    }

    private static func refusal(of text: String) -> Refusal? {
        let bytes = Array(text.utf8)
        guard bytes.count <= mostBytes else { return .long }
        if bytes.contains(0) || bytes.contains(UInt8(ascii: "\\")) { return .character }
        if bytes.first == UInt8(ascii: "/") || bytes.first == UInt8(ascii: "~") { return .absolute }
        if bytes.count > 1, bytes[1] == UInt8(ascii: ":") { return .absolute }
        for part in bytes.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
            if part.isEmpty { return .empty }
            if part.elementsEqual(".".utf8) || part.elementsEqual("..".utf8) { return .leaves }
        }
        return nil
    }

    /// Whether it is below `data/`.
    public var isPayload: Bool { text.utf8.starts(with: "data/".utf8) }

    /// The path as a manifest spells it: line ends and percent signs as `%0A`, `%0D`, `%25`.
    var encoded: [UInt8] {
        var result: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case 0x0A: result += "%0A".utf8
            case 0x0D: result += "%0D".utf8
            case UInt8(ascii: "%"): result += "%25".utf8
            default: result.append(byte)
            }
        }
        return result
    }

    /// The bytes that a manifest spells so.
    ///
    /// Only the three are encoded. `%` before anything else stands for itself, as tools of earlier versions wrote it.
    static func decoded(_ bytes: some Collection<UInt8>) -> [UInt8] {
        let bytes = Array(bytes)
        var result: [UInt8] = []
        var index = 0
        while index < bytes.count {
            if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.count {
                let code = String(decoding: bytes[index + 1...index + 2], as: UTF8.self).uppercased()
                if let byte = ["0A": 0x0A, "0D": 0x0D, "25": 0x25][code] as UInt8? {
                    result.append(byte)
                    index += 3
                    continue
                }
            }
            result.append(bytes[index])
            index += 1
        }
        return result
    }

    /// The name that two files must not share: composed, and without regard to case.
    var folded: [UInt8] { Array(text.precomposedStringWithCanonicalMapping.lowercased().utf8) }

    /// Whether the bytes are the same: Swift holds two spellings of one letter to be equal, a bag does not.
    public static func == (left: Self, right: Self) -> Bool { left.text.utf8.elementsEqual(right.text.utf8) }

    /// Hashes the bytes.
    public func hash(into hasher: inout Hasher) {
        for byte in text.utf8 { hasher.combine(byte) }
    }

    /// The order of the bytes.
    public static func < (left: Self, right: Self) -> Bool {
        left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
    }
}
