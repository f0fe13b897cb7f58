/// The bare words of the CBV that the EPCIS 2.0 context expands, by the field that they stand in.
struct VocabularyWords: Sendable {
    enum Field: Int, Sendable, CaseIterable {
        case bizStep, disposition, transactionType, partyType, measurement, exception, component

        /// What the word's URI begins with.
        var stem: StaticString {
            switch self {
            case .bizStep: "https://ref.gs1.org/cbv/BizStep-"
            case .disposition: "https://ref.gs1.org/cbv/Disp-"
            case .transactionType: "https://ref.gs1.org/cbv/BTT-"
            case .partyType: "https://ref.gs1.org/cbv/SDT-"
            case .measurement, .exception: "https://gs1.org/voc/"
            case .component: "https://ref.gs1.org/cbv/Comp-"
            }
        }

        fileprivate var words: String {
            switch self {
            case .bizStep:
                """
                accepting arriving assembling collecting commissioning consigning creating_class_instance \
                cycle_counting decommissioning departing destroying disassembling dispensing encoding \
                entering_exiting holding inspecting installing killing loading other packing picking receiving \
                removing repackaging repairing replacing reserving retail_selling sampling sensor_reporting shipping \
                staging_outbound stock_taking stocking storing transporting unloading unpacking void_shipping
                """
            case .disposition:
                """
                active available completeness_verified completeness_inferred conformant container_closed \
                container_open damaged destroyed dispensed disposed encoded expired in_progress in_transit inactive \
                mismatch_instance mismatch_class mismatch_quantity needs_replacement no_pedigree_match non_conformant \
                non_sellable_other partially_dispensed recalled reserved retail_sold returned sellable_accessible \
                sellable_not_accessible stolen unavailable unknown
                """
            case .transactionType: "bol cert desadv inv pedigree po poc prodorder recadv rma testprd testres upevt"
            case .partyType: "owning_party possessing_party location"
            case .measurement:
                """
                AbsoluteHumidity AbsorbedDose AbsorbedDoseRate Acceleration Radioactivity Altitude AmountOfSubstance \
                AmountOfSubstancePerUnitVolume Angle AngularAcceleration AngularMomentum AngularVelocity Area \
                Capacitance Conductance Conductivity Count Density Dimensionless DoseEquivalent DoseEquivalentRate \
                DynamicViscosity ElectricCharge ElectricCurrent ElectricCurrentDensity ElectricFieldStrength Energy \
                Exposure Force Frequency Illuminance Inductance Irradiance KinematicViscosity Length LinearMomentum \
                Luminance LuminousFlux LuminousIntensity MagneticFlux MagneticFluxDensity MagneticVectorPotential \
                Mass MassConcentration MassFlowRate MassPerAreaTime MemoryCapacity MolalityOfSolute MolarEnergy \
                MolarMass MolarVolume Power Pressure RadiantFlux RadiantIntensity RelativeHumidity Resistance \
                Resistivity SolidAngle SpecificVolume Speed SurfaceDensity SurfaceTension Temperature Time Torque \
                Voltage Volume VolumeFlowRate VolumeFraction VolumetricFlux Wavenumber
                """
            case .exception: "ALARM_CONDITION ERROR_CONDITION"
            case .component:
                """
                x y z axial_distance azimuth height spherical_radius polar_angle elevation_angle easting northing \
                latitude longitude altitude
                """
            }
        }
    }

    private let words: [Set<[UInt8]>]
    private let all: Set<[UInt8]>

    init() {
        words = Field.allCases.map { Set($0.words.split(separator: " ").map { Array($0.utf8) }) }
        all = words.reduce(into: []) { $0.formUnion($1) }
    }

    /// Whether it is a word of that field.
    func contains(_ word: ArraySlice<UInt8>, in field: Field) -> Bool {
        word.count < 40 && words[field.rawValue].contains(Array(word))
    }

    /// Whether it is a word of any field, other than a single letter.
    func contains(_ word: ArraySlice<UInt8>) -> Bool {
        word.count > 1 && word.count < 40 && all.contains(Array(word))
    }
}
