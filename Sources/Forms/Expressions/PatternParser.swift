/// A pattern as a tree.
indirect enum PatternTree {
    case one(ScalarSet)
    case start
    case end
    case sequence([PatternTree])
    case choice([PatternTree])
    case repetition(PatternTree, from: Int, to: Int?)

    /// Adds the steps that match the tree.
    func append(to steps: inout [FormPattern.Step]) throws(FormPattern.Fault) {
        guard steps.count <= FormPattern.mostSteps else { throw .tooLarge }
        switch self {
        case .one(let set): steps.append(.one(set))
        case .start: steps.append(.start)
        case .end: steps.append(.end)
        case .sequence(let parts):
            for part in parts { try part.append(to: &steps) }
        case .choice(let parts):
            var exits: [Int] = []
            for (number, part) in parts.enumerated() {
                let fork = steps.count
                if number < parts.count - 1 { steps.append(.jump(0)) }
                try part.append(to: &steps)
                guard number < parts.count - 1 else { break }
                exits.append(steps.count)
                steps.append(.jump(0))
                steps[fork] = .split(fork + 1, steps.count)
            }
            for exit in exits { steps[exit] = .jump(steps.count) }
        case .repetition(let part, let least, let most):
            for _ in 0..<least { try part.append(to: &steps) }
            guard let most else {
                let fork = steps.count
                steps.append(.jump(0))
                try part.append(to: &steps)
                steps.append(.jump(fork))
                steps[fork] = .split(fork + 1, steps.count)
                return
            }
            var forks: [Int] = []
            for _ in least..<most {
                forks.append(steps.count)
                steps.append(.jump(0))
                try part.append(to: &steps)
            }
            for fork in forks { steps[fork] = .split(fork + 1, steps.count) }
        }
    }
}

/// Reads the text of a pattern.
struct PatternParser {
    private let scalars: [Unicode.Scalar]
    private var index = 0
    private var depth = 0

    init(_ scalars: [Unicode.Scalar]) {
        self.scalars = scalars
    }

    private var upcoming: Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }

    mutating func whole() throws(FormPattern.Fault) -> PatternTree {
        guard scalars.count <= 2000 else { throw .tooLarge }
        let tree = try choice()
        guard index == scalars.count else { throw .unsupported }
        return tree
    }

    private mutating func choice() throws(FormPattern.Fault) -> PatternTree {
        depth += 1
        defer { depth -= 1 }
        guard depth <= 30 else { throw .tooLarge }
        var parts = [try sequence()]
        while pass("|") { parts.append(try sequence()) }
        return parts.count == 1 ? parts[0] : .choice(parts)
    }

    private mutating func sequence() throws(FormPattern.Fault) -> PatternTree {
        var parts: [PatternTree] = []
        while let scalar = upcoming, scalar != "|", scalar != ")" { parts.append(try repetition()) }
        return .sequence(parts)
    }

    private mutating func repetition() throws(FormPattern.Fault) -> PatternTree {
        var tree = try atom()
        while let scalar = upcoming {
            switch scalar {
            case "*": tree = .repetition(tree, from: 0, to: nil)
            case "+": tree = .repetition(tree, from: 1, to: nil)
            case "?": tree = .repetition(tree, from: 0, to: 1)
            case "{":
                index += 1
                let (least, most) = try bounds()
                tree = .repetition(tree, from: least, to: most)
                index -= 1
            default: return tree
            }
            index += 1
            // Whether much or little is taken first does not matter to a match of the whole.
            if upcoming == "?" { index += 1 }
            if upcoming == "+" { throw .unsupported }
        }
        return tree
    }

    /// Reads `m}`, `m,}` or `m,n}`.
    private mutating func bounds() throws(FormPattern.Fault) -> (Int, Int?) {
        let least = try number()
        var most: Int? = least
        if pass(",") { most = upcoming == "}" ? nil : try number() }
        guard pass("}"), (most ?? least) >= least else { throw .unsupported }
        return (least, most)
    }

    private mutating func number() throws(FormPattern.Fault) -> Int {
        var value = 0
        let start = index
        while let scalar = upcoming, ("0"..."9").contains(scalar) {
            value = value * 10 + Int(scalar.value - 0x30)
            index += 1
            guard value <= 1000 else { throw .tooLarge }
        }
        guard index > start else { throw .unsupported }
        return value
    }

    private mutating func atom() throws(FormPattern.Fault) -> PatternTree {
        guard let scalar = upcoming else { throw .unsupported }
        index += 1
        switch scalar {
        case "(":
            if pass("?") {
                guard pass(":") else { throw .unsupported }
            }
            let inner = try choice()
            guard pass(")") else { throw .unsupported }
            return inner
        case "[": return .one(try set())
        case ".": return .one(.ends)
        case "^": return .start
        case "$": return .end
        case "\\": return .one(try escape())
        case "*", "+", "?", "{": throw .unsupported
        default: return .one(ScalarSet(scalar))
        }
    }

    private mutating func escape() throws(FormPattern.Fault) -> ScalarSet {
        guard let scalar = upcoming else { throw .unsupported }
        index += 1
        switch scalar {
        case "d": return .digits
        case "D": return ScalarSet(ranges: ScalarSet.digits.ranges, isNegated: true)
        case "w": return .letters
        case "W": return ScalarSet(ranges: ScalarSet.letters.ranges, isNegated: true)
        case "s": return .spaces
        case "S": return ScalarSet(ranges: ScalarSet.spaces.ranges, isNegated: true)
        case "t": return ScalarSet("\t")
        case "n": return ScalarSet("\n")
        case "r": return ScalarSet("\r")
        default:
            // Letters and digits behind a backslash have a meaning that is not known here.
            let isWord = scalar.isASCII && ScalarSet.letters.contains(scalar) && scalar != "_"
            guard !isWord else { throw .unsupported }
            return ScalarSet(scalar)
        }
    }

    private mutating func set() throws(FormPattern.Fault) -> ScalarSet {
        var found = ScalarSet(ranges: [], isNegated: pass("^"))
        var isFirst = true
        while let scalar = upcoming, scalar != "]" || isFirst {
            isFirst = false
            guard scalar != "[", scalar != "&" || next != "&" else { throw .unsupported }
            index += 1
            let low = scalar == "\\" ? try escape() : ScalarSet(scalar)
            guard upcoming == "-", let bound = next, bound != "]", let from = low.single else {
                found.ranges += low.plain
                continue
            }
            index += 2
            let high = bound == "\\" ? try escape() : ScalarSet(bound)
            guard let to = high.single, to >= from else { throw .unsupported }
            found.ranges.append(from...to)
        }
        guard pass("]") else { throw .unsupported }
        return found
    }

    /// What stands behind the upcoming character.
    private var next: Unicode.Scalar? { index + 1 < scalars.count ? scalars[index + 1] : nil }

    private mutating func pass(_ scalar: Unicode.Scalar) -> Bool {
        guard upcoming == scalar else { return false }
        index += 1
        return true
    }
}

extension ScalarSet {
    /// The one character that it is, if it is one.
    fileprivate var single: UInt32? {
        guard !isNegated, ranges.count == 1, ranges[0].count == 1 else { return nil }
        return ranges[0].lowerBound
    }
}
