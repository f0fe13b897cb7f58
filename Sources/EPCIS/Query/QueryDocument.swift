/// The answer to a query: an `EPCISQueryDocument`, or one event alone, in either syntax (EPCIS 2.0 section 12.7).
///
/// Events of many documents stand in it together. What prefixes mean is said once for all; an event that uses a prefix
/// otherwise says so itself.
public struct QueryDocument: Sendable {
    /// What it is written as.
    public enum Syntax: Sendable, Hashable {
        case json, xml
    }

    private let syntax: Syntax
    private let translator: IdentifierTranslator
    private var frame = DocumentFrame(kind: .queryDocument)
    private var events: [UInt8] = []
    private var namespaces: [String: String] = [:]
    /// How many events are in it.
    public private(set) var count = 0

    /// Begins a document.
    ///
    /// - Parameters:
    ///   - syntax: What it is written as.
    ///   - translator: How identifiers are written.
    ///   - queryName: The name of the query that it answers.
    ///   - subscriptionID: The subscription for which it was made; nil if it answers a request.
    ///   - time: When it is made, ISO 8601.
    public init(
        _ syntax: Syntax,
        translator: IdentifierTranslator = IdentifierTranslator(),
        queryName: String = "SimpleEventQuery",
        subscriptionID: String? = nil,
        at time: String
    ) {
        self.syntax = syntax
        self.translator = translator
        frame.creationDate = time
        frame.queryName = queryName
        frame.subscriptionID = subscriptionID
    }

    /// Adds an event.
    ///
    /// - Parameters:
    ///   - event: The event.
    ///   - scope: The prefixes that its document declared.
    ///   - source: The bytes that it was read from.
    public mutating func append(_ event: EventTree, scope: NamespaceScope, source: ArraySlice<UInt8> = []) {
        count += 1
        switch syntax {
        case .xml: events += XMLEventWriter(translator: translator).xml(of: event).xml
        case .json:
            if count > 1 { events.append(UInt8(ascii: ",")) }
            var own: [(prefix: String, namespace: String)] = []
            if event.syntax == .json {
                var seen: Set<String> = []
                for (prefix, namespace) in scope.declarations.reversed() where seen.insert(prefix).inserted {
                    if namespaces[prefix] == nil {
                        namespaces[prefix] = namespace
                        frame.prefixes.append((prefix, namespace))
                    } else if namespaces[prefix] != namespace {
                        own.append((prefix, namespace))
                    }
                }
            }
            let json = JSONEventWriter(translator: translator).json(of: event, source: source)
            append(json, declaring: own)
        }
    }

    /// Appends an event with a context of its own behind its first brace.
    private mutating func append(_ json: [UInt8], declaring own: [(prefix: String, namespace: String)]) {
        guard !own.isEmpty, json.first == UInt8(ascii: "{") else {
            events += json
            return
        }
        events += "{\"@context\":[{".utf8
        for (number, entry) in own.enumerated() {
            if number > 0 { events.append(UInt8(ascii: ",")) }
            JSONText.append(string: entry.prefix, to: &events)
            events.append(UInt8(ascii: ":"))
            JSONText.append(string: entry.namespace, to: &events)
        }
        events += "}],".utf8
        events += json.dropFirst()
    }

    /// The document's bytes.
    public var bytes: [UInt8] {
        switch syntax {
        case .xml:
            let (before, behind) = frame.xml(version: .v2_0, header: nil)
            return Array("<?xml version=\"1.0\" encoding=\"UTF-8\"?>".utf8) + before + events + behind
        case .json:
            let frame = frame.json()
            guard let list = Self.place(of: Array("\"eventList\":[".utf8), in: frame) else { return frame }
            return Array(frame[..<list]) + events + Array(frame[list...])
        }
    }

    /// The end of the last occurrence of some bytes: the list of events stands behind every prefix.
    private static func place(of wanted: [UInt8], in bytes: [UInt8]) -> Int? {
        var start = bytes.count - wanted.count
        while start >= 0 {
            if bytes[start..<(start + wanted.count)].elementsEqual(wanted) { return start + wanted.count }
            start -= 1
        }
        return nil
    }
}
