/// How much a rule's finding matters, as five steps and a word.
struct SeverityMark {
    let level: Int
    let words: Words

    func write(to h: inout HTML) {
        let level = min(max(level, 0), 5)
        h(.span, .class("severity severity-\(level)")) { h in
            h(
                .svg,
                .class("steps"),
                Attribute("viewBox", "0 0 24 10"),
                Attribute("width", "24"),
                Attribute("height", "10"),
                .ariaHidden
            ) { h in
                for step in 0..<5 {
                    h(
                        .rect,
                        Attribute("x", String(step * 5)),
                        Attribute("y", String(8 - step * 2)),
                        Attribute("width", "4"),
                        Attribute("height", String(2 + step * 2)),
                        .class(step < level ? "on" : "off")
                    )
                }
            }
            h.text(" " + words.token("severity", String(level)))
        }
    }
}
