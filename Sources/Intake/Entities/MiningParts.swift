import Formats
import MiningData
import Store
import Vocabulary

/// Files the parts of a record that are facts of their own: businesses, tags, licences, taxes.
struct MiningParts {
    let place: RecordPlace
    /// The record as it stands in the bytes; nil for XML, where a part counts as standing in the whole.
    let value: JSONValue?

    private func range(_ path: [String]) -> Range<Int>? {
        var found = value
        for step in path {
            found =
                Int(step).map { index in
                    let elements = found?.elements ?? []
                    return elements.indices.contains(index) ? elements[index] : nil
                } ?? found?.member(step)
        }
        return found?.range
    }

    private func close(_ path: [String], in batch: inout FactBatch) { place.close(range(path), in: &batch) }

    // MARK: Businesses

    /// Files a business that stands in a term of the record.
    func add(_ business: BusinessEntity?, _ path: String..., isPublic: Bool = false, into batch: inout FactBatch) {
        guard let business else { return }
        Self.row(of: business, isPublic: isPublic, into: &batch)
        close(path, in: &batch)
    }

    private static func row(of business: BusinessEntity, isPublic: Bool, into batch: inout FactBatch) {
        let address = business.legalAddress ?? business.physicalAddress
        var row = RowBuilder("party")
        row.set("id", identifier(business), in: &batch)
        row.set("kind", kind(of: business, isPublic: isPublic), in: &batch)
        row.set("name", business.name, in: &batch)
        row.set("country", address?.country, in: &batch)
        let number = business.taxNumber == "N/A" ? business.developmentBoardNumber : business.taxNumber
        row.set("registration", number ?? business.cooperativeNumber, in: &batch)
        row.set("activity", business.businessType, in: &batch)
        let lines = [address?.street, address?.locality, address?.divisionName].compactMap(\.self)
        row.set("address", lines.filter { !$0.isEmpty }.joined(separator: ", "), in: &batch)
        row.append(to: &batch)
    }

    private static func kind(of business: BusinessEntity, isPublic: Bool) -> String {
        if isPublic { return "public_body" }
        return business.cooperativeNumber == nil ? "company" : "cooperative"
    }

    /// Facts list identifiers with spaces between, so that none may stand within one.
    static func identifier(_ text: String) -> String {
        guard text.contains(where: \.isWhitespace) else { return text }
        return text.split(whereSeparator: \.isWhitespace).joined(separator: "%20")
    }

    static func identifier(_ business: BusinessEntity) -> String { identifier(business.identifier) }

    // MARK: Tags

    static func row(of tag: Tag, into batch: inout FactBatch) {
        var row = RowBuilder("tag")
        row.set("id", identifier(tag.identifier), in: &batch)
        row.set("issuer", identifier(tag.issuer), in: &batch)
        row.set("issued", MiningLotRows.instant(tag.issueDate, tag.issueTime), in: &batch)
        row.set("kind", tag.kind, in: &batch)
        row.append(to: &batch)
    }

    // MARK: A lot

    mutating func add(_ lot: Lot, into batch: inout FactBatch) {
        add(lot.creator, "creator", isPublic: lot.roles == [.government], into: &batch)
        add(lot.recipient, "recipient", into: &batch)
        if let tag = lot.tag {
            add(tag.issuer, "tag", "issuer", isPublic: true, into: &batch)
            Self.row(of: tag, into: &batch)
            close(["tag"], in: &batch)
        }
        for (index, tax) in (lot.taxes ?? []).enumerated() {
            guard Self.row(of: tax, index, for: lot, into: &batch) else { continue }
            close(["taxPaid", String(index)], in: &batch)
        }
        if let shipped = lot.shipped, let recipient = lot.recipient {
            MiningLotRows.addShipment(of: lot, on: shipped, to: recipient, into: &batch)
            place.close(nil, in: &batch)
        }
    }

    /// A tax as a payment of the lot's creator; false where its amount is finer than the currency.
    private static func row(of tax: Tax, _ index: Int, for lot: Lot, into batch: inout FactBatch) -> Bool {
        guard let currency = Currency(tax.currency), let money = try? Money(tax.amount, currency) else { return false }
        let authority = tax.authority ?? "not stated"
        var row = RowBuilder("payment")
        row.set("id", MiningLotRows.eventID(of: lot) + ":tax:\(index + 1)", in: &batch)
        row.set("date", (tax.paid ?? lot.date).description, in: &batch)
        row.set("payer", identifier(lot.creator), in: &batch)
        row.set("payee", "authority:" + identifier(authority), in: &batch)
        row.set("amount_minor", money.minorUnits)
        row.set("currency", currency.code, in: &batch)
        row.set("method", "other", in: &batch)
        row.set("purpose", tax.receipt.map { "\(tax.type) (\($0))" } ?? tax.type, in: &batch)
        row.set("lot", identifier(lot.number), in: &batch)
        row.append(to: &batch)
        return true
    }

    // MARK: A site

    mutating func add(_ site: MineSite, into batch: inout FactBatch) {
        add(site.owner, "owner", into: &batch)
        for (index, party) in (site.operators ?? []).enumerated() {
            add(party, "operator", String(index), into: &batch)
        }
        for (index, licence) in site.licences.enumerated() {
            add(licence.owner, "license", String(index), "owner", into: &batch)
            guard MiningSiteRows.add(licence, of: site, into: &batch) else { continue }
            close(["license", String(index)], in: &batch)
        }
    }
}
