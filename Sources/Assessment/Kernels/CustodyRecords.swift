import GRDB
import Provenance
import Vocabulary

/// Events and lots as the store keeps them, told to a graph.
struct CustodyRecords {
    let graph = LotGraph()
    /// The records that put mass into a lot or took it out.
    private(set) var movements: [String: Set<Int>] = [:]
    /// The records between a lot and each site behind it.
    private(set) var evidence: [String: [String: Set<Int>]] = [:]
    private var lots: [String: LotRow] = [:]
    /// How many records are named for one origin; the chain itself holds the rest.
    private static let recordLimit = 64

    private struct LotRow {
        var record: Int
        var form: String?
        var grams: Int?
        var site: String?
        var made: String?
        var traits: LotTraits
    }

    private struct EventRow {
        var id: String
        var record: Int
        var kind: String
        var action: String?
        var time: String
        var location: String?
        var giver: String?
        var receiver: String?
        var entries: [(lot: String, role: String, grams: Int?)] = []

        func entries(_ role: String) -> [(lot: String, role: String, grams: Int?)] {
            entries.filter { $0.role == role }
        }
    }

    init(_ db: Database) throws {
        try readLots(db)
        var made: Set<String> = []
        try Self.forEachEvent(db) { event in
            for entry in event.entries("made") { made.insert(entry.lot) }
            try tell(event)
        }
        for (id, lot) in lots.sorted(by: { $0.key < $1.key }) where !made.contains(id) { try state(id, lot) }
    }

    private mutating func readLots(_ db: Database) throws {
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT id, record_id, form, mass_g, site, made, mineral, grade_ppm, tag, custody_model, claim
                FROM lot ORDER BY id, record_id
                """
        )
        while let row = try rows.next() {
            let grade: Int? = row[7]
            let traits = LotTraits(
                mineral: row[6],
                gradePPM: grade.flatMap { (0...1_000_000).contains($0) ? $0 : nil },
                model: (row[9] as String?).flatMap { CustodyModel(word: $0) },
                tag: row[8],
                claim: row[10]
            )
            lots[row[0]] = LotRow(
                record: row[1],
                form: row[2],
                grams: row[3],
                site: row[4],
                made: row[5],
                traits: traits
            )
        }
    }

    private static func forEachEvent(_ db: Database, _ body: (EventRow) throws -> Void) throws {
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT e.id, e.record_id, e.kind, e.action, e.time, coalesce(e.location, e.read_point), e.source_party,
                       e.destination_party, l.lot_id, l.role, l.mass_g
                FROM event e JOIN event_lot l ON l.event_id = e.id
                ORDER BY e.time, e.id, l.role, l.lot_id
                """
        )
        var event: EventRow?
        while let row = try rows.next() {
            let id: String = row[0]
            if event?.id != id {
                if let event { try body(event) }
                event = EventRow(
                    id: id,
                    record: row[1],
                    kind: row[2],
                    action: row[3],
                    time: row[4],
                    location: row[5],
                    giver: row[6],
                    receiver: row[7]
                )
            }
            event?.entries.append((row[8], row[9], row[10]))
        }
        if let event { try body(event) }
    }

    // MARK: Telling the graph

    private mutating func tell(_ event: EventRow) throws {
        let made = event.entries("made")
        let used = event.entries("used")
        let packed = event.entries("packed")
        let unpacked = event.entries("unpacked")
        let parents = event.entries("parent")
        if !used.isEmpty || !made.isEmpty {
            let kind: LotEvent.Kind = used.isEmpty && event.kind != "transformation" ? .made : .transformed
            try append(event, kind, used, made, isMaking: true, process: used.isEmpty ? nil : process(used, made))
            link(used, to: made, event)
            for entry in made + used { movements[entry.lot, default: []].insert(event.record) }
        }
        if let parent = parents.first, !packed.isEmpty || !unpacked.isEmpty || event.action == "delete" {
            try append(event, packed.isEmpty ? .unpacked : .packed, packed + unpacked, [parent])
            if !packed.isEmpty { link(packed, to: [parent], event) }
        }
        let destroyed = event.entries("destroyed")
        if !destroyed.isEmpty {
            try append(event, .destroyed, destroyed, [])
            for entry in destroyed { movements[entry.lot, default: []].insert(event.record) }
        }
        let observed = event.entries("observed")
        // What is seen or handed over fills nothing, so it has no other side.
        if !observed.isEmpty { try append(event, .moved, observed, []) }
    }

    private func append(
        _ event: EventRow,
        _ kind: LotEvent.Kind,
        _ inputs: [(lot: String, role: String, grams: Int?)],
        _ outputs: [(lot: String, role: String, grams: Int?)],
        isMaking: Bool = false,
        process: String? = nil
    ) throws {
        let step = LotEvent.Step(
            inputs: inputs.filter { !$0.lot.isEmpty }.map { .init($0.lot, grams: $0.grams) },
            outputs: outputs.filter { !$0.lot.isEmpty }.map {
                .init($0.lot, grams: $0.grams, traits: isMaking ? lots[$0.lot]?.traits : nil)
            }
        )
        if step.inputs.isEmpty, step.outputs.isEmpty { return }
        try graph.append(
            LotEvent(
                event.id,
                kind,
                time: Self.milliseconds(event.time),
                steps: [step],
                site: event.location,
                giver: event.giver,
                receiver: event.receiver,
                process: process
            ),
            learnt: Learnt(0, record: event.record)
        )
    }

    /// A lot that no event made is what its own record says.
    private mutating func state(_ id: String, _ lot: LotRow) throws {
        guard !id.isEmpty, lot.grams != nil || lot.site != nil else { return }
        let step = LotEvent.Step(outputs: [.init(id, grams: lot.grams.map { max($0, 0) }, traits: lot.traits)])
        try graph.append(
            LotEvent("lot " + id, .stated, time: Self.milliseconds(lot.made ?? ""), steps: [step], site: lot.site),
            learnt: Learnt(0, record: lot.record)
        )
        movements[id, default: []].insert(lot.record)
        if let site = lot.site, evidence[id] == nil { evidence[id] = [site: [lot.record]] }
    }

    /// Facts do not say what was done, but what form went in and what came out.
    private func process(
        _ used: [(lot: String, role: String, grams: Int?)],
        _ made: [(lot: String, role: String, grams: Int?)]
    ) -> String? {
        let before = Set(used.map { lots[$0.lot]?.form })
        let after = Set(made.map { lots[$0.lot]?.form })
        guard before.count == 1, after.count == 1, let from = before.first ?? nil, let to = after.first ?? nil else {
            return nil
        }
        return from == to ? "blending" : "\(from) to \(to)"
    }

    /// A moment that cannot be read counts as the beginning: it makes nothing late.
    private static func milliseconds(_ text: String) -> Int {
        (try? UTCInstant(text))?.milliseconds ?? (try? UTCInstant(text + "T00:00:00Z"))?.milliseconds ?? 0
    }

    // MARK: Evidence

    /// Carries the records between a lot and its sites on to what was made of it; events come in the order of time.
    private mutating func link(
        _ inputs: [(lot: String, role: String, grams: Int?)],
        to outputs: [(lot: String, role: String, grams: Int?)],
        _ event: EventRow
    ) {
        var behind: [String: Set<Int>] = [:]
        if inputs.isEmpty {
            if let site = event.location { behind[site] = [] }
        } else {
            for input in inputs {
                if evidence[input.lot] == nil, let lot = lots[input.lot], let site = lot.site {
                    evidence[input.lot] = [site: [lot.record]]
                }
                for (site, records) in evidence[input.lot] ?? [:] { behind[site, default: []].formUnion(records) }
            }
        }
        for site in behind.keys {
            behind[site]?.insert(event.record)
            if let records = behind[site], records.count > Self.recordLimit {
                behind[site] = Set(records.sorted().prefix(Self.recordLimit - 1) + [event.record])
            }
        }
        for output in outputs where !inputs.contains(where: { $0.lot == output.lot }) { evidence[output.lot] = behind }
    }
}
