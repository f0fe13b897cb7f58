/// Sentences that people leave with a monitor; `@` stands for the place.
enum ReportTexts {
    static func sentence(_ category: String, place: String, chance: inout Chance) -> String {
        let choices = texts.first { $0.category == category }?.sentences ?? []
        guard !choices.isEmpty else { return place }
        return chance.pick(choices).replacing("@", with: place)
    }

    private static let texts: [(category: String, sentences: [String])] = [
        (
            "environment",
            [
                "The stream below @ has been brown since Tuesday and the goats will not drink.",
                "Dust from the road to @ covers the gardens; we ask for water on the road.",
                "Desde a chuva, a lama da mina de @ desce para os campos de mandioca.",
                "A água do poço perto de @ cheira mal há uma semana.",
                "L'eau de la rivière en aval de @ est trouble depuis trois jours.",
                "Les poissons sont morts dans le bras mort près de @.",
                "El arroyo de @ baja rojo desde que abrieron el nuevo tajo.",
                "El polvo de los camiones de @ entra en la escuela.",
            ]
        ),
        (
            "land",
            [
                "The new fence at @ closes the path to our fields.",
                "Nobody asked the village before the surveyors came to @.",
                "As marcas da licença em @ passam pelo cemitério da aldeia.",
                "Ainda não pagaram as árvores de fruto cortadas em @.",
                "Le bornage à @ ne suit pas la carte qu'on nous a montrée.",
                "On attend toujours l'indemnité pour les champs de @.",
                "La empresa pasó por los terrenos comunales de @ sin avisar.",
            ]
        ),
        (
            "safety",
            [
                "A pit wall slid at @ last night; nobody was hurt.",
                "Diggers at @ go down without helmets or ropes.",
                "Caiu uma galeria em @; dois homens saíram com ferimentos leves.",
                "Em @ faltam escadas seguras nos poços.",
                "Un puits de @ n'est pas étayé et il pleut tous les jours.",
                "Les camions roulent trop vite devant le marché de @.",
                "En @ se trabaja de noche sin luz suficiente.",
            ]
        ),
        (
            "other",
            [
                "The cooperative at @ paid late again this month.",
                "The clinic at @ has had no medicine for two weeks.",
                "Soldiers guard the bridge at @; they look at papers and take no money.",
                "A balança do comprador em @ foi verificada hoje, tudo certo.",
                "O preço pago em @ baixou sem explicação.",
                "La route de @ est coupée depuis l'orage.",
                "Le comité de dialogue de @ s'est réuni, le compte rendu suit.",
                "La reunión con la empresa en @ se aplazó otra vez.",
            ]
        ),
        (
            "illegal_mining",
            [
                "Men with pumps started to dig near @ at night; there are no boundary posts.",
                "Há escavações novas perto de @, sem placas nem responsáveis.",
                "Des inconnus creusent près de @ et partent avant le jour.",
                "Gente de fuera cava cerca de @ con motobombas; nadie vio permisos.",
            ]
        ),
        (
            "armed_group",
            [
                "Armed men came to @ on Friday and counted the bags before anyone could leave.",
                "Homens armados ficam na trilha de @ e cobram uma parte de cada saco.",
                "Des hommes en armes prélèvent un sac sur dix à la sortie de @.",
                "Hombres armados piden una parte del mineral a la salida de @.",
            ]
        ),
        (
            "extortion",
            [
                "We paid again at the rope across the track to @; no receipt is given.",
                "Quem não paga a taxa em @ não pode vender o minério.",
                "À @, il faut payer pour descendre dans le puits, sinon on est battu.",
                "En @ cobran por cada saco y amenazan a quien se niega.",
            ]
        ),
        (
            "chemicals",
            [
                "Mercury is burnt in the open next to the houses at @.",
                "Em @ queimam amálgama com mercúrio dentro da cozinha.",
                "On lave l'or au mercure dans le ruisseau de @.",
                "En @ usan mercurio junto al arroyo donde se bañan los niños.",
            ]
        ),
        (
            "bribery",
            [
                "The inspector did not go down to the pit at @; he was given an envelope at the gate.",
                "O fiscal em @ recebeu dinheiro do gerente e assinou sem medir.",
                "Le contrôleur de @ a signé sans peser, tout le monde l'a vu recevoir une enveloppe.",
                "El inspector de @ firmó sin bajar; le dieron un sobre.",
            ]
        ),
    ]
}
