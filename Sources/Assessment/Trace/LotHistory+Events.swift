import Provenance
import Store
import Vocabulary

extension LotHistory.Event {
    /// The event as a graph of lots takes it in; nil if no lot has a part in it that a graph could hold.
    ///
    /// Its name carries the number of its record: a corrected event keeps its identifier, and is another one.
    var lotEvent: LotEvent? {
        guard let time = Self.milliseconds(time) else { return nil }
        let (kind, steps) = shape
        guard !steps.isEmpty else { return nil }
        return LotEvent(
            LotEventName(id: id, record: record).text,
            kind,
            time: time,
            steps: steps,
            site: site,
            giver: giver,
            receiver: receiver,
            process: step
        )
    }

    /// When the file of the record came in, milliseconds since 1970.
    var learnt: Learnt { Learnt(Self.milliseconds(received) ?? 0, record: record) }

    static func milliseconds(_ text: String) -> Int? { try? UTCInstant(text).milliseconds }

    private var shape: (LotEvent.Kind, [LotEvent.Step]) {
        let made = quantities("made")
        let used = quantities("used")
        if !made.isEmpty || !used.isEmpty {
            // A transformation that names no inputs says nothing of where its lots come from.
            let isMade = used.isEmpty && kind != "transformation"
            return (isMade ? .made : .transformed, [.init(inputs: used, outputs: made)])
        }
        let containers = quantities("parent")
        if let container = containers.first {
            let unpacked = quantities("unpacked")
            if !unpacked.isEmpty || action == "delete" {
                return (.unpacked, [.init(inputs: unpacked, outputs: [container])])
            }
            let packed = quantities("packed")
            if !packed.isEmpty, action != "observe" { return (.packed, [.init(inputs: packed, outputs: [container])]) }
        }
        let destroyed = quantities("destroyed")
        if !destroyed.isEmpty { return (.destroyed, [.init(inputs: destroyed)]) }
        // A lot on both sides of a step only changed hands.
        return (.moved, (quantities("observed") + containers).map { .init(inputs: [$0], outputs: [$0]) })
    }

    private func quantities(_ role: String) -> [LotEvent.Quantity] {
        entries.filter { $0.role == role && !$0.lot.isEmpty }.map { entry in
            LotEvent.Quantity(entry.lot, grams: entry.grams.flatMap { $0 < 0 ? nil : $0 })
        }
    }
}

extension LotHistory.Statement {
    /// What the record states, as an event of a graph of lots.
    var lotEvent: LotEvent? {
        guard !lot.isEmpty else { return nil }
        let traits = LotTraits(
            mineral: mineral,
            gradePPM: gradePPM.flatMap { (0...1_000_000).contains($0) ? $0 : nil },
            model: model.flatMap { CustodyModel(word: $0) },
            tag: tag,
            claim: claim
        )
        let quantity = LotEvent.Quantity(lot, grams: grams.flatMap { $0 < 0 ? nil : $0 }, traits: traits)
        return LotEvent(
            LotEventName(id: lot, record: record).text,
            .stated,
            time: made.flatMap(LotHistory.Event.milliseconds) ?? 0,
            steps: [.init(outputs: [quantity])],
            site: site
        )
    }

    var learnt: Learnt { Learnt(LotHistory.Event.milliseconds(received) ?? 0, record: record) }
}

/// The name of an event in the graph of a store: its identifier and the number of its record.
struct LotEventName {
    let id: String
    let record: Int

    var text: String { "\(id)#\(record)" }

    /// The identifier in such a name.
    static func id(in name: String) -> String {
        name.lastIndex(of: "#").map { String(name[..<$0]) } ?? name
    }
}
