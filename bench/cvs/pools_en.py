"""English words that the generator draws from. Every person is fictional."""

FIRST = """Aoife Bjorn Chinedu Deirdre Ewan Farah Gwen Harriet Imran Joanna Keira Lachlan Mei-Ling Niamh Oscar Priyanka
Quincy Rhiannon Siobhan Tobias Uma Vikram Winston Ximena Yusuf Zara Callum Ayodele Brigid Desmond Esperanza Fergus
Giselle Hamish Ingrid Jamal Kateryna Leopold Marisol Nathaniel""".split()
LAST = ["O'Connell", "Adeyemi-Clarke", "MacGregor", "Whitfield", "Van der Berg", "Ramanathan", "Fitzpatrick", "Kowalski",
        "Bell", "Osei", "Thornbury", "Nakamura", "Castellanos", "St. John", "Haddad", "Lindqvist", "Pemberton", "Achebe",
        "Drummond", "Vaszary", "Rosario", "Mbeki", "Whelan", "Abernathy", "Sato", "de la Cruz", "Blackwood", "Iyer",
        "Gallagher", "Petrov", "Hollis", "Ng", "Sutherland", "Okonkwo", "Brandt"]

# town, region, as printed after the comma
TOWNS = [
    ("Leeds", "UK", "LS2 9JT"), ("Cardiff", "Wales", "CF10 1AA"), ("Inverness", "Scotland", "IV1 1HY"), ("Cork", "Ireland", ""),
    ("Portland", "OR", "97201"), ("Austin", "TX", "78701"), ("Tacoma", "WA", "98402"), ("Boise", "ID", "83702"),
    ("Halifax", "Canada", ""), ("Kingston", "ON", ""), ("Wollongong", "Australia", ""), ("Dunedin", "New Zealand", ""),
    ("Bristol", "United Kingdom", "BS1 4DJ"), ("Sligo", "Ireland", ""), ("Norwich", "UK", "NR1 3JU"), ("London", "UK", "SE1 9GF"),
    ("Berlin", "Germany", ""), ("Chattanooga", "TN", "37402"), ("Ann Arbor", "MI", "48104"), ("Manchester", "England", "M4 1HQ"),
    ("Lagos", "Nigeria", ""), ("Pune", "India", ""), ("Cape Town", "South Africa", ""), ("Utrecht", "The Netherlands", ""),
    ("Stirling", "Scotland", "FK8 1EA"), ("Galway", "Ireland", ""), ("Duluth", "MN", "55802"), ("Swansea", "Wales", "SA1 3SN"),
]
STREETS = ["Mill Lane", "High Street", "Orchard Road", "Kestrel Close", "Station Road", "Maple Avenue", "Elm Street",
           "Harbour View", "Queensway", "Birch Drive"]

EMPLOYERS = ["Brightloom", "Oakfield Water", "Pennine Rail", "Northgate Credit Union", "Hallmark Foundry", "Kestrel & Wren",
             "Tidewater Analytics", "St Anselm's Hospital", "Blue Heron Software", "City of Tacoma", "Marlowe Insurance Ltd",
             "Quantica", "Fernhill Primary School", "Loch Distilleries", "Copperline", "Deloitte", "Accenture", "BBC",
             "Redwood Logistics", "Sparrow Health", "Ulster Bank", "Zephyr Games", "Granite & Co.", "Helios Solar Inc.",
             "National Grid", "Tesco", "Orchid Labs", "Merrion Street Partners", "Gaslight Studios", "Riverbend Foods",
             "University of Stirling", "Greenwich Council", "Vantage Point", "Plover Robotics", "IBM", "The Larder",
             "Whistle Telecom", "Siemens", "Hudson & Reyes LLP", "Kiln", "Northwind Traders GmbH", "Ministry of Justice"]
CLIENTS = ["HSBC", "Network Rail", "Vodafone", "Aviva", "Department of Health", "Lloyds", "Rolls-Royce", "Ryanair",
           "Barclays", "Shell", "John Lewis", "NHS England", "Comcast", "FedEx"]

TITLES = ["Full Stack Developer", "Senior Data Engineer", "Project Manager", "Systems Administrator", "Site Reliability Engineer",
          "Product Manager", "Business Analyst", "QA Automation Engineer", "Marketing Coordinator", "Financial Analyst",
          "Mechanical Engineer", "UX Researcher", "Head of Growth", "Technical Writer", "Scrum Master", "Solutions Architect",
          "HR Business Partner", "Operations Lead", "Graphic Designer", "Registered Nurse", "Research Fellow", "iOS Developer",
          "Machine Learning Engineer", "Account Executive", "Customer Success Manager", "Cloud Consultant", "Data Scientist",
          "Warehouse Supervisor", "Teaching Assistant", "Security Analyst", "Payroll Specialist", "Engineering Manager",
          "Staff Software Engineer", "Legal Counsel", "Procurement Officer", "Content Strategist", "Copywriter", "Chemist",
          "Civil Engineering Technician", "Help Desk Technician", "Chef de Partie", "Barista", "Actuarial Associate",
          "Principal Consultant", "Database Administrator", "Game Designer", "Web Developer", "Paralegal", "Surveyor"]
BARE_TITLES = ["IT Support", "Software Engineering", "Front of House", "Quality Control"]

SCHOOLS = ["University of Leeds", "Trinity College Dublin", "Georgia Tech", "Open University", "Cardiff Metropolitan University",
           "University of Texas at Austin", "King's College London", "Boise State University", "McGill University", "MIT",
           "Imperial College London", "General Assembly", "Hillside High School", "Technical University of Munich",
           "Institute of Technology Sligo", "London School of Economics", "Stanford University", "Edinburgh Napier University",
           "Pune Institute of Computer Technology", "University of Cape Town", "Dunedin Polytechnic", "Caltech", "UCLA",
           "Norwich School of Art", "Le Cordon Bleu", "Flatiron School", "Queen Elizabeth Sixth Form"]
DEGREES = ["BSc Computer Science", "MSc Data Science", "B.A. in English Literature", "BEng (Hons) Civil Engineering",
           "Master of Business Administration", "PhD in Physics", "Bachelor of Nursing", "Diploma in Graphic Design",
           "Associate Degree in Accounting", "M.S. Electrical Engineering", "HND Computing", "A-Levels: Maths, Physics, Art",
           "Bachelor of Commerce", "B.Tech Information Technology", "MA Human Resource Management", "BSc (Hons) Economics",
           "Postgraduate Certificate in Education", "Full-stack Web Development Bootcamp", "LLB Law", "High School Diploma",
           "M.Eng. Mechanical Engineering", "Certificate in Project Management", "Bachelor's degree in Marketing"]

SKILLS = ["Java", "Python", "Go", "Rust", "TypeScript", "JavaScript", "React", "Angular", "Node.js", "Django", "Flask", "Kotlin",
          "Swift", "Ruby on Rails", "PostgreSQL", "MySQL", "MongoDB", "Redis", "Kafka", "Docker", "Kubernetes", "Terraform",
          "AWS", "GCP", "Azure", "Jenkins", "Git", "Linux", "Bash", "Ansible", "Prometheus", "Grafana", "Spark", "Airflow",
          "Snowflake", "dbt", "Tableau", "Power BI", "Excel", "SQL", "R", "C", "C++", "C#", ".NET", "Unity", "Figma", "Sketch",
          "Photoshop", "InDesign", "Salesforce", "HubSpot", "SEO", "Google Analytics", "Jira", "Confluence", "Scrum", "Kanban",
          "AutoCAD", "SolidWorks", "MATLAB", "Selenium", "Cypress", "JUnit", "GraphQL", "REST APIs", "Microservices",
          "Stakeholder management", "Public speaking", "Budgeting", "Team leadership", "Copywriting", "Risk assessment",
          "Data modelling", "Workday", "QuickBooks", "Lean Six Sigma", "Wireshark", "Splunk", "Elasticsearch", "PyTorch"]
SKILL_LABELS = ["Languages", "Tools", "Databases", "Cloud", "Frameworks", "Methods", "Front end", "Back end", "Data",
                "Design", "Testing", "Operating systems", "Other"]

BULLETS = ["Led the redesign of the booking platform used by 20,000 customers", "Managed a team of six across two time zones",
           "Wrote the acceptance tests and kept them green", "Cut cloud spending by 28% without losing capacity",
           "Built dashboards that the board still reads every Monday", "Migrated 40 services to a new platform during 2019",
           "Negotiated supplier contracts worth $1.4m a year", "Answered around 60 tickets a week",
           "Trained new starters and wrote the onboarding guide", "Designed and shipped REST APIs for mobile clients",
           "Introduced weekly planning and shorter releases", "Prepared monthly reports for the finance director",
           "Ran three trade shows a year in Dublin and Lyon", "On call one week in four", "Mentored two apprentices",
           "Reviewed code and paired with less experienced colleagues", "Audited access rights and closed the gaps",
           "Coordinated vendors between 2016 and 2018 for a multi-site rollout", "Produced print and web material for campaigns",
           "Supported clinicians during a change of records system", "Checked quality at the end of the line",
           "Grew the client base in the north-west", "Presented results to executives", "Automated nightly data loads"]
SUMMARIES = ["Practical problem solver who likes small teams, clear goals and software that people enjoy using every day.",
             "I have spent a decade between the shop floor and the meeting room, and learned to listen before proposing.",
             "Curious, methodical and calm under pressure; looking for a role with room to grow and people to learn from.",
             "Reliable colleague with a taste for tidy systems and honest reporting."]
INTERESTS = ["Hill walking, film photography", "Community choir, chess", "Trail running, sourdough", "Sailing and woodwork",
             "Coaching a junior football team"]
CERTIFICATIONS = ["AWS Certified Developer", "Certified ScrumMaster", "ITIL 4 Foundation", "PMP", "CompTIA Security+",
                  "Google Data Analytics Certificate", "CFA Level I", "First Aid at Work", "Cisco CCNA", "PRINCE2 Foundation",
                  "Certified Kubernetes Administrator"]
LANGUAGES = [("en", "English"), ("fr", "French"), ("es", "Spanish"), ("de", "German"), ("it", "Italian"), ("pt", "Portuguese"),
             ("hi", "Hindi"), ("zh", "Mandarin"), ("ga", "Irish"), ("pl", "Polish"), ("yo", "Yoruba"), ("ja", "Japanese"), ("nl", "Dutch")]
