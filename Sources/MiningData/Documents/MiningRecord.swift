public import Formats

/// A record of the standard as a typed value.
public enum MiningRecord: Sendable, Hashable {
    case mineSite(MineSite)
    case exportCertificate(ExportCertificate)
    case lot(Lot)
    case tag(Tag)
    case tax(Tax)

    /// Which entity it is.
    public var entity: Entity {
        switch self {
        case .mineSite: .mineSite
        case .exportCertificate: .exportCertificate
        case .lot: .lot
        case .tag: .tag
        case .tax: .tax
        }
    }

    /// The record in the form of a profile.
    public func json(_ profile: Profile) -> JSONNode {
        switch self {
        case .mineSite(let value): value.json(profile)
        case .exportCertificate(let value): value.json(profile)
        case .lot(let value): value.json(profile)
        case .tag(let value): value.json(profile)
        case .tax(let value): value.json(profile)
        }
    }
}
