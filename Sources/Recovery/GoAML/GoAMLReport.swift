public import Vocabulary

/// A report to a financial intelligence unit, as an officer writes it; names in their own script.
public struct GoAMLReport: Sendable, Hashable {
    /// What is reported.
    public enum Content: Sendable, Hashable {
        /// Transactions that look suspicious.
        case transactions([GoAMLTransaction])
        /// Somebody or something that looks suspicious, without one transaction that it hangs on.
        case activity([GoAMLParty], goods: [GoAMLGoods])
    }

    /// The number under which the unit knows who reports.
    public var reporterNumber: Int
    /// The branch.
    public var branch: String?
    /// The kind of report, a code of the unit: `STR`, `SAR`.
    public var code: String
    /// The reporter's own reference.
    public var reference: String
    /// When it is sent.
    public var date: UTCInstant
    /// The currency of the amounts.
    public var currency: Currency
    /// The officer who reports.
    public var reporter: GoAMLPerson
    /// Where the reporter is.
    public var location: GoAMLAddress?
    /// Why it looks suspicious.
    public var reason: String
    /// What the reporter did.
    public var action: String?
    /// What is reported.
    public var content: Content
    /// The indicators, codes of the unit.
    public var indicators: [String]

    /// A report.
    public init(
        reporterNumber: Int,
        branch: String? = nil,
        code: String,
        reference: String,
        date: UTCInstant,
        currency: Currency,
        reporter: GoAMLPerson,
        location: GoAMLAddress? = nil,
        reason: String,
        action: String? = nil,
        content: Content,
        indicators: [String]
    ) {
        (self.reporterNumber, self.branch, self.code, self.reference) = (reporterNumber, branch, code, reference)
        (self.date, self.currency, self.reporter, self.location) = (date, currency, reporter, location)
        (self.reason, self.action, self.content, self.indicators) = (reason, action, content, indicators)
    }
}
