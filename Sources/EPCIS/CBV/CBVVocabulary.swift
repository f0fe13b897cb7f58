/// A vocabulary of the Core Business Vocabulary 2.0, or of the GS1 Web Vocabulary where EPCIS takes its words from there.
public enum CBVVocabulary: String, Sendable, Hashable, CaseIterable {
    case bizStep
    case disposition
    case bizTransactionType
    case sourceDestinationType
    case errorReason
    case component
    case measurementType
    case sensorAlert

    /// The bare words, sorted by their bytes.
    public var words: [String] {
        switch self {
        case .bizStep: CBVWords.bizSteps
        case .disposition: CBVWords.dispositions
        case .bizTransactionType: CBVWords.transactionTypes
        case .sourceDestinationType: CBVWords.sourceTypes
        case .errorReason: CBVWords.errorReasons
        case .component: CBVWords.components
        case .measurementType: CBVWords.measurementTypes
        case .sensorAlert: CBVWords.alertTypes
        }
    }

    /// The words' class in Web URIs and CURIEs (`BizStep` of `cbv:BizStep-shipping`); nil in the GS1 Web Vocabulary.
    var className: StaticString? {
        switch self {
        case .bizStep: "BizStep"
        case .disposition: "Disp"
        case .bizTransactionType: "BTT"
        case .sourceDestinationType: "SDT"
        case .errorReason: "ER"
        case .component: "Comp"
        case .measurementType, .sensorAlert: nil
        }
    }

    /// The words' class in URNs (`bizstep` of `urn:epcglobal:cbv:bizstep:shipping`).
    var urnName: StaticString? {
        switch self {
        case .bizStep: "bizstep"
        case .disposition: "disp"
        case .bizTransactionType: "btt"
        case .sourceDestinationType: "sdt"
        case .errorReason: "er"
        case .component: "comp"
        case .measurementType, .sensorAlert: nil
        }
    }

    /// Whether CBV 1.2 has the vocabulary too, so that its words have URNs.
    public var hasURNs: Bool { urnName != nil }
}
