/// Something that an event says and the format that it was written in cannot.
public struct ConversionLoss: Sendable, Hashable {
    /// Why it is not there.
    public enum Reason: String, Sendable, Hashable, CaseIterable {
        /// The field came with EPCIS 2.0.
        case fieldOfVersion2
        /// The event type came with EPCIS 2.0.
        case eventTypeOfVersion2
        /// A name that XML has no element or attribute for.
        case nameOutsideXML
        /// A field of an extension that the format's schema has no place for.
        case noPlaceForExtension
        /// The identifier stays a Digital Link: the length of its company prefix is not known.
        case linkWithoutURN
        /// What XML cannot say of JSON values: lists of one, empty lists and objects, other spellings.
        case jsonTypes

        /// The key under which the catalogue has a sentence for it.
        package var messageKey: String { "conversion.loss.\(rawValue)" }
    }

    /// The JSON path from the event on.
    public let path: String
    /// Why it is not there.
    public let reason: Reason
}
