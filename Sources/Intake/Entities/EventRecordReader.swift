import EPCIS
import Formats
import Store
import Vocabulary

/// Reads EPCIS events as facts: the event, its lots with their masses, and the lots that it made.
struct EventRecordReader: JSONRecordReader {
    let lexicon: NameIndex
    private let reader = EventReader()

    init(lexicon: NameIndex) {
        self.lexicon = lexicon
    }

    func read(_ value: JSONValue, digest: ContentDigest, into batch: inout FactBatch) throws(RefusalReason) -> Int {
        let event: EventOutline
        do throws(EventFault) { event = try reader.read(value) } catch {
            throw RefusalReason(
                Self.code(of: error.reason),
                at: error.path,
                found: error.found,
                expected: error.expected
            )
        }
        let id = event.id ?? "event-" + String(decoding: digest.hexBytes.prefix(20), as: UTF8.self)
        var row = RowBuilder("event")
        row.set("id", id, in: &batch)
        row.set("kind", Self.kinds[event.kind], in: &batch)
        row.set("action", event.action?.lowercased(), in: &batch)
        row.set("time", event.time, in: &batch)
        row.set("step", event.step, in: &batch)
        row.set("disposition", event.disposition, in: &batch)
        row.set("read_point", event.readPoint, in: &batch)
        row.set("location", event.location ?? event.readPoint, in: &batch)
        row.set("source_party", event.sourceParty, in: &batch)
        row.set("destination_party", event.destinationParty, in: &batch)
        row.append(to: &batch)
        for quantity in event.quantities {
            var lot = RowBuilder("event_lot")
            lot.set("event_id", id, in: &batch)
            lot.set("lot_id", quantity.lot, in: &batch)
            lot.set("role", quantity.role.rawValue, in: &batch)
            lot.set("mass_g", quantity.massGrams)
            lot.append(to: &batch)
        }
        for quantity in event.quantities where quantity.role == .made {
            var lot = RowBuilder("lot")
            lot.set("id", quantity.lot, in: &batch)
            lot.set("mineral", mineral(event.particulars.mineral), in: &batch)
            lot.set("form", event.particulars.form, in: &batch)
            lot.set("mass_g", quantity.massGrams)
            lot.set("grade_ppm", event.particulars.gradePartsPerMillion)
            lot.set("site", event.location ?? event.readPoint, in: &batch)
            lot.set("tag", event.particulars.tag, in: &batch)
            lot.set("made", event.time, in: &batch)
            lot.append(to: &batch)
        }
        return 1
    }

    /// Reads an event that came as XML: what it says in the JSON binding is what is read.
    ///
    /// - Parameter bytes: The bytes of its element.
    func read(
        _ tree: EventTree,
        bytes: [UInt8],
        digest: ContentDigest,
        into batch: inout FactBatch
    ) throws(RefusalReason) -> Int {
        let json = JSONEventWriter().json(of: tree, source: bytes[...])
        let value: JSONValue
        do throws(JSONFault) {
            value = try JSONTape(json).root
        } catch {
            throw RefusalReason(.badSyntax, at: "/", found: .faultyMarkup, expected: .event)
        }
        return try read(value, digest: digest, into: &batch)
    }

    private func mineral(_ text: String?) -> String? {
        text.map { String(decoding: lexicon.minerals(in: $0), as: UTF8.self) }
    }

    private static let kinds: [EventOutline.Kind: String] = [
        .object: "object", .aggregation: "aggregation", .transaction: "transaction",
        .transformation: "transformation", .association: "association",
    ]

    private static func code(of reason: EventFault.Reason) -> RefusalReason.Code {
        switch reason {
        case .missing: .missingValue
        case .badTime: .badDate
        case .badQuantity: .badNumber
        case .negativeQuantity: .negativeNumber
        case .unknownUnit: .badCode
        case .unknownType, .unknownAction: .unknownWord
        case .wrongType: .wrongType
        }
    }
}
