/// What a password is worth that follows a pattern.
enum Predictability {
    /// Rows of keys on the keyboards of the countries that we know of, left to right.
    private static let rows = [
        "1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "azertyuiop", "qsdfghjklm", "wxcvbn", "qwertzuiop",
        "yxcvbnm",
    ].map { $0.unicodeScalars.map(\.value) }

    /// Pairs of keys that lie side by side, by direction.
    private static let neighbours: Set<Pair> = Set(rows.flatMap { zip($0, $0.dropFirst()).map(Pair.init) })

    private struct Pair: Hashable {
        let left: UInt32
        let right: UInt32

        init(_ left: UInt32, _ right: UInt32) {
            self.left = left
            self.right = right
        }
    }

    /// The length of the shortest piece that the text is made of when that piece is written at least twice, the last
    /// time perhaps cut short; else the length of the text.
    static func period(of text: [UInt32]) -> Int {
        // Knuth, Morris, Pratt: the longest part at the beginning that is also an end.
        var borders = [0]
        for index in text.indices.dropFirst() {
            var length = borders[index - 1]
            while length > 0, text[length] != text[index] { length = borders[length - 1] }
            borders.append(text[length] == text[index] ? length + 1 : 0)
        }
        let period = text.count - (text.isEmpty ? 0 : borders[text.count - 1])
        return period * 2 <= text.count ? period : text.count
    }

    /// Whether the text is at most three rows of neighbours: `abcdefghijkl`, `aaaabbbbcccc`, `qwertyuiop12`.
    static func isRun(_ text: [UInt32]) -> Bool {
        guard text.count >= 6 else { return false }
        var rows = 1
        // The ways in which the present row may go on: `poi` runs down the alphabet at first, then only the keyboard.
        var ways = Steps.all
        for (left, right) in zip(text, text.dropFirst()) {
            let steps = Steps(from: left, to: right)
            if ways.isDisjoint(with: steps) {
                rows += 1
                ways = .all
            } else {
                ways.formIntersection(steps)
            }
        }
        return rows <= 3
    }

    /// The ways in which one character can be said to follow another.
    private struct Steps: OptionSet {
        let rawValue: UInt8

        static let same = Steps(rawValue: 1)
        static let up = Steps(rawValue: 2)
        static let down = Steps(rawValue: 4)
        static let right = Steps(rawValue: 8)
        static let left = Steps(rawValue: 16)
        static let all: Steps = [.same, .up, .down, .right, .left]

        init(rawValue: UInt8) {
            self.rawValue = rawValue
        }

        init(from left: UInt32, to right: UInt32) {
            self = []
            if left == right { insert(.same) }
            if right == left + 1 { insert(.up) }
            if left == right + 1 { insert(.down) }
            if neighbours.contains(Pair(left, right)) { insert(.right) }
            if neighbours.contains(Pair(right, left)) { insert(.left) }
        }
    }
}
