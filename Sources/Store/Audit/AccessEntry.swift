import GRDB

/// One line of the access trail: who did what to whose data, and what for.
public struct AccessEntry: Sendable, Hashable {
    /// Its number; later ones are higher.
    public let id: Int64
    /// When.
    public let at: String
    /// The name of who did it.
    public let reader: String
    /// The person, if it was one.
    public let person: PersonNumber?
    /// The agency of who did it.
    public let agency: AgencyNumber
    /// What was done, such as `read-bytes` or `read:report.text`.
    public let action: String
    /// The kind of thing.
    public let subjectKind: String
    /// The thing; nil where its name is withheld.
    public let subject: String?
    /// Whose data it was.
    public let owner: AgencyNumber?
    /// What it was read for.
    public let purpose: Purpose?
    /// The case it was read for.
    public let caseReference: String?
    /// What more there is to say.
    public let detail: String?

    init(row: Row) {
        id = row["id"]
        at = row["at"]
        reader = row["reader"]
        person = (row["person_id"] as Int64?).map(PersonNumber.init)
        agency = AgencyNumber(rawValue: row["agency_id"])
        action = row["action"]
        subjectKind = row["subject_kind"]
        subject = row["subject_id"]
        owner = (row["owner"] as Int64?).map(AgencyNumber.init)
        purpose = (row["purpose"] as String?).flatMap(Purpose.init)
        caseReference = row["case_reference"]
        detail = row["detail"]
    }
}
