public import Formats
public import Secrets
public import Vocabulary

/// A message as a gateway takes it over HTTP.
public struct GatewayPost: Sendable {
    /// The media type of the body.
    public let mediaType: String
    /// The body.
    public let body: [UInt8]

    /// Writes a message for a gateway of a shape.
    ///
    /// - Parameters:
    ///   - id: Its name, by which the gateway can tell a second try from a second message.
    ///   - number: The number with calling code, without `+`.
    ///   - account: What the gateway calls this installation: a number, a short code, a user name; may be empty.
    public init(
        _ shape: GatewayShape,
        id: String,
        number: SecretBytes,
        text: String,
        language: Language,
        channel: Channel,
        account: String
    ) {
        let digits = String(decoding: number.exposed, as: UTF8.self)
        switch shape {
        case .own:
            mediaType = "application/json"
            body = JSONNode.object(
                Self.members(id: id, digits: digits, text: text, language: language, channel: channel)
            ).bytes()
        case .rapidPro:
            mediaType = "application/json"
            body = JSONNode.object([
                .init("channel", .string("touchstone")), .init("from", .string(account)),
                .init("from_no_plus", .string(String(account.drop { $0 == "+" }))), .init("id", .string(id)),
                .init("text", .string(text)), .init("to", .string("+" + digits)), .init("to_no_plus", .string(digits)),
            ]).bytes()
        case .twilio:
            mediaType = "application/x-www-form-urlencoded"
            body = Self.form([("To", "+" + digits), ("From", account), ("Body", text)])
        case .africasTalking:
            mediaType = "application/x-www-form-urlencoded"
            body = Self.form([("username", account), ("to", "+" + digits), ("message", text)])
        }
    }

    /// The members of a message in our own JSON.
    public static func members(
        id: String,
        digits: String,
        text: String,
        language: Language,
        channel: Channel
    ) -> [JSONNode.Member] {
        [
            .init("channel", .string(channel.rawValue)), .init("id", .string(id)),
            .init("language", .string(language.rawValue)), .init("text", .string(text)),
            .init("to", .string("+" + digits)),
        ]
    }

    /// What the gateway calls a message that it took; nil if its answer does not say.
    public static func reference(in answer: [UInt8], of shape: GatewayShape) -> String? {
        guard answer.count <= WebhookReader.mostBytes, let node = try? JSONNode(parsing: answer) else { return nil }
        let found: JSONNode? =
            switch shape {
            case .own, .rapidPro: node["id"]
            case .twilio: node["sid"]
            case .africasTalking: node["SMSMessageData"]?["Recipients"]?.elements?.first?["messageId"]
            }
        return (found?.string ?? found?.numberText).flatMap { $0.isEmpty || $0.utf8.count > 200 ? nil : $0 }
    }

    private static func form(_ fields: [(String, String)]) -> [UInt8] {
        var output: [UInt8] = []
        for (index, (name, value)) in fields.enumerated() {
            if index > 0 { output.append(UInt8(ascii: "&")) }
            output += escaped(name)
            output.append(UInt8(ascii: "="))
            output += escaped(value)
        }
        return output
    }

    private static func escaped(_ text: String) -> [UInt8] {
        var output: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F: output.append(byte)
            case 0x20: output.append(UInt8(ascii: "+"))
            default:
                output.append(UInt8(ascii: "%"))
                Hexadecimal.append([byte], to: &output)
            }
        }
        return output
    }
}
