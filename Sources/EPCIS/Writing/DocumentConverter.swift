import Formats

/// Writes EPCIS documents in another format, or with other identifiers.
///
/// ```swift
/// let converted = try DocumentConverter(target: .xml).convert(bytes)
/// ```
///
/// From JSON to EPCIS 2.0 XML and back nothing is lost, the document's frame included.
public struct DocumentConverter: Sendable {
    /// What documents are written as.
    public let target: DocumentTarget
    /// How identifiers are written.
    public let translator: IdentifierTranslator

    /// Makes a converter.
    public init(target: DocumentTarget, translator: IdentifierTranslator = IdentifierTranslator()) {
        self.target = target
        self.translator = translator
    }

    /// Converts a document.
    ///
    /// Events that cannot be read are left out and told of.
    ///
    /// - Throws: ``DocumentFault`` if what is around the events cannot be read.
    public func convert(_ bytes: [UInt8]) throws(DocumentFault) -> ConvertedDocument {
        let source = try SourceDocument(bytes)
        var converter = self.translator
        if converter.format == .alwaysURN { source.teach(&converter.prefixes) }
        var result = ConvertedDocument()
        result.faults = source.faults
        result.eventCount = source.events.count
        if target.isXML {
            writeXML(source, converter, &result)
        } else {
            writeJSON(source, converter, &result)
        }
        result.bytes.append(0x0A)
        return result
    }

    // MARK: JSON

    private func writeJSON(_ source: SourceDocument, _ translator: IdentifierTranslator, _ out: inout ConvertedDocument)
    {
        let isXML = source.syntax == .xml
        let frame = source.frame
        let writer = JSONEventWriter(
            scope: isXML && frame.kind == .bare ? NamespaceScope() : isXML ? frame.scope : source.scope,
            translator: translator
        )
        let written = source.events.map { writer.json(of: $0.tree, source: source.bytes[$0.place.range]) }
        if !isXML {
            // Around the events JSON stays byte for byte.
            out.bytes = source.replacingEvents(with: written)
            return
        }
        let events = Array(written.joined(separator: [UInt8(ascii: ",")]))
        if frame.kind == .bare, source.note == nil, source.events.count == 1 {
            out.bytes = events
            return
        }
        let natural = frame.json()
        let whole = source.note.flatMap { JSONPatch.apply($0, to: natural) } ?? natural
        out.bytes = Self.insert(events, into: whole)
    }

    /// Puts events in the empty list of a frame.
    private static func insert(_ events: [UInt8], into frame: [UInt8]) -> [UInt8] {
        do throws(JSONFault) {
            let root = try JSONTape(frame).root
            let body = root["epcisBody"]
            let list =
                root.kind == .array
                ? root : body?["eventList"] ?? body?["queryResults"]?["resultsBody"]?["eventList"]
            guard let list, list.kind == .array else { return frame }
            let place = list.range.lowerBound + 1
            return Array(frame[..<place]) + events + Array(frame[place...])
        } catch {
            return frame
        }
    }

    // MARK: XML

    private func writeXML(_ source: SourceDocument, _ translator: IdentifierTranslator, _ out: inout ConvertedDocument)
    {
        let version: XMLEventWriter.Version = target == .xml12 ? .v1_2 : .v2_0
        let frame = source.frame
        // Alone it could not be told for an event if its type is not one of the standard's.
        let isSingle =
            frame.kind == .bare && source.events.count == 1 && version == .v2_0 && !source.isSurrounded
            && source.events.first?.tree.eventType != nil
        var writer = XMLEventWriter(
            version: version,
            scope: isSingle ? NamespaceScope() : frame.scope,
            translator: translator
        )
        writer.isBare = isSingle
        var events: [UInt8] = []
        for (number, event) in source.events.enumerated() {
            let (xml, losses) = writer.xml(of: event.tree)
            out.losses += losses.map { (number, $0) }
            guard !xml.isEmpty else { continue }
            // EPCIS 1.2 put transformations in an extension of the list of events (1.2 section 9.5).
            let isWrapped = version == .v1_2 && event.tree.eventType == .transformationEvent
            if isWrapped { events += "<extension>".utf8 }
            events += xml
            if isWrapped { events += "</extension>".utf8 }
        }
        out.bytes = Array("<?xml version=\"1.0\" encoding=\"UTF-8\"?>".utf8)
        if isSingle, !events.isEmpty {
            out.bytes += events
            return
        }
        let (before, behind) = frame.xml(version: version, header: source.header)
        if source.syntax == .json, version == .v2_0, let note = note(for: source, before + behind) {
            JSONNote.append(note, to: &out.bytes)
        }
        out.bytes += before + events + behind
    }

    /// What the XML around the events does not say of the JSON.
    private func note(for source: SourceDocument, _ xml: [UInt8]) -> [UInt8]? {
        do throws(DocumentFault) {
            let said = try SourceDocument(xml).frame.json()
            return JSONPatch.difference(from: said, to: source.before + source.behind)
        } catch {
            return nil
        }
    }
}
