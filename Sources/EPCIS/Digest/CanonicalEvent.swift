import Formats

/// The canonical JSON form of an event (RFC 8785), whichever syntax it was read from.
///
/// Of an event in JSON it is the canonical form of the very object that was read. Of one in XML it is that of the
/// event's JSON form: extensions that XML repeats are an array, text beside attributes is the member `#text`, everything
/// that is one value is a text.
public struct CanonicalEvent: Sendable {
    private var members: [Int32] = []
    private static let typeName = EventName(.type)

    /// Makes a writer; it keeps its storage, so use one for many events.
    public init() {}

    /// Appends the canonical form of an event.
    ///
    /// - Returns: Whether each number means the same in its canonical form; nil if one is beyond a binary float, and
    ///   then nothing is appended.
    /// - Complexity: O(n log n) in the members of an object.
    public mutating func append(_ tree: EventTree, to output: inout [UInt8]) -> Bool? {
        guard !tree.nodes.isEmpty else { return nil }
        let start = output.count
        members.removeAll(keepingCapacity: true)
        let isExact = append(tree, 0, to: &output)
        if isExact == nil { output.removeSubrange(start...) }
        return isExact
    }

    private mutating func append(_ tree: EventTree, _ index: Int, to output: inout [UInt8]) -> Bool? {
        let node = tree.nodes[index]
        let value = tree.text[Int(node.valueStart)..<Int(node.valueEnd)]
        switch node.kind {
        case .null: output.append(contentsOf: "null".utf8)
        case .bool: output.append(contentsOf: value)
        case .number: return JSONCanonical.appendNumber(value, to: &output)
        case .text: JSONCanonical.appendString(value, to: &output)
        case .list:
            output.append(UInt8(ascii: "["))
            var isExact = true
            var child = node.firstChildIndex
            while child != 0 {
                if child != node.firstChildIndex { output.append(UInt8(ascii: ",")) }
                guard let isSame = append(tree, Int(child), to: &output) else { return nil }
                isExact = isExact && isSame
                child = tree.nodes[Int(child)].nextSiblingIndex
            }
            output.append(UInt8(ascii: "]"))
            return isExact
        case .object: return appendObject(tree, index, to: &output)
        }
        return true
    }

    private mutating func appendObject(_ tree: EventTree, _ index: Int, to output: inout [UInt8]) -> Bool? {
        let base = members.count
        defer { members.removeSubrange(base...) }
        var child = tree.nodes[index].firstChildIndex
        while child != 0 {
            members.append(Int32(truncatingIfNeeded: child))
            child = tree.nodes[Int(child)].nextSiblingIndex
        }
        // An event whose type stands under the old name `isA` keeps that member.
        let addsType = index == 0 && tree.first(.isA) == nil
        if addsType { members.append(-1) }
        sort(tree, from: base)
        output.append(UInt8(ascii: "{"))
        var isExact = true
        var place = base
        let end = members.count
        while place < end {
            if place > base { output.append(UInt8(ascii: ",")) }
            let name = self.name(tree, members[place])
            appendName(tree, name, to: &output)
            output.append(UInt8(ascii: ":"))
            guard members[place] >= 0 else {
                appendName(tree, tree.nodes[0].name, to: &output)
                place += 1
                continue
            }
            var behind = place + 1
            while behind < end, members[behind] >= 0, self.name(tree, members[behind]) == name { behind += 1 }
            let isRepeated = behind > place + 1
            if isRepeated { output.append(UInt8(ascii: "[")) }
            for each in place..<behind {
                if each > place { output.append(UInt8(ascii: ",")) }
                guard let isSame = append(tree, Int(members[each]), to: &output) else { return nil }
                isExact = isExact && isSame
            }
            if isRepeated { output.append(UInt8(ascii: "]")) }
            place = behind
        }
        output.append(UInt8(ascii: "}"))
        return isExact
    }

    private func name(_ tree: EventTree, _ member: Int32) -> EventName {
        member < 0 ? Self.typeName : tree.nodes[Int(member)].name
    }

    private func appendName(_ tree: EventTree, _ name: EventName, to output: inout [UInt8]) {
        if let term = name.term {
            output.append(UInt8(ascii: "\""))
            term.spelling.withUTF8Buffer { output.append(contentsOf: $0) }
            output.append(UInt8(ascii: "\""))
        } else {
            JSONCanonical.appendString(spelling(tree, name)[...], to: &output)
        }
    }

    /// The name as it is written: prefix, colon, name.
    private func spelling(_ tree: EventTree, _ name: EventName) -> [UInt8] {
        if let term = name.term { return term.bytes }
        let prefix = tree.prefix(of: name)
        return prefix.isEmpty
            ? Array(tree.localName(of: name)) : prefix + [UInt8(ascii: ":")] + tree.localName(of: name)
    }

    /// The places of the terms in their order, which is that of their bytes.
    private static let ranks: [UInt16] = {
        var ranks = [UInt16](repeating: 0, count: EventTerm.allCases.count)
        let sorted = EventTerm.allCases.sorted { JSONCanonical.precedes($0.bytes[...], $1.bytes[...]) }
        for (rank, term) in sorted.enumerated() { ranks[Int(term.rawValue)] = UInt16(rank) }
        return ranks
    }()

    private mutating func sort(_ tree: EventTree, from base: Int) {
        let ranks = Self.ranks
        func precedes(_ left: Int32, _ right: Int32) -> Bool {
            let (a, b) = (name(tree, left), name(tree, right))
            if a == b { return left < right }
            if a.extensionIndex == nil, b.extensionIndex == nil {
                return ranks[Int(a.rawValue)] < ranks[Int(b.rawValue)]
            }
            return JSONCanonical.precedes(spelling(tree, a)[...], spelling(tree, b)[...])
        }
        guard members.count - base > 32 else {
            var index = base + 1
            while index < members.count {
                let member = members[index]
                var place = index
                while place > base, precedes(member, members[place - 1]) {
                    members[place] = members[place - 1]
                    place -= 1
                }
                members[place] = member
                index += 1
            }
            return
        }
        let sorted = members[base...].sorted(by: precedes)
        members.replaceSubrange(base..., with: sorted)
    }
}
