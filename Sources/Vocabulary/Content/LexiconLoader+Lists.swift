extension LexiconLoader {
    /// Reads `critical-minerals.yaml`.
    mutating func readLists() {
        var file = reader("critical-minerals.yaml")
        defer { faults += file.list.faults }
        guard let top = file.top(["lists"]) else { return }
        let known = Set(parts.minerals.map(\.id.rawValue))
        var ids: [(text: String, line: Int)] = []
        let required = ["id", "jurisdiction", "kind", "date", "certainty", "instrument", "title", "minerals"]
        for entry in file.entries(top, "lists", required: required, optional: ["note"]) {
            let id = file.text(entry, "id")
            if let id { ids.append((id, entry.line)) }
            let place = file.text(entry, "jurisdiction")
            if let place, place != "EU", CountryCode(place)?.alpha2 != place {
                file.fault(
                    entry.line(of: "jurisdiction"),
                    expected: "an ISO 3166-1 alpha-2 code or EU",
                    found: "“\(place)”",
                    remedy: "Write two capitals."
                )
            }
            let kind = file.word(entry, "kind", MineralList.Kind.self)
            let certainty = file.word(entry, "certainty", MineralList.Reading.self)
            let date = date(&file, entry)
            let instrument = file.text(entry, "instrument")
            let title = file.localised(entry, "title")
            let note = file.text(entry, "note")
            let minerals = file.texts(entry, "minerals")
            for (mineral, line) in minerals {
                file.checkKnown(mineral, line, among: known, what: "a mineral", where: "minerals.yaml")
            }
            file.checkUnique(minerals, what: "a mineral within the list")
            guard let id, let place, let kind, let certainty, let date, let instrument, let title else { continue }
            parts.lists.append(
                MineralList(
                    id: id,
                    jurisdiction: place,
                    kind: kind,
                    date: date,
                    certainty: certainty,
                    instrument: instrument,
                    title: title,
                    note: note,
                    minerals: minerals.map { MineralID($0.text) }
                )
            )
        }
        file.checkUnique(ids, what: "an id")
    }

    private func date(_ file: inout SchemaReader, _ entry: SchemaReader.Entry) -> CalendarDate? {
        guard let text = file.text(entry, "date") else { return nil }
        do throws(DateError) {
            return try CalendarDate(text)
        } catch {
            file.fault(
                entry.line(of: "date"),
                expected: "a date like 2024-04-11",
                found: "“\(text)” (\(error))",
                remedy: "Correct the date."
            )
            return nil
        }
    }

    /// Reads `handling-markings.yaml`.
    mutating func readMarkings() {
        var file = reader("handling-markings.yaml")
        defer { faults += file.list.faults }
        guard let top = file.top(["markings"]) else { return }
        var levels: [(text: String, line: Int)] = []
        for entry in file.entries(top, "markings", required: ["id", "level", "label", "meaning"]) {
            let level = file.integer(entry, "level", in: 0...4)
            if let level { levels.append((String(level), entry.line)) }
            let label = file.text(entry, "label")
            let meaning = file.localised(entry, "meaning")
            guard let level, let label, let meaning, let marking = HandlingMarking(rawValue: level) else { continue }
            if marking.label != label {
                file.fault(
                    entry.line(of: "label"),
                    expected: "the label \(marking.label) for level \(level)",
                    found: "“\(label)”",
                    remedy: "Write the label as TLP 2.0 does."
                )
            }
            parts.markings.append(.init(marking: marking, meaning: meaning))
        }
        file.checkUnique(levels, what: "a level")
        parts.markings.sort { $0.marking < $1.marking }
    }

    /// Reads `countries.csv`.
    mutating func readCountries() {
        let name = "countries.csv"
        let columns = ["alpha2", "alpha3", "numeric", "en", "fr", "pt", "es", "aliases"]
        var table = CSVTable(file: name, text: texts[name] ?? "", columns: columns)
        table.checkUnique("alpha2")
        for row in table.rows {
            guard let code = CountryCode(row["alpha2"]), code.alpha2 == row["alpha2"], code.alpha3 == row["alpha3"],
                code.numeric == Int(row["numeric"])
            else {
                table.fault(
                    row.line,
                    expected: "the alpha-2, alpha-3 and numeric code of one country in ISO 3166-1",
                    found: "“\(row["alpha2"])”, “\(row["alpha3"])” and “\(row["numeric"])”",
                    remedy: "Correct the codes."
                )
                continue
            }
            for language in Language.allCases where row[language.rawValue].isEmpty {
                table.fault(
                    row.line,
                    expected: "a name in the column \(language.rawValue) (\(language.ownName))",
                    found: "none",
                    remedy: "Add the translation."
                )
            }
            let names = LocalisedText(en: row["en"], fr: row["fr"], pt: row["pt"], es: row["es"])
            let aliases = row["aliases"].split(separator: "|").map(String.init)
            parts.countries.append(.init(code: code, name: names, aliases: aliases))
        }
        if table.list.faults.isEmpty, parts.countries.map(\.code) != CountryCode.all {
            table.fault(
                1,
                expected: "every country of ISO 3166-1, in the order of the alpha-2 codes",
                found: "\(parts.countries.count) of \(CountryCode.all.count) or another order",
                remedy: "Add the missing rows and sort the file."
            )
        }
        faults += table.list.faults
    }

    /// Reads `currencies.csv`.
    mutating func readCurrencies() {
        let name = "currencies.csv"
        var table = CSVTable(file: name, text: texts[name] ?? "", columns: ["code", "minor_digits", "status"])
        table.checkUnique("code")
        for row in table.rows {
            guard let currency = Currency(row["code"]), currency.code == row["code"],
                currency.minorDigits == Int(row["minor_digits"]), ["active", "withdrawn"].contains(row["status"])
            else {
                table.fault(
                    row.line,
                    expected: "a currency of ISO 4217 with its number of decimals, active or withdrawn",
                    found: "“\(row["code"])”, “\(row["minor_digits"])” and “\(row["status"])”",
                    remedy: "Correct the row; a new currency needs an entry in the program's own table too."
                )
                continue
            }
            parts.currencies.append(currency)
        }
        faults += table.list.faults
    }
}
