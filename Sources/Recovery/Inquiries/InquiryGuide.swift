public import Formats
public import Vocabulary

/// Where an inquiry stands.
public enum InquiryStage: String, Sendable, Hashable, CaseIterable {
    case proposed
    case termsSet = "terms-set"
    case evidence
    case analysis
    case notice = "notice-and-reply"
    case report
    case answer = "government-answer"
    case followUp = "follow-up"
    case closed
}

/// What an inquiry may do.
public enum InquiryPower: String, Sendable, Hashable, CaseIterable {
    case summon
    case compelDocuments = "compel-documents"
    case enterSites = "enter-sites"
    case oath
    case protectWitnesses = "protect-witnesses"
    case refer = "refer-to-prosecutor"
    case publish
    case ownBudget = "own-budget"
}

/// How far a recommendation has come.
public enum FollowUpStatus: String, Sendable, Hashable, CaseIterable {
    case noAnswer = "no-answer"
    case accepted
    case partlyAccepted = "partly-accepted"
    case rejected = "rejected-with-reasons"
    case inProgress = "in-progress"
    case doneNotVerified = "done-not-verified"
    case doneAndVerified = "done-and-verified"
    case lapsed
}

/// How sure a finding is, from the least to the most.
public enum ProofStandard: String, Sendable, Hashable, CaseIterable {
    case reasonableGrounds = "reasonable-grounds"
    case balance = "balance-of-probabilities"
    case clear = "clear-and-convincing"
}

/// What a country's file says about inquiries.
public struct InquiryGuide: Sendable, Hashable {
    /// A word and what it is called.
    public struct Entry<Word: Sendable & Hashable>: Sendable, Hashable {
        /// The word.
        public let word: Word
        /// What it is called.
        public let label: LocalisedText
    }

    /// The header.
    public let header: ContentHeader
    /// The stages in their order.
    public let stages: [Entry<InquiryStage>]
    /// The powers.
    public let powers: [Entry<InquiryPower>]
    /// The statuses of recommendations.
    public let statuses: [Entry<FollowUpStatus>]
    /// The standards of proof.
    public let standards: [Entry<ProofStandard>]
    /// How long somebody has to answer a request for documents.
    public let requestTerm: Term
    /// How long somebody has to reply to a notice.
    public let replyTerm: Term
    /// How long the government has to answer the report.
    public let answerTerm: Term
    /// After how long the first follow-up is due.
    public let followUpTerm: Term
    /// How many days before a deadline to warn, the farthest first.
    public let warnings: [Int]

    /// Reads `Content/recovery/inquiries.json` or a country's own.
    ///
    /// - Throws: ``ContentFaults`` with every fault found, each with its line and path.
    public init(reading bytes: [UInt8], file: String) throws(ContentFaults) {
        var reader = ContentReader(bytes, file: file)
        let root = reader.object(
            reader.root,
            ContentReader.headerKeys + ["stages", "powers", "statuses", "standards", "clocks", "warnings"]
        )
        let header = reader.header(root, kind: "inquiry")
        let stages = reader.entries(root["stages"], InquiryStage.self)
        let powers = reader.entries(root["powers"], InquiryPower.self)
        let statuses = reader.entries(root["statuses"], FollowUpStatus.self)
        let standards = reader.entries(root["standards"], ProofStandard.self)
        let warnings = reader.list(root["warnings"]).compactMap { reader.integer($0, in: 1...365) }
        let clocks = reader.object(root["clocks"], ["request", "reply", "answer", "followUp"])
        let (request, reply) = (reader.term(clocks["request"]), reader.term(clocks["reply"]))
        let (answer, followUp) = (reader.term(clocks["answer"]), reader.term(clocks["followUp"]))
        // Who is accused has a week at least to answer; a right of a day is none.
        if let reply, let place = clocks["reply"], reply.days < 7 {
            reader.fault(place, "a reply has seven days at least")
        }
        var guide: InquiryGuide?
        if let header, let request, let reply, let answer, let followUp {
            guide = InquiryGuide(
                header: header,
                stages: stages,
                powers: powers,
                statuses: statuses,
                standards: standards,
                requestTerm: request,
                replyTerm: reply,
                answerTerm: answer,
                followUpTerm: followUp,
                warnings: warnings
            )
        }
        self = try reader.finish(guide)
    }

    private init(
        header: ContentHeader,
        stages: [Entry<InquiryStage>],
        powers: [Entry<InquiryPower>],
        statuses: [Entry<FollowUpStatus>],
        standards: [Entry<ProofStandard>],
        requestTerm: Term,
        replyTerm: Term,
        answerTerm: Term,
        followUpTerm: Term,
        warnings: [Int]
    ) {
        (self.header, self.stages, self.powers, self.statuses) = (header, stages, powers, statuses)
        (self.standards, self.requestTerm, self.replyTerm) = (standards, requestTerm, replyTerm)
        (self.answerTerm, self.followUpTerm, self.warnings) = (answerTerm, followUpTerm, warnings)
    }
}

extension ContentReader {
    fileprivate mutating func entries<Word: CaseIterable & RawRepresentable<String> & Hashable & Sendable>(
        _ place: Place?,
        _ type: Word.Type
    ) -> [InquiryGuide.Entry<Word>] {
        let entries = list(place).compactMap { value -> InquiryGuide.Entry<Word>? in
            let members = object(value, ["id", "label", "sources"])
            checkSources(members["sources"])
            guard let word = word(members["id"], type), let label = localised(members["label"]) else { return nil }
            return .init(word: word, label: label)
        }
        complete(entries.map(\.word), type, place)
        return entries
    }
}
