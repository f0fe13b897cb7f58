import Formats
import Geography
import MiningData
import Store
import Vocabulary

/// Reads records of the ICGLR mining data standard as facts.
///
/// A lot is an event with its lots; the businesses, tags, licences and taxes in it are records of their own, slices of
/// the same bytes, because each may be corrected by itself. What the standard's prose forbids and its schemas allow is
/// taken in: that it happened is what the rules look at, and `touchstone conformance` says it.
struct MiningRecordReader: JSONRecordReader, XMLRecordReader {
    static let elementNames = MiningXML.recordNames

    let lexicon: NameIndex
    private let reader = MiningReader()

    init(lexicon: NameIndex) {
        self.lexicon = lexicon
    }

    func read(_ value: JSONValue, digest: ContentDigest, into batch: inout FactBatch) throws(RefusalReason) -> Int {
        try read(value, digest: digest, at: RecordPlace(bytes: [], position: 0, line: 1), into: &batch)
    }

    func read(
        _ value: JSONValue,
        digest: ContentDigest,
        at place: RecordPlace,
        into batch: inout FactBatch
    ) throws(RefusalReason) -> Int {
        try read(JSONNode(value), as: nil, value, at: place, into: &batch)
        return 1
    }

    func read(_ element: XMLElement, at place: RecordPlace, into batch: inout FactBatch) throws(RefusalReason) {
        try read(MiningXML.node(of: element), as: MiningXML.entity(of: element), nil, at: place, into: &batch)
    }

    private func read(
        _ node: JSONNode,
        as entity: Entity?,
        _ value: JSONValue?,
        at place: RecordPlace,
        into batch: inout FactBatch
    ) throws(RefusalReason) {
        let record: MiningRecord
        do throws(DataFaults) { record = try reader.read(node, as: entity).record } catch {
            throw Self.reason(of: error)
        }
        // Parts first: a record is closed by its stream when everything else is.
        var parts = MiningParts(place: place, value: value)
        switch record {
        case .mineSite(let site):
            try MiningSiteRows.check(site)
            parts.add(site, into: &batch)
            MiningSiteRows.add(site, into: &batch)
        case .lot(let lot):
            try MiningLotRows.check(lot)
            parts.add(lot, into: &batch)
            MiningLotRows.add(lot, into: &batch)
        case .exportCertificate(let certificate):
            parts.add(certificate.exporter, "exporter", into: &batch)
            parts.add(certificate.importer, "importer", into: &batch)
            try MiningCertificateRow.add(certificate, into: &batch)
        case .tag(let tag):
            parts.add(tag.issuer, "issuer", into: &batch)
            MiningParts.row(of: tag, into: &batch)
        case .tax:
            // A tax says what was paid and not by whom: only the lot around it does.
            throw RefusalReason(.missingValue, at: "$", found: .nothing, expected: .party)
        }
    }

    private static func reason(of faults: DataFaults) -> RefusalReason {
        guard let fault = faults.faults.first else {
            return RefusalReason(.badSyntax, at: "$", expected: .miningRecord)
        }
        return RefusalReason(code(of: fault.check), at: fault.path, found: fault.found, expected: fault.expected)
    }

    private static func code(of check: Check) -> RefusalReason.Code {
        switch check {
        case .required: .missingValue
        case .type: .wrongType
        case .codeList, .country, .unit, .format: .badCode
        case .siteNumber: .badIdentifier
        case .position: .badPosition
        case .dateForm: .badDate
        default: .unknownWord
        }
    }

    /// The mineral that facts name for a code; nil for one that the standard does not designate.
    static func mineral(_ code: String) -> String? { DesignatedMineral(code: code)?.factWord }
}
