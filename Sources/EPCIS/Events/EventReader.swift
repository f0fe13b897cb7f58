public import Formats
import Vocabulary

/// Reads an event of an EPCIS 2.0 JSON document (section 10) as an ``EventOutline``.
public struct EventReader: Sendable {
    /// Makes a reader.
    public init() {}

    /// Reads one event.
    ///
    /// - Throws: ``EventFault`` with the JSON path of what is wrong.
    public func read(_ value: JSONValue) throws(EventFault) -> EventOutline {
        guard value.kind == .object else {
            throw EventFault(reason: .wrongType, path: "$", found: value.kind.refusalText, expected: .event)
        }
        guard let type = value["type"]?.string ?? value["isA"]?.string, let kind = EventOutline.Kind(rawValue: type)
        else {
            throw EventFault(
                reason: .unknownType,
                path: "$.type",
                found: Self.quoted(value["type"]?.string, 40),
                expected: .oneOf(EventOutline.Kind.allCases.map(\.rawValue).joined(separator: ", "))
            )
        }
        let action = value["action"]?.string
        if kind != .transformation {
            guard let action, ["ADD", "OBSERVE", "DELETE"].contains(action) else {
                throw EventFault(
                    reason: action == nil ? .missing : .unknownAction,
                    path: "$.action",
                    found: Self.quoted(action, 40),
                    expected: .oneOf("ADD, OBSERVE, DELETE")
                )
            }
        }
        return EventOutline(
            kind: kind,
            id: value["eventID"]?.string,
            action: kind == .transformation ? nil : action,
            time: try time(value),
            step: Self.bareWord(value["bizStep"]?.string),
            disposition: Self.bareWord(value["disposition"]?.string),
            readPoint: Self.identifier(value["readPoint"]),
            location: Self.identifier(value["bizLocation"]),
            sourceParty: Self.party(value["sourceList"], key: "source"),
            destinationParty: Self.party(value["destinationList"], key: "destination"),
            quantities: try quantities(value, kind: kind, action: action),
            particulars: try particulars(value["ilmd"])
        )
    }

    private func time(_ value: JSONValue) throws(EventFault) -> String {
        guard let text = value["eventTime"]?.string else {
            throw EventFault(
                reason: .missing,
                path: "$.eventTime",
                found: .nothing,
                expected: .timeWithOffset
            )
        }
        do throws(DateError) {
            return try UTCInstant(text).text
        } catch {
            throw EventFault(
                reason: .badTime,
                path: "$.eventTime",
                found: Self.quoted(text, 60),
                expected: .timeWithOffsetBut(error.refusalText)
            )
        }
    }

    /// The last part of a CBV URI or CURIE: `urn:epcglobal:cbv:bizstep:shipping` and `cbv:BizStep-shipping` are
    /// `shipping`.
    static func bareWord(_ text: String?) -> String? {
        guard let text else { return nil }
        guard text.contains(":") || text.contains("/") else { return text }
        return text.split(whereSeparator: { ":/-".contains($0) }).last.map(String.init)
    }

    private static func quoted(_ text: String?, _ length: Int) -> RefusalText {
        text.map { .quoted(String($0.prefix(length))) } ?? .nothing
    }

    private static func identifier(_ value: JSONValue?) -> String? {
        value?["id"]?.string ?? value?.string
    }

    private static func party(_ list: JSONValue?, key: StaticString) -> String? {
        let entries = list?.elements ?? []
        let owning = entries.first { bareWord($0["type"]?.string) == "owning_party" }
        return (owning ?? entries.first { bareWord($0["type"]?.string) == "possessing_party" })?[key]?.string
    }

    private func quantities(
        _ value: JSONValue,
        kind: EventOutline.Kind,
        action: String?
    ) throws(EventFault) -> [EventOutline.Quantity] {
        var result: [EventOutline.Quantity] = []
        switch kind {
        case .transformation:
            try add(value["inputQuantityList"], at: "$.inputQuantityList", role: .used, to: &result)
            try add(value["outputQuantityList"], at: "$.outputQuantityList", role: .made, to: &result)
            addEPCs(value["inputEPCList"], role: .used, to: &result)
            addEPCs(value["outputEPCList"], role: .made, to: &result)
        case .aggregation, .association:
            if let parent = value["parentID"]?.string {
                result.append(EventOutline.Quantity(lot: parent, role: .parent, massGrams: nil))
            }
            let role: EventOutline.Role = action == "ADD" ? .packed : action == "DELETE" ? .unpacked : .observed
            try add(value["childQuantityList"], at: "$.childQuantityList", role: role, to: &result)
            addEPCs(value["childEPCs"], role: role, to: &result)
        case .object, .transaction:
            let role: EventOutline.Role =
                kind == .transaction || action == "OBSERVE" ? .observed : action == "ADD" ? .made : .destroyed
            try add(value["quantityList"], at: "$.quantityList", role: role, to: &result)
            addEPCs(value["epcList"], role: role, to: &result)
        }
        return result
    }

    private func addEPCs(_ list: JSONValue?, role: EventOutline.Role, to result: inout [EventOutline.Quantity]) {
        for lot in list?.elements.compactMap(\.string) ?? [] {
            result.append(EventOutline.Quantity(lot: lot, role: role, massGrams: nil))
        }
    }

    private func add(
        _ list: JSONValue?,
        at path: String,
        role: EventOutline.Role,
        to result: inout [EventOutline.Quantity]
    ) throws(EventFault) {
        for (index, element) in (list?.elements ?? []).enumerated() {
            guard let lot = element["epcClass"]?.string else {
                throw EventFault(
                    reason: .missing,
                    path: "\(path)[\(index)].epcClass",
                    found: .nothing,
                    expected: .lotClass
                )
            }
            let mass = try mass(element, at: "\(path)[\(index)]")
            result.append(EventOutline.Quantity(lot: lot, role: role, massGrams: mass))
        }
    }

    /// The mass of a quantity element; nil where it has no quantity, or counts instances.
    private func mass(_ element: JSONValue, at path: String) throws(EventFault) -> Int? {
        guard let number = element["quantity"]?.numberText else { return nil }
        guard let symbol = element["uom"]?.string else { return nil }
        guard let unit = MassUnit(symbol: Array(symbol.utf8)) else {
            throw EventFault(
                reason: .unknownUnit,
                path: "\(path).uom",
                found: Self.quoted(symbol, 20),
                expected: .massUnit
            )
        }
        do throws(QuantityError) {
            return try Mass(Array(number), in: unit).grams
        } catch {
            throw EventFault(
                reason: error == .negative ? .negativeQuantity : .badQuantity,
                path: "\(path).quantity",
                found: Self.quoted(String(decoding: number, as: UTF8.self), 60),
                expected: .massNotNegative(but: error.refusalText)
            )
        }
    }

    private func particulars(_ ilmd: JSONValue?) throws(EventFault) -> EventOutline.Particulars {
        var result = EventOutline.Particulars()
        for (key, value) in ilmd?.members ?? [] {
            guard let text = value.scalarText.map({ String(decoding: $0, as: UTF8.self) }) else { continue }
            // Extension keys carry their namespace's prefix, which each document chooses for itself.
            switch key.split(separator: ":").last {
            case "mineral": result.mineral = text
            case "form": result.form = text
            case "tag": result.tag = text
            case "custodyModel": result.custodyModel = Self.custodyModel(text)
            case "claim": result.claim = text
            case "gradePercent":
                do throws(QuantityError) {
                    result.gradePartsPerMillion = try Grade(Array(text.utf8), in: .percent).partsPerMillion
                } catch {
                    throw EventFault(
                        reason: .badQuantity,
                        path: "$.ilmd.\(key)",
                        found: Self.quoted(text, 60),
                        expected: .percentage(but: error.refusalText)
                    )
                }
            default: continue
            }
        }
        return result
    }

    /// `identityPreserved`, `identity-preserved` and `identity_preserved` are one model of ISO 22095; what is none of the
    /// five is an extension of somebody else's, and says nothing.
    private static func custodyModel(_ text: String) -> String? {
        var word = ""
        for sign in bareText(text) {
            if sign.isUppercase, word.last?.isLowercase == true { word += "_" }
            word += sign == " " || sign == "-" ? "_" : sign.lowercased()
        }
        let models = ["identity_preserved", "segregated", "controlled_blending", "mass_balance", "book_and_claim"]
        return models.contains(word) ? word : nil
    }

    /// What stands after the last colon or slash.
    private static func bareText(_ text: String) -> Substring {
        text.split(whereSeparator: { ":/".contains($0) }).last ?? ""
    }
}
