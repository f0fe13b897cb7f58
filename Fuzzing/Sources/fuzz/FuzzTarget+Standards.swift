import EPCIS
import Formats
import MiningData
import UNTP

extension FuzzTarget {
    /// A document in JSON or XML: judged, and written in every form; JSON comes back from XML as it was.
    static func convert(_ bytes: Bytes) -> CInt {
        let document = Array(bytes)
        for target in DocumentTarget.allCases {
            guard let converted = try? DocumentConverter(target: target).convert(document) else { return 0 }
            guard converted.eventCount > 0, converted.faults.isEmpty else { continue }
            guard let again = try? DocumentConverter(target: .json).convert(converted.bytes) else {
                preconditionFailure("what was written cannot be read")
            }
            precondition(again.faults.isEmpty, "an event that was written cannot be read")
            // Events of types that XML, or EPCIS 1.2, has no name for are left out, and told of.
            let lost = Set(
                converted.losses.filter { $0.loss.path == "$" && $0.loss.reason != .jsonTypes }.map(\.event)
            ).count
            precondition(again.eventCount == converted.eventCount - lost, "an event is lost")
            guard lost == 0 else { continue }
            // What does not say its type, or an unknown one, is written as the document that it is taken for.
            // Fields that XML has no name for are left out, and told of.
            guard target == .xml, converted.losses.allSatisfy({ $0.loss.reason == .jsonTypes }),
                let form = canonical(document), hasKnownType(document)
            else { continue }
            precondition(canonical(again.bytes) == form, "JSON did not survive XML")
        }
        return 0
    }

    private static func hasKnownType(_ bytes: [UInt8]) -> Bool {
        guard let tape = try? JSONTape(bytes) else { return false }
        let type = tape.root["type"]?.string ?? ""
        return ["EPCISDocument", "EPCISQueryDocument"].contains(type) || EventOutline.Kind(rawValue: type) != nil
    }

    /// The form of RFC 8785; nil if the bytes are no JSON.
    private static func canonical(_ bytes: [UInt8]) -> [UInt8]? {
        guard let tape = try? JSONTape(bytes) else { return nil }
        var form: [UInt8] = []
        guard (try? JSONCanonical.append(tape.root, to: &form)) != nil else { return nil }
        return form
    }

    /// A query in JSON, or as the parameters of a URL: the same answer each time.
    static func query(_ bytes: Bytes) -> CInt {
        let text = Array(bytes)
        if let tape = try? JSONTape(text), let query = try? EventQuery(json: tape.root) { use(query) }
        let pairs = String(decoding: text, as: UTF8.self).split(separator: "&").map { pair in
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            return (name: parts[0], value: parts.count > 1 ? parts[1] : "")
        }
        if let query = try? EventQuery(parameters: pairs) { use(query) }
        return 0
    }

    private static let event: [UInt8] = Array(
        """
        {"type":"ObjectEvent","eventTime":"2026-03-01T10:30:00.5+02:00","eventTimeZoneOffset":"+02:00","action":"ADD",\
        "epcList":["urn:epc:id:sscc:4012345.0000000001"],"bizStep":"shipping","disposition":"in_transit",\
        "quantityList":[{"epcClass":"urn:epc:class:lgtin:4012345.011111.A1","quantity":0.75,"uom":"TNE"}],\
        "readPoint":{"id":"urn:epc:id:sgln:4012345.00005.gate1"},"ilmd":{"ex:grade":12.50},"ex:moisture":3.5,\
        "sensorElementList":[{"sensorReport":[{"type":"Temperature","value":21.5,"uom":"CEL"}]}]}
        """.utf8
    )

    private static func use(_ query: EventQuery) {
        _ = QueryNarrowing(query)
        var reader = EventTreeReader()
        guard let tree = try? reader.read(json: event.span) else { return }
        let answer = query.matches(tree, recordTime: 1_773_100_800_000_000)
        precondition(query.matches(tree, recordTime: 1_773_100_800_000_000) == answer, "a query remembers")
        if let order = query.order { _ = order.key(of: tree, recordTime: 1_773_100_800_000_000) }
    }

    /// Records of the ICGLR standard: judged by both profiles; what reads is written and reads the same.
    static func mining(_ bytes: Bytes) -> CInt {
        let document = Array(bytes)
        for profile in [nil, Profile.core, .rwanda] {
            var runner = ConformanceRunner(profile: profile)
            runner.add(document, source: "fuzz")
            _ = runner.report(level: 2)
        }
        guard let parts = try? MiningDocument(document).parts else { return 0 }
        for part in parts {
            guard let read = try? MiningReader().read(part.node, as: part.entity) else { continue }
            let written = read.record.json(read.profile)
            guard let again = try? MiningReader(read.profile).read(written, as: part.entity) else {
                preconditionFailure("a record that was written cannot be read")
            }
            precondition(again.record == read.record, "a record did not survive")
        }
        return 0
    }

    /// Credentials of UNTP: what reads is written and reads the same.
    static func transparency(_ bytes: Bytes) -> CInt {
        guard let tape = try? JSONTape(Array(bytes)), let content = try? TransparencyReader().read(JSONNode(tape.root))
        else { return 0 }
        if case .credential(let credential) = content {
            guard let again = try? TransparencyReader().read(credential.json) else {
                preconditionFailure("a credential that was written cannot be read")
            }
            precondition(again == content, "a credential did not survive")
        }
        return 0
    }
}
