import Formats

extension FormReader {
    private static let properties: Set<String> = [
        "deviceid", "subscriberid", "simserial", "phonenumber", "username", "email", "uri:deviceid",
        "uri:subscriberid", "uri:simserial", "uri:phonenumber", "uri:username", "uri:email",
    ]

    /// Reads the rules for one node.
    mutating func readBind(_ element: XMLNode) {
        guard let nodeset = element.attribute("nodeset") else {
            refuse(.missingPart, "bind/@nodeset", line: element.line)
            return
        }
        let faultCount = faults.count
        guard let node = node(nodeset, from: 0, nodeset, line: element.line) else {
            if faults.count == faultCount { warn(.bindForNothing, nodeset, line: element.line) }
            return
        }
        if let id = element.attribute("id") { bindNodes[id] = node }
        let place = schema.nodes[node].path
        var bind = binds[node] ?? FormBind(node: node, line: element.line)
        readType(element, place, into: &bind)
        if let found = condition("relevant", of: element, place) { bind.relevant = found }
        if let found = condition("required", of: element, place) { bind.required = found }
        if let found = condition("readonly", of: element, place) { bind.readonly = found }
        if let text = element.attribute("constraint"), let found = formula(text, place, line: element.line) {
            if let other = bind.constraint, other.source != found.source {
                refuse(.conflictingBinds, place, line: element.line, found: text)
            }
            bind.constraint = found
        }
        if let text = element.attribute("calculate"), let found = formula(text, place, line: element.line) {
            if let other = bind.calculation, other.source != found.source {
                refuse(.conflictingBinds, place, line: element.line, found: text)
            }
            bind.calculation = found
        }
        let javaRosa = FormNamespace.javaRosa
        bind.constraintMessage =
            message(element.attribute("constraintMsg", in: javaRosa), place: place, line: element.line)
            ?? bind.constraintMessage
        bind.requiredMessage =
            message(element.attribute("requiredMsg", in: javaRosa), place: place, line: element.line)
            ?? bind.requiredMessage
        bind.maximumPixels =
            element.attribute("max-pixels", in: FormNamespace.openRosa).flatMap { NumberText.integer($0) }
            ?? bind.maximumPixels
        readPreload(element, place, into: &bind)
        checkAudit(element, node: node)
        binds[node] = bind
    }

    private mutating func readType(_ element: XMLNode, _ place: String, into bind: inout FormBind) {
        guard let name = element.attribute("type") else { return }
        if let type = FormDataType(named: name) {
            bind.type = type
        } else if name.hasSuffix("barcode") {
            refuse(.barcode, place, line: element.line)
        } else {
            refuse(.unknownType, place, line: element.line, found: String(name.prefix(40)))
        }
    }

    private mutating func condition(_ name: String, of element: XMLNode, _ place: String) -> FormCondition? {
        guard let text = element.attribute(name) else { return nil }
        guard let formula = formula(text, place, line: element.line) else { return nil }
        switch formula.expression {
        case .call(.true, _): return .always(true)
        case .call(.false, _): return .always(false)
        default: return .when(formula)
        }
    }

    private mutating func readPreload(_ element: XMLNode, _ place: String, into bind: inout FormBind) {
        guard let kind = element.attribute("preload", in: FormNamespace.javaRosa), !kind.isEmpty else { return }
        let parameter = element.attribute("preloadParams", in: FormNamespace.javaRosa) ?? ""
        switch (kind, parameter) {
        case ("uid", _): bind.preload = .identifier
        case ("timestamp", "start"): bind.preload = .start
        case ("timestamp", "end"): bind.preload = .end
        case ("date", "today"): bind.preload = .today
        case ("property", let name) where Self.properties.contains(name.lowercased()):
            bind.preload = .property(name.lowercased())
        default: refuse(.unknownPreload, place, line: element.line, found: "\(kind) \(parameter)")
        }
    }

    /// The log of how a form was filled in may not hold places.
    private mutating func checkAudit(_ element: XMLNode, node: Int) {
        guard schema.nodes[node].path.hasSuffix("/meta/audit") else { return }
        let hasLocation = element.attributes.contains {
            $0.namespace == FormNamespace.openDataKit && $0.localName.hasPrefix("location-")
        }
        if hasLocation {
            refuse(.auditLocation, schema.nodes[node].path, line: element.line)
        } else {
            warn(.auditByCollectOnly, schema.nodes[node].path, line: element.line)
        }
    }

    // MARK: Actions

    /// Whether an element is something that is done at an event.
    static func isAction(_ element: XMLNode) -> Bool {
        switch element.localName {
        case "setvalue": true
        case "setgeopoint", "recordaudio": element.namespace == FormNamespace.openDataKit
        default: false
        }
    }

    /// Reads what is done at an event.
    mutating func readAction(_ element: XMLNode, inRepeat: Bool) -> FormAction? {
        guard element.localName != "recordaudio" else {
            refuse(.backgroundAudio, element.name, line: element.line)
            return nil
        }
        var events: Set<FormAction.Event> = []
        for name in (element.attribute("event") ?? "").spaceSeparated {
            guard let event = FormAction.Event(rawValue: name), inRepeat || event != .newRepeat else {
                refuse(.badStructure, element.name, line: element.line, found: name)
                return nil
            }
            events.insert(event)
        }
        guard !events.isEmpty else {
            refuse(.missingPart, "\(element.name)/@event", line: element.line)
            return nil
        }
        let target: Int?
        if let id = element.attribute("bind") {
            target = bindNodes[id]
        } else {
            target = element.attribute("ref").flatMap { node($0, from: 0, element.name, line: element.line) }
        }
        guard let target else {
            refuse(.unknownNode, element.name, line: element.line, found: element.attribute("ref") ?? "")
            return nil
        }
        if element.localName == "setgeopoint" {
            warn(.recordsPlace, schema.nodes[target].path, line: element.line)
            return FormAction(events: events, target: target, kind: .setPlace, line: element.line)
        }
        let place = schema.nodes[target].path
        var value: Formula?
        if let source = element.attribute("value") {
            if !source.isEmpty {
                guard let read = formula(source, place, line: element.line) else { return nil }
                value = read
            }
        } else if !element.text.isEmpty {
            value = Formula(expression: .text(element.text), source: "", line: element.line)
        }
        return FormAction(events: events, target: target, kind: .setValue(value), line: element.line)
    }
}
