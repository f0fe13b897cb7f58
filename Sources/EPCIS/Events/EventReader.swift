import Vocabulary

/// Reads an event as an ``EventOutline``, whatever syntax it came in.
public struct EventReader: Sendable {
    /// Makes a reader.
    public init() {}

    /// Reads one event.
    ///
    /// - Throws: ``EventFault`` with the JSON path of what is wrong.
    public func read(_ tree: EventTree) throws(EventFault) -> EventOutline {
        let values = TreeValues(tree: tree)
        guard let type = tree.eventType,
            let kind = EventOutline.Kind(rawValue: String(decoding: type.bytes, as: UTF8.self))
        else {
            throw EventFault(
                reason: .unknownType,
                path: "$.type",
                found: Self.quoted(tree.nodes.first.map { tree.writtenName(of: $0.name) }, 40),
                expected: .oneOf(Self.kinds)
            )
        }
        var action: CustodyEvent.Action?
        if kind != .transformation {
            let word = values.text(.action)
            action = word.flatMap { CustodyEvent.Action(rawValue: $0) }
            guard action != nil else {
                throw EventFault(
                    reason: word == nil ? .missing : .unknownAction,
                    path: "$.action",
                    found: Self.quoted(word, 40),
                    expected: .oneOf("ADD, OBSERVE, DELETE")
                )
            }
        }
        return EventOutline(
            kind: kind,
            id: values.text(.eventID),
            action: action?.rawValue,
            time: try Self.time(.eventTime, in: EventTree.root, values),
            step: values.bareWord(.bizStep),
            disposition: values.bareWord(.disposition),
            readPoint: values.place(.readPoint),
            location: values.place(.bizLocation),
            sourceParty: Self.party(.sourceList, .source, values),
            destinationParty: Self.party(.destinationList, .destination, values),
            quantities: try Self.quantities(values, kind: kind, action: action),
            particulars: try Self.particulars(values),
            error: try Self.error(values)
        )
    }

    private static let kinds = EventOutline.Kind.allCases.map(\.rawValue).joined(separator: ", ")

    /// A time in UTC.
    private static func time(
        _ term: EventTerm,
        in index: Int,
        _ values: TreeValues
    ) throws(EventFault) -> String {
        let path = index == EventTree.root ? "$.\(term)" : "\(values.tree.path(of: index)).\(term)"
        guard let text = values.text(term, in: index) else {
            throw EventFault(reason: .missing, path: path, found: .nothing, expected: .timeWithOffset)
        }
        do throws(DateError) {
            return try UTCInstant(text).text
        } catch {
            throw EventFault(
                reason: .badTime,
                path: path,
                found: quoted(text, 60),
                expected: .timeWithOffsetBut(error.refusalText)
            )
        }
    }

    private static func quoted(_ text: String?, _ length: Int) -> RefusalText {
        text.map { .quoted(String($0.prefix(length))) } ?? .nothing
    }

    /// The party that owned, or else the one that held.
    private static func party(_ list: EventTerm, _ key: EventTerm, _ values: TreeValues) -> String? {
        var held: String?
        for item in values.items(of: list) {
            switch values.bareWord(.type, in: item) {
            case "owning_party": return values.text(key, in: item)
            case "possessing_party" where held == nil: held = values.text(key, in: item)
            default: continue
            }
        }
        return held
    }

    private static func error(_ values: TreeValues) throws(EventFault) -> EventOutline.ErrorDeclaration? {
        guard let index = values.tree.first(.errorDeclaration) else { return nil }
        return EventOutline.ErrorDeclaration(
            time: try time(.declarationTime, in: index, values),
            reason: values.bareWord(.reason, in: index),
            correctiveEventIDs: values.texts(.correctiveEventIDs, in: index)
        )
    }

    // MARK: Quantities

    private static func quantities(
        _ values: TreeValues,
        kind: EventOutline.Kind,
        action: CustodyEvent.Action?
    ) throws(EventFault) -> [EventOutline.Quantity] {
        var result: [EventOutline.Quantity] = []
        switch kind {
        case .transformation:
            try add(values, .inputQuantityList, as: .used, to: &result)
            try add(values, .outputQuantityList, as: .made, to: &result)
            addEPCs(values, .inputEPCList, as: .used, to: &result)
            addEPCs(values, .outputEPCList, as: .made, to: &result)
        case .aggregation, .association:
            if let parent = values.text(.parentID) {
                result.append(EventOutline.Quantity(lot: parent, role: .parent, massGrams: nil))
            }
            let role: EventOutline.Role = action == .add ? .packed : action == .delete ? .unpacked : .observed
            try add(values, .childQuantityList, as: role, to: &result)
            addEPCs(values, .childEPCs, as: role, to: &result)
        case .object, .transaction:
            let role: EventOutline.Role =
                kind == .transaction || action == .observe ? .observed : action == .add ? .made : .destroyed
            try add(values, .quantityList, as: role, to: &result)
            addEPCs(values, .epcList, as: role, to: &result)
        }
        return result
    }

    private static func addEPCs(
        _ values: TreeValues,
        _ list: EventTerm,
        as role: EventOutline.Role,
        to result: inout [EventOutline.Quantity]
    ) {
        for lot in values.texts(list) {
            result.append(EventOutline.Quantity(lot: lot, role: role, massGrams: nil))
        }
    }

    private static func add(
        _ values: TreeValues,
        _ list: EventTerm,
        as role: EventOutline.Role,
        to result: inout [EventOutline.Quantity]
    ) throws(EventFault) {
        for item in values.items(of: list) {
            guard let lot = values.text(.epcClass, in: item) else {
                throw EventFault(
                    reason: .missing,
                    path: values.tree.path(of: item) + ".epcClass",
                    found: .nothing,
                    expected: .lotClass
                )
            }
            result.append(EventOutline.Quantity(lot: lot, role: role, massGrams: try mass(of: item, values)))
        }
    }

    /// The mass of a quantity element; nil where it has no quantity, or counts instances.
    private static func mass(of item: Int, _ values: TreeValues) throws(EventFault) -> Int? {
        let tree = values.tree
        guard let number = values.number(.quantity, in: item), let symbol = values.text(.uom, in: item) else {
            return nil
        }
        guard let unit = MassUnit(symbol: Array(symbol.utf8)) else {
            throw EventFault(
                reason: .unknownUnit,
                path: tree.path(of: item) + ".uom",
                found: quoted(symbol, 20),
                expected: .massUnit
            )
        }
        do throws(QuantityError) {
            return try Mass(number, in: unit).grams
        } catch {
            throw EventFault(
                reason: error == .negative ? .negativeQuantity : .badQuantity,
                path: tree.path(of: item) + ".quantity",
                found: quoted(String(decoding: number, as: UTF8.self), 60),
                expected: .massNotNegative(but: error.refusalText)
            )
        }
    }

    // MARK: Particulars

    private static func particulars(_ values: TreeValues) throws(EventFault) -> EventOutline.Particulars {
        var result = EventOutline.Particulars()
        let tree = values.tree
        guard let ilmd = tree.first(.ilmd) else { return result }
        for child in tree.children(of: ilmd) {
            guard let text = values.text(of: child) else { continue }
            // The namespace of such fields is each document's own.
            switch String(decoding: tree.localName(of: tree.nodes[child].name), as: UTF8.self) {
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
                        path: tree.path(of: child),
                        found: quoted(text, 60),
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
        for sign in text.split(whereSeparator: { ":/".contains($0) }).last ?? "" {
            if sign.isUppercase, word.last?.isLowercase == true { word += "_" }
            word += sign == " " || sign == "-" ? "_" : sign.lowercased()
        }
        let models = ["identity_preserved", "segregated", "controlled_blending", "mass_balance", "book_and_claim"]
        return models.contains(word) ? word : nil
    }
}
