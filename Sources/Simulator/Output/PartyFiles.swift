/// Parties, links and the watch list as FollowTheMoney entities, one JSON object a line.
enum PartyFiles {
    static func parties(_ country: Country) -> OutputFile {
        var lines: [JSONValue] = country.parties.map { entity($0) }
        for (number, link) in country.links.enumerated() {
            lines.append(entity(link, number: number, country))
        }
        return file("parties.ftm.jsonl", lines + BrokenRecords.parties, broken: BrokenRecords.parties.count)
    }

    static func watchlist(_ country: Country) -> OutputFile {
        let lines = country.watchlist.map { entry -> JSONValue in
            var properties: [(String, JSONValue)] = [("name", .texts([entry.name]))]
            if !entry.aliases.isEmpty { properties.append(("alias", .texts(entry.aliases))) }
            properties.append(("country", .texts([entry.country.lowercased()])))
            if let born = entry.born { properties.append(("birthDate", .texts([born]))) }
            properties.append(("topics", .texts(["sanction"])))
            properties.append(("programId", .texts([entry.programme])))
            properties.append(("createdAt", .texts([entry.listedOn.text])))
            properties.append(("notes", .texts([entry.reason])))
            return .object([
                ("id", .text(entry.id)), ("schema", .text(entry.isPerson ? "Person" : "Organization")),
                ("datasets", .texts(["watchlist"])), ("properties", .object(properties)),
            ])
        }
        return file("watchlist.ftm.jsonl", lines, broken: 0)
    }

    private static func entity(_ party: Party) -> JSONValue {
        var properties: [(String, JSONValue)] = [("name", .texts([party.name]))]
        func add(_ name: String, _ value: String?) {
            if let value { properties.append((name, .texts([value]))) }
        }
        if !party.aliases.isEmpty { properties.append(("alias", .texts(party.aliases))) }
        add("country", party.country.lowercased())
        add("registrationNumber", party.registration)
        add("birthDate", party.born?.text)
        add("incorporationDate", party.founded?.text)
        add("position", party.position)
        add("sector", party.sector)
        add("address", party.address)
        if party.position != nil { properties.append(("topics", .texts(["role.pep"]))) }
        let schema: String
        switch party.kind {
        case .person: schema = "Person"
        case .company: schema = "Company"
        case .cooperative:
            schema = "Company"
            add("legalForm", "Cooperative")
        case .publicBody: schema = "PublicBody"
        case .organisation: schema = "Organization"
        }
        return .object([
            ("id", .text(party.id)), ("schema", .text(schema)), ("datasets", .texts(["registers"])),
            ("properties", .object(properties)),
        ])
    }

    private static func entity(_ link: PartyLink, number: Int, _ country: Country) -> JSONValue {
        let source = JSONValue.texts([country.parties[link.source].id])
        let target = JSONValue.texts([country.parties[link.target].id])
        let role = JSONValue.texts([link.role])
        let schema: String
        var properties: [(String, JSONValue)]
        switch link.kind {
        case .ownership:
            schema = "Ownership"
            properties = [("owner", source), ("asset", target), ("role", role)]
            if let percent = link.percent { properties.append(("percentage", .texts([String(percent)]))) }
        case .directorship:
            schema = "Directorship"
            properties = [("director", source), ("organization", target), ("role", role)]
        case .family:
            schema = "Family"
            properties = [("person", source), ("relative", target), ("relationship", role)]
        case .employment:
            schema = "Employment"
            properties = [("employee", source), ("employer", target), ("role", role)]
        }
        properties.append(("startDate", .texts([link.from.text])))
        if let to = link.to { properties.append(("endDate", .texts([to.text]))) }
        return .object([
            ("id", .text("xm-l-" + Decimals.padded(number + 1, 5))), ("schema", .text(schema)),
            ("datasets", .texts(["registers"])),
            ("properties", .object(properties)),
        ])
    }

    private static func file(_ name: String, _ lines: [JSONValue], broken: Int) -> OutputFile {
        var bytes: [UInt8] = []
        for line in lines {
            line.write(to: &bytes)
            bytes.append(10)
        }
        return OutputFile(name: name, bytes: bytes, records: lines.count, broken: broken)
    }
}
