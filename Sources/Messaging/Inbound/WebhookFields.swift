/// How a gateway names what it delivers; JSON names may lead into objects with dots, as `data.from`.
public struct WebhookFields: Sendable, Hashable {
    /// How moments are written.
    public enum MomentStyle: String, Sendable, Hashable, CaseIterable {
        /// `2026-03-09T07:00:00Z`.
        case iso
        /// Seconds since 1970.
        case seconds
        /// Milliseconds since 1970.
        case milliseconds
    }

    /// The field with the gateway's id of the message.
    public let id: String
    /// The field with the number of the sender.
    public let sender: String
    /// The field with the text.
    public let text: String
    /// The field with the moment; nil if the gateway sends none.
    public let moment: String?
    /// How that moment is written.
    public let momentStyle: MomentStyle
    /// The field that says `sms`, `voice` or `ussd`; nil if all that comes is of one channel.
    public let channel: String?

    /// Names the fields.
    public init(
        id: String,
        sender: String,
        text: String,
        moment: String? = nil,
        momentStyle: MomentStyle = .iso,
        channel: String? = nil
    ) {
        (self.id, self.sender, self.text) = (id, sender, text)
        (self.moment, self.momentStyle, self.channel) = (moment, momentStyle, channel)
    }
}

/// Why the body of a delivery is not a message.
public struct WebhookFault: Error, Sendable, Hashable {
    /// The kinds of fault.
    public enum Reason: String, Sendable, Hashable, CaseIterable {
        case tooLong = "too_long"
        case notJSON = "not_json"
        case notForm = "not_form"
        case missing
        case twice
        case notText = "not_text"
        case empty
        case badMoment = "bad_moment"
        case badChannel = "bad_channel"
        case badNumber = "bad_number"
    }

    /// What is wrong.
    public let reason: Reason
    /// The field as the gateway names it, without what stood in it; empty for the whole body.
    public let field: String
    /// Why the number cannot be read, where that is the fault.
    public let number: NumberFault?

    init(_ reason: Reason, _ field: String = "", number: NumberFault? = nil) {
        (self.reason, self.field, self.number) = (reason, field, number)
    }
}
