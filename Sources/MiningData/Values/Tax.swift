public import Formats
public import Vocabulary

/// A tax, fee or royalty paid for a lot (MD.13).
public struct Tax: MiningEntity {
    /// Kind of tax, in words.
    public var type: String
    /// Amount paid.
    public var amount: DecimalNumber
    /// ISO 4217 code.
    public var currency: String
    /// Who levied it.
    public var authority: String?
    /// Day on which it was paid.
    public var paid: CalendarDate?
    /// Number of the receipt.
    public var receipt: String?
    /// Members that the standard does not name, as they came.
    public var extras: [JSONNode.Member] = []

    /// Makes a value; what is not given is not there.
    public init(
        type: String,
        amount: DecimalNumber,
        currency: String,
        authority: String? = nil,
        paid: CalendarDate? = nil,
        receipt: String? = nil
    ) {
        self.type = type
        self.amount = amount
        self.currency = currency
        self.authority = authority
        self.paid = paid
        self.receipt = receipt
    }

    /// Reads an object that fits its schema; nil if it does not.
    public init?(reading node: JSONNode, _ profile: Profile) {
        guard var reader = MemberReader(node, profile) else { return nil }
        guard
            let type = reader.text("taxType"),
            let amount = reader.decimal("taxAmount"),
            let currency = reader.text("currency")
        else { return nil }
        self.type = type
        self.amount = amount
        self.currency = currency
        authority = reader.text("taxAuthority")
        paid = reader.date("taxPaidDate")
        receipt = reader.text("receiptReference")
        extras = reader.rest
    }

    /// The object in the form of a profile.
    public func json(_ profile: Profile) -> JSONNode {
        var writer = MemberWriter(profile)
        writer.add("taxType", type)
        writer.add("taxAmount", amount)
        writer.add("currency", currency)
        writer.add("taxAuthority", authority)
        writer.add("taxPaidDate", paid)
        writer.add("receiptReference", receipt)
        writer.add(rest: extras)
        return .object(writer.members)
    }
}
