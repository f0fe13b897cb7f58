import Formats
import Vocabulary

/// Judges whole documents: what stands around the events, and each event.
///
/// ```swift
/// let verdict = DocumentValidator().validate(bytes)
/// for fault in verdict.faults { print(fault.line, fault.path, fault.fault.reason) }
/// ```
public struct DocumentValidator: Sendable {
    /// What is wrong, and where in the document.
    public struct LocatedFault: Sendable, Hashable {
        /// The number of the event, from 0; nil for what is around the events.
        public let event: Int?
        /// The line, from 1.
        public let line: Int
        /// The JSON path from the document on; of XML the path of the event, and within it that of its JSON form.
        public let path: String
        /// What is wrong.
        public let fault: ValidationFault
    }

    /// What was found out about a document.
    public struct Verdict: Sendable {
        /// How many events it has, unreadable ones included.
        public internal(set) var eventCount = 0
        /// What is wrong, in document order.
        public internal(set) var faults: [LocatedFault] = []

        /// Whether nothing is wrong that makes the document or an event of it invalid.
        public var isValid: Bool { !faults.contains { $0.fault.severity == .error } }
    }

    /// How strictly the prose rules are taken.
    public var profile: ValidationProfile

    /// Makes a validator.
    public init(profile: ValidationProfile = .standard) {
        self.profile = profile
    }

    /// Judges a document, or a query.
    public func validate(_ bytes: [UInt8]) -> Verdict {
        let bytes = XMLProlog.withoutEmptyDoctype(bytes)
        if let verdict = queryVerdict(bytes) { return verdict }
        var verdict = Verdict()
        var reader = DocumentReader()
        reader.feed(bytes.span)
        reader.finish()
        var tree = EventTree()
        var isFirst = true
        reading: while true {
            switch reader.next(into: &tree) {
            case .event(let place):
                if isFirst { checkHeader(reader, bytes, &verdict) }
                isFirst = false
                verdict.eventCount += 1
                let isNew = reader.header.schemaVersion?.hasPrefix("1") != true
                let validator = EventValidator(profile: profile, isVersion2: isNew)
                for fault in validator.faults(in: tree) {
                    let lines = bytes[place.range.lowerBound..<min(place.range.lowerBound + fault.offset, bytes.count)]
                    let isXML = reader.syntax == .xml
                    verdict.faults.append(
                        LocatedFault(
                            event: place.index,
                            line: place.line + lines.count { $0 == 0x0A },
                            path: isXML ? "\(place.path) \(fault.path)" : place.path + fault.path.dropFirst(),
                            fault: fault
                        )
                    )
                }
            case .fault(let fault):
                // Where the context stands does not matter to what is judged here.
                if fault.fault.reason == .lateContext { continue }
                if isFirst, fault.event != nil { checkHeader(reader, bytes, &verdict) }
                isFirst = isFirst && fault.event == nil
                verdict.eventCount += fault.event == nil ? 0 : 1
                verdict.faults.append(located(fault, isXML: reader.syntax == .xml))
            case .needMore, .end: break reading
            }
        }
        if isFirst, verdict.faults.isEmpty { checkHeader(reader, bytes, &verdict) }
        return verdict
    }

    private func located(_ fault: ReadFault, isXML: Bool) -> LocatedFault {
        let expected: RefusalText =
            switch fault.fault.reason {
            case .notUTF8, .badEncoding: .utf8
            case .doctypeRefused: .noDocumentType
            case .duplicateKey, .duplicateAttribute: .eachKeyOnce
            case .notAnEvent, .noEvents, .missingType, .wrongType: .event
            case .undeclaredPrefix, .prefixBoundTwice, .lateContext: .namespacedField
            default: isXML ? .xml : .json
            }
        return LocatedFault(
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

    private func checkHeader(_ reader: DocumentReader, _ bytes: [UInt8], _ verdict: inout Verdict) {
        for fault in faults(in: reader.header, of: reader.syntax, whole: { bytes }) {
            verdict.faults.append(LocatedFault(event: nil, line: 1, path: fault.path, fault: fault))
        }
    }

    /// Sections 9.3 and 10.3: what is wrong with version, date and context of a document.
    ///
    /// - Parameter whole: The document, asked for where its context is not known by the first event.
    public func faults(
        in header: DocumentHeader,
        of syntax: EventTree.Syntax?,
        whole: () throws -> [UInt8]
    ) rethrows -> [ValidationFault] {
        guard header.kind != .bare else { return [] }
        var faults: [(ValidationFault.Reason, String, RefusalText, RefusalText)] = []
        if syntax == .json, header.contexts.isEmpty, header.scope.count == 0, !Self.namesContext(try whole()) {
            faults.append((.missingField, "@context", .nothing, .field("@context")))
        }
        if header.kind == .document {
            if let version = header.schemaVersion {
                let isVersion = !version.isEmpty && version.utf8.allSatisfy { $0 == 0x2E || (0x30...0x39).contains($0) }
                if !isVersion { faults.append((.badDocument, "schemaVersion", .quoted(version), .schemaVersion)) }
            } else {
                faults.append((.missingField, "schemaVersion", .nothing, .field("schemaVersion")))
            }
            if header.creationDate == nil {
                faults.append((.missingField, "creationDate", .nothing, .field("creationDate")))
            }
        }
        if let date = header.creationDate, EventClock.microseconds(Array(date.utf8).span) == nil {
            faults.append((.badTime, "creationDate", .quoted(String(date.prefix(60))), .eventTime))
        }
        return faults.map { reason, field, found, expected in
            ValidationFault(
                reason: reason,
                severity: profile.severity(of: reason),
                path: "$.\(field)",
                offset: 0,
                found: found,
                expected: expected
            )
        }
    }

    /// Whether a document names its context behind its events.
    private static func namesContext(_ bytes: [UInt8]) -> Bool {
        do throws(JSONFault) {
            return try JSONTape(bytes).root["@context"] != nil
        } catch {
            return true
        }
    }

    // MARK: Queries

    private func queryVerdict(_ bytes: [UInt8]) -> Verdict? {
        let first = bytes.first { $0 > 0x20 && $0 != 0xEF && $0 != 0xBB && $0 != 0xBF }
        var query = QueryValidator(profile: profile)
        if first == UInt8(ascii: "<") {
            // A query is short, and so is what tells it from events.
            guard bytes.count < 1 << 20, let poll = Self.poll(bytes) else { return nil }
            query.check(poll)
        } else {
            guard bytes.count < 1 << 20, let root = Self.root(bytes), QueryValidator.isQuery(root) else { return nil }
            query.check(root)
        }
        var verdict = Verdict()
        verdict.faults = query.faults.map { fault in
            let line = 1 + bytes[..<min(fault.offset, bytes.count)].count { $0 == 0x0A }
            return LocatedFault(event: nil, line: line, path: fault.path, fault: fault)
        }
        return verdict
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
