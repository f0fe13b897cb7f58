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
        noteWaiting(&country)
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

    /// Lots that lie at a gate without having been loaded are not smuggled: they wait.
    private static func noteWaiting(_ country: inout Country) {
        let cutoff = (Period.last.number + 1) * 1440
        guard let gate = country.sites.firstIndex(where: { $0.kind == .port }),
            let lot = country.lots.indices.last(where: {
                country.lots[$0].mineral == .lithium && country.lots[$0].origins == [country.lots[$0].site]
            })
        else { return }
        let isMoved = country.events.contains { $0.step == "shipping" && $0.quantities.contains { $0.lot == lot } }
        guard !isMoved else { return }
        let quantity = CustodyEvent.Quantity(lot: lot, grams: country.lots[lot].grams)
        let giver = country.sites[country.lots[lot].site].operator
        for (step, days, site) in [("shipping", 3, country.lots[lot].site), ("receiving", 1, gate)] {
            country.events.append(
                CustodyEvent(
                    id: "urn:uuid:00000000-0000-4000-8000-0000000000" + Decimals.padded(days, 2),
                    kind: .object,
                    action: "OBSERVE",
                    minute: cutoff - days * 1440 + 600,
                    step: step,
                    disposition: step == "shipping" ? "in_transit" : "in_progress",
                    site: site,
                    quantities: [quantity],
                    giver: giver,
                    taker: giver
                )
            )
        }
        country.plant(
            "undeclared_export",
            "V8",
            stage: "S3",
            "lot",
            country.lots[lot].id,
            from: Period.last - 3,
            "The lot reached the port in the last days and waits there, not yet loaded.",
            innocent: true
        )
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
