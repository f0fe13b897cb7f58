import Formats
import Vocabulary

/// What a record says beyond what comes back when it is read from the other standard again.
struct Residue {
    /// Members that come back otherwise, or not at all.
    private(set) var members: [JSONNode.Member] = []
    /// Members that come back and were not there.
    private(set) var absent: [String] = []

    /// Compares a record with what would come back.
    init(of original: JSONNode, comingBackAs returned: JSONNode) {
        for member in original.members ?? [] where returned[member.name]?.comparable != member.value.comparable {
            members.append(member)
        }
        for member in returned.members ?? [] where original[member.name] == nil { absent.append(member.name) }
    }

    /// Takes up what a record carries; nil if it carries nothing of the kind.
    init?(_ node: JSONNode?) {
        guard let node, let members = node["members"]?.members else { return nil }
        self.members = members
        absent = (node["absent"]?.elements ?? []).compactMap(\.string)
    }

    var isEmpty: Bool { members.isEmpty && absent.isEmpty }

    /// As a record carries it.
    var json: JSONNode {
        .object([.init("members", .object(members)), .init("absent", .array(absent.map(JSONNode.string)))])
    }

    /// A record with this put back.
    func restored(in node: JSONNode) -> JSONNode {
        var result = (node.members ?? []).filter { !absent.contains($0.name) }
        for member in members {
            if let index = result.firstIndex(where: { $0.name == member.name }) {
                result[index] = member
            } else {
                result.append(member)
            }
        }
        return .object(result)
    }

    // MARK: Losses

    /// The places of the record that do not come back, as deep as they can be told.
    static func losses(of original: JSONNode, comingBackAs returned: JSONNode?) -> [Loss] {
        var losses: [Loss] = []
        collect(original, returned, "$", &losses)
        return losses
    }

    /// The depth of both values was limited when they were read.
    private static func collect(_ original: JSONNode, _ returned: JSONNode?, _ path: String, _ losses: inout [Loss]) {
        guard let returned else {
            let isConsumed = path.hasPrefix("$.inputQuantityList[") || path.hasPrefix("$.inputProduct[")
            let isWeight = [".quantity", ".uom", ".consumedGrams"].contains { path.hasSuffix($0) }
            losses.append(
                Loss(path, isWeight && (isConsumed || path.hasPrefix("$.inputLot[")) ? .consumedMass : .noTerm)
            )
            return
        }
        guard original.comparable != returned.comparable else { return }
        switch (original, returned) {
        case (.object(let members), .object):
            for member in members { collect(member.value, returned[member.name], "\(path).\(member.name)", &losses) }
        case (.array(let elements), .array(let others)):
            for (index, element) in elements.enumerated() {
                collect(element, others.indices.contains(index) ? others[index] : nil, "\(path)[\(index)]", &losses)
            }
        case (.string(let text), .string(let other)):
            // The same moment, written from another clock.
            if let time = try? UTCInstant(text), let same = try? UTCInstant(other),
                time.milliseconds == same.milliseconds
            {
                return
            }
            losses.append(Loss(path, .coarser))
        default: losses.append(Loss(path, .coarser))
        }
    }
}

extension JSONNode {
    /// The value with numbers by value and members in one order.
    var comparable: JSONNode {
        switch self {
        case .number(let text): .number((try? DecimalNumber(text).description) ?? text)
        case .array(let elements): .array(elements.map(\.comparable))
        case .object(let members):
            .object(
                members.map { Member($0.name, $0.value.comparable) }
                    .sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
            )
        default: self
        }
    }
}
