/// What a sensitive thing is read for.
public enum Purpose: String, Sendable, Hashable, CaseIterable, Codable {
    /// To find out whether a finding or a report is true.
    case investigation
    /// To prepare or write up a visit to a site.
    case inspection
    /// To check a customs declaration.
    case customs
    /// To follow money.
    case financialAnalysis = "financial_analysis"
    /// To bring or answer a case in court.
    case prosecution
    /// To check the work of others.
    case audit
    /// To protect somebody.
    case safeguarding
    /// To answer somebody who asks for what is held about them, or to correct it.
    case dataSubject = "data_subject"
}

/// Why somebody reads sensitive things: a purpose and the case that it serves.
public struct AccessReason: Sendable, Hashable {
    /// What for.
    public let purpose: Purpose
    /// The number or name of the case.
    public let caseReference: String

    /// Makes a reason.
    ///
    /// - Throws: ``StoreError`` with `invalid` if the case is blank or longer than 200 bytes.
    public init(_ purpose: Purpose, case reference: String) throws(StoreError) {
        guard reference.contains(where: { !$0.isWhitespace }), reference.utf8.count <= 200 else {
            throw StoreError(.invalid, "A sensitive reading needs the reference of a case, of at most 200 bytes.")
        }
        self.purpose = purpose
        caseReference = reference
    }
}
