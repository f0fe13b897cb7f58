public import Vocabulary

/// The rules between records that were handed in together.
struct SetRules {
    typealias Entry = ConformanceRunner.Entry

    private(set) var made: Set<Check> = []
    private(set) var findings: [(check: Check, finding: ConformanceReport.Finding)] = []
    let entries: [Entry]
    /// The lots with their places, in order.
    let lots: [(lot: Lot, entry: Entry)]
    /// The indexes in ``lots`` of the records with a number.
    let byNumber: [String: [Int]]

    init(_ entries: [Entry]) {
        self.entries = entries
        lots = entries.compactMap { entry in
            if case .lot(let lot) = entry.record { (lot, entry) } else { nil }
        }
        byNumber = Dictionary(grouping: lots.indices) { [lots] in lots[$0].lot.number }
    }

    mutating func run() {
        checkUnique()
        checkTags()
        checkAllowedTags()
        checkCertificates()
        checkRedSites()
        checkShipped()
        checkOneSite()
        checkIncomingWeights()
    }

    /// Notes a check as made, and a fault where the condition does not hold.
    mutating func expect(
        _ condition: Bool,
        _ check: Check,
        _ entry: Entry,
        _ path: String,
        found: RefusalText,
        expected: RefusalText
    ) {
        made.insert(check)
        guard !condition else { return }
        findings.append(
            (
                check,
                .init(source: entry.source, path: entry.path + path.dropFirst(), found: found, expected: expected)
            )
        )
    }

    /// Where a record stands, for the text of another fault.
    static func place(_ entry: Entry) -> String { "\(entry.source) \(entry.path)" }

    var sites: [(site: MineSite, entry: Entry)] {
        entries.compactMap { entry in if case .mineSite(let site) = entry.record { (site, entry) } else { nil } }
    }

    var certificates: [(certificate: ExportCertificate, entry: Entry)] {
        entries.compactMap { entry in
            if case .exportCertificate(let certificate) = entry.record { (certificate, entry) } else { nil }
        }
    }

    // MARK: Identifiers

    /// Rule 1.2: an identifier means one thing.
    ///
    /// The same record twice is a repeated delivery, not a second thing.
    private mutating func checkUnique() {
        var first: [String: Entry] = [:]
        for entry in entries {
            for (key, path, text) in Self.identifiers(of: entry.record) {
                let before = first[key]
                first[key] = before ?? entry
                expect(
                    before.map { $0.record == entry.record } ?? true,
                    .unique,
                    entry,
                    path,
                    found: .quoted(text),
                    expected: .elsewhere(before.map(Self.place) ?? "")
                )
            }
        }
    }

    private static func identifiers(of record: MiningRecord) -> [(key: String, path: String, text: String)] {
        switch record {
        case .mineSite(let site):
            let national = site.nationalNumber.map {
                (key: "national\u{0}\(site.country)\u{0}\($0)", path: "$.nationalId", text: $0)
            }
            return [("site\u{0}\(site.number)", "$.icglrId", site.number)] + (national.map { [$0] } ?? [])
        case .exportCertificate(let certificate):
            let text = certificate.identifier
            return [("certificate\u{0}\(certificate.country)\u{0}\(text)", "$.identifier", text)]
        case .lot(let lot):
            // Lot numbers are local to their creator, who may write the same one again on another day.
            let key = [lot.creator.identifier, lot.number, lot.date.description, lot.time.text(.core)]
            return [("lot\u{0}" + key.joined(separator: "\u{0}"), "$.lotNumber", lot.number)]
        case .tag(let tag): return [("tag\u{0}\(tag.identifier)", "$.identifier", tag.identifier)]
        case .tax: return []
        }
    }

    /// MD.11: a tag is on one lot.
    ///
    /// A lot that only changed hands keeps its number and its tag.
    private mutating func checkTags() {
        var first: [String: Int] = [:]
        for (index, item) in lots.enumerated() {
            guard let tag = item.lot.tag else { continue }
            let before = first[tag.identifier]
            first[tag.identifier] = before ?? index
            expect(
                before.map { lots[$0].lot.number == item.lot.number } ?? true,
                .tagOnce,
                item.entry,
                "$.tag.identifier",
                found: .quoted(tag.identifier),
                expected: .elsewhere(before.map { Self.place(lots[$0].entry) } ?? "")
            )
        }
    }

    private mutating func checkAllowedTags() {
        var used: [String: Set<String>] = [:]
        for item in lots {
            if let site = item.lot.mineSite, let tag = item.lot.tag { used[site, default: []].insert(tag.identifier) }
        }
        for (site, entry) in sites {
            guard let allowed = site.allowedTags, let count = used[site.number]?.count else { continue }
            expect(
                count <= allowed,
                .allowedTags,
                entry,
                "$.allowedTags",
                found: .quoted(String(count)),
                expected: .atMost(String(allowed))
            )
        }
    }

    // MARK: Certificates and sites

    private mutating func checkCertificates() {
        let certificates = certificates
        for item in lots {
            guard let number = item.lot.certificate,
                let found = certificates.first(where: { $0.certificate.identifier == number })
            else { continue }
            expect(
                found.certificate.lot == item.lot.number,
                .certificateLot,
                item.entry,
                "$.exportCertificateId",
                found: .quoted(found.certificate.lot),
                expected: .same(item.lot.number, as: "\(Self.place(item.entry)).lotNumber")
            )
        }
        for (certificate, entry) in certificates {
            guard let index = byNumber[certificate.lot]?.last else { continue }
            let item = lots[index]
            expect(
                certificate.mineral == item.lot.mineral
                    || DesignatedMineral(code: certificate.mineral) == DesignatedMineral(code: item.lot.mineral)
                        && DesignatedMineral(code: certificate.mineral) != nil,
                .certificateLot,
                entry,
                "$.typeOfOre",
                found: .quoted(certificate.mineral),
                expected: .same(item.lot.mineral, as: "\(Self.place(item.entry)).mineral")
            )
            guard let certified = certificate.grams, let grams = item.lot.grams else { continue }
            expect(
                certified <= grams,
                .certificateLot,
                entry,
                "$.lotWeight",
                found: .quoted("\(certificate.weight) \(certificate.unit.rawValue)"),
                expected: .atMost("\(item.lot.mass) \(item.lot.unit.rawValue)")
            )
        }
    }

    /// MDC.01: what comes from a site that is not certified is no certified mineral.
    private mutating func checkRedSites() {
        let sites = Dictionary(sites.map { ($0.site.number, $0.site) }) { first, _ in first }
        for item in lots where item.lot.operations.contains(.production) {
            guard let site = item.lot.mineSite.flatMap({ sites[$0] }) else { continue }
            let status = site.status(on: item.lot.date)
            expect(
                status.status != .red,
                .redSite,
                item.entry,
                "$.mineSiteId",
                found: .statusSince(CertificationStatus.red.word, status.since?.description ?? "?"),
                expected: .oneOf("0, 1, 2")
            )
        }
    }
}

extension MineSite {
    /// The certification status on a day, and since when it has held; the present one where no change is told.
    public func status(on date: CalendarDate) -> (status: CertificationStatus, since: CalendarDate?) {
        let last = (statusChanges ?? []).filter { $0.date <= date }.max { $0.date < $1.date }
        return last.map { ($0.status, $0.date) } ?? (statusChanges?.isEmpty == false ? .blue : status, nil)
    }
}

extension Lot {
    /// The weight in grams; nil where it is out of bounds.
    public var grams: Int? {
        mass.isNegative ? nil : mass.integer(times: unit.grams, rounding: .halfEven)
    }

    /// Whether the record only says that the lot changed hands: its one input lot is itself (MD.12, key rule 5).
    public var isHandOver: Bool { inputs.map { $0.count == 1 && $0[0].number == number } ?? false }
}

extension ExportCertificate {
    /// The weight in grams; nil where it is out of bounds.
    public var grams: Int? {
        weight.isNegative ? nil : weight.integer(times: unit.grams, rounding: .halfEven)
    }
}
