import Credentials
import Formats
import Store
public import Vocabulary

extension CredentialOffice {
    /// A status list: its number and what it is for, as the end of its address, `1-revocation`.
    public struct ListName: Sendable, Hashable {
        /// The number, from 1.
        public let number: Int
        /// `revocation` or `suspension`.
        public let purpose: String

        /// The purposes that every credential has an entry for.
        static let purposes = ["revocation", "suspension"]

        init(_ number: Int, _ purpose: String) {
            self.number = number
            self.purpose = purpose
        }

        /// Reads the end of an address; nil if it names no list.
        public init?(_ text: String) {
            let parts = text.split(separator: "-", omittingEmptySubsequences: false)
            guard parts.count == 2, let number = Int(parts[0]), number > 0, String(number) == parts[0],
                Self.purposes.contains(String(parts[1]))
            else { return nil }
            self.init(number, String(parts[1]))
        }

        /// The end of the address.
        public var text: String { "\(number)-\(purpose)" }

        /// The address.
        func address(at origin: String) -> String { "\(origin)/credentials/status/\(text)" }
    }

    /// How long a list may be used, in milliseconds: whoever holds an old one back cannot do so for long.
    static let listLife = 24 * 3_600_000

    /// A status list, signed now, as a credential with a proof in it; nil if there is none of that number.
    ///
    /// - Throws: ``IssuingFault/noKey`` if no valid key is there.
    public func statusList(_ name: ListName, at now: UTCInstant) async throws -> [UInt8]? {
        guard let bits = try await store.statusBits(ofList: name.number),
            let book = try await IdentifierBook(store)
        else { return nil }
        return try signedList(name, bits, book, now)
    }

    private func signedList(
        _ name: ListName,
        _ bits: StatusBits,
        _ book: IdentifierBook,
        _ now: UTCInstant
    ) throws -> [UInt8] {
        let issuer = try issuer(of: book)
        var list = try StatusList()
        for place in name.purpose == "revocation" ? bits.revoked : bits.suspended { try list.set(place) }
        let unsigned = StatusListCredential.unsigned(
            list,
            at: name.address(at: book.origin),
            purpose: name.purpose,
            issuer: book.identifier,
            validFrom: now,
            validUntil: UTCInstant(milliseconds: now.milliseconds + Self.listLife)
        )
        return try issuer.sign(unsigned, created: now).bytes()
    }
}
