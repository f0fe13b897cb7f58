import Formats
import Ledger

extension ProofBundle {
    /// The bundle in its only spelling.
    func canonical(with checksum: String?) -> [UInt8] {
        var members: [JSONNode.Member] = [
            .init("about", .object([.init("id", .string(about.id)), .init("kind", .string(about.kind))])),
            .init("checkpoint", .string(String(decoding: checkpoint.bytes, as: UTF8.self))),
            .init("items", .array(items.map(Self.json))), .init("policy", .string(policyText)),
            .init("type", .string(Self.type)), .init("version", .integer(Self.version)),
        ]
        if let checksum { members.append(.init("checksum", .string(checksum))) }
        if !stamps.isEmpty { members.append(.init("time", .array(stamps.map(Self.json)))) }
        // Every name stands once and every number is whole and safe: sizes come from a tree or were read as such.
        return (try? JSONCanonical.bytes(of: .object(members), numbers: .any)) ?? []
    }

    private static func json(_ item: Item) -> JSONNode {
        var members: [JSONNode.Member] = [
            .init(
                "batch",
                .object([
                    .init("hashes", hashes(item.batch.hashes)), .init("index", .number(String(item.batch.index))),
                    .init("size", .number(String(item.batch.size))),
                ])
            ),
            .init("entry", text(item.entry.bytes)), .init("hashes", hashes(item.hashes)),
            .init("index", .number(String(item.index))), .init("statement", text(item.statement.bytes)),
        ]
        if let bytes = item.bytes { members.append(.init("bytes", .string(Base64.text(bytes)))) }
        return .object(members)
    }

    private static func json(_ stamp: Stamp) -> JSONNode {
        .object([
            .init("checkpoint", text(stamp.checkpoint.bytes)), .init("consistency", hashes(stamp.consistency)),
            .init("token", .string(Base64.text(stamp.token))),
        ])
    }

    private static func text(_ bytes: [UInt8]) -> JSONNode { .string(String(decoding: bytes, as: UTF8.self)) }

    private static func hashes(_ hashes: [TreeHash]) -> JSONNode { .array(hashes.map { .string($0.base64) }) }
}
