import Formats
import Vocabulary

extension ServerConformance {
    /// The questions as they are asked, and what came of them.
    struct Run {
        let address: String
        var runner: ConformanceRunner
        let ask: Ask

        mutating func expect(
            _ condition: Bool,
            _ check: Check,
            _ path: String,
            at place: String = "$",
            found: RefusalText,
            expected: RefusalText
        ) {
            runner.note(
                check,
                fault: condition
                    ? nil : .init(source: address + path, path: place, found: found, expected: expected)
            )
        }

        /// The answer to a question; none is a failure of the check that asked.
        mutating func answer(
            _ path: String,
            _ check: Check,
            body: [UInt8]? = nil,
            isAuthorised: Bool = true
        ) async -> ServerAnswer? {
            do throws(ServerSilence) {
                return try await ask(ServerRequest(path: path, body: body, isAuthorised: isAuthorised))
            } catch {
                expect(false, check, path, found: .noAnswer(error.reason), expected: .jsonAnswer)
                return nil
            }
        }

        /// The object that is answered with 200.
        mutating func json(_ path: String, _ check: Check) async -> JSONNode? {
            guard let answer = await answer(path, check) else { return nil }
            expect(
                answer.status == 200,
                check,
                path,
                found: .httpStatus(answer.status),
                expected: .httpStatusOneOf("200")
            )
            guard answer.status == 200 else { return nil }
            return object(in: answer, check, path)
        }

        private mutating func object(in answer: ServerAnswer, _ check: Check, _ path: String) -> JSONNode? {
            let type = answer.mediaType?.prefix { $0 != ";" }.lowercased() ?? ""
            let isJSON = type == "application/json" || type == "application/ld+json" || type.hasSuffix("+json")
            expect(isJSON, check, path, found: .quoted(String(type.prefix(60))), expected: .jsonAnswer)
            do throws(JSONFault) {
                return try JSONNode(parsing: answer.body)
            } catch {
                expect(false, check, path, found: .byteOfRecord(error.offset + 1), expected: .json)
                return nil
            }
        }

        /// The records of a list.
        mutating func data(of node: JSONNode, _ path: String) -> [JSONNode]? {
            let data = node["data"]?.elements
            let found = node["data"]?.refusalText ?? .nothing
            expect(data != nil, .list, path, at: "$.data", found: found, expected: .list)
            return data
        }

        /// Rule 2.5: an error has its status, a code, a message and a time.
        mutating func expectError(_ status: Int, _ check: Check, _ path: String, body: [UInt8]? = nil) async {
            guard let answer = await answer(path, check, body: body) else { return }
            expect(
                answer.status == status || (status == 400 && answer.status == 422),
                check,
                path,
                found: .httpStatus(answer.status),
                expected: .httpStatusOneOf(String(status))
            )
            guard (400..<600).contains(answer.status), let node = object(in: answer, .errorBody, path) else { return }
            for term in ["code", "message", "timestamp"] {
                let text = node[term]?.string
                expect(
                    text?.isEmpty == false,
                    .errorBody,
                    path,
                    at: "$.\(term)",
                    found: node[term]?.refusalText ?? .nothing,
                    expected: .text
                )
                guard term == "timestamp", let text else { continue }
                let isTime = (try? UTCInstant(text)) != nil
                expect(
                    isTime,
                    .errorBody,
                    path,
                    at: "$.timestamp",
                    found: .quoted(String(text.prefix(40))),
                    expected: .timeWithOffset
                )
            }
        }

        /// Rule 2.3: what a list says of its pages, and that it adds up.
        mutating func checkPagination(of node: JSONNode, page: Int, limit: Int, count: Int, _ path: String) {
            let pages = node["pagination"]
            func number(_ term: String) -> Int? { pages?[term]?.numberText.flatMap { Int($0) } }
            func shown(_ term: String) -> RefusalText {
                pages?[term].map { .quoted(String($0.text().prefix(40))) } ?? .nothing
            }
            func want(_ term: String, _ value: Int) {
                wanted.append((term, number(term) == value, shown(term), String(value)))
            }
            var wanted: [(term: String, holds: Bool, found: RefusalText, value: String)] = []
            want("page", page)
            want("limit", limit)
            let total = number("total") ?? -1
            wanted.append(("total", total >= count, shown("total"), "≥ \(count)"))
            // An empty list has no page or one.
            let totalPages = total < 0 ? -1 : total / limit + (total % limit == 0 ? 0 : 1)
            if total != 0 { want("totalPages", totalPages) }
            let next = page < totalPages
            wanted.append(("hasNext", pages?["hasNext"] == .bool(next), shown("hasNext"), "\(next)"))
            wanted.append(
                ("hasPrevious", pages?["hasPrevious"] == .bool(page > 1), shown("hasPrevious"), "\(page > 1)")
            )
            for term in wanted {
                expect(
                    term.holds,
                    .pagination,
                    path,
                    at: "$.pagination.\(term.term)",
                    found: term.found,
                    expected: .suchAs(term.value)
                )
            }
            expect(
                count <= limit,
                .pagination,
                path,
                at: "$.data",
                found: .quoted("\(count)"),
                expected: .atMost("\(limit)")
            )
        }
    }
}
