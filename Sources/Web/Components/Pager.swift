/// The way to the other pages of a list.
struct Pager {
    let words: Words
    let request: ListRequest
    let total: Int

    func write(to h: inout HTML) {
        let last = max(1, (total + request.size - 1) / request.size)
        guard last > 1 else { return }
        h(.nav, .class("pager"), .ariaLabel(words("list.pages"))) { h in
            if request.page > 1 {
                link(words("list.previous"), page: request.page - 1, rel: "prev", to: &h)
            }
            h(.span, text: words("list.page_of", ["page": words.integer(request.page), "last": words.integer(last)]))
            if request.page < last {
                link(words("list.next"), page: request.page + 1, rel: "next", to: &h)
            }
        }
    }

    private func link(_ text: String, page: Int, rel: String, to h: inout HTML) {
        let query = request.query.setting("page", to: String(page)).encoded
        h(.a, .class("button"), .href(query), .rel(rel), text: text)
    }
}
