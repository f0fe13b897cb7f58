/// Who can read what in the thread of a report.
///
/// With the receipt alone one reads the answers and the state, and not the report: somebody who is made to show their
/// receipt does not show what they wrote. Whoever wants to read it again chooses so when they send it.
public struct ReportThread: Sendable {
    /// The report.
    public let report: ReportID
    /// The public half of the key that the receipt gives.
    public let reporter: RecipientKey
    /// The current keys of the organisations that the reporter chose.
    public let organisations: [RecipientKey]
    /// Whether the reporter can read by receipt what they sent.
    public let reporterReadsOwn: Bool

    /// A thread.
    public init(
        report: ReportID,
        reporter: RecipientKey,
        organisations: [RecipientKey],
        reporterReadsOwn: Bool = false
    ) {
        (self.report, self.reporter) = (report, reporter)
        (self.organisations, self.reporterReadsOwn) = (organisations, reporterReadsOwn)
    }

    /// Whose keys open a thing of a purpose; nil for what is no part of the thread.
    ///
    /// Organisations also open what they themselves write: otherwise a colleague could not go on.
    public func recipients(_ purpose: EnvelopeLabel.Purpose) -> [RecipientKey]? {
        switch purpose {
        case .report, .attachment, .messageToOrganisations:
            reporterReadsOwn ? organisations + [reporter] : organisations
        case .messageToReporter: organisations + [reporter]
        case .share, .note, .handover: nil
        }
    }

    /// Seals a text of the thread.
    public func seal(
        _ purpose: EnvelopeLabel.Purpose,
        sequence: UInt32 = 0,
        content: some Collection<UInt8>
    ) throws(SealingFault) -> SealedEnvelope {
        guard let recipients = recipients(purpose) else { throw SealingFault(.unknownPurpose) }
        return try SealedEnvelope(
            EnvelopeLabel(purpose, of: report, sequence: sequence),
            to: recipients,
            content: content
        )
    }
}
