//! Places by their names in the languages of those who write them, and the region that a French town or department lies in. Names come folded, as
//! [`super::place`] makes them. What is not here is compared as it is written; a name that several towns bear is not here.

/// The French name of a place that is called otherwise elsewhere.
pub(super) fn in_french(name: &str) -> &str {
    match name {
        "brussel" | "brussels" => "bruxelles",
        "antwerp" | "antwerpen" => "anvers",
        "gent" | "ghent" => "gand",
        "brugge" => "bruges",
        "leuven" => "louvain",
        "london" => "londres",
        "edinburgh" => "edimbourg",
        "genf" | "geneva" => "geneve",
        "basel" | "basle" => "bale",
        "bern" => "berne",
        "luzern" => "lucerne",
        "munchen" => "munich",
        "koln" => "cologne",
        "frankfurt" | "frankfurt am main" => "francfort",
        "hamburg" => "hambourg",
        "vienna" | "wien" => "vienne",
        "praha" => "prague",
        "warsaw" | "warszawa" => "varsovie",
        "krakow" => "cracovie",
        "bucharest" | "bucuresti" => "bucarest",
        "athens" => "athenes",
        "lisboa" | "lisbon" => "lisbonne",
        "barcelona" => "barcelone",
        "sevilla" => "seville",
        "milano" => "milan",
        "roma" => "rome",
        "torino" => "turin",
        "firenze" => "florence",
        "venezia" | "venice" => "venise",
        "napoli" => "naples",
        "genoa" | "genova" => "genes",
        "den haag" | "the hague" => "la haye",
        "copenhagen" | "kobenhavn" => "copenhague",
        "moscow" => "moscou",
        "algiers" => "alger",
        "tangier" => "tanger",
        "marrakesh" => "marrakech",
        "fez" => "fes",
        "cairo" => "le caire",
        "beirut" => "beyrouth",
        "abu dhabi" => "abou dabi",
        "singapore" => "singapour",
        "beijing" => "pekin",
        "belgie" | "belgium" => "belgique",
        "deutschland" | "germany" => "allemagne",
        "schweiz" | "switzerland" => "suisse",
        "austria" => "autriche",
        "netherlands" | "the netherlands" => "pays bas",
        "great britain" | "uk" | "united kingdom" => "royaume uni",
        "ireland" => "irlande",
        "espana" | "spain" => "espagne",
        "italia" | "italy" => "italie",
        "poland" | "polska" => "pologne",
        "romania" => "roumanie",
        "greece" => "grece",
        "denmark" => "danemark",
        "sweden" => "suede",
        "norway" => "norvege",
        "united states" | "us" | "usa" => "etats unis",
        "morocco" => "maroc",
        "tunisia" => "tunisie",
        "algeria" => "algerie",
        "egypt" => "egypte",
        "lebanon" => "liban",
        "ivory coast" => "cote d ivoire",
        "cameroon" => "cameroun",
        "united arab emirates" => "emirats arabes unis",
        "brittany" => "bretagne",
        "corsica" => "corse",
        "normandy" => "normandie",
        "idf" | "region parisienne" => "ile de france",
        "paca" => "provence alpes cote d azur",
        "hdf" => "hauts de france",
        name => name,
    }
}

/// The region of a French town, department or region.
pub(super) fn region(name: &str) -> Option<&'static str> {
    Some(match name {
        "ile de france"
        | "paris"
        | "essonne"
        | "hauts de seine"
        | "seine et marne"
        | "seine saint denis"
        | "val d oise"
        | "val de marne"
        | "yvelines"
        | "argenteuil"
        | "aubervilliers"
        | "boulogne billancourt"
        | "cergy"
        | "courbevoie"
        | "creteil"
        | "evry"
        | "evry courcouronnes"
        | "gennevilliers"
        | "guyancourt"
        | "issy les moulineaux"
        | "la defense"
        | "levallois perret"
        | "massy"
        | "meaux"
        | "melun"
        | "montreuil"
        | "montrouge"
        | "nanterre"
        | "neuilly sur seine"
        | "noisy le grand"
        | "palaiseau"
        | "puteaux"
        | "rueil malmaison"
        | "saclay"
        | "saint ouen sur seine"
        | "suresnes"
        | "velizy villacoublay"
        | "versailles"
        | "vincennes" => "ile de france",
        "auvergne rhone alpes"
        | "ain"
        | "ardeche"
        | "drome"
        | "haute savoie"
        | "isere"
        | "puy de dome"
        | "rhone"
        | "savoie"
        | "annecy"
        | "bron"
        | "chambery"
        | "clermont ferrand"
        | "grenoble"
        | "lyon"
        | "saint etienne"
        | "venissieux"
        | "villeurbanne" => "auvergne rhone alpes",
        "provence alpes cote d azur"
        | "alpes maritimes"
        | "bouches du rhone"
        | "vaucluse"
        | "aix en provence"
        | "antibes"
        | "avignon"
        | "cannes"
        | "marseille"
        | "nice"
        | "sophia antipolis"
        | "toulon" => "provence alpes cote d azur",
        "occitanie" | "gard" | "haute garonne" | "herault" | "blagnac" | "labege" | "montpellier" | "nimes"
        | "perpignan" | "toulouse" => "occitanie",
        "nouvelle aquitaine" | "dordogne" | "gironde" | "bordeaux" | "la rochelle" | "limoges" | "merignac"
        | "niort" | "pau" | "pessac" | "poitiers" => "nouvelle aquitaine",
        "pays de la loire" | "loire atlantique" | "maine et loire" | "vendee" | "angers" | "la roche sur yon"
        | "laval" | "le mans" | "nantes" | "saint herblain" | "saint nazaire" => "pays de la loire",
        "bretagne" | "cotes d armor" | "finistere" | "ille et vilaine" | "morbihan" | "brest" | "lannion"
        | "lorient" | "quimper" | "rennes" | "saint malo" | "vannes" => "bretagne",
        "normandie" | "calvados" | "seine maritime" | "caen" | "cherbourg" | "evreux" | "le havre" | "rouen" => {
            "normandie"
        }
        "hauts de france" | "nord pas de calais" | "oise" | "pas de calais" | "amiens" | "arras" | "calais"
        | "dunkerque" | "lens" | "lille" | "roubaix" | "tourcoing" | "valenciennes" | "villeneuve d ascq" => {
            "hauts de france"
        }
        "grand est" | "alsace" | "bas rhin" | "haut rhin" | "lorraine" | "moselle" | "colmar" | "metz" | "mulhouse"
        | "nancy" | "reims" | "strasbourg" | "troyes" => "grand est",
        "bourgogne franche comte" | "cote d or" | "doubs" | "belfort" | "besancon" | "dijon" => {
            "bourgogne franche comte"
        }
        "centre val de loire" | "loiret" | "indre et loire" | "blois" | "bourges" | "orleans" | "tours" => {
            "centre val de loire"
        }
        "corse" | "ajaccio" | "bastia" => "corse",
        _ => return None,
    })
}
