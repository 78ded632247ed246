"""English words of the third set, written without opening the engine's lexicons or the other lists. Every person is fictional."""

from pools_en import LANGUAGES  # noqa: F401  (the names of languages are what they are)

FIRST = """Adaeze Benedict Caitlin Declan Esme Fergus Greta Hugo Imogen Jasper Keisha Leopold Maeve Nadia Oscar Philippa
Quincy Rosalind Sanjay Tamsin Uma Vikram Willa Xander Yusuf Zara Anna-Maria Ji-woo Renée""".split()
LAST = ["Abernathy", "Blackwood", "Castellanos", "Delacroix", "Eriksson", "Fitzgerald", "Goldberg", "Hargreaves", "Iyer", "Jovanović", "Kaplan",
        "Llewellyn", "MacGregor", "Novak", "O'Sullivan", "Pemberton", "Quinn", "Rosenthal", "Silva", "Thorne", "Usman", "Villareal",
        "Whitaker", "Xu", "Youngblood", "Zimmerman", "de Souza", "Van der Berg", "Baker-Finch", "Park"]
TOWNS = [("Bristol", "UK", "BS1 4DJ"), ("Cardiff", "Wales", "CF10 1EP"), ("Dundee", "Scotland", "DD1 4BJ"), ("Galway", "Ireland", ""),
         ("Portland", "OR", "97205"), ("Austin", "TX", "78701"), ("Boise", "ID", "83702"), ("Savannah", "GA", "31401"), ("Ottawa", "ON", ""),
         ("Montreal", "Canada", ""), ("Brisbane", "Australia", ""), ("Wellington", "New Zealand", ""), ("Reading", "United Kingdom", "RG1 1NU"),
         ("Norwich", "England", "NR1 3JU"), ("Copenhagen", "Denmark", ""), ("Lagos", "Nigeria", ""), ("Pune", "India", ""),
         ("San Francisco", "CA", "94107"), ("Berlin", "Germany", ""), ("New York", "NY", "10001")]
STREETS = ["Mill Lane", "High Street", "Orchard Close", "Elm Avenue", "Bridge Road", "Station Approach", "Maple Court", "Harbour View"]
EMPLOYERS = ["Acorn Logistics", "Brightwater Ltd", "Cedar Health Partners", "Deloitte", "Elmwood Bank", "Fjord Systems", "Gatsby Retail Group",
             "Hexagon Labs", "Indigo Airlines", "Juniper Networks", "Kestrel Aerospace", "Lighthouse Charity", "Monzo", "Nimbus Analytics",
             "Oakleaf Publishing", "Procter & Gamble", "Quarry Street Studio", "Rolls-Royce", "Siemens", "The Guardian", "Unilever",
             "Vodafone", "Wellspring Foods Inc.", "XYZ Consulting", "Yorkshire Water", "Zephyr Motors", "St Mary's Hospital", "Stripe",
             "Bank of Ireland", "Department for Transport", "Leeds City Council", "Home Office", "Kingfisher", "BBC", "Shopify", "Accenture",
             "Self-employed", "Boots & Sons", "Amazon Web Services", "Green Dot Solutions"]
CLIENTS = ["Barclays", "Network Rail", "Lloyds", "Tesco", "National Grid", "AstraZeneca", "Ministry of Defence", "Heathrow", "Visa", "Shell"]
TITLES = ["Software Engineer", "Senior Software Developer", "Full Stack Developer", "QA Engineer", "Site Reliability Engineer", "Data Analyst",
          "Registered Nurse", "Marketing Manager", "Project Manager", "Business Analyst", "Mechanical Engineer", "UX Researcher",
          "Head of Product", "Technical Writer", "Scrum Master", "Solutions Architect", "HR Business Partner", "Barista", "Graphic Designer",
          "Accounts Assistant", "Research Fellow", "iOS Developer", "Machine Learning Engineer", "Sales Executive", "Customer Success Manager",
          "Systems Administrator", "Cloud Consultant", "Database Administrator", "Warehouse Operative", "Teacher of Mathematics",
          "Security Analyst", "Financial Controller", "CTO", "Teaching Assistant", "Paralegal", "Procurement Officer", "Content Strategist",
          "Chef de Partie", "Electrician", "Summer Intern", "Office Manager", "VP Engineering"]
BARE_TITLES = ["Front Desk", "Client Services"]
SCHOOLS = ["University of Leeds", "Trinity College Dublin", "Oregon State University", "UC Berkeley", "Imperial College London",
           "Georgia Tech", "University of St Andrews", "MIT", "TU Munich", "City College", "Central Saint Martins", "General Assembly",
           "King's College London", "McGill University", "University of Lagos", "IIT Bombay", "Open University", "Stanford", "Boston College"]
DEGREES = ["BSc Computer Science", "MSc Data Science", "BA (Hons) English Literature", "BEng Mechanical Engineering", "PhD Physics",
           "Master of Business Administration", "Bachelor of Science in Nursing", "Diploma in Accounting", "MA International Relations",
           "GCSEs", "LLM", "Bachelor of Fine Arts", "HNC Electrical Engineering", "MEng Software Engineering", "Associate Degree in Culinary Arts",
           "B.Sc. in Economics", "PGCE Secondary", "M.A. in Design", "NVQ Level 3 Plumbing", "Certificate in Project Management", "High School Diploma"]
SKILLS = ["Java", "Spring", "Python", "React", "Angular", "TypeScript", "PostgreSQL", "Oracle", "Docker", "Kubernetes", "Terraform", "Ansible",
          "Jenkins", "GitHub Actions", "Git", "Linux", "Windows Server", "AWS", "Azure", "SAP", "Excel", "Power BI", "Figma", "Photoshop",
          "Illustrator", "InDesign", "AutoCAD", "SolidWorks", "WordPress", "Shopify", "Jira", "Confluence", "Scrum", "Kanban", "UML", "C++", "C#",
          ".NET", "PHP", "Laravel", "Vue.js", "HTML", "CSS", "SQL", "MongoDB", "Kafka", "Spark", "Hadoop", "Pandas", "TensorFlow", "MATLAB",
          "Cisco", "Project Management", "Stakeholder Management", "Budgeting", "Risk Assessment", "Recruitment", "Copywriting", "Data Analysis",
          "Machine Learning", "Google Analytics", "SEO", "Customer Service", "Financial Modelling", "Teamwork", "Leadership", "R", "Go", "Ruby", "Scala"]
SKILL_LABELS = ["Languages & frameworks", "Databases", "Cloud", "Tools", "Methods", "Business", "Design", "Testing", "Frontend", "Backend"]
BULLETS = ["Rebuilt the booking site for 300,000 monthly visitors", "Led a team of six", "Introduced automated testing", "Served customers and ran the till",
           "Wrote functional specifications", "Reduced delivery times by 30%", "Carried out preventive maintenance", "Supported users across four sites",
           "Prepared the annual budget", "Negotiated with suppliers", "Designed a payments API", "Tuned queries and indexes",
           "Planned and ran company events", "Trained new starters", "Moved the estate to the cloud", "Checked deliveries", "Tracked KPIs in a dashboard",
           "Created campaign materials", "Published two peer-reviewed papers"]
SUMMARIES = ["Ten years between the drawing office and the shop floor taught me to listen first.",
             "Data enthusiast looking for a small team with large questions.",
             "Organised, adaptable and good with people; I pick things up fast.",
             "I help companies through digital change, from first sketch to production."]
INTERESTS = ["Hiking, piano", "Reading, world cooking", "Judo, travel", "Chess, running"]
CERTIFICATIONS = ["AWS Certified Solutions Architect", "PMP", "ITIL v4 Foundation", "CompTIA Security+", "Prince2 Practitioner", "First Aid at Work"]
HEADINGS = {
    "experience": ["What I've done", "Where I worked", "Jobs", "Career Summary", "My Experience", "Employment Record", "Work", "Professional History",
                   "Recent Roles", "Career to Date", "Selected Experience", "Industry Experience", "Positions", "Previous Employment",
                   "Work and Internships", "Professional Life", "Experience & Achievements", "Working Life"],
    "education": ["Where I studied", "Academic History", "Training and Education", "Academic Qualifications", "Education History", "University",
                  "My Education", "Academics", "Learning"],
    "skills": ["What I know", "Tools I use", "My Skills", "Technical Expertise", "Competences", "Skills & Expertise", "Capabilities", "Know-how",
               "Core Skills", "Technical Toolkit", "Things I'm good at", "Proficiencies", "Skills Summary"],
    "languages": ["I speak", "Language proficiency", "Foreign languages", "Tongues"],
    "summary": ["Hello", "My story", "Professional Profile", "Executive Summary", "Bio", "Snapshot"],
    "certifications": ["Certifications & Licenses", "Credentials", "Courses and certificates"],
    "interests": ["When I'm not working", "Passions", "Free time", "Personal interests"],
    "contact": ["Say hello", "Contact information", "Find me", "Details"],
    "projects": ["Open source", "Things I built", "Selected projects"],
}
