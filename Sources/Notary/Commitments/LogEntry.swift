import Formats

/// Entries of the public log that are public as they are, in canonical JSON.
enum LogEntry {
    /// A checkpoint of another log of the store.
    static func log(checkpoint: [UInt8]) -> [UInt8] {
        bytes([
            JSONNode.Member("checkpoint", .string(String(decoding: checkpoint, as: UTF8.self))),
            JSONNode.Member("type", .string("log")),
        ])
    }

    static func bytes(_ members: [JSONNode.Member]) -> [UInt8] {
        // Members with names of their own and texts have a canonical form.
        (try? JSONCanonical.bytes(of: .object(members), numbers: .safeIntegers)) ?? []
    }
}
