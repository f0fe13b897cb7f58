public import Formats

extension EventQuery {
    /// Reads the parameters of a URL; values in one parameter stand between pipes.
    ///
    /// - Parameter parameters: Names and values in order, percent-decoded.
    /// - Parameter namespaces: What the prefixes in names and values stand for.
    public init(
        parameters: some Sequence<(name: String, value: String)>,
        namespaces: QueryNamespaces = QueryNamespaces()
    ) throws(QueryFault) {
        var reader = QueryReader(namespaces: namespaces)
        for (name, value) in parameters {
            let takesPipes = QueryGrammar(name)?.takesSeveral ?? false
            let texts =
                takesPipes ? value.split(separator: "|", omittingEmptySubsequences: false).map(String.init) : [value]
            try reader.take(name, texts.map { QueryReader.Value(text: $0, kind: .untyped) })
        }
        self = try reader.finish()
    }

    /// Reads a JSON query: an object of parameters, `@context` for the prefixes.
    public init(json query: JSONValue, namespaces: QueryNamespaces = QueryNamespaces()) throws(QueryFault) {
        guard query.kind == .object else { throw QueryFault(.notAQuery) }
        var namespaces = namespaces
        if let context = query["@context"] { namespaces.declare(context: context) }
        var reader = QueryReader(namespaces: namespaces)
        for (name, value) in query.members where name != "@context" && name != "queryType" {
            let values = value.kind == .array ? value.elements : [value]
            var taken: [QueryReader.Value] = []
            for value in values {
                switch value.kind {
                case .string: taken.append(QueryReader.Value(text: value.string ?? "", kind: .text))
                case .number, .bool:
                    let text = String(decoding: value.scalarText ?? [], as: UTF8.self)
                    taken.append(QueryReader.Value(text: text, kind: value.kind == .number ? .number : .boolean))
                case .null: taken.append(QueryReader.Value(text: "", kind: .null))
                case .array, .object: throw QueryFault(.wrongType, parameter: name)
                }
            }
            try reader.take(name, taken)
        }
        self = try reader.finish()
    }
}

extension QueryNamespaces {
    /// Takes the prefixes of a JSON-LD context in, which may be an object or a list of objects and URLs.
    public mutating func declare(context: JSONValue) {
        for part in context.kind == .array ? context.elements : [context] {
            for (prefix, namespace) in part.members where !prefix.hasPrefix("@") {
                if let text = namespace.string { declare(prefix, text) }
            }
        }
    }
}
