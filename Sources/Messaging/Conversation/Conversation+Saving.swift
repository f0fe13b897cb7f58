import Formats
public import Vocabulary

/// A conversation between two messages, as bytes; whoever keeps them seals them, since a draft is among them.
extension Conversation {
    private static let version = 1

    /// The bytes to keep.
    public var saved: [UInt8] {
        var members: [JSONNode.Member] = [
            .init("filings", .array(filings.map(Self.node))), .init("hour", .array(hour.map(Self.node))),
            .init("language", .string(language.rawValue)),
            .init("recordings", .array(draft.recordings.map { .string($0) })), .init("slow", .bool(wasToldToSlow)),
            .init("step", .string(step.rawValue)), .init("stopped", .bool(isStopped)),
            .init("subject", .string(Base64.text(subject))), .init("tries", .integer(tries)),
            .init("version", .integer(Self.version)),
        ]
        if let last { members.append(.init("last", Self.node(last))) }
        if let topic = draft.topic { members.append(.init("topic", .string(topic.rawValue))) }
        if let place = draft.place { members.append(.init("place", .string(place))) }
        if let text = draft.text { members.append(.init("text", .string(text))) }
        return JSONNode.object(members).bytes()
    }

    /// Goes on with what was kept; nil if it is none of this version.
    public init?(
        saved bytes: [UInt8],
        with sender: SenderDigest,
        rules: ConversationRules = ConversationRules()
    ) {
        guard let node = try? JSONNode(parsing: bytes, numbers: .safeIntegers),
            node["version"]?.numberText == String(Self.version),
            let language = node["language"]?.string.flatMap(Language.init(rawValue:)),
            let step = node["step"]?.string.flatMap(Step.init(rawValue:)),
            let subject = node["subject"]?.string.flatMap({ Base64.bytes($0.utf8) }),
            let tries = node["tries"]?.numberText.flatMap({ Int($0) })
        else { return nil }
        self.init(with: sender, language: language, rules: rules)
        (self.step, self.subject, self.tries) = (step, subject, tries)
        isStopped = node["stopped"] == .bool(true)
        wasToldToSlow = node["slow"] == .bool(true)
        last = node["last"].flatMap(Self.moment)
        hour = node["hour"]?.elements?.compactMap(Self.moment) ?? []
        filings = node["filings"]?.elements?.compactMap(Self.moment) ?? []
        draft = ReportDraft(
            topic: node["topic"]?.string.flatMap(ReportTopic.init(rawValue:)),
            place: node["place"]?.string,
            text: node["text"]?.string,
            recordings: node["recordings"]?.elements?.compactMap(\.string) ?? []
        )
    }

    /// One who said STOP, of whom nothing else is kept.
    public static func stopped(
        with sender: SenderDigest,
        language: Language,
        rules: ConversationRules = ConversationRules()
    ) -> Conversation {
        var conversation = Conversation(with: sender, language: language, rules: rules)
        conversation.isStopped = true
        return conversation
    }

    private static func node(_ moment: UTCInstant) -> JSONNode { .integer(moment.milliseconds) }

    private static func moment(_ node: JSONNode) -> UTCInstant? {
        node.numberText.flatMap { Int($0) }.flatMap { UTCInstant(milliseconds: $0) }
    }
}
