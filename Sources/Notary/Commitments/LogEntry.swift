import Formats
import Ledger

/// Entries of the public log that are public as they are, in canonical JSON.
enum LogEntry {
    /// A checkpoint of another log of the store.
    static func log(checkpoint: [UInt8]) -> [UInt8] {
        bytes([
            JSONNode.Member("checkpoint", .string(String(decoding: checkpoint, as: UTF8.self))),
            JSONNode.Member("type", .string("log")),
        ])
    }

    /// The checkpoint in an entry of the kind of ``log(checkpoint:)``; nil if it is another.
    static func checkpoint(in entry: [UInt8]) -> [UInt8]? {
        guard let node = try? JSONNode(parsing: entry, numbers: .safeIntegers), node["type"]?.string == "log" else {
            return nil
        }
        return node["checkpoint"]?.string.map { Array($0.utf8) }
    }

    /// What happened to a key.
    enum KeyEvent: String {
        case created, rotated
    }

    /// A key of one of the store's logs.
    ///
    /// Without a time: the place in the log tells it, and who signed the log then.
    static func key(
        _ event: KeyEvent,
        _ key: VerifierKey,
        of log: LedgerFolder.Log,
        replacing old: VerifierKey? = nil
    ) -> [UInt8] {
        let members = [
            JSONNode.Member("event", .string(event.rawValue)), JSONNode.Member("key", .string("\(key)")),
            JSONNode.Member("log", .string(log.rawValue)), JSONNode.Member("type", .string("key")),
        ]
        return bytes(members + (old.map { [JSONNode.Member("replaces", .string("\($0)"))] } ?? []))
    }

    /// The log was taken up again from a copy of so many entries, and on whose word.
    static func resumed(size: UInt64, ground: LedgerResumption.Ground) -> [UInt8] {
        bytes([
            JSONNode.Member("ground", .string(ground.rawValue)), JSONNode.Member("size", .string("\(size)")),
            JSONNode.Member("type", .string("resumed")),
        ])
    }

    /// The last checkpoint of a log in whose place this one was begun.
    static func succeeds(checkpoint: [UInt8]) -> [UInt8] {
        bytes([
            JSONNode.Member("checkpoint", .string(String(decoding: checkpoint, as: UTF8.self))),
            JSONNode.Member("type", .string("succeeds")),
        ])
    }

    static func bytes(_ members: [JSONNode.Member]) -> [UInt8] {
        // Members with names of their own and texts have a canonical form.
        (try? JSONCanonical.bytes(of: .object(members), numbers: .safeIntegers)) ?? []
    }
}
