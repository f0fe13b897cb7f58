import Crypto
import Formats
public import Secrets
import Vocabulary

/// The secret with which a server knows again what it gave out, without keeping a list.
public struct TicketSecret: Sendable {
    /// The fewest bytes.
    public static let shortest = 32
    private let key: SecretBytes

    /// A secret of 32 bytes at least; nil if it is shorter.
    public init?(_ key: SecretBytes) {
        guard key.count >= Self.shortest else { return nil }
        self.key = key
    }

    /// The tag over a ticket's bytes, for one kind of ticket and one form.
    func tag(_ bytes: some Sequence<UInt8>, kind: String, form: String) -> [UInt8] {
        let text = Array("touchstone \(kind) v1".utf8) + [0] + Array(form.utf8) + [0] + Array(bytes)
        return Array(HMAC<SHA256>.authenticationCode(for: text, using: key.symmetricKey).prefix(16))
    }
}

/// What a puzzle and a waiting ticket have in common: a time, a few bytes by chance, and the server's tag.
struct SignedTicket {
    static let nonceCount = 12
    static let tagCount = 16

    /// Seconds since 1970-01-01.
    let issued: Int
    /// A number of the ticket's own, such as how difficult a puzzle is.
    let number: UInt32
    let nonce: [UInt8]

    /// The ticket as text.
    func text(kind: String, form: String, secret: TicketSecret) -> String {
        let bytes = bytes
        return SymbolCoding.base64URL.encode(bytes + secret.tag(bytes, kind: kind, form: form))
    }

    private var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.append(bigEndian: issued, count: 8)
        bytes.append(bigEndian: number, count: 4)
        return bytes + nonce
    }

    init(issued: Int, number: UInt32, nonce: [UInt8]) {
        (self.issued, self.number, self.nonce) = (issued, number, nonce)
    }

    /// Reads a ticket that this server gave out for this form; nil for any other text.
    init?(_ text: String, kind: String, form: String, secret: TicketSecret) {
        guard text.utf8.count <= 100, let whole = SymbolCoding.base64URL.decode(text.utf8),
            whole.count == 12 + Self.nonceCount + Self.tagCount,
            SecretBytes.areEqual(
                whole.suffix(Self.tagCount),
                secret.tag(whole.dropLast(Self.tagCount), kind: kind, form: form)
            )
        else { return nil }
        var reader = ByteReader(whole)
        guard let issued = reader.bigEndian(8).flatMap({ Int(exactly: $0) }), let number = reader.uint32(),
            let nonce = reader.take(Self.nonceCount)
        else { return nil }
        self.init(issued: issued, number: number, nonce: nonce)
    }
}

/// Why a ticket or a solution is not taken; each can be told to the visitor, who may begin again.
public enum TicketFault: String, Error, Sendable, Hashable, CaseIterable {
    /// It is none that this server gave out for this form.
    case foreign
    /// It is too old.
    case expired
    /// It comes from the future: the server's clock was turned back.
    case notYet
    /// The form was filled in faster than a person can.
    case tooFast
    /// The solution does not solve the puzzle.
    case unsolved
}
