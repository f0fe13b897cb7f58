public import Formats
import Vocabulary

extension BoardEntry {
    /// The entry as JSON, as ``BoardFile`` reads it.
    public var node: JSONNode {
        var members: [JSONNode.Member] = [
            .init("id", .string(id.rawValue)),
            .init("proof", .string(proof.rawValue)),
            .init("rests", .object([.init("kind", .string(rests.kind.rawValue)), .init("id", .string(rests.id))])),
            .init("says", .string(says.rawValue)),
            .init("weight", .string(weight.rawValue)),
            .init("words", .string(words)),
            .init("by", .string(by.rawValue)),
            .init("at", .string(at.text)),
        ]
        if !looks.isEmpty { members.append(.init("looks", .array(looks.map(\.node)))) }
        if let withdrawal { members.append(.init("withdrawal", withdrawal.node)) }
        return .object(members)
    }
}

extension BoardEntry.SecondLook {
    var node: JSONNode {
        .object([
            .init("by", .string(by.rawValue)), .init("at", .string(at.text)), .init("agrees", .bool(agrees)),
            .init("words", .string(words)),
        ])
    }
}

extension BoardEntry.Withdrawal {
    var node: JSONNode {
        .object(
            [
                .init("by", .string(by.rawValue)), .init("at", .string(at.text)), .init("reason", .string(reason)),
            ] + (confirmedBy.map { [.init("confirmedBy", .string($0.rawValue))] } ?? [])
        )
    }
}
