/// Fills the island with companies, cooperatives, officials, owners and families.
struct PeopleBuilder {
    private var country: Country
    private var chance: Chance
    private var taken: Set<String> = []
    private var serial = 0

    private init(_ country: Country) {
        self.country = country
        chance = Chance(seed: country.seed, stream: "people")
    }

    static func populate(_ country: inout Country) {
        var builder = PeopleBuilder(country)
        builder.build()
        country = builder.country
        country.isUsed = [Bool](repeating: false, count: country.parties.count)
    }

    private mutating func build() {
        let scale = country.scale
        makeState()
        country.cast.explorers = firms(
            8 + 18 * scale,
            ["Exploração", "Exploration", "Prospection", "Geo"],
            "Mineral exploration"
        )
        country.cast.miners = firms(14, ["Mining", "Minas", "Mines", "Mineração"], "Mining of metal ores")
        country.cast.quarriers = firms(8, ["Quarries", "Pedreiras", "Carrières"], "Quarrying of stone and sand")
        country.cast.traders = firms(14 * scale, ["Comptoir", "Trading", "Negócios", "Négoce"], "Buying of minerals")
        country.cast.exporters = firms(6 * scale, ["Export", "Minerais Export", "Commodities"], "Export of minerals")
        country.cast.refiners = firms(5, ["Refining", "Fundição", "Affinage"], "Smelting and refining")
        country.cast.unlicensedExporters = firms(
            3 * scale,
            ["Global Trade", "Overseas", "Import-Export"],
            "General trading"
        )
        country.cast.hauliers = firms(10, ["Transportes", "Haulage", "Transit"], "Road freight")
        country.cast.suppliers = firms(12, ["Supplies", "Equipamentos", "Matériel"], "Wholesale of machinery and fuel")
        country.cast.consultants = firms(4 + 4 * scale, ["Consulting", "Conseil", "Assessoria"], "Business advice")
        country.cast.agents = firms(5, ["Despachantes", "Customs Brokers", "Transitaires"], "Customs brokerage")
        makeBuyers(16)
        makeShells(10 + 10 * scale)
        makeCooperatives(34 * scale)
        for _ in 0..<(24 + 16 * scale) { country.cast.bystanders.append(person()) }
    }

    private mutating func makeState() {
        country.cast.ministry = body("Ministry of Mines and Energy")
        country.cast.cadastre = body("National Mining Cadastre")
        country.cast.inspectorate = body("Inspectorate of Mines")
        country.cast.customs = body("Customs and Excise Department")
        country.cast.treasury = body("Treasury of the Republic")
        country.cast.police = body("Mining Police")
        let towns = country.land.towns.map(\.name)
        for index in 0..<(6 + 2 * country.scale) {
            let title = index == 0 ? "Director of the Mining Cadastre" : "Registrar of the Mining Cadastre"
            country.cast.signatories.append(official(title, at: country.cast.cadastre))
        }
        for index in 0..<(10 + 4 * country.scale) {
            let place = country.land.provinces[index % country.land.provinces.count].name
            country.cast.inspectors.append(official("Inspector of Mines, " + place, at: country.cast.inspectorate))
        }
        for index in 0..<(8 + 4 * country.scale) {
            let place = towns[index % 2]
            country.cast.customsOfficers.append(official("Customs officer, " + place, at: country.cast.customs))
        }
        country.cast.armedMembers = []
    }

    private mutating func makeBuyers(_ count: Int) {
        let homes = ["CH", "BE", "MY", "TH", "CN", "AE", "SG", "DE", "JP", "KR", "NL", "GB", "IN", "VN", "FI", "AT"]
        for index in 0..<count {
            let name = unusedFirm(
                ["Metals", "Smelting", "Raw Materials", "Bullion"],
                ["AG", "NV", "Pte", "GmbH", "BV"]
            )
            let founded = Day(1985 + chance.integer(0...30), chance.integer(1...12), chance.integer(1...28))
            country.cast.buyers.append(
                add(
                    Party(
                        id: organisationID(),
                        kind: .company,
                        name: name,
                        country: homes[index % homes.count],
                        registration: registration(),
                        founded: founded,
                        sector: "Metal trading and smelting"
                    )
                )
            )
        }
    }

    private mutating func makeShells(_ count: Int) {
        for _ in 0..<count {
            let name = unusedFirm(["Holdings", "Ventures", "Capital", "Nominees"], ["Inc", "Corp", "Ltd"])
            let founded = Day(2012 + chance.integer(0...10), chance.integer(1...12), chance.integer(1...28))
            country.cast.shells.append(
                add(
                    Party(
                        id: organisationID(),
                        kind: .company,
                        name: name,
                        country: "XN",
                        registration: registration(),
                        founded: founded,
                        sector: "Holding of shares"
                    )
                )
            )
        }
    }

    private mutating func makeCooperatives(_ count: Int) {
        for index in 0..<count {
            let place = PlaceNames.hill(index)
            let style = chance.pick([
                "Cooperativa de Mineiros de ", "Coopérative des Creuseurs de ", "Diggers' Cooperative of ",
            ])
            let founded = Day(2008 + chance.integer(0...14), chance.integer(1...12), chance.integer(1...28))
            let cooperative = add(
                Party(
                    id: organisationID(),
                    kind: .cooperative,
                    name: style + place,
                    country: Land.country,
                    registration: registration(),
                    founded: founded,
                    sector: "Artisanal mining",
                    address: chance.pick(country.land.towns).name
                )
            )
            country.cast.cooperatives.append(cooperative)
            let chair = person()
            link(.directorship, chair, cooperative, from: founded + 30, role: "Chair")
            let clerk = person()
            link(.employment, clerk, cooperative, from: founded + chance.integer(60...900), role: "Treasurer")
            country.cast.employees.append(clerk)
        }
    }

    /// Domestic companies with their owners, directors and some of their staff.
    private mutating func firms(_ count: Int, _ middles: [String], _ sector: String) -> [Int] {
        var result: [Int] = []
        for _ in 0..<count {
            let name = unusedFirm(middles, ["Lda", "SARL", "Ltd", "SA"])
            let founded = Day(2001 + chance.integer(0...18), chance.integer(1...12), chance.integer(1...28))
            let town = chance.pick(country.land.towns).name
            let company = add(
                Party(
                    id: organisationID(),
                    kind: .company,
                    name: name,
                    country: Land.country,
                    registration: registration(),
                    founded: founded,
                    sector: sector,
                    address: String(chance.integer(1...240)) + " " + chance.pick(Self.streets) + ", " + town
                )
            )
            result.append(company)
            var left = 100
            let owners = chance.integer(1...3)
            var head = -1
            for index in 0..<owners {
                let share = index == owners - 1 ? left : left * chance.integer(35...65) / 100
                left -= share
                let owner = person()
                if head < 0 { head = owner }
                link(.ownership, owner, company, percent: share, from: founded, role: "Shareholder")
            }
            let director = chance.happens(percent: 60) ? head : person()
            link(.directorship, director, company, from: founded, role: "Managing director")
            if chance.happens(percent: 55) {
                let clerk = person()
                let role = chance.pick(["Geologist", "Accountant", "Driver", "Warehouse keeper", "Secretary"])
                link(.employment, clerk, company, from: founded + chance.integer(200...2000), role: role)
                country.cast.employees.append(clerk)
            }
            if chance.happens(percent: 12) {
                let relative = person()
                link(
                    .family,
                    head,
                    relative,
                    from: founded,
                    role: chance.pick(["brother", "sister", "cousin", "spouse"])
                )
            }
        }
        return result
    }

    private static let streets = [
        "Rua da Alfândega", "Rue du Phare", "Harbour Road", "Avenida Atlântica", "Chemin des Salines",
    ]

    private mutating func official(_ title: String, at body: Int) -> Int {
        let official = person()
        country.parties[official].position = title
        link(
            .employment,
            official,
            body,
            from: Day(2012 + chance.integer(0...10), chance.integer(1...12), 1),
            role: title
        )
        return official
    }

    private mutating func body(_ name: String) -> Int {
        add(
            Party(
                id: organisationID(),
                kind: .publicBody,
                name: name,
                country: Land.country,
                address: PlaceNames.capital
            )
        )
    }

    private mutating func person() -> Int {
        var name = chance.pick(Names.given) + " " + chance.pick(Names.family)
        while !taken.insert(name).inserted { name += " " + chance.pick(Names.family) }
        let born = Day(1950 + chance.integer(0...50), chance.integer(1...12), chance.integer(1...28))
        serial += 1
        return add(
            Party(
                id: "xm-p-" + Decimals.padded(serial, 5),
                kind: .person,
                name: name,
                country: Land.country,
                born: born,
                address: chance.happens(percent: 40) ? chance.pick(country.land.towns).name : nil
            )
        )
    }

    private mutating func unusedFirm(_ middles: [String], _ forms: [String]) -> String {
        var first = chance.pick(Names.firm)
        let form = chance.pick(forms)
        var name = first + " " + chance.pick(middles) + " " + form
        while !taken.insert(name).inserted {
            first += " " + chance.pick(Names.firm)
            name = first + " " + chance.pick(middles) + " " + form
        }
        return name
    }

    /// Organisations carry a PGLN (EPC Tag Data Standard), so that events can name them; 952… is GS1's demonstration prefix.
    private mutating func organisationID() -> String {
        serial += 1
        return "urn:epc:id:pgln:9521234." + Decimals.padded(serial, 5)
    }

    private mutating func registration() -> String {
        "RC-" + Decimals.padded(chance.integer(10_000...99_999), 5) + "/" + Decimals.padded(serial % 100, 2)
    }

    private mutating func add(_ party: Party) -> Int {
        country.parties.append(party)
        return country.parties.count - 1
    }

    private mutating func link(
        _ kind: PartyLink.Kind,
        _ source: Int,
        _ target: Int,
        percent: Int? = nil,
        from: Day,
        role: String
    ) {
        country.links.append(
            PartyLink(kind: kind, source: source, target: target, percent: percent, from: from, to: nil, role: role)
        )
    }
}
