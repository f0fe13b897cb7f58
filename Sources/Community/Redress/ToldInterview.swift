import Formats
import Remedy

/// What is sealed of an interview: its event, and what was said in words by the ids of their records.
struct ToldInterview {
    let event: Event<ImpactFact>
    let words: [String: String]

    init(_ event: Event<ImpactFact>, words: [String: String]) {
        self.event = event
        self.words = words
    }

    /// The same as bytes.
    var bytes: [UInt8] {
        let words = words.sorted { $0.key < $1.key }.map { JSONNode.Member($0.key, .string($0.value)) }
        let node = JSONNode.object([
            JSONNode.Member("event", .string(String(decoding: event.bytes, as: UTF8.self))),
            JSONNode.Member("words", .object(words)),
        ])
        return (try? JSONCanonical.bytes(of: node)) ?? []
    }

    /// Reads what this program wrote; nil where it is none.
    init?(reading bytes: [UInt8]) {
        guard let node = try? JSONNode(parsing: bytes), let text = node["event"]?.string,
            let event = try? Event<ImpactFact>(reading: Array(text.utf8))
        else { return nil }
        var words: [String: String] = [:]
        for member in node["words"]?.members ?? [] { words[member.name] = member.value.string }
        self.init(event, words: words)
    }
}
