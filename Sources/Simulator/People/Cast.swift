/// Who plays what: indices of parties by role.
struct Cast {
    var ministry = 0
    var cadastre = 0
    var inspectorate = 0
    var customs = 0
    var treasury = 0
    var police = 0
    var signatories: [Int] = []
    var inspectors: [Int] = []
    var customsOfficers: [Int] = []
    var explorers: [Int] = []
    var miners: [Int] = []
    var quarriers: [Int] = []
    var traders: [Int] = []
    var exporters: [Int] = []
    var refiners: [Int] = []
    var unlicensedExporters: [Int] = []
    var hauliers: [Int] = []
    var suppliers: [Int] = []
    var consultants: [Int] = []
    var agents: [Int] = []
    var buyers: [Int] = []
    var shells: [Int] = []
    var cooperatives: [Int] = []
    var employees: [Int] = []
    var bystanders: [Int] = []
    var armedGroup = 0
    var armedMembers: [Int] = []
}
