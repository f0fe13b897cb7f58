public import Formats
public import Vocabulary

/// One inspection of a mine site (MD.07).
public struct Inspection: MiningEntity {
    /// Its number.
    public var identifier: String
    /// The day.
    public var date: CalendarDate
    /// Who answers for it (Rwanda).
    public var responsible: String?
    /// The status that it led to.
    public var result: CertificationStatus
    /// The report as a file.
    public var report: String?
    /// Why it was made.
    public var purpose: String?
    /// What was seen.
    public var findings: String?
    /// Name of the inspector.
    public var inspectorName: String
    /// Position of the inspector.
    public var inspectorPosition: String
    /// Agency of the inspector.
    public var agency: String
    /// Number of the inspector.
    public var inspectorNumber: String?
    /// Members that the standard does not name, as they came.
    public var extras: [JSONNode.Member] = []

    /// Makes a value; what is not given is not there.
    public init(
        identifier: String,
        date: CalendarDate,
        responsible: String? = nil,
        result: CertificationStatus,
        report: String? = nil,
        purpose: String? = nil,
        findings: String? = nil,
        inspectorName: String,
        inspectorPosition: String,
        agency: String,
        inspectorNumber: String? = nil
    ) {
        self.identifier = identifier
        self.date = date
        self.responsible = responsible
        self.result = result
        self.report = report
        self.purpose = purpose
        self.findings = findings
        self.inspectorName = inspectorName
        self.inspectorPosition = inspectorPosition
        self.agency = agency
        self.inspectorNumber = inspectorNumber
    }

    /// Reads an object that fits its schema; nil if it does not.
    public init?(reading node: JSONNode, _ profile: Profile) {
        guard var reader = MemberReader(node, profile) else { return nil }
        guard
            let identifier = reader.text("inspectionId"),
            let date = reader.date("inspectionDate"),
            let result: CertificationStatus = reader.code("inspectionResult"),
            let inspectorName = reader.text("inspectorName"),
            let inspectorPosition = reader.text("inspectorPosition"),
            let agency = reader.text("governmentAgency")
        else { return nil }
        self.identifier = identifier
        self.date = date
        responsible = reader.text("inspectionResponsible")
        self.result = result
        report = reader.text("inspectionReport")
        purpose = reader.text("inspectionPurpose")
        findings = reader.text("inspectionResults")
        self.inspectorName = inspectorName
        self.inspectorPosition = inspectorPosition
        self.agency = agency
        inspectorNumber = reader.text("governmentId")
        extras = reader.rest
    }

    /// The object in the form of a profile.
    public func json(_ profile: Profile) -> JSONNode {
        var writer = MemberWriter(profile)
        writer.add("inspectionId", identifier)
        writer.add("inspectionDate", date)
        writer.add("inspectionResponsible", responsible)
        writer.add(code: "inspectionResult", result)
        writer.add("inspectionReport", report)
        writer.add("inspectionPurpose", purpose)
        writer.add("inspectionResults", findings)
        writer.add("inspectorName", inspectorName)
        writer.add("inspectorPosition", inspectorPosition)
        writer.add("governmentAgency", agency)
        writer.add("governmentId", inspectorNumber)
        writer.add(rest: extras)
        return .object(writer.members)
    }
}
