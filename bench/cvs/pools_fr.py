"""French words that the generator draws from. Every person is fictional."""

FIRST = """Anaïs Baptiste Clémence Dorian Élodie Fabrice Gaëlle Hugo Inès Jérémy Kenza Loïc Maëlys Nolwenn Océane
Pierre-Yves Quentin Rokhaya Soizic Thibault Ulysse Violette Wassim Xavier Yann Zoé Amadou Linh Marie-Laure Cédric
Bérengère Aymeric Fatoumata Jean-Noël Sélène Théophile Mehdi Lucille Côme Apolline""".split()
LAST = """Delacroix Le\u00a0Goff N'Diaye Bensaïd Quéméneur Da\u00a0Silva Roux Petitjean Vandenberghe Kouassi Tran Lacoste
d'Arcy Boisvert Hadj-Kaddour Rasoanaivo Marchand Vidal-Casals Guyomarc'h Ferrandi Oubella Chevallier Desmoulins
Aubertin Schmitt Ollivier Benhamou Carvalho Diallo Thévenet Jaouen Pruvost Mounier El\u00a0Khatib Lambert de\u00a0Kermadec""".split(" ")
LAST = [name.strip() for chunk in LAST for name in chunk.split("\n")]

# town, department, postcode
TOWNS = [
    ("Vannes", "56", "56000"), ("Laval", "53", "53000"), ("Rodez", "12", "12000"), ("Aurillac", "15", "15000"),
    ("Saint-Brieuc", "22", "22000"), ("Guingamp", "22", "22200"), ("Dole", "39", "39100"), ("Vitré", "35", "35500"),
    ("Montélimar", "26", "26200"), ("Bordeaux", "33", "33000"), ("Lyon", "69", "69003"), ("Paris", "75", "75011"),
    ("Toulouse", "31", "31000"), ("Nantes", "44", "44000"), ("Rennes", "35", "35000"), ("Lille", "59", "59000"),
    ("Strasbourg", "67", "67000"), ("Bois-Guillaume", "76", "76230"), ("Gap", "05", "05000"), ("Castres", "81", "81100"),
    ("Cholet", "49", "49300"), ("Annemasse", "74", "74100"), ("Aubagne", "13", "13400"), ("Haguenau", "67", "67500"),
    ("Saint-Nazaire", "44", "44600"), ("Ivry-sur-Seine", "94", "94200"), ("Mérignac", "33", "33700"),
    ("Villefranche-sur-Saône", "69", "69400"), ("Épinal", "88", "88000"), ("Ajaccio", "2A", "20000"),
]
STREETS = ["rue des Tanneurs", "avenue Jean-Jaurès", "allée des Charmes", "place du Marché", "chemin de la Fontaine",
           "boulevard Carnot", "impasse des Lilas", "quai des Brumes", "route de Paris", "cours Gambetta"]

EMPLOYERS = ["Orkéa", "Brise & Fils", "Novalis", "Trimarco", "Groupe Morvan", "Datalys Conseil", "Mairie de Vitré",
             "La Fabrique Verte", "Cap Horizon", "Sopalis", "Laboratoires Hénin", "Banque du Ponant", "Alpes Énergie",
             "Clinique des Tilleuls", "Transports Guérin", "Maison Perrault", "Elyps", "Conseil départemental du Morbihan",
             "Capgemini", "Orange", "SNCF Réseau", "Atelier Nord", "Ville de Roubaix", "Thalia Ingénierie", "CHU de Caen",
             "Mutuelle des Deux Rives", "Ozéo", "Fleuron Automobiles", "Start-up Kiwit", "Editions du Phare", "BNP Paribas",
             "Dupont Frères SARL", "INRAE", "Port autonome de Sète", "Verdier Paysages", "Hôtel Belle Rive", "Nexity",
             "Armor Logistique", "Veolia", "Groupama Ouest", "Keltis", "Lumen & Co", "Société Générale", "EDF"]
CLIENTS = ["Crédit Maritime", "Airbus", "Ministère de l'Agriculture", "La Poste", "Matmut", "SNCF", "Carrefour",
           "Enedis", "Région Bretagne", "Pôle emploi", "Renault", "Fnac Darty", "AG2R", "Total", "Sanofi"]

TITLES = ["Développeur full-stack", "Ingénieure data", "Cheffe de projet digital", "Administratrice systèmes et réseaux",
          "Architecte logiciel", "Technicien de maintenance", "Chargée de communication", "Contrôleur de gestion",
          "Conductrice de travaux", "Analyste fonctionnel", "Product Owner", "Responsable logistique", "Assistante RH",
          "Consultant SAP FI/CO", "Rédactrice technique", "Ingénieur d'affaires", "Dessinatrice-projeteuse", "Scrum Master",
          "Tech Lead Java", "Ingénieur de recherche", "Graphiste", "Webdesigner UI/UX", "Comptable fournisseurs",
          "Infirmière coordinatrice", "Chargé d'études statistiques", "Directeur technique", "Développeuse mobile",
          "Testeur QA", "Ingénieure cybersécurité", "Community manager", "Gestionnaire de paie", "Data scientist",
          "Acheteur industriel", "Responsable de magasin", "Formateur bureautique", "Business analyst",
          "Attachée de presse", "Pilote de production", "Adjoint administratif", "Ergonome", "Urbaniste", "Actuaire",
          "Géomaticienne", "Ingénieur DevOps", "Expert MOA", "Aide-soignante", "Juriste droit social", "Secrétaire médicale"]
BARE_TITLES = ["Études et conception mécanique", "Support niveau 2", "Maîtrise d'ouvrage bancaire", "Accueil et standard"]

SCHOOLS = ["Université de Bretagne Sud", "INSA Toulouse", "École Centrale de Nantes", "IUT de Lannion", "Lycée Chaptal",
           "Université Paul Sabatier", "Grenoble École de Management", "ESIEA", "CNAM", "Polytech Lille", "Télécom SudParis",
           "IAE de Lyon", "OpenClassrooms", "Simplon", "AFPA Rennes", "École de design Nantes Atlantique", "ENSIMAG",
           "Sciences Po Lille", "Ynov Campus", "Université Lumière Lyon 2", "Kedge Business School", "Arts et Métiers",
           "École 42", "IFSI de Quimper", "ENSEEIHT", "Le Wagon", "Lycée Livet", "Université de Technologie de Troyes"]
DEGREES = ["Master informatique", "Diplôme d'ingénieur", "Licence professionnelle métiers du web", "BTS SIO option SLAM",
           "DUT Génie électrique", "Master 2 Ingénierie des données", "Licence de géographie", "BTS Comptabilité et gestion",
           "Baccalauréat scientifique", "Bac STMG", "Doctorat en informatique", "Mastère spécialisé cybersécurité",
           "Titre professionnel Développeur web", "MBA Marketing digital", "DEUST Bâtiment", "Master 1 droit des affaires",
           "Diplôme d'État d'infirmier", "Classe préparatoire PSI", "Bachelor communication", "BUT Informatique",
           "DESS gestion de projet", "CAP cuisine", "Licence 3 mathématiques", "Magistère de physique", "M2 Management des SI"]

SKILLS = ["Java", "Python", "PHP", "Symfony", "Angular", "React", "Vue.js", "Docker", "Kubernetes", "Linux", "Windows Server",
          "PostgreSQL", "MySQL", "Oracle", "MongoDB", "Git", "GitLab CI", "Jenkins", "Ansible", "Terraform", "AWS", "Azure",
          "Excel", "Word", "PowerPoint", "SAP", "Sage 100", "Odoo", "Photoshop", "Illustrator", "InDesign", "Figma", "AutoCAD",
          "SolidWorks", "Revit", "QGIS", "Power BI", "Tableau", "Talend", "SQL", "JavaScript", "TypeScript", "HTML", "CSS",
          "C++", "C#", ".NET", "Spring Boot", "Hibernate", "Node.js", "Scrum", "Kanban", "SAFe", "Jira", "Confluence",
          "Gestion de projet", "Travail en équipe", "Analyse financière", "Recrutement", "Management d'équipe", "UML",
          "Merise", "Cisco", "VMware", "Active Directory", "Nagios", "R", "Matlab", "Hadoop", "Spark", "Kafka", "WordPress",
          "Prestashop", "SEO", "Google Analytics", "Mailchimp", "Blender", "MS Project", "ITIL", "PRINCE2", "HACCP", "Lean"]
SKILL_LABELS = ["Langages", "Outils", "Bases de données", "Méthodes", "Systèmes", "Frameworks", "Bureautique", "Logiciels",
                "Cloud & DevOps", "Réseaux", "Conception", "Web", "Divers"]

BULLETS = ["Refonte du portail client et reprise des données historiques", "Animation d'une équipe de six personnes",
           "Rédaction des spécifications fonctionnelles et suivi de la recette", "Mise en place d'indicateurs hebdomadaires",
           "Migration de 40 serveurs vers une nouvelle infrastructure en 2019", "Réduction des délais de livraison de 30 %",
           "Gestion d'un budget annuel de 1,2 M€", "Support aux utilisateurs (environ 350 postes)",
           "Formation des nouveaux arrivants et rédaction de la documentation", "Suivi des fournisseurs et négociation des contrats",
           "Conception et développement d'API REST", "Automatisation des tests de non-régression",
           "Participation aux cérémonies agiles et priorisation du backlog", "Préparation des clôtures mensuelles",
           "Organisation de trois salons professionnels par an", "Astreintes une semaine sur quatre",
           "Veille technologique et présentation des résultats au comité de direction",
           "Audit de sécurité puis plan de remédiation sur deux ans", "Coordination avec les équipes de Lyon et de Dakar",
           "Déploiement d'un ERP sur cinq sites entre 2016 et 2018", "Analyse des besoins des directions métiers",
           "Création de supports de communication imprimés et numériques", "Contrôle qualité en fin de chaîne",
           "Encadrement de deux alternants", "Développement du portefeuille clients sur le quart nord-ouest"]
SUMMARIES = ["Passionné par les sujets concrets, je cherche un poste où l'autonomie et l'esprit d'équipe comptent autant que la technique.",
             "Profil polyvalent, habitué aux environnements exigeants, je souhaite rejoindre une structure à taille humaine.",
             "Dix années passées entre le terrain et le pilotage m'ont appris à écouter avant de proposer.",
             "Rigueur, curiosité et sens du service : voilà ce que mes collègues disent de moi."]
INTERESTS = ["Randonnée, photographie argentique", "Club de lecture, cuisine du monde", "Course à pied, bénévolat aux Restos du Cœur",
             "Chorale, échecs en club", "Voile, bricolage"]
CERTIFICATIONS = ["AWS Certified Solutions Architect", "Professional Scrum Master I", "ITIL 4 Foundation", "PRINCE2 Practitioner",
                  "TOSA Excel expert", "Habilitation électrique B1V", "CACES R489", "Certification Voltaire", "Cisco CCNA",
                  "Azure Administrator Associate", "Permis cariste 3"]
LANGUAGES = [("fr", "Français"), ("en", "Anglais"), ("es", "Espagnol"), ("de", "Allemand"), ("it", "Italien"), ("pt", "Portugais"),
             ("ar", "Arabe"), ("nl", "Néerlandais"), ("zh", "Chinois"), ("ru", "Russe"), ("br", "Breton"), ("vi", "Vietnamien")]
