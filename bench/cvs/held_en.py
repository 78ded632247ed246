"""English words of the held-out sets: no rule was written while looking at them. Every person is fictional."""

from pools_en import LANGUAGES  # noqa: F401  (the names of languages are what they are)

FIRST = """Abigail Bartholomew Cordelia Dmitri Eleanor Finlay Gwendolyn Hassan Isolde Jerome Katarzyna Lorenzo Morag Nikhil Olumide
Penelope Rafael Saoirse Thandiwe Ulrich Verity Wendell Xiu Yolanda Zachary Mary-Beth Jean-Luc Chiara""".split()
LAST = ["Ashworth", "Bianchi", "Cholmondeley", "D'Souza", "Everly-Jones", "Falkner", "Gutierrez", "Holloway", "Ivanova", "Jansen", "Kipchoge",
        "Lockhart", "McAllister", "Nwosu", "Ortega", "Prendergast", "Quigley", "Rutherford", "Stavros", "Tremblay", "Underhill",
        "Van Dyke", "Winslow", "Yamamoto", "Zielinski", "Le Roux", "O'Hara", "Singh"]
TOWNS = [("Sheffield", "UK", "S1 2HE"), ("Newport", "Wales", "NP20 1XA"), ("Aberdeen", "Scotland", "AB10 1AQ"), ("Limerick", "Ireland", ""),
         ("Denver", "CO", "80202"), ("Raleigh", "NC", "27601"), ("Madison", "WI", "53703"), ("Tucson", "AZ", "85701"), ("Calgary", "AB", ""),
         ("Vancouver", "Canada", ""), ("Perth", "Australia", ""), ("Auckland", "New Zealand", ""), ("Oxford", "United Kingdom", "OX1 2JD"),
         ("Exeter", "England", "EX1 1GJ"), ("Amsterdam", "Netherlands", ""), ("Nairobi", "Kenya", ""), ("Bengaluru", "India", ""),
         ("Singapore", "Singapore", ""), ("Zurich", "Switzerland", ""), ("Albany", "NY", "12207")]
STREETS = ["Church Lane", "Market Street", "Park Road", "Willow Drive", "King Street", "Lakeview Avenue", "Oak Lane", "Victoria Road"]
EMPLOYERS = ["Amberfield", "Tallow & Finch", "Northern Powergrid", "Cascade Credit", "Ironbridge Castings", "Finch Pharmaceuticals", "Spotify",
             "City of Raleigh", "Meridian Underwriting plc", "Lumina Optics", "Saltmarsh Academy", "Glen Ord Distillery", "Ocado", "KPMG",
             "Channel 4", "Greyhound Freight", "Willowbank Clinic", "Permanent TSB", "Foxglove Interactive", "Basalt Inc.", "Sunward Energy",
             "Sainsbury's", "Heron Bioscience", "Larkspur Capital LLC", "Pixel Foundry", "Harvest Table", "University of Exeter", "Kent Council",
             "Rivet Robotics", "Cisco", "Bluebird Telecom", "Airbus", "Marsh & Doyle Solicitors", "Anvil", "Polder BV", "Home Office"]
CLIENTS = ["Santander", "Thames Water", "O2", "Zurich Insurance", "HMRC", "NatWest", "BAE Systems", "easyJet", "Citi", "Equinor", "Boots"]
TITLES = ["Backend Engineer", "Go Developer", "Lead Data Scientist", "Programme Manager", "Network Engineer", "Platform Engineer",
          "Product Designer", "Test Analyst", "Brand Manager", "Management Accountant", "Structural Engineer", "Service Designer",
          "Director of Engineering", "Documentation Specialist", "Agile Coach", "Enterprise Architect", "Talent Acquisition Partner",
          "Store Manager", "Illustrator", "Staff Nurse", "Postdoctoral Researcher", "Android Developer", "AI Engineer", "Sales Manager",
          "Support Engineer", "DevOps Consultant", "BI Developer", "Logistics Coordinator", "Physics Teacher", "Penetration Tester",
          "Bookkeeper", "Tech Lead", "Research Assistant", "Solicitor", "Buyer", "SEO Specialist", "Sous Chef", "Lab Technician", "Intern"]
BARE_TITLES = ["Customer Care", "Data Engineering"]
SCHOOLS = ["University of Sheffield", "University College Cork", "North Carolina State University", "University of Wisconsin-Madison",
           "Coventry University", "Arizona State University", "University of Oxford", "Georgetown University", "ETH Zurich", "Caulfield College",
           "Royal College of Art", "Makers Academy", "Exeter College", "Delft University of Technology", "University of Nairobi",
           "Indian Institute of Science", "Massey University", "Harvard Business School", "Durham University"]
DEGREES = ["BSc Mathematics", "MSc Artificial Intelligence", "BA History", "BEng Electronic Engineering", "Ph.D. in Linguistics",
           "Master of Public Health", "Bachelor of Commerce", "Diploma in Nursing", "MA Fine Art", "A-Levels", "MBA", "LLB Law",
           "Bachelor of Design", "HND Computing", "M.Eng. Civil Engineering", "Foundation Degree in Early Years", "B.S. in Biology",
           "Graduate Certificate in Education", "M.S. in Statistics", "BTEC Media Production"]
SKILLS = ["Go", "Rust", "Elixir", "Haskell", "Django", "Laravel", "Svelte", "Next.js", "Redis", "Cassandra", "Snowflake", "dbt", "Airflow",
          "BigQuery", "Helm", "ArgoCD", "Datadog", "Grafana", "Google Cloud", "Looker", "Tableau", "SPSS", "Stata", "Access", "Outlook",
          "SharePoint", "Visio", "Revit", "Rhino", "Premiere Pro", "Sketch", "Miro", "Salesforce", "HubSpot", "Xero", "QuickBooks", "Zendesk",
          "Selenium", "Playwright", "JUnit", "Maven", "OpenAPI", "GraphQL", "RabbitMQ", "Debian", "VMware", "Palo Alto", "Burp Suite",
          "ISO 27001", "Six Sigma", "Kaizen", "Bash", "PowerShell", "VBA", "Perl", "PyTorch", "scikit-learn", "Simulink", "LabVIEW",
          "Public Speaking", "Negotiation", "Contract Law", "Forecasting", "Copy Editing", "Mentoring", "Event Planning", "Swift", "Kotlin"]
SKILL_LABELS = ["Programming", "Platforms", "Data", "Practices", "Infrastructure", "Office", "Creative", "Security", "Soft skills", "Other tools"]
BULLETS = ["Replaced a nightly batch with a stream that the shops can watch", "Kept forty accounts in order and chased what was late",
           "Drew the plans and priced the works", "Wrote the quarterly figures for the board", "Fixed faults on site and by phone",
           "Brought the forms in line with the new regulation", "Won two public tenders in 2021", "Looked after two interns a year",
           "Brought returns down by 18% with a better inspection", "Ran workshops with users and wrote up their needs",
           "Shipped twelve services behind one gateway", "Counted stock and ordered for three branches", "Collected a reference data set",
           "Helped 600 officers through the change", "Translated manuals from German", "Measured samples and reported the results",
           "Redrew the brand for the spring campaign", "Taught evening classes", "Cut the cloud bill by a third"]
SUMMARIES = ["I like turning a vague idea into something people can hold.", "Steady hands, clear writing, few surprises.",
             "After ten years in manufacturing I now look for work that matters to a place.",
             "Known for calm in incidents and for notes that others can follow."]
INTERESTS = ["Bouldering, watercolours", "Amateur dramatics, allotment", "Long-distance cycling", "Volunteer at the animal shelter, knitting"]
CERTIFICATIONS = ["Google Cloud Professional Data Engineer", "CISSP", "PSPO II", "Certified Kubernetes Administrator", "Chartered Accountant (ACA)",
                  "Lean Six Sigma Green Belt", "First Aid at Work", "Oracle Certified Professional", "TOGAF 9 Certified"]
HEADINGS = {
    "experience": ["Career summary", "Appointments", "My career so far", "Selected experience", "Work", "Employment record", "Engagements",
                   "Industry Experience", "Previous roles", "Career path"],
    "education": ["Academic History", "Education & certificates", "University", "Academic qualifications", "Learning", "My education",
                  "Academic Training"],
    "skills": ["Capabilities", "Technical expertise", "Tools & technologies", "My skills", "Competencies", "Software", "Technical toolkit",
               "Professional skills", "Skills summary", "What I bring"],
    "languages": ["Language proficiency", "My languages", "Foreign languages"],
    "summary": ["Executive summary", "Personal profile", "Objective", "My story", "Statement", "Snapshot"],
    "certifications": ["Professional certifications", "Licenses", "Certificates & licences", "Credentials"],
    "interests": ["Personal interests", "Leisure", "Free time", "Beyond work"],
    "contact": ["Contact information", "Contacts", "Find me", "Personal information"],
    "projects": ["Selected projects", "Portfolio projects", "Open source"],
}
PRESENT = ["Present", "until now", "till date", "Currently", "today", "Now", "on-going"]
JOINTS = [" - ", " – ", " to ", " | ", " ~ ", "->", " through "]
