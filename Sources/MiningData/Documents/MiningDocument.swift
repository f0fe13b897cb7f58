public import Formats

/// The objects of a file: one record, an array of them, the answer of a server's list, one a line, or our XML.
public struct MiningDocument: Sendable, Hashable {
    /// An object and where it stands in the file.
    public struct Part: Sendable, Hashable {
        /// JSON path in the file; for lines `$[0]` is the first one.
        public let path: String
        /// The object.
        public let node: JSONNode
        /// What it is, as the file says or its terms tell; nil for an object of nothing in the standard.
        public let entity: Entity?

        init(path: String, node: JSONNode, entity: Entity? = nil) {
            self.path = path
            self.node = node
            self.entity = entity ?? MiningReader.entity(of: node)
        }
    }

    /// Why bytes are no document.
    public enum Fault: Error, Sendable, Hashable {
        /// They are not JSON.
        case json(JSONFault)
        /// They are not XML.
        case xml(XMLFault)
    }

    /// The objects in order.
    public let parts: [Part]

    /// Reads a file.
    public init(_ bytes: [UInt8]) throws(Fault) {
        let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        if bytes[start...].first(where: { $0 > 0x20 }) == UInt8(ascii: "<") {
            do throws(XMLFault) { parts = try MiningXML.parts(Array(bytes[start...])) } catch { throw .xml(error) }
            return
        }
        let text = Array(bytes[start...])
        do throws(JSONFault) {
            parts = Self.split(try JSONNode(parsing: text))
        } catch {
            guard error.reason == .trailingBytes, let lines = Self.lines(text) else { throw .json(error) }
            parts = lines
        }
    }

    private static func split(_ node: JSONNode) -> [Part] {
        if let elements = node.elements {
            return elements.enumerated().map { Part(path: "$[\($0)]", node: $1) }
        }
        if let data = node["data"]?.elements, MiningReader.entity(of: node) == nil {
            return data.enumerated().map { Part(path: "$.data[\($0)]", node: $1) }
        }
        return [Part(path: "$", node: node)]
    }

    /// One object a line; nil where a line is none.
    private static func lines(_ text: [UInt8]) -> [Part]? {
        var parts: [Part] = []
        for line in text.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) where line.contains(where: { $0 > 0x20 }) {
            guard let node = try? JSONNode(parsing: Array(line)) else { return nil }
            parts.append(Part(path: "$[\(parts.count)]", node: node))
        }
        return parts
    }
}
