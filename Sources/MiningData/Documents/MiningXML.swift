public import Formats

/// The XML form of records, for batches.
///
/// The standard says that its model may be carried as XML and defines no binding. Ours is the plainest one: an element
/// has the name of its term, a list repeats it, a record's element has the name of its entity, a batch is `MiningData`.
/// An outline is its GeoJSON text, as MD.08 has it.
public enum MiningXML {
    /// The element around several records.
    public static let batchName = "MiningData"

    /// The names of the elements that hold a record.
    public static let recordNames: Set<String> = Set(Entity.records.map(\.rawValue))

    /// The records of a document, as the objects that their JSON form would be.
    public static func parts(_ bytes: [UInt8]) throws(XMLFault) -> [MiningDocument.Part] {
        let root = try XMLElement(parsing: Self.body(of: bytes).span)
        if let entity = entity(of: root) { return [.init(path: "$", node: node(of: root, as: entity), entity: entity)] }
        return root.children.enumerated().map { index, child in
            .init(path: "$[\(index)]", node: node(of: child, as: entity(of: child)), entity: entity(of: child))
        }
    }

    /// The object that a record's element stands for.
    public static func node(of element: XMLElement) -> JSONNode { node(of: element, as: entity(of: element)) }

    /// XML does not tell numbers from texts, and the two profiles disagree on which a term is: the one that the rest
    /// of the record follows decides.
    private static func node(of element: XMLElement, as entity: Entity?) -> JSONNode {
        guard let entity else { return plain(element) }
        let core = node(of: element, as: entity, .core)
        let rwandan = node(of: element, as: entity, .rwanda)
        guard core != rwandan, MiningReader.likelyProfile(of: rwandan, as: entity) == .rwanda else { return core }
        return rwandan
    }

    /// The entity that an element's name says.
    public static func entity(of element: XMLElement) -> Entity? {
        Entity.records.first { $0.rawValue == localName(element.name) }
    }

    /// The bytes without the XML declaration, which is no element.
    private static func body(of bytes: [UInt8]) -> [UInt8] {
        guard bytes.drop(while: { $0 <= 0x20 }).starts(with: "<?xml".utf8),
            let end = bytes.firstIndex(of: UInt8(ascii: ">"))
        else { return bytes }
        return Array(bytes[(end + 1)...])
    }

    private static func localName(_ name: String) -> String {
        name.split(separator: ":", maxSplits: 1).last.map(String.init) ?? name
    }

    private static func node(of element: XMLElement, as entity: Entity, _ profile: Profile) -> JSONNode {
        let schema = EntitySchema.of(entity, profile)
        var members: [JSONNode.Member] = element.attributes.filter { !$0.name.hasPrefix("xmlns") }
            .map { JSONNode.Member("@\($0.name)", .string($0.value)) }
        for child in element.children {
            let name = localName(child.name)
            let field = schema.field(name)
            let value = value(of: child, field?.form, profile)
            if let index = members.firstIndex(where: { $0.name == name }) {
                let present = members[index].value.elements ?? [members[index].value]
                members[index].value = .array(present + [value])
            } else {
                members.append(JSONNode.Member(name, field?.isList == true ? .array([value]) : value))
            }
        }
        return .object(members)
    }

    private static func value(of element: XMLElement, _ form: FieldSchema.Form?, _ profile: Profile) -> JSONNode {
        let text = element.trimmedText ?? ""
        switch form {
        case .entity(let entity): return node(of: element, as: entity, profile)
        case .polygon: return (try? JSONNode(parsing: Array(text.utf8))) ?? .string(text)
        case .decimal, .count, .numberCode, .degrees:
            // What is no number stays text, so that the check of types says where.
            guard case .number(let number) = try? JSONNode(parsing: Array(text.utf8)) else { return .string(text) }
            return .number(number)
        case nil: return plain(element)
        default: return .string(text)
        }
    }

    /// An element that the standard does not name.
    private static func plain(_ element: XMLElement) -> JSONNode {
        guard !element.children.isEmpty else { return .string(element.trimmedText ?? "") }
        return .object(element.children.map { JSONNode.Member(localName($0.name), plain($0)) })
    }

    // MARK: Writing

    /// Records as one document.
    public static func document(_ records: [MiningRecord], _ profile: Profile) -> String {
        var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<\(batchName)>\n"
        for record in records { write(record.json(profile), record.entity.rawValue, 1, to: &text) }
        return text + "</\(batchName)>\n"
    }

    private static func write(_ node: JSONNode, _ name: String, _ depth: Int, to text: inout String) {
        guard isName(name) else { return }
        let indent = String(repeating: "  ", count: depth)
        switch node {
        case .array(let elements):
            for element in elements { write(element, name, depth, to: &text) }
        case .object where name == "polygon":
            text += "\(indent)<\(name)>\(escaped(node.text()))</\(name)>\n"
        case .object(let members):
            text += "\(indent)<\(name)>\n"
            for member in members { write(member.value, member.name, depth + 1, to: &text) }
            text += "\(indent)</\(name)>\n"
        case .null: return
        case .string(let content): text += "\(indent)<\(name)>\(escaped(content))</\(name)>\n"
        case .number, .bool: text += "\(indent)<\(name)>\(node.text())</\(name)>\n"
        }
    }

    /// A name that XML allows; extensions whose names it does not are left out.
    private static func isName(_ name: String) -> Bool {
        guard let first = name.utf8.first, TextForms.isLetter(first) || first == 0x5F else { return false }
        return name.utf8.allSatisfy { TextForms.isLetter($0) || TextForms.isDigit($0) || "_.-".utf8.contains($0) }
    }

    private static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\r": result += "&#13;"
            // XML 1.0 section 2.2 allows no other control characters.
            case "\u{0}"..."\u{8}", "\u{B}", "\u{C}", "\u{E}"..."\u{1F}", "\u{FFFE}", "\u{FFFF}": continue
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
