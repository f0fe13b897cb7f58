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
        var validation = DocumentValidation(profile: profile)
        var verdict = Verdict()
        validation.feed(bytes.span)
        validation.finish()
        while case .faults(let faults) = validation.next() { verdict.faults += faults }
        verdict.eventCount = validation.eventCount
        return verdict
    }

    /// Sections 9.3 and 10.3: what is wrong with version, date and context of a document.
    ///
    /// - Parameter whole: The document, asked for where its context is not known by the first event.
    public func faults(
        in header: DocumentHeader,
        of syntax: EventTree.Syntax?,
        whole: () throws -> [UInt8]
    ) rethrows -> [ValidationFault] {
        let lacksContext = try Self.lacksContext(header, syntax) && !Self.namesContext(try whole())
        return (lacksContext ? [missingContext] : []) + faults(in: header)
    }

    /// Whether a document has named no context so far.
    static func lacksContext(_ header: DocumentHeader, _ syntax: EventTree.Syntax?) -> Bool {
        header.kind != .bare && syntax == .json && header.contexts.isEmpty && header.scope.count == 0
    }

    /// That a document names no context.
    var missingContext: ValidationFault {
        fault(.missingField, "@context", .nothing, .field("@context"))
    }

    /// What is wrong with version and date of a document.
    func faults(in header: DocumentHeader) -> [ValidationFault] {
        guard header.kind != .bare else { return [] }
        var faults: [ValidationFault] = []
        if header.kind == .document {
            if let version = header.schemaVersion {
                let isVersion = !version.isEmpty && version.utf8.allSatisfy { $0 == 0x2E || (0x30...0x39).contains($0) }
                if !isVersion { faults.append(fault(.badDocument, "schemaVersion", .quoted(version), .schemaVersion)) }
            } else {
                faults.append(fault(.missingField, "schemaVersion", .nothing, .field("schemaVersion")))
            }
            if header.creationDate == nil {
                faults.append(fault(.missingField, "creationDate", .nothing, .field("creationDate")))
            }
        }
        if let date = header.creationDate, EventClock.microseconds(Array(date.utf8).span) == nil {
            faults.append(fault(.badTime, "creationDate", .quoted(String(date.prefix(60))), .eventTime))
        }
        return faults
    }

    private func fault(
        _ reason: ValidationFault.Reason,
        _ field: String,
        _ found: RefusalText,
        _ expected: RefusalText
    ) -> ValidationFault {
        ValidationFault(
            reason: reason,
            severity: profile.severity(of: reason),
            path: "$.\(field)",
            offset: 0,
            found: found,
            expected: expected
        )
    }

    /// Whether a document names its context behind its events.
    private static func namesContext(_ bytes: [UInt8]) -> Bool {
        do throws(JSONFault) {
            return try JSONTape(bytes).root["@context"] != nil
        } catch {
            return true
        }
    }
}
