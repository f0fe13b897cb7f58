/// A pattern of `regex()`, matched against the whole of a text in time that grows with the product of their lengths.
///
/// The part of Java's patterns that needs no going back: literals, `.`, classes, `\d \w \s` and their opposites, groups,
/// `|`, `* + ? {m,n}`, and anchors at the ends. Who publishes a form must not be able to stop the server with it, and
/// neither must who answers it; back references and looking around are refused for that.
public struct FormPattern: Sendable, Hashable {
    /// Why a pattern is not taken.
    public enum Fault: Error, Sendable, Hashable {
        /// It cannot be read, or it uses what is not known here.
        case unsupported
        /// It is longer, or stands for more, than is matched.
        case tooLarge
    }

    enum Step: Sendable, Hashable {
        case one(ScalarSet)
        case split(Int, Int)
        case jump(Int)
        case start
        case end
    }

    /// More steps than these no pattern becomes.
    static let mostSteps = 4000

    let steps: [Step]

    /// Reads a pattern.
    public init(_ text: String) throws(Fault) {
        var parser = PatternParser(Array(text.unicodeScalars))
        let tree = try parser.whole()
        var steps: [Step] = []
        try tree.append(to: &steps)
        self.steps = steps
    }

    /// Whether the pattern stands for the whole text.
    public func matches(_ text: String) -> Bool {
        let scalars = Array(text.unicodeScalars)
        var marks = [Int](repeating: -1, count: steps.count + 1)
        var current: [Int] = []
        follow(0, into: &current, &marks, at: 0, of: scalars.count)
        for (place, scalar) in scalars.enumerated() {
            var next: [Int] = []
            for step in current where step < steps.count {
                if case .one(let set) = steps[step], set.contains(scalar) {
                    follow(step + 1, into: &next, &marks, at: place + 1, of: scalars.count)
                }
            }
            if next.isEmpty { return false }
            current = next
        }
        return current.contains(steps.count)
    }

    /// Adds a step and all that can be reached from it without a character.
    private func follow(_ first: Int, into list: inout [Int], _ marks: inout [Int], at place: Int, of count: Int) {
        var waiting = [first]
        while let step = waiting.popLast() {
            guard marks[step] != place else { continue }
            marks[step] = place
            guard step < steps.count else {
                list.append(step)
                continue
            }
            switch steps[step] {
            case .one: list.append(step)
            case .jump(let target): waiting.append(target)
            case .split(let one, let other): waiting += [other, one]
            case .start: if place == 0 { waiting.append(step + 1) }
            case .end: if place == count { waiting.append(step + 1) }
            }
        }
    }
}

/// Characters that a step of a pattern stands for.
struct ScalarSet: Sendable, Hashable {
    var ranges: [ClosedRange<UInt32>]
    var isNegated = false

    func contains(_ scalar: Unicode.Scalar) -> Bool {
        ranges.contains { $0.contains(scalar.value) } != isNegated
    }

    static let digits = ScalarSet(ranges: [0x30...0x39])
    static let letters = ScalarSet(ranges: [0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A])
    static let spaces = ScalarSet(ranges: [0x09...0x0D, 0x20...0x20])
    static let ends = ScalarSet(ranges: [0x0A...0x0A, 0x0D...0x0D, 0x85...0x85, 0x2028...0x2029], isNegated: true)

    init(ranges: [ClosedRange<UInt32>], isNegated: Bool = false) {
        self.ranges = ranges
        self.isNegated = isNegated
    }

    init(_ scalar: Unicode.Scalar) {
        self.init(ranges: [scalar.value...scalar.value])
    }

    /// The characters, none negated any more.
    var plain: [ClosedRange<UInt32>] {
        guard isNegated else { return ranges }
        var gaps: [ClosedRange<UInt32>] = []
        var next: UInt32 = 0
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if range.lowerBound > next { gaps.append(next...(range.lowerBound - 1)) }
            next = max(next, range.upperBound + 1)
        }
        if next <= 0x10_FFFF { gaps.append(next...0x10_FFFF) }
        return gaps
    }
}
