/// What standards of data exchange expect of a term.
extension RefusalText {
    package static func suchAs(_ example: String) -> RefusalText {
        RefusalText("such_as", ["example": .text(example)])
    }

    package static func atMostDecimals(_ count: Int) -> RefusalText {
        RefusalText("at_most_decimals", ["count": .integer(count)])
    }

    package static func atLeast(_ number: Int) -> RefusalText {
        RefusalText("at_least", ["number": .integer(number)])
    }

    package static func atMost(_ number: String) -> RefusalText {
        RefusalText("at_most", ["number": .text(number)])
    }

    package static func sameAs(_ place: String) -> RefusalText {
        RefusalText("same_as", ["place": .text(place)])
    }

    package static func same(_ value: String, as place: String) -> RefusalText {
        RefusalText("same_value_as", ["value": .text(value), "place": .text(place)])
    }

    package static let camelCaseName = RefusalText("camel_case_name")
    package static let aboveZero = RefusalText("above_zero")
    package static let absent = RefusalText("absent")
    package static let eachOnce = RefusalText("each_once")

    package static func dateFrom(_ first: String, to last: String) -> RefusalText {
        RefusalText("date_from_to", ["first": .text(first), "last": .text(last)])
    }

    package static func dateUpTo(_ last: String) -> RefusalText {
        RefusalText("date_up_to", ["last": .text(last)])
    }

    package static func elsewhere(_ place: String) -> RefusalText {
        RefusalText("elsewhere", ["place": .text(place)])
    }

    package static func statusSince(_ status: String, _ date: String) -> RefusalText {
        RefusalText("status_since", ["status": .text(status), "date": .text(date)])
    }

    package static func sitesOfLot(_ sites: String) -> RefusalText {
        RefusalText("sites_of_lot", ["sites": .text(sites)])
    }

    package static func httpStatus(_ status: Int) -> RefusalText {
        RefusalText("http_status", ["status": .text(String(status))])
    }

    package static func httpStatusOneOf(_ statuses: String) -> RefusalText {
        RefusalText("http_status_one_of", ["statuses": .text(statuses)])
    }

    package static func noAnswer(_ reason: String) -> RefusalText {
        RefusalText("no_answer", ["reason": .text(reason)])
    }

    package static let miningRecord = RefusalText("mining_record")
    package static let jsonAnswer = RefusalText("json_answer")
    package static let transparencyRecord = RefusalText("transparency_record")
}
