/// What can be expected in an EPCIS event.
extension RefusalText {
    package static let eventTime = RefusalText("event_time")
    package static let eventOffset = RefusalText("event_offset")
    package static let absoluteURI = RefusalText("absolute_uri")
    package static let hexadecimalDigits = RefusalText("hexadecimal_digits")
    package static let unitCode = RefusalText("unit_code")
    package static let epcURN = RefusalText("epc_urn")
    package static let digitalLink = RefusalText("digital_link")

    package static func checkDigit(_ digit: String) -> RefusalText {
        RefusalText("check_digit", ["digit": .text(digit)])
    }

    package static func field(_ name: String) -> RefusalText {
        RefusalText("field", ["name": .text(name)])
    }

    package static func fieldOnce(_ name: String) -> RefusalText {
        RefusalText("field_once", ["name": .text(name)])
    }

    package static func fieldBefore(_ name: String, _ other: String) -> RefusalText {
        RefusalText("field_before", ["name": .text(name), "other": .text(other)])
    }

    package static let fieldElsewhere = RefusalText("field_elsewhere")
    package static let namespacedField = RefusalText("namespaced_field")
    package static let standardFieldsOnly = RefusalText("standard_fields_only")
    package static let oneEntry = RefusalText("one_entry")
    package static let entryOnce = RefusalText("entry_once")

    package static func wordOrURI(_ vocabulary: String) -> RefusalText {
        RefusalText("word_or_uri", ["vocabulary": .text(vocabulary)])
    }

    package static func successor(_ word: String) -> RefusalText {
        RefusalText("successor", ["word": .text(word)])
    }

    package static let thingsOrSensor = RefusalText("things_or_sensor")
    package static let childrenOfParent = RefusalText("children_of_parent")
    package static let otherThanParent = RefusalText("other_than_parent")
    package static let inputsAndOutputs = RefusalText("inputs_and_outputs")
    package static let masterDataOfMade = RefusalText("master_data_of_made")
    package static let reportOrMetadata = RefusalText("report_or_metadata")
    package static let notAfterEvent = RefusalText("not_after_event")
    package static let notBeforeEvent = RefusalText("not_before_event")
    package static let startBeforeEnd = RefusalText("start_before_end")
    package static let otherEvent = RefusalText("other_event")
    package static let setOrUnset = RefusalText("set_or_unset")
    package static let queryParameter = RefusalText("query_parameter")
    package static let schemaVersion = RefusalText("schema_version")
    package static let timeWithSeconds = RefusalText("time_with_seconds")
    package static let quantityFromZero = RefusalText("quantity_from_zero")
}
