extension LexiconLoader {
    /// Reads `atomic-weights.csv`.
    mutating func readAtomicWeights() {
        let name = "atomic-weights.csv"
        var table = CSVTable(file: name, text: texts[name] ?? "", columns: ["symbol", "weight"])
        table.checkUnique("symbol")
        var weights: [String: Int] = [:]
        for row in table.rows {
            let number = try? DecimalNumber(row["weight"])
            let weight = number?.integer(times: 10_000, rounding: .exact)
            guard let weight, (10_000...4_000_000).contains(weight), ChemicalFormula(row["symbol"]) != nil else {
                table.fault(
                    row.line,
                    expected: "an element symbol and its weight, a decimal from 1 to 400 with up to four places",
                    found: "“\(row["symbol"])” and “\(row["weight"])”",
                    remedy: "Write the weight like 58.933."
                )
                continue
            }
            weights[row["symbol"]] = weight
        }
        parts.atomicWeights = AtomicWeights(tenThousandths: weights)
        faults += table.list.faults
    }

    /// Reads `conversion-factors.yaml` and recomputes every factor.
    mutating func readFactors() {
        var file = reader("conversion-factors.yaml")
        defer { faults += file.list.faults }
        guard let top = file.top(["factors"]) else { return }
        var pairs: [(text: String, line: Int)] = []
        for entry in file.entries(top, "factors", required: ["from", "to", "element", "factor"]) {
            let from = formula(&file, entry, "from")
            let to = formula(&file, entry, "to")
            guard let from, let to, let element = file.text(entry, "element"), let text = file.text(entry, "factor")
            else { continue }
            pairs.append(("\(from.text) to \(to.text)", entry.line))
            let number = try? DecimalNumber(text)
            if number == nil {
                file.fault(
                    entry.line(of: "factor"),
                    expected: "a decimal number such as 0.818973",
                    found: "“\(text)”",
                    remedy: "Write digits with a point."
                )
            }
            let computed = parts.atomicWeights.factor(from: from, to: to, element: element)
            guard let computed else {
                file.fault(
                    entry.line(of: "element"),
                    expected: "an element of atomic-weights.csv that both formulas contain",
                    found: "“\(element)”",
                    remedy: "Correct the element or the formulas."
                )
                continue
            }
            guard let number else { continue }
            if number != computed {
                file.fault(
                    entry.line(of: "factor"),
                    expected: "the factor \(computed) that follows from the atomic weights",
                    found: "“\(text)”",
                    remedy: "Write \(computed), or correct the formulas."
                )
            }
            parts.factors.append(ConversionFactor(from: from, to: to, element: element, factor: number))
        }
        file.checkUnique(pairs, what: "a pair of formulas")
    }

    private func formula(
        _ file: inout SchemaReader,
        _ entry: SchemaReader.Entry,
        _ key: String
    ) -> ChemicalFormula? {
        guard let text = file.text(entry, key) else { return nil }
        if let formula = ChemicalFormula(text), parts.atomicWeights.mass(of: formula) != nil { return formula }
        file.fault(
            entry.line(of: key),
            expected: "a chemical formula such as LiOH.H2O of elements in atomic-weights.csv",
            found: "“\(text)”",
            remedy: "Correct the formula, with a point before water."
        )
        return nil
    }

    /// Reads `form-kinds.yaml`.
    mutating func readFormKinds() {
        var file = reader("form-kinds.yaml")
        defer { faults += file.list.faults }
        guard let top = file.top(["kinds"]) else { return }
        var ids: [(text: String, line: Int)] = []
        for entry in file.entries(top, "kinds", required: ["id", "names"]) {
            let id = file.text(entry, "id")
            if let id { ids.append((id, entry.line)) }
            let name = file.localised(entry, "names")
            if let id, let name { parts.formKinds.append(FormKind(id: .init(id), name: name)) }
        }
        file.checkUnique(ids, what: "an id")
    }

    /// Reads `minerals.yaml`.
    mutating func readMinerals() {
        var file = reader("minerals.yaml")
        defer { faults += file.list.faults }
        guard let top = file.top(["minerals"]) else { return }
        var names: [(text: String, line: Int)] = []
        let optional = ["element", "basis", "aliases"]
        for entry in file.entries(top, "minerals", required: ["id", "names", "forms"], optional: optional) {
            let id = file.text(entry, "id")
            if let id, id.contains(where: { $0 == " " || $0.isUppercase }) {
                file.fault(
                    entry.line(of: "id"),
                    expected: "an id in small letters without spaces, because facts list ids with spaces between them",
                    found: "“\(id)”",
                    remedy: "Use hyphens."
                )
            }
            let name = file.localised(entry, "names")
            let aliases = file.texts(entry, "aliases")
            let own = Set(((name?.all ?? []) + [id].compactMap(\.self)).map { WordFolding.fold($0) })
            names += own.sorted().map { ($0, entry.line) }
            names += Set(aliases.map { WordFolding.fold($0.text) }).subtracting(own).sorted().map { ($0, entry.line) }
            let element = file.text(entry, "element")
            if let element, parts.atomicWeights.weight(of: element) == nil {
                file.fault(
                    entry.line(of: "element"),
                    expected: "the symbol of an element in atomic-weights.csv",
                    found: "“\(element)”",
                    remedy: "Correct the symbol, or leave the key out for a group."
                )
            }
            let basis = file.text(entry, "basis")
            let forms = forms(&file, entry, element: element)
            guard let id, let name else { continue }
            parts.minerals.append(
                Mineral(
                    id: .init(id),
                    element: element,
                    basis: basis,
                    name: name,
                    aliases: aliases.map(\.text),
                    forms: forms
                )
            )
        }
        file.checkUnique(names, what: "an id, name or alias")
    }

    private func forms(
        _ file: inout SchemaReader,
        _ parent: SchemaReader.Entry,
        element: String?
    ) -> [Mineral.Form] {
        let kinds = Set(parts.formKinds.map(\.id.rawValue))
        var ids: [(text: String, line: Int)] = []
        var forms: [Mineral.Form] = []
        let optional = ["formula", "grade_ppm", "source"]
        for entry in file.entries(parent, "forms", required: ["kind", "hs"], optional: optional) {
            let kind = file.text(entry, "kind")
            if let kind {
                ids.append((kind, entry.line))
                file.checkKnown(kind, entry.line(of: "kind"), among: kinds, what: "a kind", where: "form-kinds.yaml")
            }
            let formula = formula(&file, entry, "formula")
            var codes: [HSCode] = []
            for (text, line) in file.texts(entry, "hs") {
                if let code = HSCode(text), code.digits.utf8.count == 6 {
                    codes.append(code)
                } else {
                    file.fault(
                        line,
                        expected: "a code of the Harmonized System with six digits",
                        found: "“\(text)”",
                        remedy: "Write six digits between quotation marks, like \"260500\"."
                    )
                }
            }
            let grade = grade(&file, entry, formula: formula, element: element)
            guard let kind else { continue }
            forms.append(Mineral.Form(id: .init(kind), formula: formula, hsCodes: codes, grade: grade))
        }
        file.checkUnique(ids, what: "a kind within the mineral")
        return forms
    }

    private func grade(
        _ file: inout SchemaReader,
        _ entry: SchemaReader.Entry,
        formula: ChemicalFormula?,
        element: String?
    ) -> Mineral.GradeRange? {
        guard let range = file.entry(entry, "grade_ppm", required: ["low", "typical", "high"]) else { return nil }
        let values = ["low", "typical", "high"].map { key in
            file.integer(range, key, in: 0...1_000_000).flatMap { Grade(partsPerMillion: $0) }
        }
        guard entry.has("source"), let source = file.text(entry, "source") else {
            file.fault(entry.line, expected: "a source for the grades", found: "none", remedy: "Add the key “source”.")
            return nil
        }
        guard let low = values[0], let typical = values[1], let high = values[2] else { return nil }
        guard low <= typical, typical <= high else {
            file.fault(
                range.line,
                expected: "grades in rising order: low, typical, high",
                found: values.compactMap { $0.map { String($0.partsPerMillion) } }.joined(separator: ", "),
                remedy: "Correct the grades."
            )
            return nil
        }
        if let formula, let element, let most = parts.atomicWeights.share(of: element, in: formula), high > most {
            file.fault(
                range.line,
                expected: "at most \(most.partsPerMillion) ppm, the share of \(element) in \(formula.text)",
                found: "\(high.partsPerMillion)",
                remedy: "Correct the grade or the formula."
            )
        }
        return Mineral.GradeRange(low: low, typical: typical, high: high, source: source)
    }
}
