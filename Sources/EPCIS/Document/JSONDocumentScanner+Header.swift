import Formats

/// What stands around the events.
extension JSONDocumentScanner {
    private static let shortWords: Set<String> = [
        "type", "isA", "schemaVersion", "creationDate", "id", "sender", "receiver", "instanceIdentifier", "queryName",
        "subscriptionID",
    ]

    /// Reads a member that leads to no events.
    mutating func member(
        _ word: String,
        _ bytes: Span<UInt8>,
        _ index: Int,
        _ base: Int,
        _ isLast: Bool,
        _ header: inout DocumentHeader
    ) -> Move {
        let isContext = word == "@context"
        let isIgnored = word.hasSuffix(":ignoreFields")
        let isShort = Self.shortWords.contains(word) && bytes[index] == UInt8(ascii: "\"")
        if isContext || isIgnored || isShort {
            var skip = JSONSkip()
            guard let end = skip.end(in: bytes, from: index) ?? (isLast ? bytes.count : nil) else {
                return .out(.needMore(from: index, isRetry: true))
            }
            let tape: JSONTape
            do throws(JSONFault) {
                tape = try JSONTape(bytes.copy(index..<end))
            } catch {
                return .out(.broken(Self.reason(error.reason), at: index &+ error.offset))
            }
            if hasEvents, isContext || isIgnored {
                state = .passing(JSONGrammar())
                return .out(.late(at: index, next: index))
            }
            if isContext {
                header.scope = NamespaceScope()
                header.contexts = []
                Self.take(tape.root, into: &header)
            } else if isIgnored {
                ignored.append((Array(name.dropLast(13)), tape.root.elements.compactMap(\.string)))
            } else if let text = tape.root.string {
                Self.take(word, text, into: &header)
            }
            state = .afterValue
            return .on(end)
        }
        if word == "epcisHeader" { masterDataStart = base + index }
        state = .passing(JSONGrammar())
        return .on(index)
    }

    private static func take(_ word: String, _ text: String, into header: inout DocumentHeader) {
        switch word {
        case "type", "isA": header.kind = DocumentHeader.Kind(rawValue: text) ?? .bare
        case "schemaVersion": header.schemaVersion = text
        case "creationDate": header.creationDate = text
        default: header.members[word] = text
        }
    }

    /// Takes up a context: an address, an object of prefixes, or a list of such.
    private static func take(_ context: JSONValue, into header: inout DocumentHeader) {
        if let address = context.string { header.contexts.append(EventContext.reference(address)) }
        for element in context.elements { take(element, into: &header) }
        for (prefix, value) in context.members {
            guard let namespace = value.string ?? value["@id"]?.string else { continue }
            header.scope.declare(prefix: prefix.utf8, namespace: namespace.utf8)
        }
    }

    /// Decides which of the members named `…:ignoreFields` are the repository's.
    mutating func resolveIgnored(_ header: inout DocumentHeader) {
        for (prefix, names) in ignored {
            guard let namespace = header.scope.namespace(of: prefix.span),
                namespace.elementsEqual(DocumentHeader.repositoryNamespace.utf8)
            else { continue }
            header.ignoredFields += names
        }
        ignored = []
    }
}
