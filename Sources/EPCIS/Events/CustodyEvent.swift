/// An event with everything that EPCIS 2.0 gives it a place for: what, where, when, why and how, as plain values.
///
/// It is made from an ``EventTree``, so that JSON, JSON-LD and XML of 2.0 and 1.2 give the same value; nothing is judged
/// here (see ``EventValidator``), and what is not there is nil or empty.
///
/// ```swift
/// var reader = EventTreeReader()
/// let event = CustodyEvent(try reader.read(xml: bytes.span))
/// event?.inputs.quantities.first?.amount  // "150.5"
/// ```
public struct CustodyEvent: Sendable, Hashable {
    /// What an event does to the things in it (EPCIS 2.0 section 7.3.2).
    public enum Action: String, Sendable, Hashable, CaseIterable {
        case add = "ADD"
        case observe = "OBSERVE"
        case delete = "DELETE"
    }

    /// The event's type.
    public let kind: EventOutline.Kind
    /// The event's identifier.
    public let id: String?
    /// What it does to the things in it; nil for a transformation.
    public let action: Action?

    // When (section 7.4.1)

    /// When it happened, as written.
    public let time: String?
    /// The local clock's distance from UTC, as written.
    public let timeZoneOffset: String?
    /// When a repository took it in, as written.
    public let recordTime: String?

    // What (section 7.3.3)

    /// The container, or what others are fixed to.
    public let parent: String?
    /// The things of an object or transaction event.
    public let things: Things
    /// What is in the parent.
    public let children: Things
    /// What a transformation used.
    public let inputs: Things
    /// What a transformation made.
    public let outputs: Things
    /// What joins the events of one transformation.
    public let transformationID: String?

    // Where (section 7.3.4)

    /// Where it was seen.
    public let readPoint: String?
    /// Where the things are afterwards.
    public let location: String?

    // Why (section 7.3.5)

    /// The business step.
    public let step: Word?
    /// The state of the things afterwards.
    public let disposition: Word?
    /// States that hold beside it from now on.
    public let statesSet: [Word]
    /// States that hold no longer.
    public let statesUnset: [Word]
    /// Business transactions.
    public let transactions: [Party]
    /// Where the things come from: parties and places.
    public let sources: [Party]
    /// Where the things go.
    public let destinations: [Party]
    /// Certificates.
    public let certifications: [String]

    // How (section 7.3.7)

    /// What sensors measured.
    public let sensors: [SensorElement]

    /// What is known of the lots that it made (section 7.3.8).
    public let masterData: [Extension]
    /// Fields of other namespaces.
    public let extensions: [Extension]
    /// That the event of this identifier was in error.
    public let errorDeclaration: ErrorDeclaration?

    /// The identifier of the event that this one withdraws: an error declaration repeats the event that is in error
    /// under its own identifier (section 7.4.1.2); nil if nothing is withdrawn.
    public var withdrawnEventID: String? { errorDeclaration == nil ? nil : id }

    /// When it happened, in microseconds since 1970-01-01T00:00:00Z; nil if the time cannot be read.
    public var microseconds: Int? {
        time.flatMap { EventClock.microseconds(Array($0.utf8).span) }
    }

    /// The event in a tree; nil if its type is not one of the standard's.
    public init?(_ tree: EventTree) {
        guard let type = tree.eventType,
            let kind = EventOutline.Kind(rawValue: String(decoding: type.bytes, as: UTF8.self))
        else { return nil }
        let read = TreeValues(tree: tree)
        self.kind = kind
        id = read.text(.eventID)
        action = read.text(.action).flatMap { Action(rawValue: $0) }
        time = read.text(.eventTime)
        timeZoneOffset = read.text(.eventTimeZoneOffset)
        recordTime = read.text(.recordTime)
        parent = read.text(.parentID)
        things = read.things(.epcList, .quantityList)
        children = read.things(.childEPCs, .childQuantityList)
        inputs = read.things(.inputEPCList, .inputQuantityList)
        outputs = read.things(.outputEPCList, .outputQuantityList)
        transformationID = read.text(.transformationID)
        readPoint = read.place(.readPoint)
        location = read.place(.bizLocation)
        step = read.word(.bizStep, .bizStep)
        disposition = read.word(.disposition, .disposition)
        let states = tree.first(.persistentDisposition)
        statesSet = states.map { read.words(.set, .disposition, in: $0) } ?? []
        statesUnset = states.map { read.words(.unset, .disposition, in: $0) } ?? []
        transactions = read.parties(.bizTransactionList, .bizTransaction, .bizTransactionType)
        sources = read.parties(.sourceList, .source, .sourceDestinationType)
        destinations = read.parties(.destinationList, .destination, .sourceDestinationType)
        certifications = read.texts(.certificationInfo)
        sensors = read.sensors()
        masterData = tree.first(.ilmd).map { read.extensions(in: $0) } ?? []
        extensions = read.extensions(in: EventTree.root)
        errorDeclaration = tree.first(.errorDeclaration).map { read.errorDeclaration($0) }
    }
}
