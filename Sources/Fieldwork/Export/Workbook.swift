/// A workbook of tables (ECMA-376, SpreadsheetML), with what every reader of them needs and nothing more.
///
/// Texts are texts: no cell is a formula, whatever it begins with.
struct Workbook {
    /// A sheet: a row of names, then the rows.
    struct Sheet {
        let name: String
        let columns: [String]
        /// For each column, whether what looks like a number is one.
        let isNumber: [Bool]
        let rows: [[String]]
    }

    let sheets: [Sheet]

    /// The most bytes of a cell's text, and the most rows, that readers take (ECMA-376 leaves it to them; Excel's are these).
    private static let longestCell = 32_767
    static let mostRows = 1_048_576

    /// The file.
    var bytes: [UInt8] {
        var archive = StoredArchive()
        archive.add("[Content_Types].xml", contentTypes)
        archive.add("_rels/.rels", Self.relations([("officeDocument", "xl/workbook.xml")]))
        archive.add("xl/workbook.xml", book)
        archive.add(
            "xl/_rels/workbook.xml.rels",
            Self.relations(sheets.indices.map { ("worksheet", "worksheets/sheet\($0 + 1).xml") })
        )
        for (place, sheet) in sheets.enumerated() {
            archive.add("xl/worksheets/sheet\(place + 1).xml", Self.text(sheet))
        }
        return archive.bytes
    }

    private static let head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
    private static let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    private static let relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    private static let package = "http://schemas.openxmlformats.org/package/2006"

    private var contentTypes: String {
        let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
        let parts = sheets.indices.map {
            "<Override PartName=\"/xl/worksheets/sheet\($0 + 1).xml\" ContentType=\"\(kind).worksheet+xml\"/>"
        }
        return Self.head + "<Types xmlns=\"\(Self.package)/content-types\">"
            + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
            + "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
            + "<Override PartName=\"/xl/workbook.xml\" ContentType=\"\(kind).sheet.main+xml\"/>"
            + parts.joined() + "</Types>"
    }

    private static func relations(_ targets: [(kind: String, target: String)]) -> String {
        let parts = targets.enumerated().map { place, each in
            "<Relationship Id=\"r\(place + 1)\" Type=\"\(relationships)/\(each.kind)\" Target=\"\(each.target)\"/>"
        }
        return head + "<Relationships xmlns=\"\(package)/relationships\">" + parts.joined() + "</Relationships>"
    }

    private var book: String {
        let parts = names.enumerated().map { place, name in
            "<sheet name=\"\(XMLText.escaped(name))\" sheetId=\"\(place + 1)\" r:id=\"r\(place + 1)\"/>"
        }
        return Self.head + "<workbook xmlns=\"\(Self.main)\" xmlns:r=\"\(Self.relationships)\"><sheets>"
            + parts.joined() + "</sheets></workbook>"
    }

    /// The names of the sheets: 31 characters at most, none of `[]:*?/\`, each another one whatever the case.
    var names: [String] {
        var used: Set<String> = []
        return sheets.map { sheet in
            let plain = sheet.name.filter { !"[]:*?/\\'".contains($0) }
            let base = plain.isEmpty ? "sheet" : String(plain.prefix(27))
            var name = base
            var number = 2
            while !used.insert(name.lowercased()).inserted {
                name = "\(base) \(number)"
                number += 1
            }
            return name
        }
    }

    private static func text(_ sheet: Sheet) -> String {
        var text = head + "<worksheet xmlns=\"\(main)\"><sheetData>"
        text += "<row>" + sheet.columns.map { cell($0, isNumber: false) }.joined() + "</row>"
        for row in sheet.rows.prefix(mostRows - 1) {
            text += "<row>"
            for (place, value) in row.enumerated() {
                text += cell(value, isNumber: sheet.isNumber.indices.contains(place) && sheet.isNumber[place])
            }
            text += "</row>"
        }
        return text + "</sheetData></worksheet>"
    }

    private static func cell(_ text: String, isNumber: Bool) -> String {
        // An empty cell keeps its place: cells without a reference stand one beside the other.
        guard !text.isEmpty else { return "<c/>" }
        // Fifteen digits are all that a spreadsheet's numbers hold.
        if isNumber, let value = Double(text), value.isFinite, text.utf8.count <= 16 { return "<c><v>\(text)</v></c>" }
        let shown = XMLText.escaped(String(text.prefix(longestCell)))
        return "<c t=\"inlineStr\"><is><t xml:space=\"preserve\">\(shown)</t></is></c>"
    }
}
