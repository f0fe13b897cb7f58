/// A word of the Core Business Vocabulary in all its spellings.
///
/// ```swift
/// let step = CBVTerm("urn:epcglobal:cbv:bizstep:shipping", in: .bizStep)
/// step?.curie  // cbv:BizStep-shipping
/// ```
public struct CBVTerm: Sendable, Hashable {
    /// The vocabulary.
    public let vocabulary: CBVVocabulary
    /// The bare word, as EPCIS 2.0 JSON writes it.
    public let word: String

    init(_ vocabulary: CBVVocabulary, _ word: String) {
        self.vocabulary = vocabulary
        self.word = word
    }

    /// The term that a text means in one of the vocabulary's spellings; nil if it means none.
    public init?(_ text: String, in vocabulary: CBVVocabulary) {
        guard case .term(let term) = vocabulary.recognise(Array(text.utf8).span) else { return nil }
        self = term
    }

    /// The Web URI, such as `https://ref.gs1.org/cbv/BizStep-shipping` (CBV 2.0 section 6.2).
    public var uri: String {
        vocabulary.className.map { "https://ref.gs1.org/cbv/\($0)-\(word)" } ?? "https://gs1.org/voc/\(word)"
    }

    /// The CURIE, such as `cbv:BizStep-shipping` or `gs1:Temperature`.
    public var curie: String {
        vocabulary.className.map { "cbv:\($0)-\(word)" } ?? "gs1:\(word)"
    }

    /// The URN of CBV 1.2, such as `urn:epcglobal:cbv:bizstep:shipping`; nil for words of the GS1 Web Vocabulary.
    public var urn: String? {
        vocabulary.urnName.map { "urn:epcglobal:cbv:\($0):\(word)" }
    }
}
