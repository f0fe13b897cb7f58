/// An entity of the ICGLR mining data standard, MD.01 to MD.13, and the reference to a lot that MD.12 holds.
public enum Entity: String, Sendable, Hashable, CaseIterable {
    case mineSite = "MineSite"
    case licence = "License"
    case exportCertificate = "ExportCertificate"
    case businessEntity = "BusinessEntity"
    case address = "Address"
    case geolocalization = "Geolocalization"
    case inspection = "Inspection"
    case mineSiteLocation = "MineSiteLocation"
    case contactDetails = "ContactDetails"
    case statusHistory = "StatusHistory"
    case tag = "Tag"
    case lot = "Lot"
    case tax = "Tax"
    case inputLot = "InputLot"

    /// The number in the standard.
    public var number: String {
        switch self {
        case .mineSite: "MD.01"
        case .licence: "MD.02"
        case .exportCertificate: "MD.03"
        case .businessEntity: "MD.04"
        case .address: "MD.05"
        case .geolocalization: "MD.06"
        case .inspection: "MD.07"
        case .mineSiteLocation: "MD.08"
        case .contactDetails: "MD.09"
        case .statusHistory: "MD.10"
        case .tag: "MD.11"
        case .lot, .inputLot: "MD.12"
        case .tax: "MD.13"
        }
    }

    /// The entities that may stand on their own in a file: the three primary ones, tags and taxes.
    public static let records: [Entity] = [.mineSite, .exportCertificate, .lot, .tag, .tax]
}
