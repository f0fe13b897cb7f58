import Sealing
import Vocabulary

/// What is read of anonymous reports: envelopes, keys, shares, records, and what people type.
extension FuzzTarget {
    /// Whatever is read is written again as it was: there is one form of each.
    static func sealed(_ bytes: Bytes) -> CInt {
        let original = Array(bytes)
        if let envelope = try? SealedEnvelope(original) {
            precondition(original.starts(with: envelope.header.bytes), "a header did not survive")
            precondition((try? envelope.open(stranger)) == nil, "a stranger opens an envelope")
        }
        var opener = EnvelopeOpener(stranger)
        if (try? opener.open(original)) != nil {
            precondition((try? opener.finish()) == nil, "a stranger opens a stream")
        }
        if let key = try? LockedKey(original) { precondition(key.bytes == original, "a key did not survive") }
        if let share = try? LockedShare(original) { precondition(share.bytes == original, "a share did not survive") }
        if let escrow = try? Escrow(original) { precondition(escrow.bytes == original, "a record did not survive") }
        return 0
    }

    private static let stranger = OpeningKey.make()

    /// What somebody types as a receipt, with a list of words made for this.
    static func receipt(_ bytes: Bytes) -> CInt {
        let text = String(decoding: bytes, as: UTF8.self)
        _ = try? reader.read(text)
        _ = try? Passphrase(text)
        return 0
    }

    private static let reader: ReceiptReader = {
        // Six letters in the first four places give more beginnings than are needed.
        let letters = Array("abcdef")
        let words = (0..<ReceiptWordList.count).map { number in
            String([216, 36, 6, 1].map { letters[number / $0 % 6] })
        }
        guard let list = try? ReceiptWordList(.en, parsing: words.joined(separator: "\n")) else {
            preconditionFailure("the list for the fuzzer is none")
        }
        return ReceiptReader([list])
    }()
}
