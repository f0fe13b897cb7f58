extension JSONCanonical {
    static func append(
        _ node: JSONNode,
        to output: inout [UInt8],
        numbers: JSONNumberRule,
        depth: Int
    ) throws(JSONFault) {
        switch node {
        case .null: output.append(contentsOf: "null".utf8)
        case .bool(let value): output.append(contentsOf: (value ? "true" : "false").utf8)
        case .number(let text): try append(number: text, to: &output, numbers: numbers)
        case .string(let text): append(text, to: &output)
        case .array(let elements):
            guard depth < JSONTape.defaultDepthLimit else { throw JSONFault(.tooDeep, at: output.count) }
            output.append(UInt8(ascii: "["))
            for (index, element) in elements.enumerated() {
                if index > 0 { output.append(UInt8(ascii: ",")) }
                try append(element, to: &output, numbers: numbers, depth: depth + 1)
            }
            output.append(UInt8(ascii: "]"))
        case .object(let members):
            guard depth < JSONTape.defaultDepthLimit else { throw JSONFault(.tooDeep, at: output.count) }
            try append(members, to: &output, numbers: numbers, depth: depth)
        }
    }

    private static func append(
        _ members: [JSONNode.Member],
        to output: inout [UInt8],
        numbers: JSONNumberRule,
        depth: Int
    ) throws(JSONFault) {
        let names = members.map { Array($0.name.utf8) }
        let order = names.indices.sorted { precedes(names[$0][...], names[$1][...]) }
        output.append(UInt8(ascii: "{"))
        for (place, index) in order.enumerated() {
            if place > 0 {
                guard names[order[place - 1]] != names[index] else { throw JSONFault(.duplicateKey, at: output.count) }
                output.append(UInt8(ascii: ","))
            }
            appendString(names[index][...], to: &output)
            output.append(UInt8(ascii: ":"))
            try append(members[index].value, to: &output, numbers: numbers, depth: depth + 1)
        }
        output.append(UInt8(ascii: "}"))
    }

    private static func append(
        number text: String,
        to output: inout [UInt8],
        numbers: JSONNumberRule
    ) throws(JSONFault) {
        let bytes = Array(text.utf8)
        guard JSONNumber.end(in: bytes.span, from: 0) == bytes.count else {
            throw JSONFault(.badNumber, at: output.count)
        }
        guard numbers.allows(bytes[...]) else { throw JSONFault(.inexactNumber, at: output.count) }
        guard appendNumber(bytes[...], to: &output) != nil else { throw JSONFault(.badNumber, at: output.count) }
    }

    private static func append(_ text: String, to output: inout [UInt8]) {
        appendString(Array(text.utf8)[...], to: &output)
    }
}
