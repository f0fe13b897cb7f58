/// Says that there is nothing here, and what to do about it.
struct EmptyState {
    let title: String
    let advice: String
    var link: (path: String, text: String)?

    func write(to h: inout HTML) {
        h(.div, .class("empty")) { h in
            h(.p, .class("empty-title"), text: title)
            h(.p, text: advice)
            if let link {
                h(.p) { h in h(.a, .class("button"), .href(link.path), text: link.text) }
            }
        }
    }
}
