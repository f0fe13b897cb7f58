/// How strictly the prose rules are taken.
public enum ValidationProfile: String, Sendable, Hashable, CaseIterable {
    /// What GS1's own examples break is a notice: an event's use does not hang on it.
    case standard
    /// Whatever the standard's conformance requirements refuse is an error.
    case strict

    /// How much a fault weighs.
    public func severity(of reason: ValidationFault.Reason) -> ValidationFault.Severity {
        switch reason {
        case .retiredWord, .unknownMeasurement, .unknownUnit, .recordedBeforeEvent, .errorWithoutEventID,
            .formatOfOtherSyntax:
            .notice
        case .sensorFieldTwice, .sensorTimeAfterEvent, .periodReversed, .badIdentifier, .wrongCheckDigit,
            .containsItself:
            self == .strict ? .error : .notice
        default: .error
        }
    }
}
