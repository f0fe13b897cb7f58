import Formats

/// Differences of two JSON texts as a patch (RFC 6902, with `add`, `remove` and `replace` only).
///
/// What the XML binding cannot say of a JSON event, such as a list of one extension or another spelling of a word,
/// travels beside it as the patch from what the XML says to what the JSON said.
enum JSONPatch {
    /// The patch from one text to another; nil if they say the same or one is no JSON.
    static func difference(from old: [UInt8], to new: [UInt8]) -> [UInt8]? {
        guard let before = tape(old), let after = tape(new) else { return nil }
        var operations: [[UInt8]] = []
        compare(before.root, after.root, after.bytes, path: "", &operations)
        guard !operations.isEmpty else { return nil }
        return [UInt8(ascii: "[")] + Array(operations.joined(separator: [UInt8(ascii: ",")])) + [UInt8(ascii: "]")]
    }

    /// The text that a patch makes of another; nil if the patch does not fit.
    static func apply(_ patch: [UInt8], to text: [UInt8]) -> [UInt8]? {
        guard let operations = tape(patch), let target = tape(text), operations.root.kind == .array else { return nil }
        var node = Node(target.root, target.bytes)
        for operation in operations.root.elements {
            guard let path = operation["path"]?.string, let kind = operation["op"]?.string else { return nil }
            let value = operation["value"].map { Node($0, operations.bytes) }
            guard kind == "remove" || value != nil else { return nil }
            let steps = steps(of: path)
            guard node.change(steps, to: kind == "remove" ? nil : value) else { return nil }
        }
        var out: [UInt8] = []
        node.write(to: &out)
        return out
    }

    /// The JSON paths that a patch changes.
    static func paths(of patch: [UInt8]) -> [String] {
        (tape(patch)?.root.elements ?? []).compactMap { operation in
            guard let pointer = operation["path"]?.string else { return nil }
            return steps(of: pointer).reduce(into: "$") { path, step in
                let name = String(decoding: step, as: UTF8.self)
                path += Int(name) == nil ? "." + name : "[" + name + "]"
            }
        }
    }

    private static func tape(_ bytes: [UInt8]) -> JSONTape? {
        do throws(JSONFault) {
            return try JSONTape(bytes)
        } catch {
            return nil
        }
    }

    private static func compare(
        _ old: JSONValue,
        _ new: JSONValue,
        _ bytes: [UInt8],
        path: String,
        _ operations: inout [[UInt8]]
    ) {
        func replace() { operations.append(operation("replace", path, Array(bytes[new.range]))) }
        guard old.kind == new.kind else { return replace() }
        switch new.kind {
        case .null: break
        case .bool: if old.bool != new.bool { replace() }
        case .number: if old.numberText?.elementsEqual(new.numberText ?? []) != true { replace() }
        case .string: if old.content != new.content { replace() }
        case .array:
            let (left, right) = (old.elements, new.elements)
            guard left.count == right.count else { return replace() }
            for index in left.indices {
                compare(left[index], right[index], bytes, path: "\(path)/\(index)", &operations)
            }
        case .object:
            let left = Dictionary(old.members.map { (Array($0.key.utf8), $0.value) }) { first, _ in first }
            var known: Set<[UInt8]> = []
            for (key, value) in new.members {
                known.insert(Array(key.utf8))
                let inner = "\(path)/\(escape(key))"
                if let before = left[Array(key.utf8)] {
                    compare(before, value, bytes, path: inner, &operations)
                } else {
                    operations.append(operation("add", inner, Array(bytes[value.range])))
                }
            }
            for (key, _) in old.members where !known.contains(Array(key.utf8)) {
                operations.append(operation("remove", "\(path)/\(escape(key))", nil))
            }
        }
    }

    private static func operation(_ name: String, _ path: String, _ value: [UInt8]?) -> [UInt8] {
        var out = Array("{\"op\":\"\(name)\",\"path\":".utf8)
        JSONText.append(string: path, to: &out)
        if let value {
            out += ",\"value\":".utf8
            out += value
        }
        out.append(UInt8(ascii: "}"))
        return out
    }

    private static func escape(_ key: String) -> String {
        var out = ""
        for scalar in key.unicodeScalars {
            switch scalar {
            case "~": out += "~0"
            case "/": out += "~1"
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out
    }

    /// The keys and positions that a pointer goes through.
    ///
    /// Bytes are parted, not characters: a slash is one even where a key begins with a combining mark.
    private static func steps(of pointer: String) -> ArraySlice<[UInt8]> {
        pointer.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).map(unescape).dropFirst()
    }

    private static func unescape(_ step: Substring.UTF8View) -> [UInt8] {
        var out: [UInt8] = []
        var rest = step[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "~"), let next = rest.first else {
                out.append(byte)
                continue
            }
            rest = rest.dropFirst()
            out.append(next == UInt8(ascii: "1") ? UInt8(ascii: "/") : UInt8(ascii: "~"))
        }
        return out
    }

    /// A JSON value that can be changed.
    private indirect enum Node {
        case object([(key: [UInt8], value: Node)])
        case array([Node])
        case scalar([UInt8])

        init(_ value: JSONValue, _ bytes: [UInt8]) {
            switch value.kind {
            case .object: self = .object(value.members.map { (Array($0.key.utf8), Node($0.value, bytes)) })
            case .array: self = .array(value.elements.map { Node($0, bytes) })
            default: self = .scalar(Array(bytes[value.range]))
            }
        }

        /// Puts a value at a place, or takes it away; tells whether the place was there.
        mutating func change(_ path: ArraySlice<[UInt8]>, to new: Node?) -> Bool {
            guard let step = path.first else {
                guard let new else { return false }
                self = new
                return true
            }
            let rest = path.dropFirst()
            switch self {
            case .scalar: return false
            case .array(var items):
                guard let index = Int(String(decoding: step, as: UTF8.self)), items.indices.contains(index),
                    !rest.isEmpty || new != nil
                else { return false }
                guard items[index].change(rest, to: new) else { return false }
                self = .array(items)
            case .object(var members):
                let index = members.firstIndex { $0.key == step }
                if rest.isEmpty {
                    switch (index, new) {
                    case (let index?, let new?): members[index].value = new
                    case (let index?, nil): members.remove(at: index)
                    case (nil, let new?): members.append((step, new))
                    case (nil, nil): return false
                    }
                } else {
                    guard let index, members[index].value.change(rest, to: new) else { return false }
                }
                self = .object(members)
            }
            return true
        }

        func write(to out: inout [UInt8]) {
            switch self {
            case .scalar(let bytes): out += bytes
            case .array(let items):
                out.append(UInt8(ascii: "["))
                for (number, item) in items.enumerated() {
                    if number > 0 { out.append(UInt8(ascii: ",")) }
                    item.write(to: &out)
                }
                out.append(UInt8(ascii: "]"))
            case .object(let members):
                out.append(UInt8(ascii: "{"))
                for (number, member) in members.enumerated() {
                    if number > 0 { out.append(UInt8(ascii: ",")) }
                    JSONText.append(string: member.key, to: &out)
                    out.append(UInt8(ascii: ":"))
                    member.value.write(to: &out)
                }
                out.append(UInt8(ascii: "}"))
            }
        }
    }
}
