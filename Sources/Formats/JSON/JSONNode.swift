/// A JSON value that can be built, changed and written; a number keeps the text that it was written with.
///
/// ``JSONTape`` reads without copying; this is for what a program makes itself, or takes apart and puts together again.
/// Members keep their order. Names and texts are equal if their bytes are: Swift holds "é" and "e" with an accent to be
/// equal, JSON does not.
public enum JSONNode: Sendable, Hashable {
    case null
    case bool(Bool)
    /// A number, as the grammar of RFC 8259 section 6 allows it.
    case number(String)
    case string(String)
    case array([JSONNode])
    case object([Member])

    /// A name and its value.
    public struct Member: Sendable, Hashable {
        /// The name.
        public var name: String
        /// The value.
        public var value: JSONNode

        /// Makes a member.
        public init(_ name: String, _ value: JSONNode) {
            self.name = name
            self.value = value
        }
    }

    /// Copies a value off a tape; its depth was limited when it was read.
    public init(_ value: JSONValue) {
        switch value.kind {
        case .null: self = .null
        case .bool: self = .bool(value.bool ?? false)
        case .number: self = .number(String(decoding: value.numberText ?? [], as: UTF8.self))
        case .string: self = .string(value.string ?? "")
        case .array: self = .array(value.elements.map { JSONNode($0) })
        case .object: self = .object(value.members.map { Member($0.key, JSONNode($0.value)) })
        }
    }

    /// Reads one JSON text as strictly as ``JSONTape`` does.
    public init(parsing bytes: [UInt8], numbers: JSONNumberRule = .any) throws(JSONFault) {
        self.init(try JSONTape(bytes, numbers: numbers).root)
    }

    /// A whole number.
    public static func integer(_ number: Int) -> JSONNode { .number(String(number)) }

    /// The value of a member of an object, whose names are compared byte by byte; nil if there is none.
    public subscript(name: String) -> JSONNode? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.name.utf8.elementsEqual(name.utf8) }?.value
    }

    /// The text of a string; nil for anything else.
    public var string: String? {
        if case .string(let text) = self { text } else { nil }
    }

    /// The text of a number as written; nil for anything else.
    public var numberText: String? {
        if case .number(let text) = self { text } else { nil }
    }

    /// The elements of an array; nil for anything else.
    public var elements: [JSONNode]? {
        if case .array(let elements) = self { elements } else { nil }
    }

    /// The members of an object; nil for anything else.
    public var members: [Member]? {
        if case .object(let members) = self { members } else { nil }
    }

    /// What kind of value it is.
    public var kind: JSONTape.Kind {
        switch self {
        case .null: .null
        case .bool: .bool
        case .number: .number
        case .string: .string
        case .array: .array
        case .object: .object
        }
    }
}
