public import Formats
import Vocabulary

/// Reads credentials and records of the UN Transparency Protocol, 0.7 and the releases before it.
public struct TransparencyReader: Sendable {
    /// What an object is.
    public enum Content: Sendable, Hashable {
        case credential(Credential)
        case record(TransparencyRecord)
    }

    /// Makes a reader.
    public init() {}

    /// Whether an object is of the protocol, by its type and its contexts.
    public static func isRecognised(_ node: JSONNode) -> Bool {
        let types = Self.types(of: node)
        if types.contains("VerifiableCredential") || credentialTypes.contains(where: types.contains) {
            return contexts(of: node).contains { KnownContext.version(of: $0) != nil }
        }
        return recordTypes.contains(where: types.contains) && isBareRecord(node)
    }

    static let credentialTypes = [
        "DigitalProductPassport", "DigitalTraceabilityEvent", "DigitalFacilityRecord", "DigitalConformityCredential",
        "DigitalIdentityAnchor",
    ]
    private static let recordTypes = EventKind.allCases.map(\.rawValue) + ["ProductPassport", "FacilityRecord"]

    /// EPCIS has a text where the protocol has a list of types.
    private static func isBareRecord(_ node: JSONNode) -> Bool { node["type"]?.elements != nil }

    static func types(of node: JSONNode) -> [String] {
        node["type"]?.elements?.compactMap(\.string) ?? [node["type"]?.string].compactMap(\.self)
    }

    static func contexts(of node: JSONNode) -> [String] {
        node["@context"]?.elements?.compactMap(\.string) ?? [node["@context"]?.string].compactMap(\.self)
    }

    /// Reads an object.
    ///
    /// - Throws: ``RecordFaults`` with every place that its shape does not allow.
    public func read(_ node: JSONNode) throws(RecordFaults) -> Content {
        guard case .object = node else {
            throw RecordFaults([
                RecordFault(.wrongType, at: "$", found: node.refusalText, expected: .transparencyRecord)
            ])
        }
        var check = ShapeCheck()
        let content: Content?
        if node["credentialSubject"] != nil || Self.types(of: node).contains("VerifiableCredential") {
            content = credential(node, &check).map(Content.credential)
        } else {
            content = record(node, nil, at: "$", &check).map(Content.record)
        }
        guard check.faults.isEmpty, let content else {
            let unknown = RecordFault(.unknownKind, at: "$.type", expected: .transparencyRecord)
            throw RecordFaults(check.faults.isEmpty ? [unknown] : check.faults)
        }
        return content
    }

    // MARK: Envelope

    private func credential(_ node: JSONNode, _ check: inout ShapeCheck) -> Credential? {
        check.check(node, as: .envelope, at: "$")
        let types = Self.types(of: node)
        if !types.contains("VerifiableCredential") {
            check.note(
                .unknownKind,
                at: "$.type",
                found: .quoted(String(types.joined(separator: ", ").prefix(60))),
                expected: .suchAs("VerifiableCredential")
            )
        }
        let contexts = Self.contexts(of: node)
        guard let version = contexts.lazy.compactMap(KnownContext.version).first else {
            check.note(
                .unknownContext,
                at: "$['@context']",
                found: .quoted(String(contexts.joined(separator: ", ").prefix(120))),
                expected: .suchAs(KnownContext.current)
            )
            return nil
        }
        if version == .current, contexts.first != KnownContext.credentials {
            check.note(
                .unknownContext,
                at: "$['@context'][0]",
                found: .quoted(String((contexts.first ?? "").prefix(60))),
                expected: .suchAs(KnownContext.credentials)
            )
        }
        guard let subject = node["credentialSubject"] else {
            check.note(.missing, at: "$.credentialSubject", expected: .value)
            return nil
        }
        let parts = subject.elements.map { $0.enumerated().map { ("$.credentialSubject[\($0)]", $1) } }
        if parts?.isEmpty == true { check.note(.missing, at: "$.credentialSubject", expected: .value) }
        var subjects: [TransparencyRecord] = []
        for (path, part) in parts ?? [("$.credentialSubject", subject)] {
            if let record = record(part, version, in: types, at: path, &check) { subjects.append(record) }
        }
        guard check.faults.isEmpty, let issuer = node["issuer"].flatMap({ Reference($0) }) else { return nil }
        return Credential(node, version, types: types, issuer: issuer, subjects: subjects)
    }

    // MARK: Records

    private func record(
        _ node: JSONNode,
        _ version: Version?,
        in credential: [String] = [],
        at path: String,
        _ check: inout ShapeCheck
    ) -> TransparencyRecord? {
        let types = Self.types(of: node)
        let before = check.faults.count
        func isSound() -> Bool { check.faults.count == before }
        if let kind = EventKind.allCases.first(where: { types.contains($0.rawValue) }) {
            check.check(node, as: .event(kind), at: path)
            return isSound() ? TraceEvent(node, kind).map(TransparencyRecord.event) : nil
        }
        if version != .current, let kind = EarlierEvent.Kind.allCases.first(where: { types.contains($0.rawValue) }) {
            check.check(node, as: .earlierEvent, at: path)
            return isSound() ? EarlierEvent(node, kind).map(TransparencyRecord.earlierEvent) : nil
        }
        if types.contains("ProductPassport") {
            check.check(node, as: .earlierPassport, at: path)
            return isSound() ? ProductPassport(node, .earlier).map(TransparencyRecord.passport) : nil
        }
        if types.contains("FacilityRecord") {
            check.check(node, as: .earlierFacilityRecord, at: path)
            return isSound() ? FacilityRecord(node, .earlier).map(TransparencyRecord.facility) : nil
        }
        if credential.contains("DigitalProductPassport") {
            let version = version ?? .current
            check.check(node, as: version == .current ? .product : .earlierProduct, at: path)
            return isSound() ? ProductPassport(node, version).map(TransparencyRecord.passport) : nil
        }
        if credential.contains("DigitalFacilityRecord") {
            let version = version ?? .current
            check.check(node, as: version == .current ? .facility : .earlierFacility, at: path)
            return isSound() ? FacilityRecord(node, version).map(TransparencyRecord.facility) : nil
        }
        if credential.contains("DigitalTraceabilityEvent") || credential.isEmpty {
            check.note(
                .unknownKind,
                at: "\(path).type",
                found: types.isEmpty ? .nothing : .quoted(String(types.joined(separator: ", ").prefix(60))),
                expected: .oneOf(EventKind.allCases.map(\.rawValue).joined(separator: ", "))
            )
            return nil
        }
        return .other(node)
    }
}
