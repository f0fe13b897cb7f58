/// Takes values out of a tree.
struct TreeValues {
    let tree: EventTree

    /// The text of a node; of XML without the white space around it.
    func text(of index: Int) -> String? {
        guard let content = tree.content(of: index) else { return nil }
        let value = tree.value(of: content)
        return String(decoding: tree.syntax == .xml ? JSONEventPass.trimmed(value) : value, as: UTF8.self)
    }

    func text(_ term: EventTerm, in index: Int = EventTree.root) -> String? {
        tree.first(term, in: index).flatMap { text(of: $0) }
    }

    /// The last part of a CBV URI or CURIE: `urn:epcglobal:cbv:bizstep:shipping` and `cbv:BizStep-shipping` are
    /// `shipping`.
    func bareWord(_ term: EventTerm, in index: Int = EventTree.root) -> String? {
        guard let content = tree.first(term, in: index).flatMap({ tree.content(of: $0) }) else { return nil }
        let value = tree.value(of: content)
        return String(
            decoding: Self.bareWord(tree.syntax == .xml ? JSONEventPass.trimmed(value) : value),
            as: UTF8.self
        )
    }

    private static func bareWord(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let (colon, slash, hyphen) = (UInt8(ascii: ":"), UInt8(ascii: "/"), UInt8(ascii: "-"))
        guard let last = text.lastIndex(where: { $0 == colon || $0 == slash }) else { return text }
        let tail = text[(last + 1)...]
        return tail.lastIndex(of: hyphen).map { tail[($0 + 1)...] } ?? tail
    }

    /// The digits of a number; nil for what JSON writes as something else.
    func number(_ term: EventTerm, in index: Int) -> [UInt8]? {
        guard let content = tree.first(term, in: index).flatMap({ tree.content(of: $0) }) else { return nil }
        guard tree.syntax == .xml else {
            return tree.nodes[content].kind == .number ? Array(tree.value(of: content)) : nil
        }
        let text = JSONEventPass.trimmed(tree.value(of: content))
        return JSONText.number(text) ?? Array(text)
    }

    /// The texts of a list, of a single value, or of elements that XML repeats.
    func texts(_ term: EventTerm, in index: Int = EventTree.root) -> [String] {
        var result: [String] = []
        for child in tree.children(of: index) where tree.nodes[child].name == term {
            if tree.nodes[child].kind == .list {
                for item in tree.children(of: child) { text(of: item).map { result.append($0) } }
            } else {
                text(of: child).map { result.append($0) }
            }
        }
        return result
    }

    func things(_ epcs: EventTerm, _ quantities: EventTerm) -> CustodyEvent.Things {
        var elements: [CustodyEvent.Quantity] = []
        for item in items(of: quantities) {
            guard let epcClass = text(.epcClass, in: item) else { continue }
            let quantity = CustodyEvent.Quantity(
                epcClass: epcClass,
                amount: text(.quantity, in: item),
                unit: text(.uom, in: item)
            )
            elements.append(quantity)
        }
        return CustodyEvent.Things(epcs: texts(epcs), quantities: elements)
    }

    func place(_ term: EventTerm) -> String? {
        tree.first(term).flatMap { text(.id, in: $0) ?? text(of: $0) }
    }

    func word(
        _ term: EventTerm,
        _ vocabulary: CBVVocabulary,
        in index: Int = EventTree.root
    ) -> CustodyEvent.Word? {
        text(term, in: index).map { CustodyEvent.Word(text: $0, term: CBVTerm($0, in: vocabulary)) }
    }

    func words(_ term: EventTerm, _ vocabulary: CBVVocabulary, in index: Int) -> [CustodyEvent.Word] {
        texts(term, in: index).map { CustodyEvent.Word(text: $0, term: CBVTerm($0, in: vocabulary)) }
    }

    func parties(_ list: EventTerm, _ value: EventTerm, _ vocabulary: CBVVocabulary) -> [CustodyEvent.Party] {
        items(of: list).compactMap { item in
            text(value, in: item).map { CustodyEvent.Party(type: word(.type, vocabulary, in: item), id: $0) }
        }
    }

    func errorDeclaration(_ index: Int) -> CustodyEvent.ErrorDeclaration {
        CustodyEvent.ErrorDeclaration(
            time: text(.declarationTime, in: index),
            reason: word(.reason, .errorReason, in: index),
            correctiveEventIDs: texts(.correctiveEventIDs, in: index),
            extensions: extensions(in: index)
        )
    }

    func sensors() -> [CustodyEvent.SensorElement] {
        items(of: .sensorElementList).map { element in
            let metadata = tree.first(.sensorMetadata, in: element)
            var reports: [CustodyEvent.SensorReport] = []
            if let list = tree.first(.sensorReport, in: element) {
                for report in tree.children(of: list) where tree.nodes[report].kind == .object {
                    reports.append(self.report(report))
                }
            }
            return CustodyEvent.SensorElement(
                metadata: metadata.map { fields(in: $0, besides: []) } ?? [:],
                reports: reports,
                extensions: extensions(in: element)
            )
        }
    }

    private func report(_ index: Int) -> CustodyEvent.SensorReport {
        CustodyEvent.SensorReport(
            type: word(.type, .measurementType, in: index),
            exception: word(.exception, .sensorAlert, in: index),
            component: word(.component, .component, in: index),
            fields: fields(in: index, besides: [.type, .exception, .component]),
            extensions: extensions(in: index)
        )
    }

    private func fields(in index: Int, besides others: Set<EventTerm>) -> [EventTerm: String] {
        var result: [EventTerm: String] = [:]
        for child in tree.children(of: index) {
            guard let term = tree.nodes[child].name.term, !others.contains(term) else { continue }
            result[term] = result[term] ?? text(of: child)
        }
        return result
    }

    /// The objects of a list.
    func items(of list: EventTerm) -> [Int] {
        guard let index = tree.first(list), tree.nodes[index].kind == .list else { return [] }
        return tree.children(of: index).filter { tree.nodes[$0].kind == .object }
    }

    /// The fields of other namespaces in a node.
    func extensions(in index: Int) -> [CustodyEvent.Extension] {
        tree.children(of: index).compactMap { child in
            let name = tree.nodes[child].name
            guard name.term == nil, !tree.namespace(of: name).elementsEqual(PrefixPlan.instance.utf8) else {
                return nil
            }
            return member(child)
        }
    }

    private func member(_ index: Int) -> CustodyEvent.Extension {
        let name = tree.nodes[index].name
        return CustodyEvent.Extension(
            namespace: String(decoding: tree.namespace(of: name), as: UTF8.self),
            name: String(decoding: tree.localName(of: name), as: UTF8.self),
            value: value(of: index)
        )
    }

    private func value(of index: Int) -> CustodyEvent.Value {
        let text = String(decoding: tree.value(of: index), as: UTF8.self)
        switch tree.nodes[index].kind {
        case .text: return .text(text)
        case .number: return .number(text)
        case .bool: return .boolean(text == "true")
        case .null: return .null
        case .list: return .list(tree.children(of: index).map { value(of: $0) })
        case .object:
            if let typed = typedValue(of: index) { return typed }
            return .object(tree.children(of: index).map { member($0) })
        }
    }

    /// The value of an XML element whose `xsi:type` says what its text is.
    private func typedValue(of index: Int) -> CustodyEvent.Value? {
        guard tree.syntax == .xml else { return nil }
        var type: Substring?
        for child in tree.children(of: index) {
            let name = tree.nodes[child].name
            if name == .text { continue }
            guard name.term == nil, tree.namespace(of: name).elementsEqual(PrefixPlan.instance.utf8) else { return nil }
            let said = String(decoding: tree.value(of: child), as: UTF8.self)
            if tree.localName(of: name).elementsEqual("nil".utf8) { return .null }
            if tree.localName(of: name).elementsEqual("type".utf8) { type = said.split(separator: ":").last }
        }
        let text = text(of: index) ?? ""
        switch type {
        case "boolean": return .boolean(text == "true" || text == "1")
        case "decimal", "double", "float", "integer", "int", "long", "short": return .number(text)
        default: return .text(text)
        }
    }
}
