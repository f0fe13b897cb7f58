internal import Formats
internal import Hummingbird
internal import Messaging
internal import Vocabulary

/// What is said on a call, in the form that its gateway obeys, and how it is to listen then.
struct VoiceAnswer: Sendable {
    let spoken: [String]
    let language: Language
    let awaitsSpeech: Bool
    /// Which step of the call comes next.
    let turn: Int
    /// Where the next step is posted to: the path of this one with its token, if it had one.
    let action: String

    /// The answer for a gateway of a shape.
    func response(_ shape: GatewayShape) -> Response {
        switch shape {
        case .own, .rapidPro:
            return SMSAnswer.json([
                .init("language", .string(language.rawValue)),
                .init("listen", .string(awaitsSpeech ? "speech" : "keys")),
                .init("say", .array(spoken.map { .string($0) })), .init("turn", .integer(turn)),
            ])
        case .twilio:
            return SMSAnswer.xml(
                awaitsSpeech
                    ? says("Say") + "<Record action=\"\(Self.escaped(action))\" method=\"POST\" maxLength=\"120\"/>"
                    : """
                    <Gather input="dtmf" action="\(Self.escaped(action))" method="POST" timeout="15">\(says("Say"))\
                    </Gather>
                    """
            )
        case .africasTalking:
            return SMSAnswer.xml(
                awaitsSpeech
                    ? "<Record finishOnKey=\"#\" maxLength=\"120\" callbackUrl=\"\(Self.escaped(action))\">\(says("Say"))</Record>"
                    : "<GetDigits timeout=\"15\" callbackUrl=\"\(Self.escaped(action))\">\(says("Say"))</GetDigits>"
            )
        }
    }

    private func says(_ element: String) -> String {
        let voices: [Language: String] = [.en: "en-GB", .fr: "fr-FR", .pt: "pt-PT", .es: "es-ES"]
        let voice = voices[language] ?? "en-GB"
        return spoken.map { "<\(element) language=\"\(voice)\">\(Self.escaped($0))</\(element)>" }.joined()
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\"", with: "&quot;")
    }
}

/// Answers for gateways.
enum SMSAnswer {
    static func json(_ members: [JSONNode.Member], status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status,
            headers: [.contentType: "application/json", .cacheControl: "no-store"],
            body: .init(byteBuffer: ByteBuffer(bytes: JSONNode.object(members).bytes() + [10]))
        )
    }

    static func xml(_ content: String) -> Response {
        Response(
            status: .ok,
            headers: [.contentType: "text/xml; charset=utf-8", .cacheControl: "no-store"],
            body: .init(
                byteBuffer: ByteBuffer(
                    string: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Response>\(content)</Response>"
                )
            )
        )
    }

    static func refusal(_ refusal: GatewayRefusal, _ words: Words) -> Response {
        var response = json(
            [.init("fault", .string(words("sms.refused." + refusal.word.rawValue)))],
            status: refusal.status
        )
        if refusal.word == .busy { response.headers[.retryAfter] = "5" }
        return response
    }
}
