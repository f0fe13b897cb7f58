/// What can be expected of a file, a record or a field.
extension RefusalText {
    package static let utf8 = RefusalText("utf8")
    package static let savedAsUTF8 = RefusalText("saved_as_utf8")

    package static func rest(of format: String) -> RefusalText {
        RefusalText("rest", ["format": .text(format)])
    }

    package static let eachKeyOnce = RefusalText("each_key_once")

    package static func levels(_ count: Int) -> RefusalText {
        RefusalText("levels", ["count": .integer(count)])
    }

    package static func recordSize(mebibytes: Int) -> RefusalText {
        RefusalText("record_size", ["mebibytes": .integer(mebibytes)])
    }

    package static let noControlCharacters = RefusalText("no_control_characters")
    package static let numberInJSON = RefusalText("number_in_json")
    package static let json = RefusalText("json")
    package static let noDocumentType = RefusalText("no_document_type")
    package static let xml = RefusalText("xml")
    package static let quotesInPairs = RefusalText("quotes_in_pairs")
    package static let delimiter = RefusalText("delimiter")

    package static func fieldsOfHeader(_ count: Int) -> RefusalText {
        RefusalText("fields_of_header", ["count": .integer(count)])
    }

    package static func fieldsOfFile(_ count: Int, file: String) -> RefusalText {
        RefusalText("fields_of_file", ["count": .integer(count), "file": .text(file)])
    }

    package static let ownIdentifier = RefusalText("own_identifier")
    package static let oneRecord = RefusalText("one_record")
    package static let textFile = RefusalText("text_file")

    package static func knownXML(root: String) -> RefusalText {
        RefusalText("known_xml", ["root": .text(root)])
    }

    package static let features = RefusalText("features")
    package static let knownDocument = RefusalText("known_document")
    package static let wgs84 = RefusalText("wgs84")
    package static let eachColumnOnce = RefusalText("each_column_once")
    package static let shorterHeader = RefusalText("shorter_header")

    package static func columnsOfMap(_ names: String, map: String) -> RefusalText {
        RefusalText("columns_of_map", ["names": .text(names), "map": .text(map)])
    }

    package static func columnsOrMap(_ names: String) -> RefusalText {
        RefusalText("columns_or_map", ["names": .text(names)])
    }

    package static let knownColumns = RefusalText("known_columns")

    package static func oneOf(_ words: String) -> RefusalText {
        RefusalText("one_of", ["words": .text(words)])
    }

    package static func wordOfMap(_ words: String) -> RefusalText {
        RefusalText("word_of_map", ["words": .text(words)])
    }

    package static let wholeNumber = RefusalText("whole_number")

    package static func between(_ low: Double, and high: Double) -> RefusalText {
        RefusalText("between", ["low": .real(low), "high": .real(high)])
    }

    package static func mass(in unit: String, but reason: RefusalText) -> RefusalText {
        RefusalText("mass", ["unit": .text(unit), "reason": .refusal(reason)])
    }

    package static func share(in unit: String, but reason: RefusalText) -> RefusalText {
        RefusalText("share", ["unit": .text(unit), "reason": .refusal(reason)])
    }

    package static func amount(in currency: String, decimals count: Int, but reason: RefusalText) -> RefusalText {
        RefusalText("amount", ["currency": .text(currency), "count": .integer(count), "reason": .refusal(reason)])
    }

    package static let currencyOfAmount = RefusalText("currency_of_amount")
    package static let dateWithDay = RefusalText("date_with_day")
    package static let trueOrFalse = RefusalText("true_or_false")
    package static let decimalNumber = RefusalText("decimal_number")

    package static func decimalNumberBut(_ reason: RefusalText) -> RefusalText {
        RefusalText("decimal_number_but", ["reason": .refusal(reason)])
    }

    package static let areaNotNegative = RefusalText("area_not_negative")

    package static func area(in unit: String) -> RefusalText {
        RefusalText("area", ["unit": .text(unit)])
    }

    package static func date(_ pattern: String, but reason: RefusalText) -> RefusalText {
        RefusalText("date", ["pattern": .text(pattern), "reason": .refusal(reason)])
    }

    package static let timeWithOffset = RefusalText("time_with_offset")

    package static func timeWithOffsetBut(_ reason: RefusalText) -> RefusalText {
        RefusalText("time_with_offset_but", ["reason": .refusal(reason)])
    }

    package static let country = RefusalText("country")
    package static let currency = RefusalText("currency")
    package static let tariffCode = RefusalText("tariff_code")
    package static let value = RefusalText("value")
    package static let wholePosition = RefusalText("whole_position")
    package static let position = RefusalText("position")
    package static let shape = RefusalText("shape")
    package static let soundShape = RefusalText("sound_shape")
    package static let filledShape = RefusalText("filled_shape")
    package static let feature = RefusalText("feature")
    package static let entity = RefusalText("entity")
    package static let text = RefusalText("text")
    package static let texts = RefusalText("texts")
    package static let textsByProperty = RefusalText("texts_by_property")
    package static let entityIdentifier = RefusalText("entity_identifier")
    package static let identifierInOnePiece = RefusalText("identifier_in_one_piece")
    package static let entitySchema = RefusalText("entity_schema")
    package static let name = RefusalText("name")
    package static let party = RefusalText("party")
    package static let geometryType = RefusalText("geometry_type")

    package static func shallowCollection(_ count: Int) -> RefusalText {
        RefusalText("shallow_collection", ["count": .integer(count)])
    }

    package static let coordinates = RefusalText("coordinates")
    package static let list = RefusalText("list")
    package static let longitudeAndLatitude = RefusalText("longitude_and_latitude")
    package static let degrees = RefusalText("degrees")
    package static let entryNumber = RefusalText("entry_number")
    package static let addressNumber = RefusalText("address_number")
    package static let referenceNumber = RefusalText("reference_number")

    package static func percentage(but reason: RefusalText) -> RefusalText {
        RefusalText("percentage", ["reason": .refusal(reason)])
    }

    package static let event = RefusalText("event")
    package static let lotClass = RefusalText("lot_class")
    package static let massUnit = RefusalText("mass_unit")

    package static func massNotNegative(but reason: RefusalText) -> RefusalText {
        RefusalText("mass_not_negative", ["reason": .refusal(reason)])
    }
}
