/// Where an event stands in its document.
public struct EventPlace: Sendable, Hashable {
    /// Its number among the events of the document, from 0.
    public let index: Int
    /// Its bytes.
    public let range: Range<Int>
    /// The line on which it begins, from 1.
    public let line: Int
    /// The JSON path of the list that it stands in, or that of the event; in XML the names of the elements around it.
    public let list: String
    /// Its place in the list, from 0; nil outside a list.
    public let position: Int?

    /// The JSON path of the event, `$.epcisBody.eventList[3]`, or its XPath, `/EPCISDocument/EPCISBody/EventList/*[4]`.
    public var path: String {
        guard let position else { return list }
        return list.hasPrefix("$") ? "\(list)[\(position)]" : "\(list)/*[\(position + 1)]"
    }
}
