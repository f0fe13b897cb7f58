import Store
import Vocabulary

/// Reads the rows of the three files of the OFAC SDN list in its CSV form: entries, alternate names, addresses.
///
/// The files have no header; `-0-` means that nothing is stated.
struct OFACReader: Sendable {
    /// Which of the three files it is.
    enum File: String, Sendable, CaseIterable {
        case entries = "ofac-sdn"
        case names = "ofac-alt"
        case addresses = "ofac-add"

        /// How many fields a row has.
        var fieldCount: Int {
            switch self {
            case .entries: 12
            case .names: 5
            case .addresses: 6
            }
        }
    }

    let file: File
    private static let list = "ofac-sdn"
    private static let endOfFile = "\u{1A}"

    /// Adds the rows of a record; 0 for the end-of-file mark that closes the files.
    func read(_ fields: [String], into batch: inout FactBatch) throws(RefusalReason) -> Int {
        if fields.count == 1, fields[0] == Self.endOfFile { return 0 }
        guard fields.count == file.fieldCount else {
            throw RefusalReason(
                .wrongColumnCount,
                found: .fields(fields.count),
                expected: .fieldsOfFile(file.fieldCount, file: file.rawValue)
            )
        }
        let values = fields.map(Self.stated)
        guard let number = values[0].flatMap(Int.init) else {
            throw RefusalReason(
                .badIdentifier,
                at: "ent_num",
                found: .quoted(String(fields[0].prefix(80))),
                expected: .entryNumber
            )
        }
        let entry = "\(Self.list):\(number)"
        switch file {
        case .entries: return try entryRow(values, id: entry, into: &batch)
        case .names: return try nameRow(values, entry: entry, into: &batch)
        case .addresses: return try addressRow(values, entry: entry, into: &batch)
        }
    }

    private static func stated(_ field: String) -> String? {
        let text = field.trimmingSpaces
        return text.isEmpty || text == "-0-" ? nil : text
    }

    private func entryRow(
        _ values: [String?],
        id: String,
        into batch: inout FactBatch
    ) throws(RefusalReason) -> Int {
        guard let name = values[1] else { throw RefusalReason(.missingValue, at: "sdn_name", expected: .name) }
        let remarks = values[11]
        var row = RowBuilder("listing")
        row.set("id", id, in: &batch)
        row.set("list", Self.list, in: &batch)
        row.set("programme", values[3], in: &batch)
        let kind =
            switch values[2] {
            case "individual": "person"
            case "vessel": "vessel"
            case "aircraft": "aircraft"
            case nil: "organisation"
            default: "other"
            }
        row.set("kind", kind, in: &batch)
        row.set("name", name, in: &batch)
        row.set("birth_date", OFACRemarks.birthDate(in: remarks), in: &batch)
        row.set("country", OFACRemarks.nationality(in: remarks), in: &batch)
        row.set("reason", remarks, in: &batch)
        row.append(to: &batch)
        return 1
    }

    private func nameRow(
        _ values: [String?],
        entry: String,
        into batch: inout FactBatch
    ) throws(RefusalReason) -> Int {
        guard let name = values[3] else { throw RefusalReason(.missingValue, at: "alt_name", expected: .name) }
        var row = RowBuilder("listing_name")
        row.set("listing_id", entry, in: &batch)
        row.set("name", name, in: &batch)
        let isWeak = values[4]?.contains("weak") ?? false
        row.set("kind", isWeak ? "weak" : values[2] == "fka" ? "former" : "alias", in: &batch)
        row.append(to: &batch)
        return 1
    }

    private func addressRow(
        _ values: [String?],
        entry: String,
        into batch: inout FactBatch
    ) throws(RefusalReason) -> Int {
        guard let number = values[1] else {
            throw RefusalReason(.missingValue, at: "add_num", expected: .addressNumber)
        }
        var row = RowBuilder("listing_address")
        row.set("id", "\(entry)/\(number)", in: &batch)
        row.set("listing_id", entry, in: &batch)
        row.set("address", [values[2], values[3]].compactMap { $0 }.joined(separator: ", "), in: &batch)
        row.set("country", values[4], in: &batch)
        row.append(to: &batch)
        return 1
    }
}

extension String {
    /// The text without spaces around it.
    fileprivate var trimmingSpaces: String {
        let kept = drop { $0 == " " }
        return String(kept.reversed().drop { $0 == " " }.reversed())
    }
}
