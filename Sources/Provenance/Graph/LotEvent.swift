/// What happened to lots, as the graph takes it in: one event of any standard, or one stated row about a lot.
public struct LotEvent: Sendable, Hashable {
    /// What kind of thing happened.
    public enum Kind: UInt8, Sendable, Hashable, CaseIterable {
        /// Lots came into being out of nothing else: dug, or taken in from where nobody reports.
        case made
        /// Lots were made of others; an event may carry only one of the sides (`transformation` joins them).
        case transformed
        /// Lots were put into another: in from this time until they are taken out.
        case packed
        /// Lots were taken out of another; without inputs, all that is in it.
        case unpacked
        /// Lots were seen, moved, sold or handed over, and nothing was made of them.
        case moved
        /// Lots were used up or thrown away.
        case destroyed
        /// Somebody states what a lot is; it says where the lot comes from only if no event does.
        case stated
    }

    /// One lot in an event.
    public struct Quantity: Sendable, Hashable {
        /// The lot.
        public var lot: String
        /// Its mass in this event, grams; nil where it is not stated.
        public var grams: Int?
        /// What the event says of the lot.
        public var traits: LotTraits?

        /// Makes a quantity.
        public init(_ lot: String, grams: Int? = nil, traits: LotTraits? = nil) {
            self.lot = lot
            self.grams = grams
            self.traits = traits
        }
    }

    /// Lots that went in and what came out of them.
    ///
    /// An event has one step, or several where it says which input went into which output.
    public struct Step: Sendable, Hashable {
        /// What was used, packed, taken out or seen.
        public var inputs: [Quantity]
        /// What was made; of packing and unpacking, the container.
        public var outputs: [Quantity]

        /// Makes a step.
        public init(inputs: [Quantity] = [], outputs: [Quantity] = []) {
            self.inputs = inputs
            self.outputs = outputs
        }
    }

    /// What the source calls the event; two events of one name and different content are two events.
    public var name: String
    /// What kind of thing happened.
    public var kind: Kind
    /// When it happened, milliseconds since 1970, UTC.
    public var time: Int
    /// What went in and came out.
    public var steps: [Step]
    /// The site where it happened.
    public var site: String?
    /// Who gave the lots.
    public var giver: String?
    /// Who received the lots.
    public var receiver: String?
    /// Joins the events that each carry a part of one transformation (EPCIS 2.0, 7.4.6, transformationID).
    public var transformation: String?
    /// What was done to the mineral, such as `smelting`, in the words of the source.
    public var process: String?

    /// Makes an event.
    public init(
        _ name: String,
        _ kind: Kind,
        time: Int,
        steps: [Step],
        site: String? = nil,
        giver: String? = nil,
        receiver: String? = nil,
        transformation: String? = nil,
        process: String? = nil
    ) {
        self.name = name
        self.kind = kind
        self.time = time
        self.steps = steps
        self.site = site
        self.giver = giver
        self.receiver = receiver
        self.transformation = transformation
        self.process = process
    }
}

/// What an event says of a lot, besides its mass.
public struct LotTraits: Sendable, Hashable {
    /// The mineral.
    public var mineral: String?
    /// The grade of the element, parts per million.
    public var gradePPM: Int?
    /// The model of its chain of custody that the lot claims.
    public var model: CustodyModel?
    /// The bag tag or seal.
    public var tag: String?
    /// The claim that goes with the lot, such as the number of a certificate.
    public var claim: String?

    /// Makes traits.
    public init(
        mineral: String? = nil,
        gradePPM: Int? = nil,
        model: CustodyModel? = nil,
        tag: String? = nil,
        claim: String? = nil
    ) {
        self.mineral = mineral
        self.gradePPM = gradePPM
        self.model = model
        self.tag = tag
        self.claim = claim
    }

    /// Whether nothing is said.
    var isEmpty: Bool { mineral == nil && gradePPM == nil && model == nil && tag == nil && claim == nil }
}

/// The models of a chain of custody (ISO 22095:2020, clause 5), from the strictest down.
///
/// On the way a lot may keep its model or go down, never up.
public enum CustodyModel: UInt8, Sendable, Hashable, Comparable, CaseIterable {
    /// One source, kept apart from all others.
    case identityPreserved = 1
    /// Kept apart from what does not comply; sources that comply may be mixed.
    case segregated
    /// Mixed in proportions that are known for each output.
    case controlledBlending
    /// Mixed in proportions that are known on average over a period only.
    case massBalance
    /// The claim is traded apart from the mineral.
    case bookAndClaim

    /// The word for it in facts.
    public var word: String {
        switch self {
        case .identityPreserved: "identity_preserved"
        case .segregated: "segregated"
        case .controlledBlending: "controlled_blending"
        case .massBalance: "mass_balance"
        case .bookAndClaim: "book_and_claim"
        }
    }

    /// The model with that word.
    public init?(word: String) {
        guard let model = Self.allCases.first(where: { $0.word == word }) else { return nil }
        self = model
    }

    /// Whether one model is stricter than the other.
    public static func < (left: CustodyModel, right: CustodyModel) -> Bool { left.rawValue < right.rawValue }
}

/// When something was learnt, and from which record.
public struct Learnt: Sendable, Hashable, Comparable {
    /// When the record came in, milliseconds since 1970, UTC.
    public var time: Int
    /// The number of the record, from 0 to 2³² − 2.
    public var record: Int

    /// Makes a moment of learning.
    public init(_ time: Int, record: Int) {
        self.time = time
        self.record = record
    }

    /// Whether one came in before the other.
    public static func < (left: Learnt, right: Learnt) -> Bool {
        (left.time, left.record) < (right.time, right.record)
    }
}

/// A lot of a graph, by its number there.
public struct LotNumber: Sendable, Hashable, Comparable {
    /// The number, from 0 in the order of arrival; it says nothing to another graph.
    public let rawValue: UInt32

    init(_ rawValue: UInt32) { self.rawValue = rawValue }

    /// Whether one lot arrived before the other.
    public static func < (left: LotNumber, right: LotNumber) -> Bool { left.rawValue < right.rawValue }
}

/// A step of an event of a graph, by its number there.
public struct StepNumber: Sendable, Hashable, Comparable {
    /// The number, from 0 in the order of arrival; it says nothing to another graph.
    public let rawValue: UInt32

    init(_ rawValue: UInt32) { self.rawValue = rawValue }

    /// Whether one step arrived before the other.
    public static func < (left: StepNumber, right: StepNumber) -> Bool { left.rawValue < right.rawValue }
}
