import EPCIS

/// Tells EPCIS documents in XML, and events that come alone, from other XML.
enum EventXMLRecognition {
    /// Whether a document with that outermost element is one of events.
    static func isEvents(root: String) -> Bool {
        let local = root.split(separator: ":").last.map(String.init) ?? ""
        return local == "EPCISDocument" || local == "EPCISQueryDocument" || EventOutline.Kind(rawValue: local) != nil
    }
}
