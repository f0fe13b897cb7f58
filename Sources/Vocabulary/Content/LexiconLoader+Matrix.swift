extension LexiconLoader {
    /// Reads `vulnerability-matrix.yaml`.
    mutating func readMatrix() -> VulnerabilityMatrix {
        var file = reader("vulnerability-matrix.yaml")
        defer { faults += file.list.faults }
        guard let top = file.top(["stages", "actors", "vulnerabilities", "families", "concerns"]) else {
            return VulnerabilityMatrix(stages: [], actors: [], vulnerabilities: [], families: [], concerns: [])
        }
        var ids: [(text: String, line: Int)] = []
        var stages: [VulnerabilityMatrix.Stage] = []
        for entry in file.entries(top, "stages", required: ["id", "title", "scope", "certainty", "scope_certainty"]) {
            let id = file.text(entry, "id")
            if let id { ids.append((id, entry.line)) }
            let title = file.localised(entry, "title")
            let scope = file.word(entry, "scope", VulnerabilityMatrix.Stage.Scope.self)
            let certainty = file.word(entry, "certainty", Certainty.self)
            let scopeCertainty = file.word(entry, "scope_certainty", Certainty.self)
            guard let id, let title, let scope, let certainty, let scopeCertainty else { continue }
            stages.append(
                .init(id: .init(id), title: title, scope: scope, certainty: certainty, scopeCertainty: scopeCertainty)
            )
        }
        let known = Set(ids.map(\.text))
        var actors: [VulnerabilityMatrix.Actor] = []
        for entry in file.entries(top, "actors", required: ["id", "stage", "title", "certainty"]) {
            let id = file.text(entry, "id")
            if let id { ids.append((id, entry.line)) }
            let stage = file.text(entry, "stage")
            if let stage {
                file.checkKnown(stage, entry.line(of: "stage"), among: known, what: "a stage", where: "stages")
            }
            let title = file.localised(entry, "title")
            let certainty = file.word(entry, "certainty", Certainty.self)
            guard let id, let stage, let title, let certainty else { continue }
            actors.append(.init(id: id, stage: .init(stage), title: title, certainty: certainty))
        }
        var families: [VulnerabilityMatrix.Family] = []
        for entry in file.entries(top, "families", required: ["id", "title"]) {
            let id = file.text(entry, "id")
            if let id { ids.append((id, entry.line)) }
            if let id, let title = file.localised(entry, "title") { families.append(.init(id: id, title: title)) }
        }
        let rows = vulnerabilities(&file, top, "vulnerabilities", stages: known, families: nil, &ids)
        let familyIDs = Set(families.map(\.id))
        let concerns = vulnerabilities(&file, top, "concerns", stages: known, families: familyIDs, &ids)
        file.checkUnique(ids, what: "an id")
        return VulnerabilityMatrix(
            stages: stages,
            actors: actors,
            vulnerabilities: rows,
            families: families,
            concerns: concerns
        )
    }

    private func vulnerabilities(
        _ file: inout SchemaReader,
        _ top: SchemaReader.Entry,
        _ key: String,
        stages: Set<String>,
        families: Set<String>?,
        _ ids: inout [(text: String, line: Int)]
    ) -> [VulnerabilityMatrix.Vulnerability] {
        let keys = ["id", "title", "stages", "offences", "technologies", "legal_questions"]
        let extra = families == nil ? "signals" : "family"
        let offences = offenceIDs
        var result: [VulnerabilityMatrix.Vulnerability] = []
        for entry in file.entries(top, key, required: keys + [extra]) {
            let id = file.text(entry, "id")
            if let id { ids.append((id, entry.line)) }
            let title = file.localised(entry, "title")
            var cells: [StageID: Certainty] = [:]
            for (stage, word, line) in file.pairs(entry, "stages") {
                file.checkKnown(stage, line, among: stages, what: "a stage", where: "stages")
                if let certainty = file.choice(word, line, Certainty.self) { cells[.init(stage)] = certainty }
            }
            let signals = file.entries(entry, "signals", required: Language.allCases.map(\.rawValue))
            let family = families == nil ? nil : file.text(entry, "family")
            if let family, let families {
                file.checkKnown(family, entry.line(of: "family"), among: families, what: "a family", where: "families")
            }
            let crimes = file.texts(entry, "offences")
            for (offence, line) in crimes {
                file.checkKnown(offence, line, among: offences, what: "an offence", where: "offences.yaml")
            }
            let technologies = file.texts(entry, "technologies")
            let questions = file.texts(entry, "legal_questions")
            guard let id, let title else { continue }
            result.append(
                .init(
                    id: .init(id),
                    title: title,
                    stages: cells,
                    signals: signals.compactMap { file.localised($0) },
                    family: family,
                    offences: crimes.map { OffenceID($0.text) },
                    technologies: technologies.map(\.text),
                    legalQuestions: questions.map(\.text)
                )
            )
        }
        return result
    }

    /// The ids in `offences.yaml`; its faults are noted when the file itself is read.
    private var offenceIDs: Set<String> {
        var file = reader("offences.yaml")
        guard let top = file.top(["offences"]) else { return [] }
        let entries = file.entries(top, "offences", required: ["id"], optional: ["title", "vulnerabilities"])
        return Set(entries.compactMap { file.text($0, "id") })
    }

    /// Reads `offences.yaml`.
    mutating func readOffences(_ matrix: VulnerabilityMatrix) -> [Offence] {
        var file = reader("offences.yaml")
        defer { faults += file.list.faults }
        guard let top = file.top(["offences"]) else { return [] }
        let known = Set((matrix.vulnerabilities + matrix.concerns).map(\.id.rawValue))
        var ids: [(text: String, line: Int)] = []
        var offences: [Offence] = []
        for entry in file.entries(top, "offences", required: ["id", "title", "vulnerabilities"]) {
            let id = file.text(entry, "id")
            if let id { ids.append((id, entry.line)) }
            let title = file.localised(entry, "title")
            let rows = file.texts(entry, "vulnerabilities")
            for (row, line) in rows {
                file.checkKnown(row, line, among: known, what: "a row or concern", where: "vulnerability-matrix.yaml")
            }
            guard let id, let title else { continue }
            offences.append(
                Offence(id: .init(id), title: title, vulnerabilities: rows.map { VulnerabilityID($0.text) })
            )
        }
        file.checkUnique(ids, what: "an id")
        return offences
    }
}
