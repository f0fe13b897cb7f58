import Formats
import Store
import Vocabulary

/// Reads the entries of the consolidated list of the United Nations Security Council in its XML form.
struct UNListReader: XMLRecordReader {
    static let elementNames: Set<String> = ["INDIVIDUAL", "ENTITY"]
    static let rootName = "CONSOLIDATED_LIST"
    private static let list = "un-sc"

    func read(_ element: XMLElement, at place: RecordPlace, into batch: inout FactBatch) throws(RefusalReason) {
        let isPerson = element.name == "INDIVIDUAL"
        guard let reference = element.text(of: "REFERENCE_NUMBER") ?? element.text(of: "DATAID") else {
            throw RefusalReason(.missingValue, at: "/\(element.name)/REFERENCE_NUMBER", expected: .referenceNumber)
        }
        let id = "\(Self.list):\(reference.filter { !$0.isWhitespace })"
        let parts = ["FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME"].compactMap { element.text(of: $0) }
        guard !parts.isEmpty else {
            throw RefusalReason(.missingValue, at: "/\(element.name)/FIRST_NAME", expected: .name)
        }
        let name = parts.joined(separator: " ")
        var row = RowBuilder("listing")
        row.set("id", id, in: &batch)
        row.set("list", Self.list, in: &batch)
        row.set("programme", element.text(of: "UN_LIST_TYPE"), in: &batch)
        row.set("kind", isPerson ? "person" : "organisation", in: &batch)
        row.set("name", name, in: &batch)
        row.set("country", country(of: element), in: &batch)
        row.set("birth_date", birthDate(of: element), in: &batch)
        row.set("listed_on", try listedOn(element), in: &batch)
        row.set("reason", element.text(of: "COMMENTS1"), in: &batch)
        row.append(to: &batch)
        addNames(of: element, id: id, main: name, into: &batch)
    }

    private func country(of element: XMLElement) -> String? {
        element.child("NATIONALITY")?.text(of: "VALUE")
            ?? element.children.lazy.filter { $0.name == "ENTITY_ADDRESS" }.compactMap { $0.text(of: "COUNTRY") }.first
    }

    /// The first date of birth that is given; a range of years says too little to compare with.
    private func birthDate(of element: XMLElement) -> String? {
        for birth in element.children where birth.name == "INDIVIDUAL_DATE_OF_BIRTH" {
            if let date = birth.text(of: "DATE"), let read = try? CalendarDate(String(date.prefix(10))) {
                return read.description
            }
            if let year = birth.text(of: "YEAR"), let read = try? CalendarDate(year) { return read.description }
        }
        return nil
    }

    private func listedOn(_ element: XMLElement) throws(RefusalReason) -> String? {
        try PartyText.date(element.text(of: "LISTED_ON"), at: "/\(element.name)/LISTED_ON")
    }

    private func addNames(of element: XMLElement, id: String, main: String, into batch: inout FactBatch) {
        var names: [(name: String, kind: String)] = []
        for alias in element.children where alias.name.hasSuffix("_ALIAS") {
            guard let name = alias.text(of: "ALIAS_NAME") else { continue }
            names.append((name, alias.text(of: "QUALITY") == "Low" ? "weak" : "alias"))
        }
        if let original = element.text(of: "NAME_ORIGINAL_SCRIPT") { names.append((original, "script")) }
        var seen: Set<String> = [main]
        for (name, kind) in names where seen.insert(name).inserted {
            var row = RowBuilder("listing_name")
            row.set("listing_id", id, in: &batch)
            row.set("name", name, in: &batch)
            row.set("kind", kind, in: &batch)
            row.append(to: &batch)
        }
    }
}
