"""French words of the third set, written without opening the engine's lexicons or the other lists. Every person is fictional."""

from pools_fr import LANGUAGES  # noqa: F401  (the names of languages are what they are)

FIRST = """Adèle Bastien Capucine Désiré Edwige Fabrice Gaëtan Hortense Ibrahim Joséphine Killian Ludivine Mehdi Nolwenn Octave
Priscilla Quentin Romane Séverine Thibault Ulysse Violette Wassim Ysé Zacharie Marie-Laure Pierre-Yves Anh Soukaïna""".split()
LAST = ["Aubry", "Benyahia", "Chevallier", "Diallo", "Ehrmann", "Fauconnier", "Grondin", "Haddad", "Iglesias", "Jaouen", "Kowalczyk",
        "Lagarde", "Maupin", "N'Guyen", "Ouedraogo", "Péricard", "Quéméner", "Rossignol", "Saint-Martin", "Traoré", "Uhlrich",
        "Vandenberghe", "Wolff", "Xavier-Paul", "Zaoui", "du Plessis", "Le Goff", "de La Tour", "Roche Bernard"]
TOWNS = [("Angoulême", "16", "16000"), ("Vannes", "56", "56000"), ("Colmar", "68", "68000"), ("Aix-en-Provence", "13", "13100"),
         ("Valence", "26", "26000"), ("Roubaix", "59", "59100"), ("Saint-Malo", "35", "35400"), ("Clermont-Ferrand", "63", "63000"),
         ("Issy-les-Moulineaux", "92", "92130"), ("Tarbes", "65", "65000"), ("Cergy", "95", "95000"), ("Paris", "75", "75011"),
         ("Lyon", "69", "69007"), ("Évreux", "27", "27000"), ("Arles", "13", "13200"), ("Nogent-le-Rotrou", "28", "28400"),
         ("Épinal", "88", "88000"), ("La Rochelle", "17", "17000")]
STREETS = ["chemin du Lavoir", "allée des Tilleuls", "rue de la Liberté", "impasse Molière", "cours Gambetta", "quai des Chartrons",
           "place du Marché", "route de Nantes", "faubourg Saint-Antoine"]
EMPLOYERS = ["Alstom", "Biscuiterie Kervadec", "Caisse d'Épargne", "Decathlon", "Effia", "Fromageries Lacombe", "Groupe Armand",
             "Hôpital Saint-Roch", "Inria", "Jardiland", "Kalista Conseil", "La Poste", "Maison Duvivier", "Nature & Saveurs", "Orange Business",
             "Pépinières du Val", "Quadrilatère", "Renault Trucks", "Sogeti", "TotalEnergies", "Unik Solutions", "Veolia Eau", "Worldline",
             "Conseil départemental de l'Aude", "Garage Lemoine", "Mairie de Pau", "Boulangerie Chez Paulette", "Zodiac Aerospace",
             "Les Ateliers du Lac", "Atos", "Sopra Steria", "CGI", "OVHcloud", "BNP Paribas", "Clinique des Cèdres", "SNCF Réseau"]
CLIENTS = ["Engie", "Société Générale", "Naval Group", "Leclerc", "Pôle emploi", "MAIF", "Airbus Helicopters", "Sanofi", "Carrefour",
           "Ministère de la Justice", "Suez", "Banque Postale"]
TITLES = ["Ingénieur logiciel", "Développeuse full stack", "Comptable unique", "Chargée de clientèle", "Conducteur de travaux",
          "Infirmière coordinatrice", "Scrum Master", "Product Owner", "Administrateur systèmes et réseaux", "Graphiste",
          "Responsable logistique", "Juriste en droit social", "Data scientist", "Ingénieur DevOps", "Technicien de maintenance",
          "Chef de projet MOA", "Consultant SAP", "Vendeuse", "Assistant commercial", "Ingénieure qualité", "Architecte logiciel",
          "Gestionnaire de paie", "Formateur", "Directeur technique", "Cariste", "Attachée de presse", "Designer UX", "Paysagiste",
          "Développeur Java/JEE", "Analyste programmeur", "Chef d'équipe", "Électricien", "Acheteur", "Professeure de piano",
          "Lead developer", "Business analyst", "Rédactrice web", "Ingénieur commercial", "Maquettiste", "Auditeur interne"]
BARE_TITLES = ["Accueil et caisse", "Support utilisateurs"]
SCHOOLS = ["Université Rennes 2", "INSA Lyon", "Lycée Carnot", "IUT de Lannion", "ESSEC", "École Boulle", "CNAM", "UTC Compiègne",
           "Université de Picardie", "IAE de Poitiers", "École 42", "AFPA", "ENSIMAG", "Télécom SudParis", "Sciences Po", "Institut Lumière",
           "Université Paul-Sabatier", "Lycée Marie-Curie", "CentraleSupélec", "OpenClassrooms"]
DEGREES = ["Master informatique", "BTS SIO", "Licence d'histoire", "DUT Génie mécanique", "Diplôme d'État d'infirmier", "Bac S", "Bac +5 marketing",
           "Ingénieur en électronique", "Bachelor communication", "CAP pâtissier", "DEA de physique", "BTS Comptabilité et gestion",
           "Licence pro métiers du web", "Master 2 droit des affaires", "Doctorat en informatique", "BEP vente", "DESS ressources humaines",
           "Classe préparatoire PCSI", "Maîtrise de lettres modernes", "Formation développeur web", "MBA", "Mastère spécialisé cybersécurité"]
SKILLS = ["Java", "Spring Boot", "Python", "React", "Angular", "TypeScript", "PostgreSQL", "Oracle", "Docker", "Kubernetes", "Terraform",
          "Ansible", "Jenkins", "GitLab CI", "Git", "Linux", "Windows Server", "AWS", "Azure", "SAP", "Excel", "Power BI", "Tableau", "Figma",
          "Photoshop", "Illustrator", "InDesign", "AutoCAD", "Revit", "SolidWorks", "WordPress", "PrestaShop", "Sage", "Jira", "Confluence",
          "Scrum", "Kanban", "SAFe", "ITIL", "UML", "Merise", "C++", "C#", ".NET", "PHP", "Symfony", "Vue.js", "HTML", "CSS", "SQL",
          "MongoDB", "Kafka", "Spark", "Hadoop", "Talend", "Pandas", "TensorFlow", "MATLAB", "Cisco", "VMware", "Négociation",
          "Gestion de projet", "Conduite du changement", "Management d'équipe", "Travail en équipe", "Rédaction technique", "Droit social",
          "Soudure", "HACCP", "Google Analytics", "SEO", "Community management", "Bureautique", "Cobol", "Rust", "Go"]
SKILL_LABELS = ["Langages", "Frameworks", "Bases de données", "Systèmes", "Méthodes", "Logiciels", "Cloud", "DevOps", "Gestion", "Transverse"]
BULLETS = ["Refonte du site de réservation pour 300 000 visiteurs par mois", "Encadrement d'une équipe de six personnes",
           "Mise en place de tests automatisés", "Tenue de la caisse et accueil du public", "Rédaction des spécifications fonctionnelles",
           "Réduction de 30 % des délais de livraison", "Maintenance préventive des lignes", "Accompagnement des utilisateurs et support",
           "Élaboration des budgets annuels", "Négociation avec les fournisseurs", "Développement d'une API de paiement",
           "Optimisation des requêtes et des index", "Participation aux cérémonies agiles", "Organisation d'événements professionnels",
           "Formation des nouveaux arrivants", "Veille technologique", "Migration vers le cloud", "Contrôle des livraisons",
           "Suivi des indicateurs de performance", "Création de supports de communication"]
SUMMARIES = ["Dix années passées entre bureau d'études et atelier m'ont appris à écouter avant de proposer.",
             "Passionné par la donnée et ses usages, je souhaite rejoindre une structure à taille humaine.",
             "Rigoureuse, polyvalente et dotée d'un bon relationnel, je m'adapte vite.",
             "J'accompagne les entreprises dans leur transformation numérique, du cadrage à la mise en production."]
INTERESTS = ["Randonnée, piano", "Lecture, cuisine du monde", "Judo (ceinture noire), voyages", "Échecs, course à pied"]
CERTIFICATIONS = ["AWS Solutions Architect", "PSM I", "ITIL Foundation", "TOEIC 920", "CACES 3", "Prince2 Practitioner", "Azure AZ-104", "Voltaire 850"]
HEADINGS = {
    "experience": ["Là où j'ai travaillé", "Mon parcours pro", "Stages et emplois", "Réalisations professionnelles", "Missions récentes",
                   "Expérience pro", "Parcours en entreprise", "Synthèse des missions", "Détail des expériences", "Emplois occupés",
                   "Historique de carrière", "Jobs et stages", "Mes expériences professionnelles", "Expérience(s)", "Parcours", "Ce que j'ai fait",
                   "Dernières missions", "Carrière professionnelle", "Expériences professionnelles & stages"],
    "education": ["Parcours d'études", "Études et formations", "Formation académique et continue", "Mon parcours scolaire", "Bagage académique",
                  "Diplômes & certificats", "Où j'ai étudié", "Formation supérieure", "Éducation", "Études supérieures"],
    "skills": ["Ce que je sais faire", "Boîte à outils", "Mes savoir-faire", "Compétences & outils", "Outils maîtrisés", "Domaines de compétences",
               "Compétences fonctionnelles et techniques", "Technos", "Logiciels et langages", "Bagage technique", "Points forts",
               "Compétences professionnelles", "Connaissances techniques", "Environnements maîtrisés"],
    "languages": ["Langues et niveaux", "Je parle", "Compétences en langues", "Idiomes", "Langues maîtrisées"],
    "summary": ["En deux mots", "Mon histoire", "Qui je suis", "Profil professionnel", "Ma démarche", "Pitch"],
    "certifications": ["Certifications et tests", "Habilitations", "Certificats obtenus"],
    "interests": ["En dehors du travail", "Mes passions", "Loisirs & sports", "Et sinon", "Activités extra-professionnelles"],
    "contact": ["Restons en contact", "Coordonnées personnelles", "Infos", "Me joindre"],
    "projects": ["Projets annexes", "À côté", "Projets open source"],
}
