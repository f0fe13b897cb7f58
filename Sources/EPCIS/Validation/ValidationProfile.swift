/// How strictly the prose rules are taken.
public enum ValidationProfile: String, Sendable, Hashable, CaseIterable {
    /// What GS1's own examples break is a notice: an event's use does not hang on it.
    case standard
    /// Whatever the standard's conformance requirements refuse is an error.
    case strict

    /// How much a fault in an event of that syntax and version weighs.
    ///
    /// XML Schema takes any text for a URI, JSON's schema does not; and documents of EPCIS 1.2 with master data beside
    /// other actions are common.
    func severity(
        of reason: ValidationFault.Reason,
        in syntax: EventTree.Syntax,
        isVersion2: Bool
    ) -> ValidationFault.Severity {
        guard self == .standard, syntax == .xml else { return severity(of: reason) }
        return reason == .badURI || reason == .misplacedMasterData && !isVersion2 ? .notice : severity(of: reason)
    }

    /// How much a fault weighs.
    public func severity(of reason: ValidationFault.Reason) -> ValidationFault.Severity {
        switch reason {
        case .retiredWord, .unknownMeasurement, .unknownUnit, .recordedBeforeEvent, .errorWithoutEventID,
            .timeWithoutSeconds:
            .notice
        case .sensorFieldTwice, .sensorTimeAfterEvent, .periodReversed, .badIdentifier, .wrongCheckDigit,
            .containsItself, .repeatedEntry:
            self == .strict ? .error : .notice
        default: .error
        }
    }
}
