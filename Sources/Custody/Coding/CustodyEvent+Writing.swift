public import Formats
import Vocabulary

extension CustodyEvent {
    /// The entry as JSON; its canonical form (RFC 8785) is what the ledger commits to and what a dossier holds.
    public var json: JSONNode {
        var members: [JSONNode.Member] = [
            .init("id", .string(id.rawValue)), .init("exhibit", .string(exhibit.rawValue)),
            .init("at", .string(at.text)),
            .init("recorded", .string(recorded.text)), .init("by", .string(by.rawValue)),
            .init("act", .string(act.word)),
        ]
        members += act.members
        if !purpose.isEmpty { members.append(.init("purpose", .string(purpose))) }
        if !place.isEmpty { members.append(.init("place", .string(place))) }
        if let witness { members.append(.init("witness", .string(witness.rawValue))) }
        return .object(members)
    }
}

extension CustodyAct {
    /// What it says besides its word.
    fileprivate var members: [JSONNode.Member] {
        switch self {
        case .collected, .moved, .lost, .found: []
        case .released(let receiver, let carrier):
            [.init("to", .string(receiver.rawValue))] + (carrier.map { [.init("carrier", .string($0.rawValue))] } ?? [])
        case .received(let giver, let seals, let isIntact):
            [.init("from", .string(giver.rawValue))] + (seals.map { [.init("seals", Self.list($0))] } ?? [])
                + (isIntact.map { [.init("intact", .bool($0))] } ?? [])
        case .sealed(let seal): [.init("seal", .string(seal.rawValue))]
        case .opened(let seals): [.init("seals", Self.list(seals))]
        case .examined(let method, let used):
            [.init("method", .string(method)), .init("usedMilligrams", .integer(used))]
        case .divided(let parts, let milligrams):
            [.init("parts", .array(parts.map { .string($0.rawValue) }))]
                + (milligrams.map { [.init("milligrams", .array($0.map { .integer($0) }))] } ?? [])
        case .weighed(let milligrams): [.init("milligrams", .integer(milligrams))]
        case .copied(let sha256, let tool):
            [.init("sha256", .string(Hexadecimal.text(sha256))), .init("tool", .string(tool))]
        case .verified(let sha256): [.init("sha256", .string(Hexadecimal.text(sha256)))]
        case .returned(let receiver): [.init("to", .string(receiver.rawValue))]
        case .destroyed(let order): [.init("order", .string(order))]
        case .struck(let entry): [.init("entry", .string(entry.rawValue))]
        }
    }

    /// A set, in the order of its numbers.
    private static func list(_ seals: Set<SealNumber>) -> JSONNode {
        .array(seals.sorted().map { .string($0.rawValue) })
    }
}
