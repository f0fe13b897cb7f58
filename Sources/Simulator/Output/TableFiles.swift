/// The CSV files.
enum TableFiles {
    static func prices(_ country: Country) -> OutputFile {
        var table = TableText("id,mineral,basis,date,amount,currency,per,uncertainty_percent,source")
        for price in country.prices {
            let series = PriceYear.series(of: price.mineral)
            let date = Period.start(ofMonth: price.month).text
            table.add([
                "PR-" + price.mineral.word + "-" + date.prefix(7), price.mineral.word,
                price.mineral == .graphite ? "gross" : "element",
                date, Decimals.fixed(price.cents, places: 2), "USD", series.per, String(series.uncertainty),
                "Monthly bulletin of the Ministry of Mines and Energy",
            ])
        }
        return finish("prices.csv", table, BrokenRecords.prices)
    }

    static func lots(_ country: Country) -> OutputFile {
        var table = TableText("id,mineral,form,mass_kg,grade_percent,site,tag,made")
        for lot in country.lots where lot.isRegistered {
            table.add([
                lot.id, lot.mineral.word, lot.form, Decimals.fixed(lot.grams, places: 3),
                Decimals.short(lot.grade, places: 4),
                country.sites[lot.site].id, lot.tag ?? "", lot.made.text,
            ])
        }
        return finish("lots.csv", table, BrokenRecords.lots)
    }

    static func declarations(_ country: Country) -> OutputFile {
        var table = TableText(
            "id,direction,date,hs_code,description,origin,partner,office,declarant,exporter,importer,net_mass_kg,value,currency,duty,"
                + "grade_percent,lots,licence"
        )
        let order = country.declarations.indices.filter { !country.declarations[$0].isRemoved }.sorted {
            let (a, b) = (country.declarations[$0].date, country.declarations[$1].date)
            return a == b ? $0 < $1 : a < b
        }
        for index in order {
            let row = country.declarations[index]
            table.add([
                row.id, row.isExport ? "export" : "import", row.date.text, row.code, row.words, row.origin, row.partner,
                row.office,
                country.parties[row.declarant].id, country.parties[row.exporter].id, country.parties[row.importer].id,
                Decimals.fixed(row.grams, places: 3), Decimals.fixed(row.cents, places: 2), "USD",
                Decimals.fixed(row.duty, places: 2),
                row.grade.map { Decimals.short($0, places: 4) } ?? "",
                (row.lots.map { country.lots[$0].id } + row.unknownLots).joined(separator: " "), row.licence ?? "",
            ])
        }
        return finish("declarations.csv", table, BrokenRecords.declarations)
    }

    static func payments(_ country: Country) -> OutputFile {
        var table = TableText("id,date,payer,payee,amount,currency,method,purpose,lot,declaration")
        let order = country.payments.indices.filter {
            !country.payments[$0].isRemoved && country.payments[$0].date <= Period.last
        }.sorted {
            let (a, b) = (country.payments[$0].date, country.payments[$1].date)
            return a == b ? $0 < $1 : a < b
        }
        for index in order {
            let row = country.payments[index]
            table.add([
                row.id, row.date.text, country.parties[row.payer].id, country.parties[row.payee].id,
                Decimals.fixed(row.cents, places: 2),
                "USD", row.method, row.purpose, row.lot.map { country.lots[$0].id } ?? "",
                row.declaration.map { country.declarations[$0].id } ?? "",
            ])
        }
        return finish("payments.csv", table, BrokenRecords.payments)
    }

    static func reports(_ country: Country) -> OutputFile {
        var table = TableText("id,date,channel,category,text,site,party,lon,lat,uncertainty_m")
        let order = country.reports.indices.sorted {
            let (a, b) = (country.reports[$0].date, country.reports[$1].date)
            return a == b ? $0 < $1 : a < b
        }
        for (number, index) in order.enumerated() {
            let row = country.reports[index]
            table.add([
                "REP-" + Decimals.padded(number + 1, 5), row.date.text, row.channel, row.category, row.text,
                row.site.map { country.sites[$0].id } ?? "", row.party.map { country.parties[$0].id } ?? "",
                row.position.map { Decimals.degrees($0.lon) } ?? "",
                row.position.map { Decimals.degrees($0.lat) } ?? "",
                row.position == nil ? "" : "500",
            ])
        }
        return finish("reports.csv", table, BrokenRecords.reports)
    }

    static func incidents(_ country: Country) -> OutputFile {
        var table = TableText("id,date,category,description,actors,deaths,site,country,lon,lat,uncertainty_m,source")
        let order = country.incidents.indices.sorted {
            let (a, b) = (country.incidents[$0].date, country.incidents[$1].date)
            return a == b ? $0 < $1 : a < b
        }
        for (number, index) in order.enumerated() {
            let row = country.incidents[index]
            table.add([
                "INC-" + Decimals.padded(number + 1, 5), row.date.text, row.category, row.description, row.actors,
                String(row.deaths),
                row.site.map { country.sites[$0].id } ?? "", Land.country, Decimals.degrees(row.position.lon),
                Decimals.degrees(row.position.lat), "300", row.source,
            ])
        }
        return finish("incidents.csv", table, BrokenRecords.incidents)
    }

    static func samples(_ country: Country) -> OutputFile {
        var table = TableText("id,lot,site,date,laboratory,method,element,value,unit")
        for (number, row) in country.samples.enumerated() {
            table.add([
                "SMP-" + Decimals.padded(number + 1, 6), row.lot.map { country.lots[$0].id } ?? "",
                row.site.map { country.sites[$0].id } ?? "", row.date.text, row.laboratory, row.method, row.element,
                String(row.value), "ppm",
            ])
        }
        return finish("samples.csv", table, BrokenRecords.samples)
    }

    private static func finish(_ name: String, _ table: TableText, _ broken: [[String]]) -> OutputFile {
        var table = table
        for row in broken { table.add(row) }
        return OutputFile(name: name, bytes: table.bytes, records: table.rows, broken: broken.count)
    }
}
