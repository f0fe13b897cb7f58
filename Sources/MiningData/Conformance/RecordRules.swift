import Vocabulary

/// The rules of a record that stand in the standard's prose and in no schema of it.
struct RecordRules {
    /// Which checks were made, whatever came of them.
    private(set) var made: Set<Check> = []
    private(set) var faults: [DataFault] = []
    /// The day up to which a status that goes on is counted.
    let asOf: CalendarDate?
    let profile: Profile

    init(_ profile: Profile, asOf: CalendarDate?) {
        self.profile = profile
        self.asOf = asOf
    }

    /// Looks at one condition: notes the check as made, and a fault where it does not hold.
    mutating func expect(
        _ condition: Bool,
        _ check: Check,
        at path: String,
        found: RefusalText = .nothing,
        expected: RefusalText
    ) {
        made.insert(check)
        if !condition { faults.append(DataFault(check, at: path, found: found, expected: expected)) }
    }

    mutating func check(_ record: MiningRecord) {
        switch record {
        case .mineSite(let site): check(site)
        case .exportCertificate(let certificate): check(certificate)
        case .lot(let lot): check(lot)
        case .tag(let tag): check(tag.issuer, at: "$.issuer")
        case .tax: return
        }
    }

    /// MD.04: a business has a registered address or one of its place of work.
    mutating func check(_ business: BusinessEntity?, at path: String) {
        guard let business else { return }
        expect(
            business.legalAddress != nil || business.physicalAddress != nil,
            .address,
            at: "\(path).legalAddress",
            expected: .value
        )
    }

    /// MD.03 and MD.07: what kinds of file may be named; a value that names no kind is not judged.
    mutating func check(file text: String?, at path: String, mediaTypes: [String], endings: [String]) {
        guard let text else { return }
        let kind: (text: String, isAllowed: Bool)?
        if text.hasPrefix("data:") {
            let type = String(text.dropFirst(5).prefix { $0 != ";" && $0 != "," }).lowercased()
            kind = (type, mediaTypes.contains(type))
        } else {
            let name = text.prefix { $0 != "?" && $0 != "#" }.split(separator: "/").last ?? ""
            let parts = name.split(separator: ".")
            guard parts.count > 1, let ending = parts.last?.lowercased(), ending.utf8.count <= 5 else { return }
            kind = (".\(ending)", endings.contains(ending))
        }
        guard let kind else { return }
        expect(
            kind.isAllowed,
            .file,
            at: path,
            found: .quoted(String(kind.text.prefix(60))),
            expected: .oneOf(mediaTypes.joined(separator: ", "))
        )
    }
}
