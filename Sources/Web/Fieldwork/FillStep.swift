internal import Fieldwork
internal import Forms

/// A step of a form: a question, a group or a repeat that stands by itself, with what is shown of it now.
struct FillStep {
    /// What stands on a page, one below the other.
    enum Block {
        case heading(String)
        case question(FormQuestion, path: String)
        /// A repetition that can be taken away.
        case repetition(path: String, number: Int, name: String)
        /// Where another repetition can be added.
        case more(path: String, name: String)
    }

    let blocks: [Block]

    /// The paths of the questions that can be answered on a page, in order: files are chosen before sending.
    var paths: [String] {
        blocks.compactMap { block in
            guard case .question(let question, let path) = block else { return nil }
            if case .upload = question.kind { return nil }
            return path
        }
    }

    /// The steps of a form as it stands; those on which nothing stands have no blocks.
    static func all(_ session: FormSession, in language: String?) throws(SessionFault) -> [FillStep] {
        var steps: [FillStep] = []
        for item in session.definition.body {
            var reader = BlockReader(session: session, language: language)
            try reader.read([item], below: nil)
            steps.append(FillStep(blocks: reader.blocks))
        }
        return steps
    }
}

/// Gathers what is shown.
private struct BlockReader {
    let session: FormSession
    let language: String?
    var blocks: [FillStep.Block] = []

    private var root: String { session.definition.schema.nodes[0].path }

    mutating func read(_ items: [FormItem], below base: String?) throws(SessionFault) {
        for item in items {
            switch item {
            case .group(let group):
                if let node = group.node, try session.paths(of: node, below: base).isEmpty { continue }
                let place = try group.node.flatMap { node throws(SessionFault) in
                    try session.paths(of: node, below: base).first
                }
                let before = blocks.count
                try read(group.items, below: base)
                let heading = try shown(group.label, at: place ?? base ?? root)
                if blocks.count > before, !heading.isEmpty { blocks.insert(.heading(heading), at: before) }
            case .repetition(let repetition): try read(repetition, below: base)
            case .question(let question):
                guard let node = question.node else { continue }
                for path in try session.paths(of: node, below: base) { blocks.append(.question(question, path: path)) }
            }
        }
    }

    private mutating func read(_ repetition: FormRepeat, below base: String?) throws(SessionFault) {
        let paths = try session.paths(of: repetition.node, below: base)
        var name = ""
        for (place, path) in paths.enumerated() {
            name = try shown(repetition.label, at: path)
            blocks.append(.heading(name.isEmpty ? "\(place + 1)" : "\(name) \(place + 1)"))
            try read(repetition.items, below: path)
            if !repetition.isFixed, repetition.count == nil {
                blocks.append(.repetition(path: path, number: place + 1, name: name))
            }
        }
        let own = session.definition.schema.nodes[repetition.node]
        let parent = own.parent.map { session.definition.schema.nodes[$0] }
        let above = try own.parent.flatMap { node throws(SessionFault) in try session.paths(of: node, below: base).first
        }
        guard parent != nil, let above else { return }
        let path = "\(above)/\(own.name)"
        if try session.canAddRepetition(path) { blocks.append(.more(path: path, name: name)) }
    }

    private func shown(_ text: FormText?, at path: String) throws(SessionFault) -> String {
        guard let text else { return "" }
        return try session.text(text, at: path, in: language)
    }
}
