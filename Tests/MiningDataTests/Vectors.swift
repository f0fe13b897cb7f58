import Formats
import Foundation
import MiningData
import Testing
import Vocabulary

/// The published examples, which lie beside the project because they have no licence.
enum Vectors {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "shared/vectors/traceability/icglr")

    static func example(_ name: String, _ profile: Profile) throws -> [UInt8] {
        let file = folder.appending(path: "\(profile.rawValue)/examples/json/\(name).json")
        return try Array(
            #require(try? Data(contentsOf: file), "the examples are missing: \(file.path); see docs/contributing.md")
        )
    }

    static func node(_ name: String, _ profile: Profile = .core) throws -> JSONNode {
        try JSONNode(parsing: example(name, profile))
    }
}

extension JSONNode {
    /// The value with sorted members and numbers by value, so that equal documents are equal.
    var canonical: JSONNode {
        switch self {
        case .number(let text): .number((try? DecimalNumber(text).description) ?? text)
        case .array(let elements): .array(elements.map(\.canonical))
        case .object(let members):
            .object(
                members.map { Member($0.name, $0.value.canonical) }
                    .sorted { Array($0.name.utf8).lexicographicallyPrecedes(Array($1.name.utf8)) }
            )
        default: self
        }
    }

    /// The value with another one in a place: names and indexes, `nil` to take the place away.
    func replacing(_ path: [String], with value: JSONNode?) -> JSONNode {
        guard let first = path.first else { return value ?? self }
        let rest = Array(path.dropFirst())
        switch self {
        case .object(var members):
            if let index = members.firstIndex(where: { $0.name == first }) {
                if rest.isEmpty, value == nil {
                    members.remove(at: index)
                } else {
                    members[index].value = members[index].value.replacing(rest, with: value)
                }
            } else if rest.isEmpty, let value {
                members.append(Member(first, value))
            }
            return .object(members)
        case .array(var elements):
            guard let index = Int(first), elements.indices.contains(index) else { return self }
            if rest.isEmpty, value == nil {
                elements.remove(at: index)
            } else {
                elements[index] = elements[index].replacing(rest, with: value)
            }
            return .array(elements)
        default: return self
        }
    }
}
