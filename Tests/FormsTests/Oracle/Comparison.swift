import Formats
import Foundation

/// Two engines' answers to one script, made comparable.
enum Comparison {
    /// The first difference; nil where there is none.
    static func difference(_ ours: [String], _ theirs: [String]) -> String? {
        let (one, other) = (normal(ours), normal(theirs))
        for index in 0..<max(one.count, other.count) {
            let (left, right) = (index < one.count ? one[index] : "-", index < other.count ? other[index] : "-")
            if !isSame(left, right) { return "ours:   \(left)\ntheirs: \(right)" }
        }
        return nil
    }

    /// Whether two lines are the same, the last digits of numbers with fractions aside: Java 17 writes some of them with
    /// one digit too many, and has another arithmetic for angles and powers.
    private static func isSame(_ left: String, _ right: String) -> Bool {
        if left == right { return true }
        let separators = CharacterSet(charactersIn: "\t ")
        let (ones, others) = (left.components(separatedBy: separators), right.components(separatedBy: separators))
        return ones.count == others.count
            && zip(ones, others).allSatisfy { one, other in
                if one == other { return true }
                guard one.contains("."), let first = Double(one), let second = Double(other) else { return false }
                return abs(first - second) <= 1e-12 * max(abs(first), abs(second))
            }
    }

    /// The lines, states in the order of their paths, without what is another each time.
    private static func normal(_ lines: [String]) -> [String] {
        var result: [String] = []
        var nodes: [String] = []
        for line in lines {
            if line.hasPrefix("node\t") {
                nodes.append(timeless(line))
                continue
            }
            result += nodes.sorted()
            nodes = []
            if line.hasPrefix("instance\t") {
                result += instance(String(line.dropFirst(9)))
            } else if line.hasPrefix("error") || line.hasPrefix("refused") {
                result.append(String(line.prefix { $0 != "\t" }))
            } else {
                result.append(line)
            }
        }
        return result + nodes.sorted()
    }

    private static func timeless(_ text: String) -> String {
        text.replacing(#/[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/#, with: "UUID")
            // What JavaRosa puts where a device would tell its place.
            .replacing("no client implementation", with: "")
            .replacing(#/T\d\d:\d\d:\d\d\.\d{3}(?:Z|[+-]\d\d:\d\d)/#, with: "TIME")
    }

    private static func instance(_ line: String) -> [String] {
        let xml = line.replacingOccurrences(of: "\\n", with: "\n").replacingOccurrences(of: "\\r", with: "\r")
            .replacingOccurrences(of: "\\t", with: "\t").replacingOccurrences(of: "\\\\", with: "\\")
        let bytes = Array(xml.utf8)
        guard let root = try? XMLNode(parsing: bytes.span) else { return ["no XML: \(xml)"] }
        return leaves(root, path: "")
    }

    private static func leaves(_ node: XMLNode, path: String) -> [String] {
        let path = "\(path)/\(node.localName)"
        let attributes = node.attributes.map { "\($0.localName)=\($0.value)" }.sorted().joined(separator: " ")
        let text = node.children.isEmpty ? node.text : ""
        // Where nodes of one name stand among those of others means nothing; their order among themselves does.
        let children = node.children.enumerated().sorted {
            ($0.element.localName, $0.offset) < ($1.element.localName, $1.offset)
        }
        return [timeless("\(path) [\(attributes)] \(text)")] + children.flatMap { leaves($0.element, path: path) }
    }
}
