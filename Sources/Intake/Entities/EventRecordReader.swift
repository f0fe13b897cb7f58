import EPCIS
import Formats
import Store
import Vocabulary

/// Reads EPCIS events as facts: the event, its lots with their masses, and the lots that it made.
struct EventRecordReader: JSONRecordReader {
    let lexicon: NameIndex
    /// What the prefixes in the document stand for.
    let scope: NamespaceScope
    /// Judges each event before it is taken; nil to take whatever facts can be read from.
    let validator: EventValidator?
    private let reader = EventReader()

    init(lexicon: NameIndex, scope: NamespaceScope = NamespaceScope(), validator: EventValidator? = nil) {
        self.lexicon = lexicon
        self.scope = scope
        self.validator = validator
    }

    func read(_ value: JSONValue, digest: ContentDigest, into batch: inout FactBatch) throws(RefusalReason) -> Int {
        var trees = EventTreeReader()
        let bytes = Array(value.bytes)
        let tree: EventTree?
        do throws(DocumentFault) {
            tree = try trees.read(json: bytes.span, scope: scope)
        } catch {
            // What is no event the outline tells better, and of an event that it takes the tree is only for queries.
            tree = nil
        }
        return try read(value, tree, digest: digest, into: &batch)
    }

    private func read(
        _ value: JSONValue,
        _ tree: EventTree?,
        digest: ContentDigest,
        into batch: inout FactBatch
    ) throws(RefusalReason) -> Int {
        if let validator, let tree, let fault = validator.faults(in: tree).first(where: { $0.severity == .error }) {
            throw RefusalReason(
                Self.code(of: fault.reason),
                at: fault.path,
                found: fault.found,
                expected: fault.expected
            )
        }
        let event: EventOutline
        do throws(EventFault) { event = try reader.read(value) } catch {
            throw RefusalReason(
                Self.code(of: error.reason),
                at: error.path,
                found: error.found,
                expected: error.expected
            )
        }
        guard tree != nil || validator == nil else {
            throw RefusalReason(.badSyntax, at: "$", found: .faultyMarkup, expected: .event)
        }
        let id = event.id ?? "event-" + String(decoding: digest.hexBytes.prefix(20), as: UTF8.self)
        let keys = tree.map { EventKeys(of: $0) }
        add(event, id, isError: keys?.isErrorDeclaration ?? false, to: &batch)
        if let keys {
            batch.capture(
                CapturedEvent(
                    type: keys.type,
                    action: keys.action,
                    eventTime: keys.eventTime,
                    eventKey: keys.eventID ?? tree.map { Self.hashID(of: $0) },
                    isErrorDeclaration: keys.isErrorDeclaration,
                    hasSensors: keys.hasSensors,
                    keys: keys.keys.map { CapturedEvent.Key(kind: $0.kind.rawValue, text: $0.text) }
                )
            )
        }
        return 1
    }

    /// The id that an event without one goes by (CBV 2.0 section 8.9).
    private static func hashID(of tree: EventTree) -> String {
        var hasher = EventHasher(order: .reference)
        return hasher.id(of: tree)
    }

    private func add(_ event: EventOutline, _ id: String, isError: Bool, to batch: inout FactBatch) {
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
        guard !isError else { return }
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
        return try read(value, tree, digest: digest, into: &batch)
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
