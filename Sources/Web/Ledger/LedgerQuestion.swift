internal import Formats
internal import Ledger
internal import Notary
internal import Store

/// A question to the index of the log.
struct LedgerQuestion: Sendable {
    let kind: CommittedLabel.Kind
    /// The name in UTF-8, or the 32 bytes of a digest.
    let name: [UInt8]

    /// Reads `kind` and `name`; nil if nothing is asked.
    ///
    /// - Throws: ``SiteError`` with `badRequest` if the kind is none, or the digest is none.
    init?(_ query: QueryString) throws(SiteError) {
        guard let text = query["name"]?.trimmingSpaces, !text.isEmpty else { return nil }
        guard let kind = CommittedLabel.Kind(rawValue: query["kind"] ?? "lot") else { throw SiteError(.badRequest) }
        self.kind = kind
        if kind == .digest {
            guard let bytes = Hexadecimal.bytes(text.lowercased().utf8), bytes.count == TreeHash.byteCount
            else {
                throw SiteError(.badRequest)
            }
            name = bytes
        } else {
            name = Array(text.utf8)
        }
    }

    static func json(_ answer: LookupBook.Answer) -> JSONValue {
        .object([
            "key": .string(Hexadecimal.text(answer.proof.key.bytes)),
            "places": numbers(answer.places),
            "later": numbers(answer.later),
            "statement": .string(String(decoding: answer.statement.entry, as: UTF8.self)),
            "statement_place": number(answer.statementPlace),
            "first": number(answer.proof.first),
            "entries": .array(
                answer.proof.entries.map {
                    .object(["key": .string(Hexadecimal.text($0.key.bytes)), "place": number($0.place)])
                }
            ),
            "hashes": .array(answer.proof.hashes.map { .string("\($0)") }),
        ])
    }

    private static func number(_ value: UInt64) -> JSONValue { .integer(Int(clamping: value)) }
    private static func numbers(_ values: [UInt64]) -> JSONValue { .array(values.map(number)) }
}
