/// The EPCIS 2.0 document (ISO/IEC 19987, JSON-LD), one event a line.
enum EventFile {
    static func make(_ country: Country) -> OutputFile {
        let order = country.events.indices.sorted {
            let (a, b) = (country.events[$0].minute, country.events[$1].minute)
            return a == b ? $0 < $1 : a < b
        }
        var bytes = Array(
            """
            {"@context":["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",\
            {"ts":"https://touchstone.example/ns/"}],
            "type":"EPCISDocument","schemaVersion":"2.0","creationDate":"2026-07-01T06:00:00Z",
            "epcisBody":{"eventList":[

            """.utf8
        )
        let broken = BrokenRecords.events
        for index in order {
            event(country.events[index], country).write(to: &bytes)
            bytes += Array(",\n".utf8)
        }
        for (index, value) in broken.enumerated() {
            value.write(to: &bytes)
            bytes += Array((index < broken.count - 1 ? ",\n" : "\n").utf8)
        }
        bytes += Array("]}}\n".utf8)
        return OutputFile(name: "epcis.json", bytes: bytes, records: order.count + broken.count, broken: broken.count)
    }

    private static func event(_ event: CustodyEvent, _ country: Country) -> JSONValue {
        let type =
            switch event.kind {
            case .object: "ObjectEvent"
            case .aggregation: "AggregationEvent"
            case .transformation: "TransformationEvent"
            }
        var members: [(String, JSONValue)] = [
            ("type", .text(type)), ("eventID", .text(event.id)), ("eventTime", .text(time(event.minute))),
            ("eventTimeZoneOffset", .text("-01:00")),
        ]
        if let action = event.action { members.append(("action", .text(action))) }
        if let parent = event.parent { members.append(("parentID", .text(parent))) }
        if !event.quantities.isEmpty {
            members.append(
                (
                    event.kind == .aggregation ? "childQuantityList" : "quantityList",
                    quantities(event.quantities, country)
                )
            )
        }
        if !event.inputs.isEmpty { members.append(("inputQuantityList", quantities(event.inputs, country))) }
        if !event.outputs.isEmpty { members.append(("outputQuantityList", quantities(event.outputs, country))) }
        members.append(("bizStep", .text(event.step)))
        members.append(("disposition", .text(event.disposition)))
        let place = JSONValue.object([("id", .text(country.sites[event.site].id))])
        members.append(("readPoint", place))
        members.append(("bizLocation", place))
        if let giver = event.giver {
            members.append(("sourceList", owners("source", country.parties[giver].id)))
        }
        if let taker = event.taker {
            members.append(("destinationList", owners("destination", country.parties[taker].id)))
        }
        let made =
            event.kind == .transformation
            ? event.outputs : event.action == "ADD" && event.kind == .object ? event.quantities : []
        if let lot = made.first?.lot { members.append(("ilmd", particulars(country.lots[lot]))) }
        return .object(members)
    }

    private static func owners(_ key: String, _ party: String) -> JSONValue {
        .list([.object([("type", .text("owning_party")), (key, .text(party))])])
    }

    private static func quantities(_ quantities: [CustodyEvent.Quantity], _ country: Country) -> JSONValue {
        .list(
            quantities.map {
                .object([
                    ("epcClass", .text(country.lots[$0.lot].id)),
                    ("quantity", .number(Decimals.short($0.grams, places: 3))),
                    ("uom", .text("KGM")),
                ])
            }
        )
    }

    private static func particulars(_ lot: Lot) -> JSONValue {
        var members: [(String, JSONValue)] = [
            ("ts:mineral", .text(lot.mineral.word)), ("ts:form", .text(lot.form)),
            ("ts:gradePercent", .number(Decimals.short(lot.grade, places: 4))),
        ]
        if let tag = lot.tag { members.append(("ts:tag", .text(tag))) }
        if let model = lot.model { members.append(("ts:custodyModel", .text(model))) }
        if let claim = lot.claim { members.append(("ts:claim", .text(claim))) }
        return .object(members)
    }

    private static func time(_ minute: Int) -> String {
        let rest = minute % 1440
        return Day(number: minute / 1440).text + "T" + Decimals.padded(rest / 60, 2) + ":"
            + Decimals.padded(rest % 60, 2) + ":00Z"
    }
}
