import Synchronization

/// Counts requests by route template, method and status; nothing that tells who asked, or for what.
package final class RequestMetrics: Sendable {
    /// The upper bounds of the histogram, in seconds.
    static let bounds: [Double] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

    /// What requests are told apart by.
    private struct Key: Hashable {
        let method: String
        let route: String
        let status: Int
    }

    private struct Histogram {
        var buckets = [Int](repeating: 0, count: RequestMetrics.bounds.count + 1)
        var sum = 0.0
    }

    private struct State {
        var counts: [Key: Int] = [:]
        var seconds: [String: Histogram] = [:]
        var running = 0
    }

    private let state = Mutex(State())

    package init() {}

    /// A request began.
    func began() {
        state.withLock { $0.running += 1 }
    }

    /// A request ended.
    func ended(method: String, route: String, status: Int, seconds: Double) {
        let bucket = Self.bounds.firstIndex { seconds <= $0 } ?? Self.bounds.count
        state.withLock { state in
            state.running -= 1
            state.counts[Key(method: method, route: route, status: status), default: 0] += 1
            state.seconds[route, default: Histogram()].buckets[bucket] += 1
            state.seconds[route]?.sum += seconds
        }
    }

    /// Writes the counts in the text format of Prometheus.
    func write(to text: inout MetricText) {
        let now = state.withLock { $0 }
        text.begin("touchstone_http_requests_total", .counter, "Requests answered, by route template and status.")
        for (key, count) in now.counts.sorted(by: {
            ($0.key.route, $0.key.status, $0.key.method) < ($1.key.route, $1.key.status, $1.key.method)
        }) {
            text.add(
                Double(count),
                [("method", key.method), ("route", key.route), ("status", String(key.status))]
            )
        }
        text.begin("touchstone_http_requests_running", .gauge, "Requests that are being answered.")
        text.add(Double(now.running))
        text.begin(
            "touchstone_http_request_seconds",
            .histogram,
            "Seconds until an answer begins, by route template."
        )
        for (route, histogram) in now.seconds.sorted(by: { $0.key < $1.key }) {
            var total = 0
            for (index, bound) in Self.bounds.enumerated() {
                total += histogram.buckets[index]
                text.add(Double(total), [("route", route), ("le", MetricText.number(bound))], suffix: "_bucket")
            }
            total += histogram.buckets[Self.bounds.count]
            text.add(Double(total), [("route", route), ("le", "+Inf")], suffix: "_bucket")
            text.add(histogram.sum, [("route", route)], suffix: "_sum")
            text.add(Double(total), [("route", route)], suffix: "_count")
        }
    }
}
