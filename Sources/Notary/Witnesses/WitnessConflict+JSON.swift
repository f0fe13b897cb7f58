internal import Crypto
internal import Formats
internal import Ledger

extension WitnessConflict {
    /// The conflict as a file: canonical JSON (RFC 8785) with both notes as texts.
    public var bytes: [UInt8] {
        // Texts alone: there is nothing that has no canonical form.
        (try? JSONCanonical.bytes(
            of: .object([
                .init("ours", .string(String(decoding: ours.bytes, as: UTF8.self))),
                .init("theirs", .string(String(decoding: theirs.bytes, as: UTF8.self))),
                .init("type", .string("witness-conflict")), .init("witness", .string(witness)),
            ]),
            numbers: .safeIntegers
        )) ?? []
    }

    /// Reads the file; nil if it is none of these.
    public init?(parsing bytes: [UInt8]) {
        guard let node = try? JSONNode(parsing: bytes, numbers: .safeIntegers),
            node["type"]?.string == "witness-conflict", let witness = node["witness"]?.string,
            let ours = node["ours"]?.string, let theirs = node["theirs"]?.string,
            let ours = try? SignedNote(parsing: ours), let theirs = try? SignedNote(parsing: theirs)
        else { return nil }
        self.init(witness: witness, ours: ours, theirs: theirs)
        guard self.bytes == bytes else { return nil }
    }

    /// The name of its file, which what the witness signed gives: one conflict is kept once, though the log grows.
    var fileName: String {
        let digest = SHA256.hash(data: Array("\(witness)\n".utf8) + theirs.text.bytes)
        return Hexadecimal.text(digest.prefix(16)) + ".json"
    }
}
