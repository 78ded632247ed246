"""French words of the held-out sets: no rule was written while looking at them. Every person is fictional."""

from pools_fr import LANGUAGES  # noqa: F401  (the names of languages are what they are)

FIRST = """Aurélien Bénédicte Constance Damien Églantine Florent Ghislaine Honoré Isaure Jocelyn Karim Laurène Mathurin Noémie
Oumar Perrine Régis Sabrina Tanguy Ursule Victorien Wilfried Youssef Zineb Anne-Charlotte Jean-Baptiste Maïa Rodrigue""".split()
LAST = ["Abadie", "Bouchard", "Camara", "Dauphin", "Estève", "Fontaine-Roy", "Gicquel", "Hamidou", "Imbert", "Josserand", "Kerbrat",
        "Lemonnier", "Moutou", "Nadaud", "Oriol", "Puig", "Quentric", "Rabier", "Sanogo", "Tixier", "Urbain", "Vasseur", "Wagner",
        "Yıldız", "Zidi", "de Brissac", "Le Hénaff", "L'Hostis"]
TOWNS = [("Bayonne", "64", "64100"), ("Quimperlé", "29", "29300"), ("Sedan", "08", "08200"), ("Orange", "84", "84100"),
         ("Besançon", "25", "25000"), ("Le Creusot", "71", "71200"), ("Saint-Étienne", "42", "42000"), ("Boulogne-Billancourt", "92", "92100"),
         ("Le Havre", "76", "76600"), ("Marseille", "13", "13006"), ("Chalon-sur-Saône", "71", "71100"), ("Dax", "40", "40100"),
         ("Villeurbanne", "69", "69100"), ("Thionville", "57", "57100"), ("Montreuil", "93", "93100"), ("La Roche-sur-Yon", "85", "85000"),
         ("Niort", "79", "79000"), ("Bourg-en-Bresse", "01", "01000")]
STREETS = ["rue du Docteur-Roux", "avenue de la République", "sentier des Vignes", "square Victor-Hugo", "passage du Moulin", "rue Haute",
           "boulevard de l'Europe", "promenade des Remparts"]
EMPLOYERS = ["Abyla", "Cabinet Ferrand & Associés", "Docaposte", "Mécanique du Jura", "Ubisoft Annecy", "Crédit Agricole d'Aquitaine",
             "Réseau Canopé", "Néosoft", "Pharmacie Centrale", "Coopérative Les Trois Vallées", "Eiffage Énergie", "Métropole de Nice",
             "Kiloutou", "Syndicat des eaux du Barrois", "Fondation Hébert", "IGN", "Sodiaal", "Studio Lumière", "Doctolib",
             "Imprimerie Moreau", "CHRU de Brest", "Wavestone", "Bricorama", "Tourisme Haute-Savoie", "Logirem", "Sanef", "Le Petit Ballon",
             "Lycée agricole de Vire", "Thales Alenia Space", "ADEME", "Vinci Autoroutes", "Mazars"]
CLIENTS = ["EDF Renouvelables", "Malakoff Humanis", "Arkéa", "Stellantis", "RATP", "Groupe Casino", "Air France", "CNAF", "Safran",
           "Michelin", "Bouygues Telecom", "Ville de Paris"]
TITLES = ["Chef de chantier", "Développeur Go", "Ingénieure d'études", "Responsable paie", "Technicienne support", "Consultante fonctionnelle",
          "Architecte cloud", "Analyste SOC", "Documentaliste", "Animatrice socioculturelle", "Contrôleuse qualité", "Automaticien",
          "Administrateur de bases de données", "Cheffe de produit", "Développeuse front-end", "Directrice artistique", "Ingénieur calcul",
          "Chargé de recrutement", "Téléconseiller", "Opticienne", "Enseignant-chercheur", "Assistante de direction", "Data analyst",
          "Ingénieur réseaux", "Économiste de la construction", "Délégué médical", "Logisticien", "Responsable QSE", "Intégratrice web",
          "Chef de cuisine", "Développeur embarqué", "Trésorier", "Consultant BI", "Ingénieur validation"]
BARE_TITLES = ["Mission d'audit interne", "Gestion des sinistres"]
SCHOOLS = ["Université de Bourgogne", "École des Mines d'Alès", "IUT de Vélizy", "Lycée Jean-Moulin", "ISEP", "Sorbonne Université",
           "EM Normandie", "ENS Rennes", "CFA du bâtiment de Blois", "Polytech Montpellier", "Epitech", "INP Toulouse", "ESCP",
           "Université Savoie Mont Blanc", "Greta du Velay", "IMT Atlantique", "Institut Paul Bocuse", "HEC Paris", "Supinfo"]
DEGREES = ["Licence de mathématiques appliquées", "Master réseaux et télécommunications", "BTS Assurance", "Diplôme d'ingénieur généraliste",
           "BUT Métiers du multimédia", "DEUG de biologie", "Bac professionnel électrotechnique", "Doctorat de chimie", "Master finance",
           "Licence professionnelle logistique", "Certificat de spécialisation viticulture", "BTS Négociation et relation client",
           "Mastère big data", "DUT Techniques de commercialisation", "Master MEEF", "Baccalauréat littéraire", "CAP menuisier",
           "Prépa MPSI", "MSc Supply Chain", "Titre RNCP Concepteur d'applications"]
SKILLS = ["Go", "Rust", "Kotlin", "Scala", "Ruby on Rails", "Laravel", "Django", "Flutter", "Elasticsearch", "Redis", "Snowflake", "dbt",
          "Airflow", "GitHub Actions", "Prometheus", "Grafana", "Helm", "OpenShift", "Google Cloud", "Dataiku", "SPSS", "SAS", "Access",
          "Outlook", "SharePoint", "Visio", "Catia V5", "Sketchup", "Première Pro", "After Effects", "WooCommerce", "Drupal", "Salesforce",
          "Ciel Paie", "EBP", "Zendesk", "Selenium", "Cypress", "JUnit", "Gradle", "Maven", "Swagger", "GraphQL", "RabbitMQ", "Ubuntu",
          "Debian", "Proxmox", "Fortinet", "Wireshark", "Nessus", "EBIOS RM", "ISO 27001", "Six Sigma", "AMDEC", "5S", "Comptabilité analytique",
          "Prospection", "Animation de réunions", "Relation client", "Veille réglementaire", "Node.js", "Next.js", "Tailwind CSS", "Bash",
          "PowerShell", "VBA", "Delphi", "COBOL", "AS/400", "Perl", "Matplotlib", "PyTorch", "scikit-learn", "LabVIEW", "Simulink"]
SKILL_LABELS = ["Programmation", "Environnements", "Logiciels métier", "SGBD", "Méthodologies", "Infrastructure", "Outils bureautiques",
                "Analyse de données", "Sécurité", "Savoir-être"]
BULLETS = ["Pilotage de la migration du parc vers un nouvel hébergeur", "Réalisation d'un comparateur de devis pour les agences",
           "Suivi quotidien de quarante dossiers et relances", "Conception des plans et chiffrage des ouvrages",
           "Reporting trimestriel auprès de la direction financière", "Dépannage à distance et sur site",
           "Mise en conformité au règlement européen", "Rédaction d'appels d'offres publics", "Tutorat de deux stagiaires par an",
           "Baisse de 18 % des retours grâce à un nouveau plan de contrôle", "Recueil du besoin et animation d'ateliers",
           "Déploiement continu de douze services", "Gestion des stocks et inventaires tournants", "Création d'un jeu de données de référence",
           "Accompagnement au changement de 600 agents", "Entretien des espaces et petit outillage", "Traduction de notices techniques",
           "Mesures en laboratoire puis rapport d'essais", "Préparation de la campagne 2022 et bilan", "Refonte graphique de la marque"]
SUMMARIES = ["Curieuse et méthodique, j'aime transformer une idée floue en résultat que l'on peut montrer.",
             "Après un parcours dans l'industrie, je me tourne vers des projets à impact.",
             "Autonome, à l'aise à l'oral, je recherche un poste en région avec quelques déplacements.",
             "Professionnel reconnu pour sa fiabilité, je mets mon expérience au service d'équipes exigeantes."]
INTERESTS = ["Escalade, aquarelle", "Théâtre amateur, jardinage", "Cyclotourisme, photographie", "Bénévolat à la SPA, tricot"]
CERTIFICATIONS = ["Google Cloud Professional Data Engineer", "CISSP", "PSPO II", "Pix 720", "Habilitation B2V BR", "CKA Kubernetes",
                  "Green Belt Lean Six Sigma", "SST Sauveteur secouriste du travail", "Oracle Certified Professional", "TOGAF 9"]
HEADINGS = {
    "experience": ["Parcours", "Mes postes", "Carrière", "Expériences significatives", "Activité professionnelle", "Mes missions",
                   "Trajectoire professionnelle", "Expérience", "Références professionnelles", "Itinéraire professionnel"],
    "education": ["Formation & diplômes", "Mes études", "Cursus universitaire", "Parcours de formation", "Diplômes obtenus", "Enseignement",
                  "Titres et diplômes", "Formations suivies"],
    "skills": ["Mes compétences", "Compétences informatiques", "Savoirs", "Mes outils", "Compétences métier", "Environnement technique",
               "Maîtrise technique", "Qualifications", "Aptitudes", "Panorama technique", "Technologies"],
    "languages": ["Langues pratiquées", "Mes langues", "Langues vivantes", "Niveau de langues"],
    "summary": ["Mon profil", "Présentation personnelle", "Résumé", "Introduction", "Ce qui m'anime", "Projet professionnel"],
    "certifications": ["Certifications obtenues", "Attestations", "Certifications professionnelles"],
    "interests": ["Temps libre", "Loisirs et engagements", "Vie associative", "Intérêts personnels"],
    "contact": ["Mes coordonnées", "Pour me joindre", "Contacts", "État civil"],
    "projects": ["Projets menés", "Projets perso", "Portfolio"],
}
PRESENT = ["à aujourd'hui", "à présent", "en poste", "actuellement", "Aujourd'hui", "ce jour", "Présent"]
JOINTS = [" - ", " – ", " à ", " | ", " ~ ", "->", " jusqu'à "]
