/// What a document can be written as.
public enum DocumentTarget: String, Sendable, Hashable, CaseIterable {
    /// EPCIS 2.0 JSON.
    case json
    /// EPCIS 2.0 JSON-LD: the same with its context in every case.
    case jsonld
    /// EPCIS 2.0 XML.
    case xml
    /// EPCIS 1.2 XML.
    case xml12

    /// Whether it is XML.
    public var isXML: Bool { self == .xml || self == .xml12 }
}

/// A document in another format.
public struct ConvertedDocument: Sendable {
    /// The document's bytes.
    public internal(set) var bytes: [UInt8] = []
    /// How many events it has.
    public internal(set) var eventCount = 0
    /// What the format cannot hold, by event.
    public internal(set) var losses: [(event: Int, loss: ConversionLoss)] = []
    /// What could not be read, and so is not there.
    public internal(set) var faults: [ReadFault] = []
}
