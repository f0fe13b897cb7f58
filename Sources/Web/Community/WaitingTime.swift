internal import Hummingbird
internal import Vocabulary

/// How long somebody who reports has to wait, in words and for programs.
enum WaitingTime {
    /// Whole minutes, at least one.
    static func minutes(_ seconds: Int) -> Int { max(1, (seconds + 59) / 60) }

    /// What is said after too many wrong receipts.
    static func text(_ seconds: Int, _ words: Words) -> String {
        seconds < 60
            ? words("thread.wait_seconds", ["seconds": "\(seconds)"])
            : words("thread.wait_minutes", ["minutes": "\(minutes(seconds))"])
    }

    /// The page, under the status that says so.
    static func response(_ page: Response, _ seconds: Int) -> Response {
        var page = page
        page.status = .tooManyRequests
        page.headers[.retryAfter] = String(seconds)
        return page
    }
}
