import Formats
import Store
import UNTP
import Vocabulary

/// Reads credentials and records of the UN Transparency Protocol as facts: events with their lots, products as lots,
/// facilities as sites.
///
/// Each subject of a credential is a record of its own. Attestations and identities hold no facts that we keep yet.
struct TransparencyRecordReader: JSONRecordReader {
    let lexicon: NameIndex
    private let reader = TransparencyReader()

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
        let content: TransparencyReader.Content
        do throws(RecordFaults) { content = try reader.read(JSONNode(value)) } catch { throw Self.reason(of: error) }
        switch content {
        case .record(let record): return try add(record, digest, into: &batch) ? 1 : 0
        case .credential(let credential):
            let list = value["credentialSubject"]?.elements ?? []
            var isOpen = false
            for (index, subject) in credential.subjects.enumerated() {
                // The last one is closed by the stream, with the bytes of the whole credential.
                if isOpen { place.close(list.indices.contains(index - 1) ? list[index - 1].range : nil, in: &batch) }
                isOpen = try add(subject, digest, into: &batch)
            }
            return isOpen ? 1 : 0
        }
    }

    private func add(
        _ record: TransparencyRecord,
        _ digest: ContentDigest,
        into batch: inout FactBatch
    ) throws(RefusalReason) -> Bool {
        switch record {
        case .event(let event): add(event, into: &batch)
        case .earlierEvent(let event): add(event, digest, into: &batch)
        case .passport(let passport): add(passport, into: &batch)
        case .facility(let facility): add(facility, into: &batch)
        case .other: return false
        }
        return true
    }

    private static func reason(of faults: RecordFaults) -> RefusalReason {
        guard let fault = faults.faults.first else {
            return RefusalReason(.badSyntax, at: "$", expected: .transparencyRecord)
        }
        let code: RefusalReason.Code =
            switch fault.reason {
            case .missing: .missingValue
            case .wrongType: .wrongType
            case .badDate: .badDate
            case .badNumber: .badNumber
            case .badCode: .badCode
            case .badIdentifier: .badIdentifier
            case .unknownKind, .unknownContext: .unknownWord
            }
        return RefusalReason(code, at: fault.path, found: fault.found, expected: fault.expected)
    }

    /// Facts list identifiers with spaces between.
    private static func identifier(_ text: String?) -> String? { text.map { MiningParts.identifier($0) } }

    private static func instant(_ text: String) -> String? {
        (try? UTCInstant(text.utf8.count == 10 ? text + "T00:00:00Z" : text))?.text
    }

    // MARK: Events

    private func add(_ event: TraceEvent, into batch: inout FactBatch) {
        let hasInputs = event.inputs?.isEmpty == false
        var row = RowBuilder("event")
        row.set("id", Self.identifier(event.id), in: &batch)
        row.set("kind", event.kind == .make && hasInputs ? "transformation" : "object", in: &batch)
        if !(event.kind == .make && hasInputs) {
            row.set("action", event.kind == .make ? "add" : "observe", in: &batch)
        }
        row.set("time", Self.instant(event.date), in: &batch)
        row.set("step", step(of: event), in: &batch)
        row.set("read_point", Self.identifier(event.facility?.id), in: &batch)
        row.set("location", Self.identifier(event.destination?.id ?? event.facility?.id), in: &batch)
        row.set("source_party", Self.identifier(event.party("consignor")?.id), in: &batch)
        let receiver = event.party("consignee", "owner", "producer", "manufacturer", "processor", "operator")
        row.set("destination_party", Self.identifier(receiver?.id), in: &batch)
        row.append(to: &batch)
        for input in event.inputs ?? [] { add(input, "used", to: event.id, into: &batch) }
        for product in event.products {
            add(product, event.kind == .make ? "made" : "observed", to: event.id, into: &batch)
            guard event.kind == .make else { continue }
            let name = product.product.name ?? ""
            var lot = RowBuilder("lot")
            lot.set("id", Self.identifier(product.lot), in: &batch)
            lot.set("mineral", mineral(name), in: &batch)
            lot.set("mass_g", product.quantity?.grams)
            lot.set("site", Self.identifier(event.facility?.id), in: &batch)
            lot.set("made", Self.instant(event.date), in: &batch)
            lot.append(to: &batch)
        }
    }

    private func add(_ product: EventProduct, _ role: String, to event: String, into batch: inout FactBatch) {
        add(product.lot, role, product.quantity?.grams, to: event, into: &batch)
    }

    private func add(_ lot: String, _ role: String, _ grams: Int?, to event: String, into batch: inout FactBatch) {
        var row = RowBuilder("event_lot")
        row.set("event_id", Self.identifier(event), in: &batch)
        row.set("lot_id", Self.identifier(lot), in: &batch)
        row.set("role", role, in: &batch)
        row.set("mass_g", grams)
        row.append(to: &batch)
    }

    /// The last part of the code of the activity; what the kind of the event says where there is none.
    private func step(of event: TraceEvent) -> String {
        let code = event.activity?["code"]?.string?.split(whereSeparator: { ":/-".contains($0) }).last
        if let code { return String(code) }
        return event.kind == .make ? "commissioning" : event.kind == .move ? "shipping" : "inspecting"
    }

    /// The mineral that a name names; nil where no word of it is one.
    private func mineral(_ name: String) -> String? {
        for word in [name] + name.split(whereSeparator: { !$0.isLetter }).map(String.init) {
            if let found = lexicon.mineral(named: word) { return found }
        }
        return nil
    }

    private func add(_ event: EarlierEvent, _ digest: ContentDigest, into batch: inout FactBatch) {
        let id = event.id ?? "event-" + String(decoding: digest.hexBytes.prefix(20), as: UTF8.self)
        let isTransformation = event.kind == .transformation
        var row = RowBuilder("event")
        row.set("id", Self.identifier(id), in: &batch)
        row.set("kind", String(event.kind.rawValue.dropLast(5)).lowercased(), in: &batch)
        row.set("action", isTransformation ? nil : event.action, in: &batch)
        row.set("time", Self.instant(event.time), in: &batch)
        row.set("step", Self.bareWord(event.step), in: &batch)
        row.set("disposition", Self.bareWord(event.disposition), in: &batch)
        row.set("read_point", Self.identifier(event.location), in: &batch)
        row.set("location", Self.identifier(event.location), in: &batch)
        row.append(to: &batch)
        for product in event.products {
            add(product.id, role(of: product, in: event), product.quantity?.grams, to: id, into: &batch)
        }
    }

    private func role(of product: EarlierEvent.Product, in event: EarlierEvent) -> String {
        switch product.role {
        case .input: "used"
        case .output: "made"
        case .parent: "parent"
        case .child: event.action == "delete" ? "unpacked" : event.action == "add" ? "packed" : "observed"
        case .subject: event.action == "add" ? "made" : event.action == "delete" ? "destroyed" : "observed"
        }
    }

    private static func bareWord(_ text: String?) -> String? {
        text?.split(whereSeparator: { ":/-".contains($0) }).last.map(String.init)
    }

    // MARK: Passports and facilities

    private func add(_ passport: ProductPassport, into batch: inout FactBatch) {
        let names = [passport.name] + passport.materials.map(\.name)
        var row = RowBuilder("lot")
        row.set("id", Self.identifier(passport.lot), in: &batch)
        row.set("mineral", names.lazy.compactMap { mineral($0) }.first, in: &batch)
        row.set("mass_g", passport.weight?.grams)
        row.set("site", Self.identifier(passport.facility?.id), in: &batch)
        row.set("made", passport.produced.flatMap(Self.instant), in: &batch)
        row.append(to: &batch)
    }

    private func add(_ facility: FacilityRecord, into batch: inout FactBatch) {
        var row = RowBuilder("site")
        row.set("id", Self.identifier(facility.id), in: &batch)
        row.set("kind", "other", in: &batch)
        row.set("name", facility.name, in: &batch)
        row.set("operator", Self.identifier(facility.operating?.id), in: &batch)
        row.set("country", facility.country, in: &batch)
        if let (longitude, latitude) = facility.position,
            let lon = Double(longitude.description), let lat = Double(latitude.description),
            abs(lon) <= 180, abs(lat) <= 90
        {
            row.set("lon", lon)
            row.set("lat", lat)
        }
        row.append(to: &batch)
    }
}
