/// How a gateway speaks: which fields it posts, in what form, and what it takes.
public enum GatewayShape: String, Sendable, Hashable, CaseIterable {
    /// Our own JSON: `{"id","from","text","channel","digits","recording"}`.
    case own
    /// Forms as Twilio posts them (Messaging and Voice webhooks of its API 2010-04-01).
    case twilio
    /// Forms as Africa's Talking posts them (incoming messages, voice callbacks).
    case africasTalking = "africas_talking"
    /// Forms or JSON as apps post them to an external channel of RapidPro.
    case rapidPro = "rapidpro"

    /// The names under which a message's parts may come, the first that is there counts.
    struct Names: Sendable {
        let id: [String]
        let sender: [String]
        let text: [String]
        let keys: [String]
        let speech: [String]
        let recording: [String]
        /// What makes an id where a gateway gives none.
        let moment: [String]
        /// What a report of the carrier is about, and what it says.
        let reference: [String]
        let status: [String]
    }

    var names: Names {
        switch self {
        case .own:
            Names(
                id: ["id"],
                sender: ["from"],
                text: ["text"],
                keys: ["digits"],
                speech: ["speech"],
                recording: ["recording"],
                moment: ["at"],
                reference: ["id"],
                status: ["status"]
            )
        case .twilio:
            Names(
                id: ["MessageSid", "SmsSid", "CallSid"],
                sender: ["From"],
                text: ["Body"],
                keys: ["Digits"],
                speech: ["SpeechResult"],
                recording: ["RecordingUrl"],
                moment: [],
                reference: ["MessageSid", "SmsSid"],
                status: ["MessageStatus", "SmsStatus"]
            )
        case .africasTalking:
            Names(
                id: ["id", "sessionId"],
                sender: ["from", "callerNumber"],
                text: ["text"],
                keys: ["dtmfDigits"],
                speech: [],
                recording: ["recordingUrl"],
                moment: ["date"],
                reference: ["id"],
                status: ["status"]
            )
        case .rapidPro:
            Names(
                id: ["external_id"],
                sender: ["from", "sender"],
                text: ["text"],
                keys: [],
                speech: [],
                recording: [],
                moment: ["date", "time"],
                reference: ["id"],
                status: ["status"]
            )
        }
    }

    /// What a word of a carrier's report means; nil for one on the way, which says nothing new.
    func outcome(_ word: String) -> DeliveryReport.Outcome? {
        switch word.lowercased() {
        case "delivered", "success", "read": .delivered
        case "undelivered", "failed", "rejected", "expired", "absentsubscriber": .undelivered
        default: nil
        }
    }
}

/// What a carrier reports of a message that it took.
public struct DeliveryReport: Sendable, Hashable {
    /// What became of it.
    public enum Outcome: String, Sendable, Hashable, CaseIterable {
        /// It is on the phone.
        case delivered
        /// It did not reach the phone.
        case undelivered
    }

    /// The name of the message: ours, or the one that the gateway gave it.
    public let reference: String
    /// What became of it; nil if it is still on its way.
    public let outcome: Outcome?
}
