import EPCIS
import Formats
import Store
import Vocabulary

/// Reads EPCIS events as facts: the event, its lots with their masses, and the lots that it made.
struct EventRecordReader: Sendable {
    let lexicon: NameIndex
    /// What the prefixes in the document stand for.
    let scope: NamespaceScope
    /// Judges each event before it is taken; nil to take whatever facts can be read from.
    let validator: EventValidator?

    init(lexicon: NameIndex, scope: NamespaceScope = NamespaceScope(), validator: EventValidator? = nil) {
        self.lexicon = lexicon
        self.scope = scope
        self.validator = validator
    }

    /// Adds the rows of an event to the batch.
    func read(_ tree: EventTree, digest: ContentDigest, into batch: inout FactBatch) throws(RefusalReason) {
        if let validator, let fault = validator.faults(in: tree).first(where: { $0.severity == .error }) {
            throw RefusalReason(
                Self.code(of: fault.reason),
                at: fault.path,
                found: fault.found,
                expected: fault.expected
            )
        }
        let event: EventOutline
        do throws(EventFault) { event = try EventReader().read(tree) } catch {
            throw RefusalReason(
                Self.code(of: error.reason),
                at: error.path,
                found: error.found,
                expected: error.expected
            )
        }
        let id = event.id ?? "event-" + String(decoding: digest.hexBytes.prefix(20), as: UTF8.self)
        add(event, id, to: &batch)
        let keys = EventKeys(of: tree)
        batch.capture(
            CapturedEvent(
                type: keys.type,
                action: keys.action,
                eventTime: keys.eventTime,
                eventKey: keys.eventID ?? Self.hashID(of: tree),
                isErrorDeclaration: keys.isErrorDeclaration,
                hasSensors: keys.hasSensors,
                keys: keys.keys.map { CapturedEvent.Key(kind: $0.kind.rawValue, text: $0.text) }
            )
        )
    }

    /// The id that an event without one goes by (CBV 2.0 section 8.9).
    private static func hashID(of tree: EventTree) -> String {
        var hasher = EventHasher(order: .reference)
        return hasher.id(of: tree)
    }

    private func add(_ event: EventOutline, _ id: String, to batch: inout FactBatch) {
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
        // What is declared never to have been so moves no mass (EPCIS 2.0 section 7.4.1.4): the row alone takes the
        // place of the event that it withdraws.
        if let error = event.error {
            add(error, of: event, id, to: &batch)
            return
        }
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
            lot.set("custody_model", event.particulars.custodyModel, in: &batch)
            lot.set("claim", event.particulars.claim, in: &batch)
            lot.append(to: &batch)
        }
    }

    private func add(
        _ error: EventOutline.ErrorDeclaration,
        of event: EventOutline,
        _ id: String,
        to batch: inout FactBatch
    ) {
        var seen: Set<String> = []
        let lots: [String?] = event.quantities.map(\.lot).filter { seen.insert($0).inserted }
        let correctives = error.correctiveEventIDs.map(Optional.some)
        for lot in lots.isEmpty ? [nil] : lots {
            for corrective in correctives.isEmpty ? [nil] : correctives {
                var row = RowBuilder("event_error")
                row.set("event_id", id, in: &batch)
                row.set("lot_id", lot, in: &batch)
                row.set("declared", error.time, in: &batch)
                row.set("reason", error.reason, in: &batch)
                row.set("corrective_event_id", corrective, in: &batch)
                row.append(to: &batch)
            }
        }
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
        }
    }

    /// The nearest word of the quarantine for what the standard does not allow.
    static func code(of reason: ValidationFault.Reason) -> RefusalReason.Code {
        switch reason {
        case .missingField, .emptyList, .nothingObserved, .parentMissing, .childrenMissing, .inputsOrOutputsMissing,
            .errorWithoutEventID:
            .missingValue
        case .badTime, .badOffset, .timeWithoutSeconds: .badDate
        case .badNumber, .badBoolean, .badHexadecimal, .unitWithoutQuantity: .badNumber
        case .negativeQuantity: .negativeNumber
        case .badUnitCode, .unknownUnit: .badCode
        case .badURI, .badIdentifier, .wrongCheckDigit: .badIdentifier
        case .repeatedField, .repeatedEntry, .sensorFieldTwice: .duplicateKey
        case .wrongType, .wrongOrder, .badDocument: .wrongType
        case .unknownField, .misplacedField, .unknownAction, .unknownEventType, .unknownWord, .unknownMeasurement,
            .otherVocabulary, .retiredWord, .misplacedMasterData:
            .unknownWord
        case .sensorTimeAfterEvent, .periodReversed, .recordedBeforeEvent, .correctsItself, .setAndUnset,
            .containsItself:
            .outOfRange
        }
    }
}
