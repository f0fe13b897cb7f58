public import Formats

extension DossierPlan {
    /// Reads a plan.
    ///
    /// - Parameter file: What the faults call it.
    /// - Throws: ``ContentFaults`` with the line of each fault.
    public init(reading bytes: [UInt8], file: String) throws(ContentFaults) {
        var reader = StrictJSON(file: file)
        let root = reader.object(
            reader.root(of: bytes),
            required: ["kind", "title", "reference"],
            optional: [
                "date", "organisation", "case", "exhibits", "people", "logs", "proofs", "credentials", "reports",
                "withhold",
            ]
        )
        var plan = DossierPlan(title: "", reference: "")
        if let root {
            reader.header(root, kind: "dossier-plan")
            plan.title = reader.text(root["title"]) ?? ""
            plan.reference = reader.name(root["reference"]) ?? ""
            plan.date = reader.text(root["date"], atMost: 10)
            plan.organisation = reader.text(root["organisation"])
            if let facts = root["case"] {
                if facts.json.kind != .object { reader.fault(facts, "expected an object") }
                plan.facts = JSONNode(facts.json)
            }
            plan.exhibits = reader.exhibits(root["exhibits"])
            plan.people = reader.people(root["people"])
            for kind in Papers.allCases { plan.papers[kind] = reader.files(root[kind.rawValue]) }
            plan.withhold = reader.withholdings(root["withhold"])
        }
        try reader.check()
        self = plan
    }
}

extension StrictJSON {
    /// How many exhibits, files and withheld things a plan may have; its own length is limited too.
    private static let most = 100_000

    /// A name that becomes a folder.
    fileprivate mutating func name(_ place: Value?) -> String? {
        guard let place, let text = text(place, atMost: 200) else { return nil }
        guard (try? BagPath(text)) != nil, !text.utf8.contains(UInt8(ascii: "/")) else {
            fault(place, "expected a name that can be a folder: no slash, not . or ..")
            return nil
        }
        return text
    }

    fileprivate mutating func files(_ place: Value?) -> [String] {
        var files: [String] = []
        for value in list(place, atMost: Self.most) {
            guard let file = file(value) else { continue }
            if files.contains(file) { fault(value, "stands twice") } else { files.append(file) }
        }
        return files
    }

    private mutating func file(_ place: Value?) -> String? {
        guard let place, let text = place.json.string else {
            if let place { fault(place, "expected the path of a file from the folder of the plan") }
            return nil
        }
        do throws(BagPath.Refused) {
            return try BagPath(text).text
        } catch {
            fault(place, "expected a path that stays below the folder of the plan")
            return nil
        }
    }

    fileprivate mutating func exhibits(_ place: Value?) -> [DossierPlan.Exhibit] {
        var exhibits: [DossierPlan.Exhibit] = []
        for value in list(place, atMost: Self.most) {
            guard let object = object(value, required: ["id", "description"], optional: ["files"]),
                let id = name(object["id"]), let description = text(object["description"], atMost: 8_000)
            else { continue }
            exhibits.append(DossierPlan.Exhibit(id: id, description: description, files: files(object["files"])))
        }
        unique(exhibits.map(\.id), place)
        return exhibits
    }

    fileprivate mutating func people(_ place: Value?) -> [DossierPlan.Person] {
        var people: [DossierPlan.Person] = []
        for value in list(place, atMost: Self.most) {
            guard let object = object(value, required: ["name"], optional: ["organisation"]),
                let name = text(object["name"])
            else { continue }
            people.append(DossierPlan.Person(name: name, isOrganisation: flag(object["organisation"]) ?? false))
        }
        unique(people.map(\.name), place)
        return people
    }

    fileprivate mutating func withholdings(_ place: Value?) -> [DossierPlan.Withholding] {
        var things: [DossierPlan.Withholding] = []
        for value in list(place, atMost: Self.most) {
            let keys = ["file", "person", "words", "log", "entry", "members", "pointer"]
            guard let object = object(value, required: ["why", "from"], optional: keys),
                let why = text(object["why"]), let from = word(object["from"], DossierVersion.self),
                let target = target(object)
            else { continue }
            guard from != .full else {
                fault(value, "the full version withholds nothing: expected disclosure or public")
                continue
            }
            things.append(DossierPlan.Withholding(target, why: why, from: from))
        }
        return things
    }

    private mutating func target(_ object: Object) -> DossierPlan.Target? {
        let kinds = ["file", "person", "words", "log", "pointer"].filter { object[$0] != nil }
        guard kinds.count == 1 else {
            fault(object.place, "expected one of file, person, words, log with entry, or pointer")
            return nil
        }
        for key in ["entry", "members"] where object[key] != nil && object["log"] == nil {
            fault(object.place, "\(key) needs log")
        }
        if let place = object["file"] { return file(place).map { .file($0) } }
        if let place = object["person"] { return words(place).map { .person($0) } }
        if let place = object["words"] { return words(place).map { .words($0) } }
        if let place = object["pointer"] {
            guard let pointer = text(place), pointer.hasPrefix("/") else {
                fault(place, "expected a JSON pointer such as /informant/name")
                return nil
            }
            return .pointer(pointer)
        }
        guard let log = file(object["log"]), let entry = object["entry"], let id = text(entry) else {
            fault(object.place, "expected log with entry")
            return nil
        }
        var members: [String] = []
        for value in list(object["members"]) { if let member = text(value) { members.append(member) } }
        return .entry(log: log, id: id, members: members)
    }

    /// What is looked for in every byte: two letters would be found everywhere.
    private mutating func words(_ place: Value) -> String? {
        guard let text = text(place) else { return nil }
        guard text.utf8.count >= 3 else {
            fault(place, "expected at least three bytes: fewer would be found everywhere")
            return nil
        }
        return text
    }
}
