/// One thing that a person may be able to do; roles give them (``Capabilities``).
public enum Capability: String, Sendable, Hashable, CaseIterable, Codable {
    /// See TLP:RED rows of the own agency without being named for each.
    case readRed = "read_red"
    /// See positions of artisanal sites and reports exactly instead of as a grid cell.
    case readExactPositions = "read_exact_positions"
    /// See identity numbers, birth dates and addresses of persons.
    case readIdentity = "read_identity"
    /// See the words of reports and whom they speak of.
    case readReports = "read_reports"
    /// Receive and open sealed reports of the own agency.
    case receiveReports = "receive_reports"
    /// See records byte for byte as received.
    case readOriginals = "read_originals"
    /// Hand in files, and correct what was set aside.
    case handIn = "hand_in"
    /// Have kernels and rules run over the store.
    case assess
    /// Confirm or dismiss findings.
    case judge
    /// Show findings to everybody, and take them back.
    case publish
    /// Take lists away as files.
    case export
    /// Name single readers for TLP:RED things of the own agency.
    case nameReaders = "name_readers"
    /// Seal a thing of the own agency, and lift a seal.
    case seal
    /// Be one of the two who open a sealed thing.
    case openSeals = "open_seals"
    /// Read who has read the own agency's data.
    case readTrail = "read_trail"
    /// Read who has read anything.
    case readWholeTrail = "read_whole_trail"
    /// Make and change people of the own agency.
    case managePeople = "manage_people"
    /// Make and change agencies, sharing groups and people of every agency.
    case manageAgencies = "manage_agencies"
    /// Issue tokens for the data interface, for oneself.
    case issueTokens = "issue_tokens"
    /// Issue credentials about what the own agency holds, withdraw and restore them.
    case issueCredentials = "issue_credentials"
    /// Give forms out in the name of the own agency: add, open and close them.
    case manageForms = "manage_forms"
    /// Run the gateways of text messages: see their queues and failures, keep the prices of the day.
    case manageMessages = "manage_messages"
    /// Take complaints in for the own agency, and write down what those say who brought them.
    case takeGrievances = "take_grievances"
    /// Do the steps of complaints that fall to the own agency.
    case hearGrievances = "hear_grievances"
    /// Answer for the own agency where it is complained of or has promised something.
    case answerGrievances = "answer_grievances"
    /// Lead dialogues and consultations of the own agency.
    case leadDialogue = "lead_dialogue"
    /// See the measures of all complaints with the cases behind them, and publish statistics.
    case readMeasures = "read_measures"
    /// Work on the cases in which the own agency has a part.
    case workCases = "work_cases"
    /// Open cases, say who works on them, decide and close, for the own agency.
    case leadCases = "lead_cases"
    /// Run exercises for trainees.
    case runExercises = "run_exercises"

    /// What it lets a person do, in a few words.
    public var meaning: String {
        switch self {
        case .readRed: "see TLP:RED rows of the own agency without being named"
        case .readExactPositions: "see positions of artisanal sites and reports exactly"
        case .readIdentity: "see identity numbers, birth dates and addresses of persons"
        case .readReports: "see the words of reports and whom they speak of"
        case .receiveReports: "receive sealed reports for the own agency, and open them with its passphrase"
        case .readOriginals: "see records byte for byte as received"
        case .handIn: "hand in files and correct what was set aside"
        case .assess: "have kernels and rules run"
        case .judge: "confirm or dismiss findings"
        case .publish: "show findings of the own agency's records to everybody, and take them back"
        case .export: "take lists away as files"
        case .nameReaders: "name single readers for TLP:RED things of the own agency"
        case .seal: "seal a thing of the own agency, and lift a seal"
        case .openSeals: "be one of the two who open a sealed thing"
        case .readTrail: "read who has read the own agency's data"
        case .readWholeTrail: "read who has read anything"
        case .managePeople: "make and change people of the own agency"
        case .manageAgencies: "make and change agencies, sharing groups and people of every agency"
        case .issueTokens: "issue tokens for the data interface, for oneself"
        case .issueCredentials: "issue, withdraw and restore credentials about what the own agency holds"
        case .manageForms: "add, open and close forms of the own agency, and give out their links"
        case .manageMessages:
            "run the gateways of text messages, see their queues and failures, keep the prices of the day"
        case .takeGrievances: "take complaints in for the own agency, and write down what those say who brought them"
        case .hearGrievances: "do the steps of complaints that fall to the own agency"
        case .answerGrievances:
            "answer for the own agency where it is complained of, has promised something or is asked about a finding"
        case .leadDialogue: "lead dialogues, consultations and impact assessments of the own agency"
        case .readMeasures: "see the measures of all complaints with the cases behind them, and publish statistics"
        case .workCases: "work on the cases in which the own agency has a part"
        case .leadCases: "open cases for the own agency, say who works on them, decide in them and close them"
        case .runExercises: "run exercises for trainees"
        }
    }
}
