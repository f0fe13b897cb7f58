/// One of the three collections that a server offers (conformance rule 2.2).
struct ServerCollection: Sendable {
    let path: String
    let entity: Entity
    /// The term that names a record in the path.
    let identifier: String
    /// Terms that the list can be narrowed by, and whose values in a record can be compared with what was asked.
    let filters: [String]
    /// A filter with a value that its list of codes does not have.
    let badFilter: String

    static let all = [
        ServerCollection(
            path: "/mine-sites",
            entity: .mineSite,
            identifier: "icglrId",
            filters: ["addressCountry", "certificationStatus", "activityStatus", "mineral"],
            badFilter: "certificationStatus=9"
        ),
        ServerCollection(
            path: "/export-certificates",
            entity: .exportCertificate,
            identifier: "identifier",
            filters: ["issuingCountry", "identifier", "lotNumber", "typeOfOre"],
            badFilter: "issuingCountry=ZZ"
        ),
        ServerCollection(
            path: "/lots",
            entity: .lot,
            identifier: "lotNumber",
            filters: ["mineSiteId", "mineral", "creatorRole", "originatingOperation", "lotNumber"],
            badFilter: "originatingOperation=99"
        ),
    ]

    /// The path of a record.
    func path(of record: String) -> String { "\(path)/\(Self.escaped(record))" }

    /// Percent-encodes everything that RFC 3986 section 2.3 does not leave as it is.
    static func escaped(_ text: String) -> String {
        var result = ""
        for byte in text.utf8 {
            if TextForms.isDigit(byte) || TextForms.isLetter(byte) || "-._~".utf8.contains(byte) {
                result.unicodeScalars.append(UnicodeScalar(byte))
            } else {
                let digits = String(byte, radix: 16, uppercase: true)
                result += byte < 16 ? "%0\(digits)" : "%\(digits)"
            }
        }
        return result
    }
}
