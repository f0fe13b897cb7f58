import Forms
import Foundation
import KernelSamples

/// Answers by chance to the questions of a form, repetitions added and taken away in any order.
struct AnswerMaker {
    var dice: Dice

    /// Does some steps of a script, with the states of all nodes after each.
    mutating func fill(_ script: FormScript, steps: Int) {
        script.states()
        for _ in 0..<steps {
            guard let session = script.session, !script.hasFailed else { return }
            step(script, session)
            script.states()
        }
        script.finish()
        script.states()
    }

    private mutating func step(_ script: FormScript, _ session: FormSession) {
        let repeats = session.definition.allRepeats
        if !repeats.isEmpty, Int.random(in: 0..<5, using: &dice) == 0 {
            let name = repeats.randomElement(using: &dice) ?? ""
            let there = session.paths.filter { Self.generic($0) == name }
            if let one = there.randomElement(using: &dice), Bool.random(using: &dice) {
                script.delete(one)
                return
            }
            let parents = session.paths.filter {
                Self.generic($0) == name.split(separator: "/").dropLast().map { "/\($0)" }.joined()
            }
            if let parent = parents.randomElement(using: &dice), there.count < 6,
                (try? session.standing(at: parent).isRelevant) == true
            {
                script.add("\(parent)/\(name.split(separator: "/").last ?? "")")
                return
            }
        }
        let open = session.paths.filter { path in
            guard session.definition.question(at: Self.generic(path)) != nil,
                let standing = try? session.standing(at: path)
            else { return false }
            return standing.isRelevant && !standing.isReadonly
        }
        guard let path = open.randomElement(using: &dice) else { return }
        guard let text = text(for: path, session) else { return }
        script.answer(path, text)
    }

    static func generic(_ path: String) -> String { path.replacing(#/\[\d+\]/#, with: "") }

    /// An answer that is of the question's type; nil where none can be thought of.
    private mutating func text(for path: String, _ session: FormSession) -> String? {
        guard let node = session.definition.schema.node(at: Self.generic(path)),
            let question = session.definition.question(at: Self.generic(path))
        else { return nil }
        if Int.random(in: 0..<8, using: &dice) == 0 { return "" }
        if question.choices != nil {
            let values = ((try? session.choices(at: path)) ?? []).map(\.value)
            guard !values.isEmpty else { return "" }
            if case .selectOne = question.kind { return values.randomElement(using: &dice) }
            let chosen = values.shuffled(using: &dice).prefix(Int.random(in: 1...values.count, using: &dice))
            return chosen.joined(separator: " ")
        }
        switch session.definition.type(of: node) {
        case .string, .binary:
            if case .trigger = question.kind { return "OK" }
            return [
                "a", "Balama", "b c", "é", "x'y\"z", "<&>", "5", "-3.5", "7", "2026-03-09", "dust water", "0", "true",
            ].randomElement(using: &dice)
        case .int: return ["0", "1", "2", "3", "4", "-4", "12", "18"].randomElement(using: &dice)
        case .long: return ["0", "1", "99999999999"].randomElement(using: &dice)
        case .decimal:
            return ["0", "0.1", "3.25", "7", "14", "-2.5", "1e3", "12345678.9", "0.0004", "4.99"].randomElement(
                using: &dice
            )
        case .boolean: return ["1", "0"].randomElement(using: &dice)
        case .date: return ["2026-03-09", "1999-12-31", "2031-01-01", "2024-02-29"].randomElement(using: &dice)
        case .time: return ["10:20", "23:59:59.999", "00:00:00.000Z"].randomElement(using: &dice)
        case .dateTime:
            return ["2026-03-09T10:20:30.400Z", "2026-03-09T10:20:30.400+02:00", "2026-12-31T23:59:59"]
                .randomElement(using: &dice)
        case .select1: return "a"
        case .select, .odkRank: return "a b"
        case .geopoint: return ["-12.5 39.5 0 5", "0 0 0 0", "-13.1 40.25"].randomElement(using: &dice)
        case .geotrace: return "-12.5 39.5 0 0;-12.6 39.6 0 0"
        case .geoshape: return "-12.5 39.5 0 0;-12.6 39.6 0 0;-12.5 39.6 0 0;-12.5 39.5 0 0"
        }
    }
}

extension FormDefinition {
    /// The question for the node with a path.
    func question(at path: String) -> FormQuestion? {
        guard let node = schema.node(at: path) else { return nil }
        return Self.find(node, in: body)
    }

    private static func find(_ node: Int, in items: [FormItem]) -> FormQuestion? {
        for item in items {
            switch item {
            case .question(let question): if question.node == node { return question }
            case .group(let group): if let found = find(node, in: group.items) { return found }
            case .repetition(let repetition): if let found = find(node, in: repetition.items) { return found }
            }
        }
        return nil
    }

    /// The paths of the repeats that whoever answers may add to.
    var allRepeats: [String] { paths(body) { !$0.isFixed } }

    /// The paths of the repeats that have a count.
    var countedRepeats: [String] { paths(body) { $0.count != nil } }

    private func paths(_ items: [FormItem], where test: (FormRepeat) -> Bool) -> [String] {
        items.flatMap { item -> [String] in
            switch item {
            case .question: return []
            case .group(let group): return paths(group.items, where: test)
            case .repetition(let repetition):
                let own = test(repetition) ? [schema.nodes[repetition.node].path] : []
                return own + paths(repetition.items, where: test)
            }
        }
    }
}
