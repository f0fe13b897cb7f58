/// A share as a bar drawn to scale, with the same as text beside it.
struct Bar {
    let share: Double
    var css = ""

    func write(to h: inout HTML) {
        let width = String(Int((min(max(share, 0), 1) * 100).rounded()))
        h(
            .svg,
            .class("bar \(css)"),
            Attribute("viewBox", "0 0 100 8"),
            Attribute("preserveAspectRatio", "none"),
            .ariaHidden
        ) { h in
            h(.rect, .class("bar-back"), Attribute("width", "100"), Attribute("height", "8"))
            h(.rect, .class("bar-fill"), Attribute("width", width), Attribute("height", "8"))
        }
    }
}
