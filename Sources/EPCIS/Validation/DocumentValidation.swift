import Formats
import Vocabulary

/// Judges a document of any length from pieces of its bytes, in constant memory.
///
/// ```swift
/// var validation = DocumentValidation()
/// validation.feed(bytes.span)
/// validation.finish()
/// while case .faults(let faults) = validation.next() { faults.forEach { print($0.line, $0.path) } }
/// ```
public struct DocumentValidation: Sendable {
    /// What was found so far.
    public enum Step: Sendable {
        /// The faults of an event, or of what is around the events; none where they are in order.
        case faults([DocumentValidator.LocatedFault])
        /// Feed more bytes, or finish.
        case needMore
        /// The document is over.
        case end
    }

    /// How many events there were so far, unreadable ones included.
    public private(set) var eventCount = 0

    private let validator: DocumentValidator
    private var reader = DocumentReader()
    private var tree = EventTree()
    /// The beginning, as long as it may be a query, which is short.
    private var beginning: [UInt8]? = []
    private var queryFaults: [DocumentValidator.LocatedFault]?
    private var isHeaderChecked = false
    private var isOutOfStep = false
    /// Whether the context may still stand behind the events.
    private var lacksContext = false
    private var isOver = false

    /// How long a query may be, in bytes.
    private static let queryLimit = 1 << 20

    /// Makes a validation that has seen nothing.
    public init(profile: ValidationProfile = .standard) {
        validator = DocumentValidator(profile: profile)
    }

    /// Takes in the next bytes of the document.
    public mutating func feed(_ bytes: Span<UInt8>) {
        guard var beginning else { return reader.feed(bytes) }
        self.beginning = nil
        bytes.withUnsafeBufferPointer { beginning.append(contentsOf: $0) }
        if beginning.count < Self.queryLimit {
            self.beginning = beginning
        } else {
            reader.feed(XMLProlog.withoutEmptyDoctype(beginning).span)
        }
    }

    /// Says that the document ends with the bytes that were fed.
    public mutating func finish() {
        if let beginning {
            queryFaults = queryFaults(beginning)
            if queryFaults == nil { reader.feed(XMLProlog.withoutEmptyDoctype(beginning).span) }
        }
        beginning = nil
        reader.finish()
    }

    /// Judges the next event, or what is around the events.
    public mutating func next() -> Step {
        guard !isOver else { return .end }
        guard beginning == nil else { return .needMore }
        if let queryFaults {
            isOver = true
            return .faults(queryFaults)
        }
        switch reader.next(into: &tree) {
        case .needMore: return .needMore
        case .event(let place):
            eventCount += 1
            return .faults(headerFaults() + faults(at: place))
        case .fault(let fault) where fault.fault.reason == .lateContext:
            // Where the context stands does not matter to what is judged here.
            lacksContext = false
            return .faults([])
        case .fault(let fault):
            isOutOfStep = isOutOfStep || fault.event == nil
            eventCount += fault.event == nil ? 0 : 1
            let around = fault.event == nil ? [] : headerFaults()
            // What cannot be read may name a context.
            if fault.isLast { lacksContext = false }
            return .faults(around + [located(fault)])
        case .end:
            isOver = true
            var faults = isOutOfStep ? [] : headerFaults()
            if lacksContext { faults.append(aroundEvents(validator.missingContext)) }
            return .faults(faults)
        }
    }

    /// What is wrong with the document's header, told once: when the first event shows that it is over.
    private mutating func headerFaults() -> [DocumentValidator.LocatedFault] {
        guard !isHeaderChecked else { return [] }
        isHeaderChecked = true
        lacksContext = DocumentValidator.lacksContext(reader.header, reader.syntax)
        return validator.faults(in: reader.header).map(aroundEvents)
    }

    private func aroundEvents(_ fault: ValidationFault) -> DocumentValidator.LocatedFault {
        DocumentValidator.LocatedFault(event: nil, line: 1, path: fault.path, fault: fault)
    }

    private func faults(at place: EventPlace) -> [DocumentValidator.LocatedFault] {
        let isNew = reader.header.schemaVersion?.hasPrefix("1") != true
        let faults = EventValidator(profile: validator.profile, isVersion2: isNew).faults(in: tree)
        guard !faults.isEmpty else { return [] }
        let bytes = reader.bytes(of: place)
        let isXML = reader.syntax == .xml
        return faults.map { fault in
            DocumentValidator.LocatedFault(
                event: place.index,
                line: place.line + bytes.prefix(fault.offset).count { $0 == 0x0A },
                path: isXML ? "\(place.path) \(fault.path)" : place.path + fault.path.dropFirst(),
                fault: fault
            )
        }
    }

    private func located(_ fault: ReadFault) -> DocumentValidator.LocatedFault {
        let expected: RefusalText =
            switch fault.fault.reason {
            case .notUTF8, .badEncoding: .utf8
            case .doctypeRefused: .noDocumentType
            case .duplicateKey, .duplicateAttribute: .eachKeyOnce
            case .notAnEvent, .noEvents, .missingType, .wrongType: .event
            case .undeclaredPrefix, .prefixBoundTwice, .lateContext: .namespacedField
            default: reader.syntax == .xml ? .xml : .json
            }
        return DocumentValidator.LocatedFault(
            event: fault.event,
            line: fault.line,
            path: fault.path,
            fault: ValidationFault(
                reason: .badDocument,
                severity: .error,
                path: fault.path,
                offset: fault.fault.offset,
                found: .quoted(String(fault.found.prefix(60))),
                expected: expected
            )
        )
    }

    // MARK: Queries

    /// What is wrong with a query; nil if the bytes are none.
    private func queryFaults(_ bytes: [UInt8]) -> [DocumentValidator.LocatedFault]? {
        let first = bytes.first { $0 > 0x20 && $0 != 0xEF && $0 != 0xBB && $0 != 0xBF }
        var query = QueryValidator(profile: validator.profile)
        if first == UInt8(ascii: "<") {
            guard let poll = Self.poll(bytes) else { return nil }
            query.check(poll)
        } else {
            guard let root = Self.root(bytes), QueryValidator.isQuery(root) else { return nil }
            query.check(root)
        }
        return query.faults.map { fault in
            let line = 1 + bytes[..<min(fault.offset, bytes.count)].count { $0 == 0x0A }
            return DocumentValidator.LocatedFault(event: nil, line: line, path: fault.path, fault: fault)
        }
    }

    private static func root(_ bytes: [UInt8]) -> JSONValue? {
        do throws(JSONFault) {
            return try JSONTape(bytes).root
        } catch {
            return nil
        }
    }

    private static func poll(_ bytes: [UInt8]) -> XMLElement? {
        guard String(decoding: bytes.prefix(4_000), as: UTF8.self).contains("Poll") else { return nil }
        do throws(XMLFault) {
            return try XMLElement(parsing: bytes.span).local("EPCISBody")?.local("Poll")
        } catch {
            return nil
        }
    }
}
