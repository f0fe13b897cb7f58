internal import Formats
internal import Forms
internal import Foundation
internal import Synchronization
internal import Vocabulary

/// What somebody has said so far who fills a form in on a page: it stands in the page itself, and nowhere else.
///
/// Said again to the form, it comes to the same: time and chance are part of it. So a page that is sent twice is one
/// submission.
struct FillState: Sendable {
    /// Something that was done.
    enum Step: Sendable, Equatable {
        case answer(path: String, text: String)
        case add(path: String)
        case remove(path: String)
    }

    /// 128 bits by chance, from which the id of the submission grows.
    private(set) var seed: (UInt64, UInt64)
    /// When the form was begun.
    let began: UTCInstant
    /// When the page was made that is being sent.
    private(set) var now: UTCInstant
    /// What was done, in order.
    private(set) var steps: [Step] = []

    /// More steps are not taken.
    private static let mostSteps = 20_000

    /// Begins a form.
    init() {
        let time = UTCInstant(Date())
        var generator = SystemRandomNumberGenerator()
        seed = (generator.next(), generator.next())
        began = time
        now = time
    }

    /// Notes that a page is made of it now.
    mutating func touch() {
        now = UTCInstant(Date())
    }

    /// Reads what a page carried; nil if it is none of ours.
    init?(parsing text: String) {
        guard let node = try? JSONNode(parsing: Array(text.utf8)), let first = node["a"]?.string,
            let second = node["b"]?.string, let one = UInt64(first, radix: 16), let other = UInt64(second, radix: 16),
            let began = Self.moment(node["began"]), let now = Self.moment(node["now"]),
            let steps = node["steps"]?.elements, steps.count <= Self.mostSteps
        else { return nil }
        seed = (one, other)
        self.began = began
        self.now = now
        for step in steps {
            guard let parts = step.elements?.map({ $0.string ?? "" }), parts.count == 3 else { return nil }
            switch parts[0] {
            case "answer": self.steps.append(.answer(path: parts[1], text: parts[2]))
            case "add": self.steps.append(.add(path: parts[1]))
            case "remove": self.steps.append(.remove(path: parts[1]))
            default: return nil
            }
        }
    }

    private static func moment(_ node: JSONNode?) -> UTCInstant? {
        node?.numberText.flatMap { Int($0) }.flatMap { UTCInstant(milliseconds: $0) }
    }

    /// The state as a page carries it.
    var text: String {
        let steps = steps.map { step -> JSONNode in
            switch step {
            case .answer(let path, let text): .array([.string("answer"), .string(path), .string(text)])
            case .add(let path): .array([.string("add"), .string(path), .string("")])
            case .remove(let path): .array([.string("remove"), .string(path), .string("")])
            }
        }
        let node = JSONNode.object([
            .init("a", .string(String(seed.0, radix: 16))), .init("b", .string(String(seed.1, radix: 16))),
            .init("began", .integer(began.milliseconds)), .init("now", .integer(now.milliseconds)),
            .init("steps", .array(steps)),
        ])
        return node.text()
    }

    /// Notes something that was done; an answer takes the place of the one before, unless a repetition came or went between.
    mutating func note(_ step: Step) {
        if case .answer(let path, _) = step {
            for place in steps.indices.reversed() {
                guard case .answer(let other, _) = steps[place] else { break }
                if other == path {
                    steps.remove(at: place)
                    break
                }
            }
        }
        steps.append(step)
    }

    /// The form with everything done to it that was done, and its clock.
    func session(_ definition: FormDefinition) throws(SessionFault) -> (session: FormSession, clock: Clock) {
        let clock = Clock(began)
        let chance = Chance(seed)
        let environment = FormEnvironment(now: { clock.now }, random: { chance.next() })
        let session = try FormSession(definition, environment: environment)
        for step in steps {
            switch step {
            // What is not accepted any more, because another answer changed, is asked again.
            case .answer(let path, let text): _ = try? session.answer(path, text)
            case .add(let path): _ = try? session.addRepetition(path)
            case .remove(let path): try? session.deleteRepetition(path)
            }
        }
        return (session, clock)
    }

    /// A clock that stands where it is put.
    final class Clock: Sendable {
        private let place: Mutex<UTCInstant>

        init(_ moment: UTCInstant) { place = Mutex(moment) }

        var now: UTCInstant { place.withLock { $0 } }

        func set(_ moment: UTCInstant) { place.withLock { $0 = moment } }
    }

    /// Chance that comes out the same each time: the seed, then SplitMix64 from it.
    private final class Chance: Sendable {
        private let state: Mutex<(given: [UInt64], next: UInt64)>

        init(_ seed: (UInt64, UInt64)) { state = Mutex(([seed.0, seed.1], seed.0 ^ seed.1.byteSwapped)) }

        func next() -> UInt64 {
            state.withLock { state in
                if !state.given.isEmpty { return state.given.removeFirst() }
                state.next &+= 0x9E37_79B9_7F4A_7C15
                var bits = state.next
                bits = (bits ^ bits >> 30) &* 0xBF58_476D_1CE4_E5B9
                bits = (bits ^ bits >> 27) &* 0x94D0_49BB_1331_11EB
                return bits ^ bits >> 31
            }
        }
    }
}
