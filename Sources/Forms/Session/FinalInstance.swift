/// A form that was filled in.
public struct FinalInstance: Sendable, Hashable {
    /// The instance as XML, UTF-8; the same answers give the same bytes.
    public let xml: [UInt8]
    /// The id of the submission, if the form has a place for it.
    public let instanceID: String?
    /// What is wrong with the answers; empty where it can be sent.
    public let problems: [FormProblem]
}

extension FormSession {
    /// Ends the session: notes the end, looks at every answer once more and writes the instance.
    ///
    /// What does not count is left out. The session can go on, and be ended again.
    public func finish() throws(SessionFault) -> FinalInstance {
        state.budget.reset()
        let problems = try state.checkAll()
        try state.end()
        let id = definition.instanceIDNode.flatMap { state.instances(of: $0, near: []).first }
            .flatMap { state.tree.nodes[$0].value?.text(state.calendar) }
        return FinalInstance(xml: InstanceWriter(state).bytes(), instanceID: id, problems: problems)
    }
}

/// Writes an instance (ODK XForms specification, “Primary instance”).
struct InstanceWriter {
    private let state: FormState
    private var output: [UInt8] = []

    init(_ state: FormState) {
        self.state = state
    }

    func bytes() -> [UInt8] {
        var writer = self
        writer.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
        writer.write(0)
        writer.append("\n")
        return writer.output
    }

    private mutating func append(_ text: String) { output += text.utf8 }

    private mutating func write(_ node: Int) {
        let each = state.tree.nodes[node]
        guard state.tree.isRelevant(node) else { return }
        let name = state.definition.schema.nodes[each.schema].writtenName
        append("<\(name)")
        if node == 0 {
            for (prefix, namespace) in state.definition.declarations {
                append(prefix.isEmpty ? " xmlns=\"" : " xmlns:\(prefix)=\"")
                appendEscaped(namespace, isAttribute: true)
                append("\"")
            }
        }
        let children = each.children.filter { !state.tree.nodes[$0].isAttribute }
        for attribute in each.children where state.tree.nodes[attribute].isAttribute {
            append(" \(state.definition.schema.nodes[state.tree.nodes[attribute].schema].writtenName)=\"")
            appendEscaped(state.tree.nodes[attribute].value?.text(state.calendar) ?? "", isAttribute: true)
            append("\"")
        }
        let text = each.value?.text(state.calendar) ?? ""
        guard !children.isEmpty || !text.isEmpty else { return append("/>") }
        append(">")
        if children.isEmpty {
            appendEscaped(text, isAttribute: false)
        } else {
            // Nodes of the same name stand together, in the order of the form.
            for place in state.definition.schema.nodes[each.schema].children {
                for child in children where state.tree.nodes[child].schema == place { write(child) }
            }
        }
        append("</\(name)>")
    }

    private mutating func appendEscaped(_ text: String, isAttribute: Bool) {
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "&"): append("&amp;")
            case UInt8(ascii: "<"): append("&lt;")
            case UInt8(ascii: ">"): append("&gt;")
            case UInt8(ascii: "\"") where isAttribute: append("&quot;")
            case 0x0D: append("&#xD;")
            case 0x09 where isAttribute: append("&#x9;")
            case 0x0A where isAttribute: append("&#xA;")
            default: output.append(byte)
            }
        }
    }
}

extension FormDefinition {
    /// The prefixes that the names of an instance need, those of the root first.
    var declarations: [(prefix: String, namespace: String)] {
        var found = namespaces.filter { $0.namespace != FormNamespace.xforms }
        for node in schema.nodes {
            guard let namespace = node.namespace, let colon = node.writtenName.utf8.firstIndex(of: UInt8(ascii: ":"))
            else { continue }
            let prefix = String(node.writtenName[..<colon])
            if prefix != "xml", !found.contains(where: { $0.prefix == prefix }) { found.append((prefix, namespace)) }
        }
        return found
    }
}
