public import Formats
public import Vocabulary

/// A regional certificate for an export (MD.03).
public struct ExportCertificate: MiningEntity {
    /// Member state that issues it.
    public var country: String
    /// Serial number, once in its country.
    public var identifier: String
    /// Who exports.
    public var exporter: BusinessEntity
    /// Who imports.
    public var importer: BusinessEntity
    /// Number of the lot.
    public var lot: String
    /// The goods in words.
    public var description: String?
    /// Mineral, by code.
    public var mineral: String
    /// Weight in ``unit``.
    public var weight: DecimalNumber
    /// Unit of the weight.
    public var unit: WeightUnit
    /// Grade in words.
    public var grade: String
    /// Countries of origin; 0 for not known.
    public var origin: String
    /// Customs value as written.
    public var customsValue: String
    /// Day on which it is to be shipped.
    public var shipment: CalendarDate
    /// Countries on the way.
    public var route: String?
    /// Who carries it.
    public var transportCompany: String?
    /// Authority that issues it.
    public var authority: String
    /// Who verified the documents.
    public var verifier: String
    /// Position of that person.
    public var verifierPosition: String
    /// Number of that person.
    public var verifierNumber: String?
    /// Day of the verification.
    public var verified: CalendarDate
    /// Who countersigned it.
    public var validator: String
    /// Day from which it is valid.
    public var issued: CalendarDate
    /// Day on which it ends.
    public var expires: CalendarDate
    /// The certificate as a file.
    public var file: String
    /// Members that the standard does not name, as they came.
    public var extras: [JSONNode.Member] = []

    /// Makes a value; what is not given is not there.
    public init(
        country: String,
        identifier: String,
        exporter: BusinessEntity,
        importer: BusinessEntity,
        lot: String,
        description: String? = nil,
        mineral: String,
        weight: DecimalNumber,
        unit: WeightUnit,
        grade: String,
        origin: String,
        customsValue: String,
        shipment: CalendarDate,
        route: String? = nil,
        transportCompany: String? = nil,
        authority: String,
        verifier: String,
        verifierPosition: String,
        verifierNumber: String? = nil,
        verified: CalendarDate,
        validator: String,
        issued: CalendarDate,
        expires: CalendarDate,
        file: String
    ) {
        self.country = country
        self.identifier = identifier
        self.exporter = exporter
        self.importer = importer
        self.lot = lot
        self.description = description
        self.mineral = mineral
        self.weight = weight
        self.unit = unit
        self.grade = grade
        self.origin = origin
        self.customsValue = customsValue
        self.shipment = shipment
        self.route = route
        self.transportCompany = transportCompany
        self.authority = authority
        self.verifier = verifier
        self.verifierPosition = verifierPosition
        self.verifierNumber = verifierNumber
        self.verified = verified
        self.validator = validator
        self.issued = issued
        self.expires = expires
        self.file = file
    }

    /// Reads an object that fits its schema; nil if it does not.
    public init?(reading node: JSONNode, _ profile: Profile) {
        guard var reader = MemberReader(node, profile) else { return nil }
        guard
            let country = reader.text("issuingCountry"),
            let identifier = reader.text("identifier"),
            let exporter: BusinessEntity = reader.entity("exporter"),
            let importer: BusinessEntity = reader.entity("importer"),
            let lot = reader.text("lotNumber"),
            let mineral = reader.text("typeOfOre"),
            let weight = reader.decimal("lotWeight"),
            let unit: WeightUnit = reader.code("lotWeightUOM"),
            let grade = reader.text("lotGrade"),
            let origin = reader.text("mineralOrigin"),
            let customsValue = reader.text("customsValue"),
            let shipment = reader.date("dateOfShipment"),
            let authority = reader.text("memberStateIssuingAuthority"),
            let verifier = reader.text("nameOfVerifier"),
            let verifierPosition = reader.text("positionOfVerifier"),
            let verified = reader.date("dateOfVerification"),
            let validator = reader.text("nameOfValidator"),
            let issued = reader.date("dateOfIssuance"),
            let expires = reader.date("dateOfExpiration"),
            let file = reader.text("certificateFile")
        else { return nil }
        self.country = country
        self.identifier = identifier
        self.exporter = exporter
        self.importer = importer
        self.lot = lot
        description = reader.text("designatedMineralDescription")
        self.mineral = mineral
        self.weight = weight
        self.unit = unit
        self.grade = grade
        self.origin = origin
        self.customsValue = customsValue
        self.shipment = shipment
        route = reader.text("shipmentRoute")
        transportCompany = reader.text("transportCompany")
        self.authority = authority
        self.verifier = verifier
        self.verifierPosition = verifierPosition
        verifierNumber = reader.text("idOfVerifier")
        self.verified = verified
        self.validator = validator
        self.issued = issued
        self.expires = expires
        self.file = file
        extras = reader.rest
    }

    /// The object in the form of a profile.
    public func json(_ profile: Profile) -> JSONNode {
        var writer = MemberWriter(profile)
        writer.add("issuingCountry", country)
        writer.add("identifier", identifier)
        writer.add("exporter", exporter)
        writer.add("importer", importer)
        writer.add("lotNumber", lot)
        writer.add("designatedMineralDescription", description)
        writer.add("typeOfOre", mineral)
        writer.add("lotWeight", weight)
        writer.add(code: "lotWeightUOM", unit)
        writer.add("lotGrade", grade)
        writer.add("mineralOrigin", origin)
        writer.add("customsValue", customsValue)
        writer.add("dateOfShipment", shipment)
        writer.add("shipmentRoute", route)
        writer.add("transportCompany", transportCompany)
        writer.add("memberStateIssuingAuthority", authority)
        writer.add("nameOfVerifier", verifier)
        writer.add("positionOfVerifier", verifierPosition)
        writer.add("idOfVerifier", verifierNumber)
        writer.add("dateOfVerification", verified)
        writer.add("nameOfValidator", validator)
        writer.add("dateOfIssuance", issued)
        writer.add("dateOfExpiration", expires)
        writer.add("certificateFile", file)
        writer.add(rest: extras)
        return .object(writer.members)
    }
}
