/// What can be found in the place of what was expected.
extension RefusalText {
    /// Nothing where something should be.
    public static let nothing = RefusalText("nothing")

    package static func quoted(_ text: String) -> RefusalText {
        RefusalText("quoted", ["text": .text(text)])
    }

    package static func byteOfRecord(_ number: Int) -> RefusalText {
        RefusalText("byte_of_record", ["number": .integer(number)])
    }

    package static func byteOfHeader(_ number: Int) -> RefusalText {
        RefusalText("byte_of_header", ["number": .integer(number)])
    }

    package static func faultAtByte(_ fault: RefusalText, at number: Int) -> RefusalText {
        RefusalText("fault_at_byte", ["fault": .refusal(fault), "number": .integer(number)])
    }

    package static func fields(_ count: Int) -> RefusalText {
        RefusalText("fields", ["count": .integer(count)])
    }

    package static let openQuote = RefusalText("open_quote")
    package static let textBehindQuote = RefusalText("text_behind_quote")
    package static let longerRecord = RefusalText("longer_record")
    package static let emptyFile = RefusalText("empty_file")
    package static let fileWithoutRecords = RefusalText("file_without_records")
    package static let documentAroundEvents = RefusalText("document_around_events")
    package static let utf16 = RefusalText("utf16")
    package static let zipArchive = RefusalText("zip_archive")
    package static let pngPicture = RefusalText("png_picture")
    package static let jpegPicture = RefusalText("jpeg_picture")
    package static let gzipArchive = RefusalText("gzip_archive")
    package static let program = RefusalText("program")
    package static let pdfDocument = RefusalText("pdf_document")
    package static let oldSpreadsheet = RefusalText("old_spreadsheet")
    package static let sqliteDatabase = RefusalText("sqlite_database")
    package static let otherThanText = RefusalText("other_than_text")

    package static func documentRoot(_ name: String) -> RefusalText {
        RefusalText("document_root", ["name": .text(name)])
    }

    package static let documentWithoutRoot = RefusalText("document_without_root")

    package static func documentType(_ type: String) -> RefusalText {
        RefusalText("document_type", ["type": .text(type)])
    }

    package static let documentWithoutType = RefusalText("document_without_type")
    package static let namelessReferenceSystem = RefusalText("nameless_reference_system")
    package static let longReferenceSystem = RefusalText("long_reference_system")
    package static let unreadableReferenceSystem = RefusalText("unreadable_reference_system")

    package static func columnTwice(_ name: String) -> RefusalText {
        RefusalText("column_twice", ["name": .text(name)])
    }

    package static func longHeader(kibibytes: Int) -> RefusalText {
        RefusalText("long_header", ["kibibytes": .integer(kibibytes)])
    }

    package static let openQuoteInHeader = RefusalText("open_quote_in_header")
    package static let controlCharactersInHeader = RefusalText("control_characters_in_header")

    package static func columns(_ names: String) -> RefusalText {
        RefusalText("columns", ["names": .text(names)])
    }

    package static let controlCharacter = RefusalText("control_character")
    package static let noTwoNumbers = RefusalText("no_two_numbers")
    package static let jsonNull = RefusalText("json_null")
    package static let jsonBoolean = RefusalText("json_boolean")
    package static let jsonNumber = RefusalText("json_number")
    package static let jsonString = RefusalText("json_string")
    package static let jsonArray = RefusalText("json_array")
    package static let jsonObject = RefusalText("json_object")
}
