public import Formats

/// A record of the protocol: the subject of a credential, or one that stands on its own.
public enum TransparencyRecord: Sendable, Hashable {
    case event(TraceEvent)
    case earlierEvent(EarlierEvent)
    case passport(ProductPassport)
    case facility(FacilityRecord)
    /// A conformity attestation, a registered identity or anything else that we pass on as it is.
    case other(JSONNode)

    /// The record as an object.
    public var json: JSONNode {
        switch self {
        case .event(let event): event.json
        case .earlierEvent(let event): event.node
        case .passport(let passport): passport.node
        case .facility(let facility): facility.node
        case .other(let node): node
        }
    }
}
