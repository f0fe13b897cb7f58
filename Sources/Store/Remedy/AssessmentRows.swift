public import Vocabulary

/// An interview as it is kept: sealed, with what its key is made of.
package struct SealedInterview: Sendable, Hashable {
    /// How many bytes the key is made of.
    package static let keyBlockLength = 20_480

    /// The id within the assessment.
    package let id: String
    /// What the key is made of: of each of these bytes.
    package let keyBlock: [UInt8]
    /// Nonce, ciphertext and tag.
    package let sealed: [UInt8]

    package init(id: String, keyBlock: [UInt8], sealed: [UInt8]) {
        (self.id, self.keyBlock, self.sealed) = (id, keyBlock, sealed)
    }
}

/// A photo of a measurement.
public struct ImpactPhoto: Sendable, Hashable {
    /// SHA-256 of the bytes that are kept, 64 lower-case hexadecimal digits.
    public let digest: String
    /// SHA-256 of the file as it arrived.
    public let arrivedDigest: String
    /// What it is, such as `image/jpeg`.
    public let mediaType: String
    /// What was left out of it, by the words of the room `Media`.
    public let removed: [String]

    package init(digest: String, arrivedDigest: String, mediaType: String, removed: [String]) {
        self.digest = digest
        self.arrivedDigest = arrivedDigest
        self.mediaType = mediaType
        self.removed = removed
    }
}

/// A finding that was put to somebody, and the file in which the answer is followed.
public struct ImpactPut: Sendable, Hashable {
    /// The number of the file in which the answer is followed.
    public let followUp: Int64
    /// The number of the assessment.
    public let assessment: Int64
    /// The id of the finding within the assessment.
    public let finding: String
    /// To whom it was put.
    public let organisation: String
    /// The id of the follow-up in the events of the assessment.
    public let code: String
}

/// A report as it was published.
public struct ImpactReport: Sendable, Hashable {
    /// The number of the assessment.
    public let assessment: Int64
    /// The day on which it was published.
    public let day: CalendarDay
    /// What it says: canonical JSON.
    public let bytes: [UInt8]
}

/// What an assessment has beside its events.
package struct AssessmentContents: Sendable {
    package var interviews: [SealedInterview] = []
    package var photos: [ImpactPhoto] = []
    package var puts: [ImpactPut] = []
}

/// What an event of an assessment changes beside being kept.
package struct AssessmentChanges: Sendable {
    /// A finding about to be put to somebody.
    package struct Putting: Sendable {
        package let cover: RemedyDraft
        package let entries: [RemedyEntry]
        package let consequences: RemedyConsequences
        package let finding: String
        package let organisation: String
        package let code: String

        package init(
            cover: RemedyDraft,
            entries: [RemedyEntry],
            _ consequences: RemedyConsequences,
            finding: String,
            organisation: String,
            code: String
        ) {
            self.cover = cover
            self.entries = entries
            self.consequences = consequences
            self.finding = finding
            self.organisation = organisation
            self.code = code
        }
    }

    /// An interview that is sealed and kept.
    package var kept: SealedInterview?
    /// Interviews of which nothing is kept any more.
    package var forgotten: Set<String> = []
    /// Photos that came with a measurement.
    package var photos: [(photo: ImpactPhoto, bytes: [UInt8])] = []
    /// A finding that is put to somebody.
    package var putting: Putting?

    package init() {}
}
