import Formats
import Vocabulary

/// Takes members out of an object into typed values; what nobody takes is kept.
struct Members {
    private(set) var rest: [JSONNode.Member]

    init(_ node: JSONNode?) {
        rest = node?.members ?? []
    }

    /// Takes a member if it reads as wanted.
    mutating func take<T>(_ name: String, _ read: (JSONNode) -> T?) -> T? {
        guard let index = rest.firstIndex(where: { $0.name == name }), let value = read(rest[index].value) else {
            return nil
        }
        rest.remove(at: index)
        return value
    }

    mutating func text(_ name: String) -> String? { take(name, \.string) }

    mutating func number(_ name: String) -> DecimalNumber? {
        take(name) { $0.numberText.flatMap { try? DecimalNumber($0) } }
    }

    mutating func list<T>(_ name: String, _ read: (JSONNode) -> T?) -> [T]? {
        take(name) { node in
            guard let elements = node.elements else { return nil }
            let values = elements.compactMap(read)
            return values.count == elements.count ? values : nil
        }
    }
}

/// Puts an object together.
struct Building {
    private(set) var members: [JSONNode.Member] = []

    mutating func add(_ name: String, _ node: JSONNode?) {
        if let node { members.append(JSONNode.Member(name, node)) }
    }

    mutating func add(_ name: String, _ text: String?) { add(name, text.map(JSONNode.string)) }

    mutating func add(_ name: String, _ number: DecimalNumber?) { add(name, number.map { .number($0.description) }) }

    mutating func add<T>(_ name: String, _ list: [T]?, _ node: (T) -> JSONNode) {
        add(name, list.map { .array($0.map(node)) })
    }

    mutating func add(_ rest: [JSONNode.Member]) { members += rest }

    var node: JSONNode { .object(members) }
}
