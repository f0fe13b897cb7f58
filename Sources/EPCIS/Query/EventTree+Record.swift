extension EventTree {
    /// Says what the repository knows of the event: when it recorded it, and its id if it came without one
    /// (EPCIS 2.0 sections 7.4.1.1 and 12.6.1).
    ///
    /// - Parameters:
    ///   - recordTime: ISO 8601; takes the place of what the sender wrote.
    ///   - eventID: The id of an event that has none.
    public mutating func note(recordTime: String, eventID: String?) {
        guard !nodes.isEmpty else { return }
        set(.recordTime, to: recordTime)
        if let eventID, first(.eventID) == nil { set(.eventID, to: eventID) }
    }

    private mutating func set(_ term: EventTerm, to value: String) {
        let start = UInt32(truncatingIfNeeded: text.count)
        text.append(contentsOf: value.utf8)
        let end = UInt32(truncatingIfNeeded: text.count)
        if let index = first(term) {
            nodes[index].kind = .text
            nodes[index].valueStart = start
            nodes[index].valueEnd = end
            return
        }
        let added = UInt32(truncatingIfNeeded: nodes.count)
        var last: Int?
        for child in children(of: Self.root) { last = child }
        if let last { nodes[last].nextSiblingIndex = added } else { nodes[Self.root].firstChildIndex = added }
        nodes.append(
            Node(
                name: EventName(term),
                kind: .text,
                isAttribute: false,
                valueStart: start,
                valueEnd: end,
                parentIndex: UInt32(Self.root),
                firstChildIndex: 0,
                nextSiblingIndex: 0,
                sourceOffset: nodes[Self.root].sourceOffset
            )
        )
    }
}
