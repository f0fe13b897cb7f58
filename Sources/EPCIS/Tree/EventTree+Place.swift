extension EventTree {
    /// The JSON path of a node from the event on, which is `$`: `$.quantityList[1].epcClass`.
    ///
    /// Of an event that was read from XML it is the path in the event's JSON form.
    public func path(of index: Int) -> String {
        var steps: [String] = []
        var current = index
        while let parent = nodes[current].parent {
            if nodes[parent].kind == .list {
                var position = 0
                for child in children(of: parent) {
                    if child == current { break }
                    position += 1
                }
                steps.append("[\(position)]")
            } else {
                steps.append(Self.step(writtenName(of: nodes[current].name)))
            }
            current = parent
        }
        return "$" + steps.reversed().joined()
    }

    /// The step of a path into the member of that name.
    static func step(_ name: String) -> String {
        let isPlain =
            !name.isEmpty
            && name.utf8.allSatisfy { byte in
                byte == UInt8(ascii: ":") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
                    || byte == UInt8(ascii: "@") || byte == UInt8(ascii: "#") || byte >= 0x80
                    || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
                    || UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20
            }
        return isPlain ? "." + name : "['" + name + "']"
    }
}
