extension FormFault.Code {
    /// What is wrong, in plain words.
    public var meaning: String { words.0 }

    /// What to do about it.
    public var remedy: String { words.1 }

    private var words: (String, String) {
        switch self {
        case .notXML: ("the file is not well-formed XML", "Convert the spreadsheet again.")
        case .notAForm: ("the document is not an XForm", "Give the XML that pyxform makes of an XLSForm.")
        case .tooLarge:
            ("the form is larger than is read", "Move long lists of choices to a CSV file, or split the form.")
        case .missingPart: ("a part that every form has is absent", "Convert the spreadsheet again.")
        case .unknownElement: ("an element that is not known here", "Take the question or setting out of the form.")
        case .badStructure: ("elements stand where they cannot", "Convert the spreadsheet again.")
        case .unknownNode: ("a question or setting refers to a node that the form does not have", "Correct the name.")
        case .conflictingBinds: ("two rules for the same node disagree", "Keep one of them.")
        case .missingText: ("a text is absent in the default language", "Fill in the label.")
        case .missingInstance: ("a list that is referred to does not exist", "Add the list, or correct its name.")
        case .repeatOutsideRepeat:
            ("a question stands outside the repeat that it belongs to", "Move it into the repeat.")
        case .badExpression: ("an expression cannot be read", "Correct it near the place named.")
        case .unknownFunction: ("a function that is not known here", "See docs/forms.md for the functions that are.")
        case .outsideXPathSubset: ("an expression uses what is not known here", "Write it with plain paths.")
        case .badPattern:
            ("a pattern of regex() uses what is not known here", "Write it without looking around or back references.")
        case .cycle: ("expressions depend on one another in a circle", "Break the circle at one of the nodes named.")
        case .encryption:
            ("the form is encrypted with its own key", "Take out the public key; reports are sealed here anyway.")
        case .backgroundAudio: ("the form records sound in secret", "Take out background-audio.")
        case .auditLocation: ("the form's log records places", "Take the location parameters out of the audit.")
        case .externalApp:
            ("a question is asked by another app", "Take out the ex: or search() appearance, or the intent.")
        case .printing: ("a question sends to a printer", "Take out the printer appearance.")
        case .barcode: ("a question reads a bar code", "Ask for the number as text.")
        case .openStreetMap: ("a question edits OpenStreetMap", "Take out the osm question.")
        case .entities: ("the form makes or changes entities", "Take out the entities sheet.")
        case .partialSubmission:
            ("only a part of the answers would be sent", "Take ref and bind out of the submission.")
        case .otherServer: ("answers would be sent to another server", "Take submission_url out of the settings.")
        case .unknownType: ("a type that is not known here", "Use a type of docs/forms.md.")
        case .unknownPreload: ("a preloaded value that is not known here", "Take out that metadata question.")
        case .unknownAttachment: ("a file of a kind that is not known here", "Attach a CSV, XML or GeoJSON file.")
        case .copyItemset: ("choices are copied as nodes", "Keep the value of the choice instead.")
        case .identifiesDevice:
            ("an anonymous form may not ask which phone it is", "Take out deviceid, subscriberid and simserial.")
        case .identifiesPerson:
            (
                "an anonymous form may not take the name, number or address that the phone knows",
                "Take out username, phonenumber and email."
            )
        case .recordsPlace:
            (
                "an anonymous form may not record the place by itself",
                "Take out start-geopoint; ask for the place instead."
            )
        case .recordsMoment:
            (
                "an anonymous form may not record the exact time by itself",
                "Take out start, end and now(); today is allowed."
            )
        case .recordsUse: ("an anonymous form may not record how it was filled in", "Take out the audit.")
        case .recallsAnswers:
            ("an anonymous form may not show the last answers given on the phone", "Take out last-saved.")
        }
    }
}
