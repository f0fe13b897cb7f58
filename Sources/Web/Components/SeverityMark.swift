/// How much a rule's finding matters, as five steps and a word; the style sheet draws the steps.
struct SeverityMark {
    let level: Int
    let words: Words

    private static let openings: [TrustedHTML] = [
        TrustedHTML("<span class=\"severity severity-0\"><span class=\"steps\" aria-hidden=\"true\"></span> "),
        TrustedHTML("<span class=\"severity severity-1\"><span class=\"steps\" aria-hidden=\"true\"></span> "),
        TrustedHTML("<span class=\"severity severity-2\"><span class=\"steps\" aria-hidden=\"true\"></span> "),
        TrustedHTML("<span class=\"severity severity-3\"><span class=\"steps\" aria-hidden=\"true\"></span> "),
        TrustedHTML("<span class=\"severity severity-4\"><span class=\"steps\" aria-hidden=\"true\"></span> "),
        TrustedHTML("<span class=\"severity severity-5\"><span class=\"steps\" aria-hidden=\"true\"></span> "),
    ]

    func write(to h: inout HTML) {
        let level = min(max(level, 0), Self.openings.count - 1)
        h.raw(Self.openings[level])
        h.text(words.token("severity", String(level)))
        h.raw(TrustedHTML("</span>"))
    }
}
