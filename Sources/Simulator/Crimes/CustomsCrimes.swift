/// V8 (undervalued, overweight and undeclared exports) and the reused tags of V9.
enum CustomsCrimes {
    static func plant(_ country: inout Country) {
        var chance = Chance(seed: country.seed, stream: "customs crimes")
        // Exporters that other plants use stay out, so that each truth stands alone.
        let free = chance.shuffled(
            country.declarations.indices.filter {
                country.declarations[$0].isExport && !country.declarations[$0].lots.isEmpty
                    && !country.cast.unlicensedExporters.contains(country.declarations[$0].exporter)
                    && !isPaidByOthers($0, country)
            }
        )
        var next = 0
        func take() -> Int {
            next += 1
            return free[(next - 1) % free.count]
        }
        for _ in 0..<country.scale {
            for _ in 0..<4 { undervalue(take(), &country, &chance) }
            for _ in 0..<3 { overload(take(), &country, &chance) }
            for _ in 0..<3 { hide(take(), &country) }
            // Metal has no low grade; the look-alike has to be a concentrate.
            while country.declarations[free[next % free.count]].mineral != .tantalum, next < free.count { next += 1 }
            lowGrade(take(), &country)
            packaging(take(), &country)
        }
        noteWaiting(&country, &chance)
        reuseTags(&country, &chance)
    }

    private static func isPaidByOthers(_ declaration: Int, _ country: Country) -> Bool {
        country.payments.contains {
            $0.declaration == declaration && $0.payer != country.declarations[declaration].importer
                && $0.payer != country.declarations[declaration].exporter
        }
    }

    private static func setValue(_ declaration: Int, _ cents: Int, _ country: inout Country) {
        let old = max(country.declarations[declaration].cents, 1)
        let duty = country.declarations[declaration].duty
        country.declarations[declaration].cents = cents
        country.declarations[declaration].duty = duty * (cents * 1000 / old) / 1000
        for index in country.payments.indices where country.payments[index].declaration == declaration {
            let isDuty = country.payments[index].payer == country.declarations[declaration].exporter
            country.payments[index].cents = isDuty ? country.declarations[declaration].duty : cents
        }
    }

    private static func undervalue(_ index: Int, _ country: inout Country, _ chance: inout Chance) {
        let share = chance.integer(38...58)
        setValue(index, country.declarations[index].cents * share / 100, &country)
        note(
            "undervalued_export",
            index,
            "The declared value is \(100 - share) % below what the contained metal is worth.",
            &country
        )
    }

    private static func overload(_ index: Int, _ country: inout Country, _ chance: inout Chance) {
        let extra = chance.integer(18...45)
        country.declarations[index].grams = country.declarations[index].grams * (100 + extra) / 100
        setValue(index, country.declarations[index].cents * (100 + extra) / 100, &country)
        note(
            "export_exceeds_lots",
            index,
            "The declared mass is \(extra) % above the mass of the lots it names.",
            &country
        )
    }

    private static func hide(_ index: Int, _ country: inout Country) {
        country.declarations[index].isRemoved = true
        for payment in country.payments.indices where country.payments[payment].declaration == index {
            country.payments[payment].isRemoved = true
        }
        let declaration = country.declarations[index]
        for lot in declaration.lots {
            country.plant(
                "undeclared_export",
                "V8",
                stage: "S3",
                "lot",
                country.lots[lot].id,
                from: declaration.date,
                to: declaration.date + 1,
                "The lot was loaded for export and never declared.",
                related: [("party", country.parties[declaration.exporter].id)]
            )
        }
    }

    /// A by-product of low grade: cheap a kilogram, and rightly so.
    private static func lowGrade(_ index: Int, _ country: inout Country) {
        guard let mineral = country.declarations[index].mineral else { return }
        let old = country.declarations[index].grade ?? 100_000
        let grade = old / 300 * 100
        for lot in country.declarations[index].lots { country.lots[lot].grade = grade }
        country.declarations[index].grade = grade
        country.declarations[index].words += ", low grade"
        let value = country.worth(
            grams: country.declarations[index].grams,
            grade: grade,
            of: mineral,
            on: country.declarations[index].date
        )
        setValue(index, mineral == .graphite ? country.declarations[index].cents : value, &country)
        note(
            "undervalued_export",
            index,
            "A low unit value that the low declared grade explains.",
            &country,
            innocent: true
        )
    }

    private static func packaging(_ index: Int, _ country: inout Country) {
        country.declarations[index].grams = country.declarations[index].grams * 1004 / 1000
        note(
            "export_exceeds_lots",
            index,
            "The declared mass is 0.4 % above the lots: packing and moisture.",
            &country,
            innocent: true
        )
    }

    private static func note(
        _ crime: String,
        _ index: Int,
        _ description: String,
        _ country: inout Country,
        innocent: Bool = false
    ) {
        let declaration = country.declarations[index]
        country.plant(
            crime,
            "V8",
            stage: "S3",
            "declaration",
            declaration.id,
            from: declaration.date,
            to: declaration.date,
            description,
            innocent: innocent,
            related: [("party", country.parties[declaration.exporter].id)]
        )
    }

    /// A lot that lies at the port and is not loaded yet is not smuggled: it waits.
    private static func noteWaiting(_ country: inout Country, _ chance: inout Chance) {
        guard let gate = country.sites.firstIndex(where: { $0.kind == .port }) else { return }
        let mines = country.sites.indices.filter {
            country.sites[$0].isArtisanal == false
                && (country.sites[$0].minerals[0] == .lithium || country.sites[$0].minerals[0] == .graphite)
        }
        for (rank, mine) in mines.prefix(2).enumerated() {
            let mineral = country.sites[mine].minerals[0]
            let made = Period.last - (8 + rank)
            let number = country.lots.count
            country.lots.append(
                Lot(
                    id: "urn:epc:class:lgtin:9521234." + mineral.itemReference + ".L" + Decimals.padded(number + 1, 6),
                    mineral: mineral,
                    form: mineral.pitForm,
                    grams: chance.integer(900...1400) * 100_000,
                    grade: chance.integer(mineral.pitGrade) / 100 * 100,
                    site: mine,
                    tag: nil,
                    made: made,
                    origins: [mine]
                )
            )
            let quantity = CustodyEvent.Quantity(lot: number, grams: country.lots[number].grams)
            let owner = country.sites[mine].operator
            for (step, disposition, day, site) in [
                ("commissioning", "active", made, mine), ("shipping", "in_transit", made + 3, mine),
                ("receiving", "in_progress", made + 5, gate),
            ] {
                let isFirst = step == "commissioning"
                country.events.append(
                    CustodyEvent(
                        id: chance.uuid(),
                        kind: .object,
                        action: isFirst ? "ADD" : "OBSERVE",
                        minute: day.number * 1440 + chance.integer(480...960),
                        step: step,
                        disposition: disposition,
                        site: site,
                        quantities: [quantity],
                        giver: isFirst ? nil : owner,
                        taker: isFirst ? nil : owner
                    )
                )
            }
            country.plant(
                "undeclared_export",
                "V8",
                stage: "S3",
                "lot",
                country.lots[number].id,
                from: made,
                "The lot reached the port in the last days and waits there, not yet loaded.",
                innocent: true
            )
        }
    }

    // MARK: V9

    private static func reuseTags(_ country: inout Country, _ chance: inout Chance) {
        let registered = chance.shuffled(
            country.lots.indices.filter {
                let site = country.sites[country.lots[$0].site]
                return country.lots[$0].isRegistered && site.isArtisanal == true && site.cover == .valid
            }
        )
        var index = 0
        for turn in 0..<(4 * country.scale) where index + 1 < registered.count {
            let first = min(registered[index], registered[index + 1])
            let second = max(registered[index], registered[index + 1])
            index += 2
            let isInnocent = turn % 4 == 3
            // The innocent pair differs by the letter of a split bag.
            country.lots[second].tag = country.lots[first].tag.map { isInnocent ? $0 + "B" : $0 }
            country.plant(
                "tag_reused",
                "V9",
                stage: "S2",
                "lot",
                country.lots[second].id,
                from: country.lots[first].made,
                to: country.lots[second].made,
                isInnocent
                    ? "The tag is that of a split bag, told apart by its letter." : "The same tag seals two lots.",
                innocent: isInnocent,
                related: [("lot", country.lots[first].id)]
            )
        }
    }
}
