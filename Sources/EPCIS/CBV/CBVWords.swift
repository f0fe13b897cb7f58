/// The words of the Core Business Vocabulary 2.0, sorted by their bytes.
enum CBVWords {
    /// Business steps (CBV 2.0 section 7.1).
    static let bizSteps: [String] = [
        "accepting", "arriving", "assembling", "collecting", "commissioning", "consigning",
        "creating_class_instance", "cycle_counting", "decommissioning", "departing", "destroying", "disassembling",
        "dispensing", "encoding", "entering_exiting", "holding", "inspecting", "installing", "killing", "loading",
        "other", "packing", "picking", "receiving", "removing", "repackaging", "repairing", "replacing", "reserving",
        "retail_selling", "sampling", "sensor_reporting", "shipping", "staging_outbound", "stock_taking", "stocking",
        "storing", "transporting", "unloading", "unpacking", "void_shipping",
    ]

    /// Dispositions (CBV 2.0 section 7.2).
    static let dispositions: [String] = [
        "active", "available", "completeness_inferred", "completeness_verified", "conformant", "container_closed",
        "container_open", "damaged", "destroyed", "dispensed", "disposed", "encoded", "expired", "in_progress",
        "in_transit", "inactive", "mismatch_class", "mismatch_instance", "mismatch_quantity", "needs_replacement",
        "no_pedigree_match", "non_conformant", "non_sellable_other", "partially_dispensed", "recalled", "reserved",
        "retail_sold", "returned", "sellable_accessible", "sellable_not_accessible", "stolen", "unavailable",
        "unknown",
    ]

    /// Business transaction types (CBV 2.0 section 7.3).
    static let transactionTypes: [String] = [
        "bol", "cert", "desadv", "inv", "pedigree", "po", "poc", "prodorder", "recadv", "rma", "testprd", "testres",
        "upevt",
    ]

    /// Source and destination types (CBV 2.0 section 7.4).
    static let sourceTypes: [String] = [
        "location", "owning_party", "possessing_party",
    ]

    /// Error reasons (CBV 2.0 section 7.5).
    static let errorReasons: [String] = [
        "did_not_occur", "incorrect_data",
    ]

    /// Components of a sensor report (CBV 2.0 section 7.8).
    static let components: [String] = [
        "altitude", "axial_distance", "azimuth", "easting", "elevation_angle", "height", "latitude", "longitude",
        "northing", "polar_angle", "spherical_radius", "x", "y", "z",
    ]

    /// Measurement types of a sensor report (CBV 2.0 section 7.6; GS1 Web Vocabulary).
    static let measurementTypes: [String] = [
        "AbsoluteHumidity", "AbsorbedDose", "AbsorbedDoseRate", "Acceleration", "Altitude", "AmountOfSubstance",
        "AmountOfSubstancePerUnitVolume", "Angle", "AngularAcceleration", "AngularMomentum", "AngularVelocity",
        "Area", "Capacitance", "Conductance", "Conductivity", "Count", "Density", "Dimensionless", "DoseEquivalent",
        "DoseEquivalentRate", "DynamicViscosity", "ElectricCharge", "ElectricCurrent", "ElectricCurrentDensity",
        "ElectricFieldStrength", "Energy", "Exposure", "Force", "Frequency", "Illuminance", "Inductance",
        "Irradiance", "KinematicViscosity", "Length", "LinearMomentum", "Luminance", "LuminousFlux",
        "LuminousIntensity", "MagneticFlux", "MagneticFluxDensity", "MagneticVectorPotential", "Mass",
        "MassConcentration", "MassFlowRate", "MassPerAreaTime", "MemoryCapacity", "MolalityOfSolute", "MolarEnergy",
        "MolarMass", "MolarVolume", "Power", "Pressure", "RadiantFlux", "RadiantIntensity", "Radioactivity",
        "RelativeHumidity", "Resistance", "Resistivity", "SolidAngle", "SpecificVolume", "Speed", "SurfaceDensity",
        "SurfaceTension", "Temperature", "Time", "Torque", "Voltage", "Volume", "VolumeFlowRate", "VolumeFraction",
        "VolumetricFlux", "Wavenumber",
    ]

    /// Alerts of a sensor report (CBV 2.0 section 7.7; GS1 Web Vocabulary).
    static let alertTypes: [String] = [
        "ALARM_CONDITION", "ERROR_CONDITION",
    ]

    /// Words that CBV 1.2 still took, with what stands in their place since (CBV 1.2 section 7.2.3).
    static let retired: [(vocabulary: CBVVocabulary, word: String, successor: String)] = [
        (.disposition, "non_sellable_damaged", "damaged"),
        (.disposition, "non_sellable_disposed", "disposed"),
        (.disposition, "non_sellable_expired", "expired"),
        (.disposition, "non_sellable_no_pedigree_match", "no_pedigree_match"),
        (.disposition, "non_sellable_recalled", "recalled"),
    ]
}
