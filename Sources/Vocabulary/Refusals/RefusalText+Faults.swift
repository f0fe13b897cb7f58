/// What can be wrong with a text, a shape, a number or a date: parts of other sentences.
extension RefusalText {
    package static let unexpectedCharacter = RefusalText("unexpected_character")
    package static let faultyString = RefusalText("faulty_string")
    package static let faultyEscape = RefusalText("faulty_escape")
    package static let loneSurrogate = RefusalText("lone_surrogate")
    package static let textBehindEnd = RefusalText("text_behind_end")
    package static let earlyEnd = RefusalText("early_end")
    package static let faultyNumber = RefusalText("faulty_number")
    package static let keyTwice = RefusalText("key_twice")
    package static let deepNesting = RefusalText("deep_nesting")
    package static let bytesOutsideUTF8 = RefusalText("bytes_outside_utf8")
    package static let faultyMarkup = RefusalText("faulty_markup")
    package static let faultyEntity = RefusalText("faulty_entity")
    package static let otherEndTag = RefusalText("other_end_tag")
    package static let attributeTwice = RefusalText("attribute_twice")
    package static let documentTypeDeclaration = RefusalText("document_type_declaration")

    package static func partOfShape(_ part: Int, ring: Int) -> RefusalText {
        RefusalText("part_of_shape", ["part": .integer(part), "ring": .integer(ring)])
    }

    package static func partOfShapeNear(_ part: Int, ring: Int, lon: Double, lat: Double) -> RefusalText {
        RefusalText(
            "part_of_shape_near",
            ["part": .integer(part), "ring": .integer(ring), "lon": .real(lon), "lat": .real(lat)]
        )
    }

    package static func noPositions(at place: RefusalText) -> RefusalText {
        RefusalText("no_positions", ["place": .refusal(place)])
    }

    package static func coordinateNotFinite(at place: RefusalText) -> RefusalText {
        RefusalText("coordinate_not_finite", ["place": .refusal(place)])
    }

    package static func positionOffEarth(at place: RefusalText) -> RefusalText {
        RefusalText("position_off_earth", ["place": .refusal(place)])
    }

    package static func openRing(at place: RefusalText) -> RefusalText {
        RefusalText("open_ring", ["place": .refusal(place)])
    }

    package static func tooFewPositions(at place: RefusalText) -> RefusalText {
        RefusalText("too_few_positions", ["place": .refusal(place)])
    }

    package static func outlineCrossesItself(at place: RefusalText) -> RefusalText {
        RefusalText("outline_crosses_itself", ["place": .refusal(place)])
    }

    package static func outlineUnchecked(at place: RefusalText) -> RefusalText {
        RefusalText("outline_unchecked", ["place": .refusal(place)])
    }

    package static let noNumber = RefusalText("no_number")
    package static let numberNotFinite = RefusalText("number_not_finite")

    package static func unexpectedInNumber(_ character: String, at number: Int) -> RefusalText {
        RefusalText("unexpected_in_number", ["character": .text(character), "number": .integer(number)])
    }

    package static let missingDigits = RefusalText("missing_digits")
    package static let tooManyDigits = RefusalText("too_many_digits")
    package static let belowZero = RefusalText("below_zero")
    package static let tooLarge = RefusalText("too_large")
    package static let tooPrecise = RefusalText("too_precise")
    package static let noUnit = RefusalText("no_unit")

    package static func unknownUnit(_ unit: String) -> RefusalText {
        RefusalText("unknown_unit", ["unit": .text(unit)])
    }

    package static let noDate = RefusalText("no_date")

    package static func malformedDate(at number: Int) -> RefusalText {
        RefusalText("malformed_date", ["number": .integer(number)])
    }

    package static func yearOutOfRange(_ year: String) -> RefusalText {
        RefusalText("year_out_of_range", ["year": .text(year)])
    }

    package static let noSuchDate = RefusalText("no_such_date")
    package static let noOffset = RefusalText("no_offset")
    package static let offsetOutOfRange = RefusalText("offset_out_of_range")
}
