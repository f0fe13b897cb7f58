public import Formats
public import Vocabulary

/// A quantity of mineral in the hands of one actor (MD.12).
public struct Lot: MiningEntity {
    /// Number that its creator gave it; local, so not unique by itself.
    public var number: String
    /// Day of the registration.
    public var date: CalendarDate
    /// Time of the registration.
    public var time: ClockTime
    /// Who made it and has it.
    public var creator: BusinessEntity
    /// Mineral, by code.
    public var mineral: String
    /// Grade in percent.
    public var concentration: DecimalNumber
    /// Weight in ``unit``.
    public var mass: DecimalNumber
    /// How it is packed: bag, drum, container.
    public var packageType: String?
    /// How many packages.
    public var packages: DecimalNumber?
    /// Unit of the weight.
    public var unit: WeightUnit
    /// US dollars a kilogram (Rwanda).
    public var price: DecimalNumber?
    /// Number of the mine site.
    public var mineSite: String?
    /// Who dug it (Rwanda).
    public var miner: String?
    /// Parts that its creator plays.
    public var roles: [CustodyRole]
    /// Who gets it.
    public var recipient: BusinessEntity?
    /// What made it.
    public var operations: [OriginatingOperation]
    /// Lots that it was formed from; itself, where only the custodian changed.
    public var inputs: [InputLot]?
    /// Its tag.
    public var tag: Tag?
    /// Taxes paid for it.
    public var taxes: [Tax]?
    /// Day on which it was sealed.
    public var sealed: CalendarDate?
    /// Day on which it was shipped.
    public var shipped: CalendarDate?
    /// Number of the purchase.
    public var purchaseNumber: String?
    /// Day of the purchase.
    public var purchased: CalendarDate?
    /// Who took it in.
    public var staff: String?
    /// Day on which it was received.
    public var received: CalendarDate?
    /// How it was carried.
    public var transportMethod: String?
    /// The way that it took.
    public var transportRoute: String?
    /// Who carried it.
    public var transportCompany: String?
    /// Its export certificate.
    public var certificate: String?
    /// Members that the standard does not name, as they came.
    public var extras: [JSONNode.Member] = []

    /// Makes a value; what is not given is not there.
    public init(
        number: String,
        date: CalendarDate,
        time: ClockTime,
        creator: BusinessEntity,
        mineral: String,
        concentration: DecimalNumber,
        mass: DecimalNumber,
        packageType: String? = nil,
        packages: DecimalNumber? = nil,
        unit: WeightUnit,
        price: DecimalNumber? = nil,
        mineSite: String? = nil,
        miner: String? = nil,
        roles: [CustodyRole],
        recipient: BusinessEntity? = nil,
        operations: [OriginatingOperation],
        inputs: [InputLot]? = nil,
        tag: Tag? = nil,
        taxes: [Tax]? = nil,
        sealed: CalendarDate? = nil,
        shipped: CalendarDate? = nil,
        purchaseNumber: String? = nil,
        purchased: CalendarDate? = nil,
        staff: String? = nil,
        received: CalendarDate? = nil,
        transportMethod: String? = nil,
        transportRoute: String? = nil,
        transportCompany: String? = nil,
        certificate: String? = nil
    ) {
        self.number = number
        self.date = date
        self.time = time
        self.creator = creator
        self.mineral = mineral
        self.concentration = concentration
        self.mass = mass
        self.packageType = packageType
        self.packages = packages
        self.unit = unit
        self.price = price
        self.mineSite = mineSite
        self.miner = miner
        self.roles = roles
        self.recipient = recipient
        self.operations = operations
        self.inputs = inputs
        self.tag = tag
        self.taxes = taxes
        self.sealed = sealed
        self.shipped = shipped
        self.purchaseNumber = purchaseNumber
        self.purchased = purchased
        self.staff = staff
        self.received = received
        self.transportMethod = transportMethod
        self.transportRoute = transportRoute
        self.transportCompany = transportCompany
        self.certificate = certificate
    }

    /// Reads an object that fits its schema; nil if it does not.
    public init?(reading node: JSONNode, _ profile: Profile) {
        guard var reader = MemberReader(node, profile) else { return nil }
        guard
            let number = reader.text("lotNumber"),
            let date = reader.date("dateRegistration"),
            let time = reader.time("timeRegistration"),
            let creator: BusinessEntity = reader.entity("creator"),
            let mineral = reader.text("mineral"),
            let concentration = reader.decimal("concentration"),
            let mass = reader.decimal("mass"),
            let unit: WeightUnit = reader.code("unitOfMeasurement"),
            let roles: [CustodyRole] = reader.codes("creatorRole"),
            let operations: [OriginatingOperation] = reader.codes("originatingOperation")
        else { return nil }
        self.number = number
        self.date = date
        self.time = time
        self.creator = creator
        self.mineral = mineral
        self.concentration = concentration
        self.mass = mass
        packageType = reader.text("packageType")
        packages = reader.decimal("nrOfPackages")
        self.unit = unit
        price = reader.decimal("price")
        mineSite = reader.text("mineSiteId")
        miner = reader.text("miner")
        self.roles = roles
        recipient = reader.entity("recipient")
        self.operations = operations
        inputs = reader.entities("inputLot")
        tag = reader.entity("tag")
        taxes = reader.entities("taxPaid")
        sealed = reader.date("dateSealed")
        shipped = reader.date("dateShipped")
        purchaseNumber = reader.text("purchaseNumber")
        purchased = reader.date("purchaseDate")
        staff = reader.text("responsibleStaff")
        received = reader.date("dateIn")
        transportMethod = reader.text("transportationMethod")
        transportRoute = reader.text("transportationRoute")
        transportCompany = reader.text("transportCompany")
        certificate = reader.text("exportCertificateId")
        extras = reader.rest
    }

    /// The object in the form of a profile.
    public func json(_ profile: Profile) -> JSONNode {
        var writer = MemberWriter(profile)
        writer.add("lotNumber", number)
        writer.add("dateRegistration", date)
        writer.add("timeRegistration", time)
        writer.add("creator", creator)
        writer.add("mineral", mineral)
        writer.add("concentration", concentration)
        writer.add("mass", mass)
        writer.add("packageType", packageType)
        writer.add("nrOfPackages", packages)
        writer.add(code: "unitOfMeasurement", unit)
        writer.add("price", price)
        writer.add("mineSiteId", mineSite)
        writer.add("miner", miner)
        writer.add(codes: "creatorRole", roles)
        writer.add("recipient", recipient)
        writer.add(codes: "originatingOperation", operations)
        writer.add("inputLot", inputs)
        writer.add("tag", tag)
        writer.add("taxPaid", taxes)
        writer.add("dateSealed", sealed)
        writer.add("dateShipped", shipped)
        writer.add("purchaseNumber", purchaseNumber)
        writer.add("purchaseDate", purchased)
        writer.add("responsibleStaff", staff)
        writer.add("dateIn", received)
        writer.add("transportationMethod", transportMethod)
        writer.add("transportationRoute", transportRoute)
        writer.add("transportCompany", transportCompany)
        writer.add("exportCertificateId", certificate)
        writer.add(rest: extras)
        return .object(writer.members)
    }
}
