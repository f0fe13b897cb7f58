/// Invented names of places.
enum PlaceNames {
    static let capital = "Porto Sereno"
    static let secondPort = "Fort Delorme"

    static let provinces = [
        "Serra Velha", "Haut-Marais", "Costa Brisa", "Northmark", "Valdouro", "Les Terrasses", "Ribeira Alta",
        "Sud-Estuaire",
    ]

    static let towns = [
        "Vila Moreia", "Saint-Amadis", "Kelvin Cross", "Pedra Mansa", "Montclar", "Aldeia do Sal", "Harrow Ford",
        "Campo Lindo", "Les Échelles", "Santa Brisa", "Tolvane", "Quatre-Vents", "Ponte Seca", "Greywater",
        "Lagoa Fria", "Beaurive", "Três Figueiras", "Marlow Gap", "Cabo Raso", "Vauquelin", "Nova Esperia", "Estrela",
    ]

    static let rivers = [
        "Rio Moreia", "Rivière Blanche", "Tolvane River", "Rio Seco", "Rivière du Loup-Marin", "Rio das Garças",
        "Harrow", "Rio Douradinho", "Rivière Sorbe", "Greywater", "Rio Manso", "Petite Sorbe", "Rio Verde Novo",
        "Kelvin Beck", "Ribeirão", "Rivière Noire",
    ]

    static let hills = [
        "Kambala", "Morro Alto", "Chantepie", "Blackridge", "Pedregal", "Mont Ferré", "Cinza", "Ravine Sèche",
        "Longstone",
        "Barro Vermelho", "Trois-Rochers", "Olho d'Água", "Copper Hill", "Vereda", "La Fourche", "Grota Funda",
        "Tin Gully",
        "Serrinha", "Belle Pierre", "Mirante", "Windy Neck", "Poço Novo", "Terre Rouge", "Caldeira", "Rook's Nest",
        "Jacarandá", "Le Plateau", "Sabugal", "Two Springs", "Faísca", "Côte Brûlée", "Lajeado",
    ]

    static let endings = [
        "", " Norte", " Sud", " II", " de Cima", " East", " Velho", " III", " Haut", " Nova", " West", " IV",
    ]

    /// A name for the n-th site; different for every n below 300.
    static func hill(_ number: Int) -> String {
        let series = number / hills.count
        return hills[number % hills.count]
            + (series < endings.count ? endings[series] : " " + String(series))
    }
}
