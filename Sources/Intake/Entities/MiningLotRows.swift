import MiningData
import Store
import Vocabulary

/// The rows of a lot (MD.12): the event that made it or handed it over, and the lots in that.
enum MiningLotRows {
    /// Refuses a weight or a grade that facts cannot hold.
    static func check(_ lot: Lot) throws(RefusalReason) {
        do throws(QuantityError) { _ = try Mass(lot.mass, .kilogram) } catch {
            throw RefusalReason(
                error == .negative ? .negativeNumber : .badNumber,
                at: "$.mass",
                found: .quoted(lot.mass.description),
                expected: .massNotNegative(but: error.refusalText)
            )
        }
        do throws(QuantityError) { _ = try Grade(lot.concentration, .percent) } catch {
            throw RefusalReason(
                error == .negative ? .negativeNumber : .badNumber,
                at: "$.concentration",
                found: .quoted(lot.concentration.description),
                expected: .percentage(but: error.refusalText)
            )
        }
    }

    /// The time as facts keep it; the core of the standard has no zone, and its times are taken as UTC.
    static func instant(_ date: CalendarDate, _ time: ClockTime) -> String? {
        let minutes = date.dayNumber * 1_440 + time.hour * 60 + time.minute - (time.offsetMinutes ?? 0)
        return UTCInstant(milliseconds: minutes * 60_000 + (time.second ?? 0) * 1_000)?.text
    }

    /// Lot numbers are local to who gives them: the event is told by the lot, its creator and the time.
    static func eventID(of lot: Lot) -> String {
        let time = lot.date.description + "T" + lot.time.text(.core)
        return "icglr:\(MiningParts.identifier(lot.creator)):\(MiningParts.identifier(lot.number)):\(time)"
    }

    static func add(_ lot: Lot, into batch: inout FactBatch) {
        let id = eventID(of: lot)
        let inputs = lot.isHandOver ? [] : lot.inputs ?? []
        let isNew =
            !lot.isHandOver && (!inputs.isEmpty || lot.operations.contains { $0 == .production || $0 == .importing })
        let time = instant(lot.date, lot.time)
        var row = RowBuilder("event")
        row.set("id", id, in: &batch)
        row.set("kind", inputs.isEmpty ? "object" : "transformation", in: &batch)
        row.set("action", inputs.isEmpty ? (isNew ? "add" : "observe") : nil, in: &batch)
        row.set("time", time, in: &batch)
        row.set("step", step(of: lot, isNew: isNew), in: &batch)
        row.set("read_point", lot.mineSite, in: &batch)
        row.set("location", lot.mineSite, in: &batch)
        row.set("destination_party", MiningParts.identifier(lot.creator), in: &batch)
        row.append(to: &batch)
        for input in inputs { add(input.number, "used", input.consumedGrams, to: id, into: &batch) }
        add(lot.number, isNew ? "made" : "observed", lot.grams, to: id, into: &batch)
        guard isNew else { return }
        var made = RowBuilder("lot")
        made.set("id", MiningParts.identifier(lot.number), in: &batch)
        made.set("mineral", MiningRecordReader.mineral(lot.mineral), in: &batch)
        made.set("mass_g", lot.grams)
        made.set("grade_ppm", (try? Grade(lot.concentration, .percent))?.partsPerMillion)
        made.set("site", lot.mineSite, in: &batch)
        made.set("tag", lot.tag?.identifier, in: &batch)
        made.set("made", time, in: &batch)
        made.append(to: &batch)
    }

    private static func add(
        _ number: String,
        _ role: String,
        _ grams: Int?,
        to event: String,
        into batch: inout FactBatch
    ) {
        var row = RowBuilder("event_lot")
        row.set("event_id", event, in: &batch)
        row.set("lot_id", MiningParts.identifier(number), in: &batch)
        row.set("role", role, in: &batch)
        row.set("mass_g", grams)
        row.append(to: &batch)
    }

    /// The business step as a word of the CBV.
    private static func step(of lot: Lot, isNew: Bool) -> String {
        if lot.operations.contains(.production) { return "commissioning" }
        if isNew { return "creating_class_instance" }
        if lot.operations.contains(.transportation) { return "transporting" }
        return lot.operations.contains(.storage) ? "storing" : "receiving"
    }

    /// The shipment that a lot names, an event of its own.
    static func addShipment(
        of lot: Lot,
        on date: CalendarDate,
        to recipient: BusinessEntity,
        into batch: inout FactBatch
    ) {
        let id = eventID(of: lot) + ":shipped"
        var row = RowBuilder("event")
        row.set("id", id, in: &batch)
        row.set("kind", "object", in: &batch)
        row.set("action", "observe", in: &batch)
        row.set("time", date.description + "T00:00:00.000Z", in: &batch)
        row.set("step", "shipping", in: &batch)
        row.set("read_point", lot.mineSite, in: &batch)
        row.set("source_party", MiningParts.identifier(lot.creator), in: &batch)
        row.set("destination_party", MiningParts.identifier(recipient), in: &batch)
        row.append(to: &batch)
        add(lot.number, "observed", lot.grams, to: id, into: &batch)
    }
}
