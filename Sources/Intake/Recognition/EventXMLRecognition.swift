import EPCIS

/// Tells EPCIS documents in XML, and events that come alone, from other XML.
enum EventXMLRecognition {
    /// How the file is read; nil if it is no EPCIS.
    ///
    /// - Parameters:
    ///   - sample: The first bytes of the file.
    ///   - root: The name of its outermost element.
    ///   - isWhole: Whether these are all its bytes.
    static func plan(_ sample: [UInt8], root: String, isWhole: Bool) -> ImportPlan? {
        let local = root.split(separator: ":").last.map(String.init) ?? ""
        let isDocument = local == "EPCISDocument" || local == "EPCISQueryDocument"
        guard isDocument || EventOutline.Kind(rawValue: local) != nil else { return nil }
        // What is declared around the first event is declared around all: the wrappers of EPCIS declare nothing.
        var reader = DocumentReader()
        reader.feed(sample.span)
        if isWhole { reader.finish() }
        var tree = EventTree()
        _ = reader.next(into: &tree)
        return ImportPlan(form: .epcisXML(scope: reader.header.scope))
    }
}
