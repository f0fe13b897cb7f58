import Vocabulary

extension RecordRules {
    mutating func check(_ site: MineSite) {
        checkNumber(of: site)
        for (index, mineral) in site.minerals.enumerated() {
            expect(
                TextForms.isHarmonizedCode(mineral),
                .siteMineral,
                at: "$.mineral[\(index)]",
                found: .quoted(mineral),
                expected: .suchAs("2609.00.00")
            )
        }
        for (index, licence) in site.licences.enumerated() { check(licence, at: "$.license[\(index)]") }
        check(site.owner, at: "$.owner")
        for (index, party) in (site.operators ?? []).enumerated() { check(party, at: "$.operator[\(index)]") }
        for (index, inspection) in (site.inspections ?? []).enumerated() {
            check(
                file: inspection.report,
                at: "$.inspection[\(index)].inspectionReport",
                mediaTypes: [
                    "application/pdf", "text/plain",
                    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                ],
                endings: ["pdf", "txt", "docx"]
            )
        }
        checkStatus(of: site)
    }

    /// MD.01: the number is made from the country and the position.
    private mutating func checkNumber(of site: MineSite) {
        guard let number = SiteNumber(site.number) else { return }
        expect(
            number.country == site.country,
            .siteCountry,
            at: "$.icglrId",
            found: .quoted(number.country),
            expected: .same(site.country, as: "$.addressCountry")
        )
        let position = site.location.position
        let isSameLatitude =
            number.latitude == position.latitude
            || (!number.isSignWritten && Self.magnitude(number.latitude) == Self.magnitude(position.latitude))
        expect(
            isSameLatitude && number.longitude == position.longitude,
            .sitePosition,
            at: "$.icglrId",
            found: .quoted("\(number.latitude), \(number.longitude)"),
            expected: .same("\(position.latitude), \(position.longitude)", as: "$.mineSiteLocation.geolocalization")
        )
    }

    private static func magnitude(_ number: DecimalNumber) -> DecimalNumber {
        DecimalNumber(significand: Int64(number.significand.magnitude), exponent: number.exponent)
    }

    /// MD.02: number and owner are there for a claim, an exploration permit and a mining licence.
    private mutating func check(_ licence: Licence, at path: String) {
        check(licence.owner, at: "\(path).owner")
        guard licence.type.needsOwner else { return }
        expect(licence.identifier != nil, .licence, at: "\(path).licenseId", expected: .value)
        expect(licence.owner != nil, .licence, at: "\(path).owner", expected: .value)
    }

    // MARK: The certification status

    private mutating func checkStatus(of site: MineSite) {
        let changes = (site.statusChanges ?? []).sorted { $0.date < $1.date }
        guard let last = changes.last else { return }
        // Two changes on one day leave open which was the last.
        let isOpen = changes.filter { $0.date == last.date }.count > 1
        expect(
            site.status == last.status || isOpen,
            .statusHistory,
            at: "$.certificationStatus",
            found: .quoted(String(site.status.rawValue)),
            expected: .same(String(last.status.rawValue), as: "$.statusChange")
        )
        checkAges(changes, of: site)
    }

    /// MDC.01: green lasts one year and blue three; an inspection with the same result begins the time anew.
    private mutating func checkAges(_ changes: [StatusChange], of site: MineSite) {
        let inspections = (site.inspections ?? []).sorted { $0.date < $1.date }
        for (index, change) in changes.enumerated() {
            guard let years = change.status.years else { continue }
            let end = index + 1 < changes.count ? changes[index + 1].date : max(asOf ?? change.date, change.date)
            var renewals = [change.date]
            for inspection in inspections
            where inspection.date > change.date && inspection.date < end && inspection.result == change.status {
                renewals.append(inspection.date)
            }
            renewals.append(end)
            let gap = zip(renewals, renewals.dropFirst()).first { Self.limit(of: $0.0, years: years) < $0.1 }
            expect(
                gap == nil,
                .statusAge,
                at: "$.statusChange[\(Self.position(of: change, in: site))]",
                found: .statusSince(change.status.word, gap?.0.description ?? ""),
                expected: .dateUpTo(gap.map { Self.limit(of: $0.0, years: years).description } ?? "")
            )
        }
    }

    private static func position(of change: StatusChange, in site: MineSite) -> Int {
        site.statusChanges?.firstIndex(of: change) ?? 0
    }

    /// The same day so many years later; the last of February for a leap day.
    private static func limit(of date: CalendarDate, years: Int) -> CalendarDate {
        CalendarDate(year: date.year + years, month: date.month, day: date.day)
            ?? CalendarDate(year: date.year + years, month: 2, day: 28) ?? date
    }
}
