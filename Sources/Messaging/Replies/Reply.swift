public import Vocabulary

/// A text of the catalogue to be sent, with what stands in its places.
public struct Reply: Sendable, Hashable {
    /// What stands in a place of a text.
    public enum Value: Sendable, Hashable {
        /// As it is.
        case text(String)
        /// Another text of the catalogue.
        case message(ReplyKey)
        /// Texts of the catalogue, counted from 1: `1 water, 2 land`.
        case choices([ReplyKey])
    }

    /// Which text.
    public let key: ReplyKey
    /// The language to send it in.
    public let language: Language
    /// What stands in its places, by name.
    public let values: [String: Value]

    /// Makes a reply.
    public init(_ key: ReplyKey, _ language: Language, _ values: [String: Value] = [:]) {
        (self.key, self.language, self.values) = (key, language, values)
    }

    /// The words, given the texts of the catalogue in the reply's language; nil if one is missing.
    public func words(_ texts: (String) -> String?) -> String? {
        guard let text = texts(key.rawValue) else { return nil }
        // Places are filled from left to right in one walk: what is filled in is never read as a place.
        var result = ""
        var rest = text[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            result += rest[..<open]
            let name = String(rest[rest.index(after: open)..<close])
            guard let value = values[name], let words = Self.words(value, texts) else { return nil }
            result += words
            rest = rest[rest.index(after: close)...]
        }
        return result + rest
    }

    private static func words(_ value: Value, _ texts: (String) -> String?) -> String? {
        switch value {
        case .text(let text): return text
        case .message(let key): return texts(key.rawValue)
        case .choices(let keys):
            let words = keys.compactMap { texts($0.rawValue) }
            guard words.count == keys.count else { return nil }
            return words.enumerated().map { "\($0 + 1) \($1)" }.joined(separator: ", ")
        }
    }
}

/// The texts of the catalogue that are sent.
public enum ReplyKey: String, Sendable, Hashable, CaseIterable {
    /// What can be asked.
    case help = "sms.help"
    /// A message that is none of these.
    case unclear = "sms.unclear"
    /// A message that is nearly a keyword: `{word}`.
    case unclearNear = "sms.unclear.near"
    /// The carrier sees it; YES to go on.
    case warning = "sms.report.warning"
    /// The same, where the text came with the keyword and has been seen already.
    case warningLate = "sms.report.warning_late"
    /// What it is about: `{choices}`.
    case category = "sms.report.category"
    /// None of the numbers: `{choices}`.
    case categoryAgain = "sms.report.category_again"
    /// Where.
    case place = "sms.report.place"
    /// What happened.
    case text = "sms.report.text"
    /// Send it? `{category}` and `{place}`; the text is not said again.
    case confirm = "sms.report.confirm"
    /// It is filed: `{receipt}`.
    case filed = "sms.report.filed"
    /// The same receipt in words: `{receipt}`.
    case filedWords = "sms.report.filed_words"
    /// Nobody receives reports here: nothing was filed.
    case nobody = "sms.report.nobody"
    /// Tell of an answer?
    case tell = "sms.tell.ask"
    /// They will be told.
    case tellOn = "sms.tell.on"
    /// They will not.
    case tellOff = "sms.tell.off"
    /// It was thrown away.
    case dropped = "sms.report.dropped"
    /// It took too long and was thrown away.
    case expired = "sms.report.expired"
    /// It is longer than is taken: `{most}` letters.
    case tooLong = "sms.report.too_long"
    /// Too many reports today.
    case tooManyReports = "sms.report.too_many"
    /// Too many messages in an hour.
    case slow = "sms.slow"
    /// The receipt is missing.
    case answerHow = "sms.answer.how"
    /// Nothing was answered yet.
    case answerNone = "sms.answer.none"
    /// Something was answered; YES to get its `{count}` letters.
    case answerWaiting = "sms.answer.waiting"
    /// The same question, asked again.
    case answerAgain = "sms.answer.again"
    /// It was not sent.
    case answerKept = "sms.answer.kept"
    /// The words of an answer: `{day}`, `{text}`.
    case answerText = "sms.answer.text"
    /// There is more than is sent.
    case answerRest = "sms.answer.rest"
    /// To who asked to be told: there is an answer.
    case answerNotice = "sms.answer.notice"
    /// The receipt is not good.
    case answerUnknown = "sms.answer.unknown"
    /// On a call: which keys do what.
    case voiceMenu = "sms.voice.menu"
    /// On a call: which key is yes and which no.
    case voiceYesNo = "sms.voice.yes_no"
    /// On a call: when to speak.
    case voiceSpeak = "sms.voice.speak"
    /// The language that was chosen.
    case languageSet = "sms.language"
    /// No message any more.
    case stopped = "sms.stopped"
    /// Messages again.
    case started = "sms.started"
    /// A price: `{mineral}`, `{place}`, `{price}`, `{currency}`, `{unit}`, `{day}`, `{source}`.
    case price = "sms.price.line"
    /// A price that is not of these days.
    case priceOld = "sms.price.old"
    /// No price is known: `{mineral}`.
    case priceNone = "sms.price.none"
    /// Which mineral?
    case priceHow = "sms.price.how"
    /// Violence or threats.
    case categoryViolence = "sms.category.violence"
    /// Armed people who take money or minerals.
    case categoryArmed = "sms.category.armed"
    /// Children or forced labour.
    case categoryLabour = "sms.category.labour"
    /// Bribes or smuggling.
    case categoryBribery = "sms.category.bribery"
    /// Land or houses.
    case categoryLand = "sms.category.land"
    /// Water, dust or waste.
    case categoryWater = "sms.category.water"
    /// An accident.
    case categoryAccident = "sms.category.accident"
    /// Something else.
    case categoryOther = "sms.category.other"
    /// A kilogram.
    case unitKilogram = "sms.unit.kilogram"
    /// A gram.
    case unitGram = "sms.unit.gram"
    /// A tonne.
    case unitTonne = "sms.unit.tonne"
    /// A carat.
    case unitCarat = "sms.unit.carat"
    /// A troy ounce.
    case unitOunce = "sms.unit.ounce"
}
