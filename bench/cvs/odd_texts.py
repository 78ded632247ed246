"""A fourth set, each CV written by hand: arrangements and wordings that the generators do not make. Every person is fictional.

One entry a document: name of the form, `body` (text, or HTML that is printed), and the truth in short: jobs and studies as
`title | employer | start | end`, skills by comma, languages as `code level`.
"""

ODD = [
    dict(id="en-us-resume", form="html", name="MARGARET O'DELL", title=None, emails="modell@example.com", phones="(503) 555-0148", location="Portland, OR 97205", links="linkedin.com/in/margaretodell",
         jobs=["Regional Sales Manager | Cascade Outfitters, Inc. | 2018-06 | present", "Store Manager | Cascade Outfitters, Inc. | 2014-02 | 2018-05", "Assistant Buyer | Fenwick & Sloane | 2010-08 | 2014-01"],
         studies=["Bachelor of Science, Business Administration | Oregon State University | - | 2010"], skills="P&L management, Salesforce, Merchandising, Microsoft Excel, Visual displays", languages="", optional="",
         body="""<style>body{font:10pt serif;text-align:center}.r{display:flex;justify-content:space-between}.l{text-align:left}h3{border-bottom:1px solid;margin:8px 0 2px}ul{margin:2px}</style>
<h1>MARGARET O'DELL</h1><div>Portland, OR 97205 &bull; (503) 555-0148 &bull; modell@example.com &bull; linkedin.com/in/margaretodell</div>
<div class=l><h3>SUMMARY OF QUALIFICATIONS</h3>Results-driven retail leader who grew same-store sales for nine straight quarters.
<h3>CORE COMPETENCIES</h3>P&amp;L management &bull; Salesforce &bull; Merchandising &bull; Microsoft Excel &bull; Visual displays
<h3>PROFESSIONAL EXPERIENCE</h3>
<div class=r><b>Cascade Outfitters, Inc.</b><span>Portland, OR</span></div><div class=r><i>Regional Sales Manager</i><span>Jun 2018 – Present</span></div><ul><li>Own a $14M territory of eleven stores.<li>Cut shrinkage by 18%.</ul>
<div class=r><i>Store Manager</i><span>Feb 2014 – May 2018</span></div><ul><li>Opened the Bend location on time and under budget.</ul>
<div class=r><b>Fenwick &amp; Sloane</b><span>Eugene, OR</span></div><div class=r><i>Assistant Buyer</i><span>Aug 2010 – Jan 2014</span></div><ul><li>Negotiated with forty vendors.</ul>
<h3>EDUCATION</h3><div class=r><b>Oregon State University</b><span>Corvallis, OR</span></div><div class=r><i>Bachelor of Science, Business Administration</i><span>2010</span></div>
<h3>REFERENCES</h3>Available upon request.</div>"""),
    dict(id="en-newspaper", form="html", name="Tobias Arden", title="Sound designer & broadcast engineer", emails="tobias@arden-sound.example", phones="+44 7700 900318", location="Bristol", links="arden-sound.example",
         jobs=["Senior broadcast engineer | Harbour FM | 2019-09 | present", "Sound designer | Lantern Theatre Company | 2015-04 | 2019-08", "Studio assistant | Blue Kettle Recordings | 2013 | 2015"],
         studies=["BA (Hons) Music Technology | University of the West of England | 2010 | 2013"], skills="Pro Tools, Ableton Live, QLab, Dante, soldering", languages="en native, cy B1", optional="",
         body="""<style>body{font:10pt Georgia}.c{column-count:2;column-gap:24px}h2{font-size:12pt;margin:10px 0 3px}p{margin:2px 0}</style>
<h1>Tobias Arden</h1><p><i>Sound designer &amp; broadcast engineer</i></p><div class=c>
<h2>Find me</h2><p>Bristol</p><p>+44 7700 900318</p><p>tobias@arden-sound.example</p><p>arden-sound.example</p>
<h2>Where I have worked</h2><p><b>Senior broadcast engineer</b></p><p>Harbour FM</p><p>September 2019 to now</p><p>I keep a twenty-four hour station on the air and look after its three studios, its outside broadcasts and a very old transmitter.</p>
<p><b>Sound designer</b></p><p>Lantern Theatre Company</p><p>April 2015 to August 2019</p><p>Twenty-two productions, four tours, one flooded basement.</p>
<p><b>Studio assistant</b></p><p>Blue Kettle Recordings</p><p>2013 to 2015</p><p>Microphones, tea and tape.</p>
<h2>Where I have learnt</h2><p><b>BA (Hons) Music Technology</b></p><p>University of the West of England, 2010 – 2013</p>
<h2>What I work with</h2><p>Pro Tools, Ableton Live, QLab, Dante, soldering</p>
<h2>What I speak</h2><p>English (native), Welsh (B1)</p><h2>When I am off</h2><p>Bell ringing, allotment, long walks with a slow dog.</p></div>"""),
    dict(id="fr-academique", form="text", name="Solène Kerouanton", title="Maîtresse de conférences en histoire moderne", emails="solene.kerouanton@univ-littoral.example", phones="03 21 99 41 20", location="Boulogne-sur-Mer", links="",
         jobs=["Maîtresse de conférences | Université du Littoral | 2017-09 | present", "Attachée temporaire d'enseignement et de recherche | Université de Poitiers | 2015-09 | 2017-08", "Doctorante contractuelle | Université Rennes 2 | 2011-10 | 2014-09"],
         studies=["Doctorat d'histoire moderne | Université Rennes 2 | 2011 | 2015", "Agrégation d'histoire | - | - | 2010", "Master Recherche Histoire | Université de Nantes | 2008 | 2010"], skills="", languages="en C1, es B2, la -", optional="",
         body="""                         Solène KEROUANTON
          Maîtresse de conférences en histoire moderne

Boulogne-sur-Mer
solene.kerouanton@univ-littoral.example — 03 21 99 41 20

SITUATION ACTUELLE ET FONCTIONS ANTÉRIEURES

Depuis septembre 2017   Maîtresse de conférences, Université du Littoral
2015 (sept.) – 2017 (août)   Attachée temporaire d'enseignement et de recherche, Université de Poitiers
Oct. 2011 – sept. 2014   Doctorante contractuelle, Université Rennes 2

TITRES UNIVERSITAIRES

2011-2015   Doctorat d'histoire moderne, Université Rennes 2
            Thèse : « Les ports de la Manche au XVIIIe siècle », mention très honorable avec félicitations
2010        Agrégation d'histoire (rang : 31e)
2008-2010   Master Recherche Histoire, Université de Nantes

RESPONSABILITÉS COLLECTIVES
Directrice adjointe du département (2020-2022)
Membre du CNU, section 22

PUBLICATIONS
« Registres et marins », Annales de Bretagne, 2019, p. 45-71.
« Le fret oublié », Revue d'histoire maritime, 2021, p. 12-38.

LANGUES
Anglais (C1), espagnol (B2), latin
"""),
    dict(id="fr-reconversion", form="docx", name="Aurélie Vasseur", title="Développeuse web junior", emails="aurelie.vasseur@example.fr", phones="07 44 18 92 05", location="Tourcoing (59)", links="github.com/avasseur-dev",
         jobs=["Développeuse web (stage de fin de formation) | Brasserie du Canal | 2025-02 | 2025-06", "Infirmière en réanimation | CHU de Lille | 2013-09 | 2024-06", "Infirmière | Clinique des Flandres | 2010-07 | 2013-08"],
         studies=["Titre professionnel Développeur web et web mobile | École Simplon | 2024 | 2025", "Diplôme d'État d'infirmier | IFSI de Roubaix | 2007 | 2010"], skills="HTML, CSS, JavaScript, Vue.js, PHP, MySQL, Git", languages="fr native, en B1", optional="",
         body=["#Aurélie Vasseur", "Développeuse web junior – onze ans à l'hôpital, et une deuxième vie dans le code", "Tourcoing (59) / 07 44 18 92 05 / aurelie.vasseur@example.fr / github.com/avasseur-dev",
               "##Mon nouveau métier", "Développeuse web (stage de fin de formation)", "Brasserie du Canal, de février à juin 2025", "- Boutique en ligne en Vue.js et PHP.", "##Mon premier métier",
               "Infirmière en réanimation", "CHU de Lille, de septembre 2013 à juin 2024", "- Encadrement de douze étudiants par an.", "Infirmière", "Clinique des Flandres, de juillet 2010 à août 2013", "- Service de chirurgie.",
               "##Me former", "2024-2025 : Titre professionnel Développeur web et web mobile – École Simplon", "2007-2010 : Diplôme d'État d'infirmier – IFSI de Roubaix", "##Ce que je sais faire", "HTML, CSS, JavaScript, Vue.js, PHP, MySQL, Git",
               "##Parler", "Français (langue maternelle), anglais (B1)"]),
    dict(id="fr-dossier-missions", form="docx", name="K. T.", title="Architecte technique Java", emails="", phones="", location=None, links="",
         jobs=["Architecte technique | Novalys Conseil | 2021-03 | present", "Référent technique | Novalys Conseil | 2018-09 | 2021-02", "Développeur confirmé | Ombrelle Ingénierie | 2015-01 | 2018-08"],
         studies=["Diplôme d'ingénieur | INSA Toulouse | - | 2014"], skills="Java, Spring Boot, Kafka, Oracle, OpenShift, Jenkins", languages="fr native, en B2", optional="",
         body=["#DOSSIER DE COMPÉTENCES", "K. T. – Architecte technique Java", "12 ans d'expérience", "##Savoir-faire", "Java, Spring Boot, Kafka, Oracle, OpenShift, Jenkins", "##Formation initiale", "2014 – Diplôme d'ingénieur – INSA Toulouse", "##Langues", "Français : langue maternelle ; Anglais : B2",
               "##Références de missions", [["Employeur", "Novalys Conseil"], ["Client", "Caisse des Dépôts du Nord"], ["Fonction", "Architecte technique"], ["Période", "Mars 2021 à ce jour"], ["Environnement", "Java 17, Spring Boot, Kafka"]], "- Cadrage de la refonte du système de paiement.",
               [["Employeur", "Novalys Conseil"], ["Client", "Mutuelle Atlantique"], ["Fonction", "Référent technique"], ["Période", "Septembre 2018 à février 2021"], ["Environnement", "Java 11, Oracle"]], "- Revue de code, encadrement de six personnes.",
               [["Employeur", "Ombrelle Ingénierie"], ["Client", "Transports Garonne"], ["Fonction", "Développeur confirmé"], ["Période", "Janvier 2015 à août 2018"], ["Environnement", "Java 8, Jenkins"]], "- Billettique."]),
    dict(id="en-freelance", form="text", name="Priya Raman", title="Freelance UX researcher", emails="hello@priyaraman.example", phones="+353 87 555 0192", location="Cork, Ireland", links="priyaraman.example",
         jobs=["UX researcher | Self-employed | 2020-01 | present", "Design consultant | Freelance | 2016-05 | 2019-12", "Usability analyst | Shannon Insurance | 2012-03 | 2016-04"],
         studies=["MSc Human-Computer Interaction | University College Cork | 2010 | 2011", "BA Psychology | Trinity College Dublin | 2007 | 2010"], skills="Interviews, Diary studies, Figma, Maze, Dovetail, Survey design", languages="en native, ta native, ga B1", optional="",
         body="""Priya Raman
Freelance UX researcher
Cork, Ireland | +353 87 555 0192 | hello@priyaraman.example | priyaraman.example

CAREER TO DATE

UX researcher (self-employed)
Jan 2020 - Present
* Forty studies for banks, charities and two airlines.

Design consultant
Freelance
May 2016 - Dec 2019
* Service design for county councils.

Usability analyst
Shannon Insurance
Mar 2012 - Apr 2016
* Set up the first usability lab.

ACADEMIC RECORD
MSc Human-Computer Interaction, University College Cork, 2010 - 2011
BA Psychology, Trinity College Dublin, 2007 - 2010

TOOLKIT
Interviews / Diary studies / Figma / Maze / Dovetail / Survey design

LANGUAGES SPOKEN
English (mother tongue), Tamil (mother tongue), Irish (B1)
"""),
    dict(id="en-civil-service", form="docx", name="Gareth Pugh-Ellis", title="Policy adviser", emails="g.pughellis@example.co.uk", phones="07700 900462", location="Croydon", links="",
         jobs=["Senior policy adviser | Home Office | 2019-11 | present", "Policy officer | Cabinet Office | 2016-02 | 2019-10", "Administrative officer | Post Office | 2012-06 | 2016-01"],
         studies=["MA Public Policy | King's College London | 2014 | 2016", "BA Politics | Swansea University | 2009 | 2012"], skills="Drafting legislation, Ministerial briefing, Stakeholder engagement, Microsoft Excel", languages="en native, cy C1", optional="",
         body=["#Gareth Pugh-Ellis", "Policy adviser", "Croydon · 07700 900462 · g.pughellis@example.co.uk", "##Employment history", [["Nov 2019 – present", "Senior policy adviser, Home Office"], ["", "Led the consultation on visa fees."], ["Feb 2016 – Oct 2019", "Policy officer, Cabinet Office"], ["", "Drafted 40 answers to Parliament."], ["Jun 2012 – Jan 2016", "Administrative officer, Post Office"]],
               "##Qualifications", [["2014 – 2016", "MA Public Policy, King's College London"], ["2009 – 2012", "BA Politics, Swansea University"]], "##Key skills", "Drafting legislation; Ministerial briefing; Stakeholder engagement; Microsoft Excel", "##Languages", "English (native); Welsh (C1)"]),
    dict(id="fr-dates-dechirees", form="html", name="Baptiste Lemoal", title="Chef de chantier", emails="b.lemoal@example.bzh", phones="06 39 98 77 31", location="Quimper", links="",
         jobs=["Chef de chantier | Armor Construction | 2019-10 | 2026-04", "Chef d'équipe maçonnerie | Bâti Cornouaille | 2014-03 | 2019-09", "Maçon | Entreprise Le Goff | 2009-09 | 2014-02"],
         studies=["BTS Bâtiment | Lycée Pierre-Guéguin | 2007 | 2009"], skills="Lecture de plans, Béton armé, Sécurité, AutoCAD", languages="fr native, br A2", optional="",
         body="""<style>body{font:10pt sans-serif}td{vertical-align:top;padding:2px 8px 6px 0}td.d{width:72px;color:#555}h2{color:#a30}</style>
<h1>Baptiste Lemoal</h1><p>Chef de chantier</p><p>Quimper – 06 39 98 77 31 – b.lemoal@example.bzh</p><h2>Chantiers et employeurs</h2>
<table><tr><td class=d>1er octobre 2019<br>au 1er avril 2026<td><b>Chef de chantier</b><br>Armor Construction<br>Jusqu'à trente compagnons, logements collectifs.
<tr><td class=d>Mars 2014<br>à septembre 2019<td><b>Chef d'équipe maçonnerie</b><br>Bâti Cornouaille<br>Maisons individuelles.
<tr><td class=d>Septembre 2009<br>– février 2014<td><b>Maçon</b><br>Entreprise Le Goff<br>Rénovation.</table>
<h2>Apprentissage</h2><table><tr><td class=d>2007 –<br>2009<td><b>BTS Bâtiment</b><br>Lycée Pierre-Guéguin</table><h2>Points forts</h2><p>Lecture de plans, Béton armé, Sécurité, AutoCAD</p><h2>Langues</h2><p>Français (langue maternelle), breton (A2)</p>"""),
    dict(id="en-electrician", form="text", name="Darren Okafor", title="Time-served electrician", emails="darren.okafor@example.net", phones="0113 496 0733", location="Leeds LS9", links="",
         jobs=["Site electrician | Northgate Electrical | 2018-04 | present", "Improver | Northgate Electrical | 2016-07 | 2018-03", "Apprentice electrician | J. Whitlock & Son | 2012-09 | 2016-06"],
         studies=["NVQ Level 3 Electrotechnical | Leeds City College | 2012 | 2016"], skills="18th Edition, Testing and inspection, Fault finding, Solar PV, EV chargers", languages="", optional="",
         body="""DARREN OKAFOR
Time-served electrician, Leeds LS9
Tel 0113 496 0733   Email darren.okafor@example.net
Full UK driving licence. Own tools and van. ECS gold card.

WORK
Northgate Electrical, Leeds
   Site electrician      April 2018 to date
      Schools, care homes, two swimming pools.
   Improver              July 2016 to March 2018
      First and second fix.
J. Whitlock & Son, Wakefield
   Apprentice electrician     September 2012 to June 2016
      Domestic rewires.

TICKETS AND TRAINING
NVQ Level 3 Electrotechnical, Leeds City College, 2012 to 2016

GOOD AT
18th Edition, Testing and inspection, Fault finding, Solar PV, EV chargers

REFEREES
Mr P. Northgate, 0113 496 0700
"""),
    dict(id="fr-en-phrases", form="text", name="Hélène Marchetti", title="Comptable générale", emails="helene.marchetti@example.com", phones="+33 4 91 55 01 27", location="Marseille", links="",
         jobs=["Comptable générale | Provence Emballages | 2018 | present", "Aide-comptable | Cabinet Roux et Associés | 2014 | 2018", "Assistante de gestion | Savonnerie du Vieux-Port | 2011 | 2014"],
         studies=["BTS Comptabilité et gestion | Lycée Périer | - | 2011"], skills="Sage, Excel, Liasse fiscale, Paie", languages="fr native, it C1", optional="",
         body="""Hélène Marchetti
Comptable générale
Marseille, +33 4 91 55 01 27, helene.marchetti@example.com

Mon parcours
Depuis 2018, je suis comptable générale chez Provence Emballages, où je tiens les comptes de trois filiales.
De 2014 à 2018, j'ai été aide-comptable au Cabinet Roux et Associés.
De 2011 à 2014, j'ai travaillé comme assistante de gestion à la Savonnerie du Vieux-Port.

Mes études
J'ai obtenu un BTS Comptabilité et gestion au Lycée Périer en 2011.

Mes outils
Sage, Excel, Liasse fiscale, Paie

Mes langues
Le français est ma langue maternelle ; je parle italien (C1).
"""),
    dict(id="en-right-rail", form="html", name="Linnea Sandström", title="Supply chain analyst", emails="linnea@sandstrom.example", phones="+46 70 555 01 88", location="Malmö, Sweden", links="linkedin.com/in/linneasandstrom",
         jobs=["Supply chain analyst | Öresund Freight AB | 2022-02 | present", "Demand planner | Kullen Foods | 2019-08 | 2022-01", "Warehouse coordinator | Kullen Foods | 2017-06 | 2019-07"],
         studies=["MSc Logistics | Lund University | 2015 | 2017", "BSc Economics | Uppsala University | 2012 | 2015"], skills="SQL, Power BI, SAP, Python, Forecasting", languages="sv native, en C2, de B1", optional="",
         body="""<style>@page{margin:0}body{margin:0;font:9.5pt sans-serif}.m{position:absolute;left:30px;width:470px;top:30px}.s{position:absolute;right:0;width:200px;top:0;height:1120px;background:#234;color:#fff;padding:30px 15px}.t{border-left:3px solid #c60;padding-left:8px;margin:6px 0}small{color:#666}h2{font-size:11pt;letter-spacing:3px;text-transform:uppercase}</style>
<div class=s><b>Reach me</b><br>linnea@sandstrom.example<br>+46 70 555 01 88<br>Malmö, Sweden<br>linkedin.com/in/linneasandstrom<h2>Toolbox</h2>SQL<br>Power BI<br>SAP<br>Python<br>Forecasting<h2>Tongues</h2>Swedish – native<br>English – C2<br>German – B1</div>
<div class=m><h1>Linnea Sandström</h1><p>Supply chain analyst</p><h2>Journey</h2><div class=t>Supply chain analyst <b>@ Öresund Freight AB</b><br><small>Feb 2022 → present</small><br>Route costs down by a tenth.</div><div class=t>Demand planner <b>@ Kullen Foods</b><br><small>Aug 2019 → Jan 2022</small><br>Forecasts for 900 articles.</div><div class=t>Warehouse coordinator <b>@ Kullen Foods</b><br><small>Jun 2017 → Jul 2019</small><br>Two shifts, thirty people.</div>
<h2>Learning</h2><div class=t>MSc Logistics <b>@ Lund University</b><br><small>2015 → 2017</small></div><div class=t>BSc Economics <b>@ Uppsala University</b><br><small>2012 → 2015</small></div></div>"""),
    dict(id="fr-infographie", form="html", name="Mathis Bonnard", title="Graphiste print & web", emails="mathis@bonnard-studio.example", phones="06 12 88 01 44", location="Lyon 7e", links="behance.net/mathisbonnard, instagram.com/mathisbonnard",
         jobs=["Graphiste | Studio Perle | 2021-01 | present", "Maquettiste | Éditions du Rhône | 2018-03 | 2020-12"],
         studies=["DN MADE Graphisme | École Bellecour | 2015 | 2018", "Bac STD2A | Lycée La Martinière | - | 2015"], skills="InDesign, Illustrator, Photoshop, Figma, Webflow", languages="fr native, en B2, es A2", optional="",
         body="""<style>body{font:9pt sans-serif}.g{display:grid;grid-template-columns:150px 1fr 170px;gap:18px}h2{background:#fd0;padding:2px 4px;font-size:10pt}p{margin:3px 0}</style>
<h1 style="text-align:center">Mathis<br>BONNARD</h1><p style="text-align:center">Graphiste print &amp; web</p><div class=g>
<div><h2>BONJOUR</h2><p>Lyon 7e</p><p>06 12 88 01 44</p><p>mathis@bonnard-studio.example</p><p>behance.net/mathisbonnard</p><p>instagram.com/mathisbonnard</p></div>
<div><h2>AU BOULOT</h2><p><b>Graphiste</b> · Studio Perle</p><p>depuis janvier 2021</p><p>Identités visuelles, affiches, catalogues.</p><p><b>Maquettiste</b> · Éditions du Rhône</p><p>mars 2018 &gt; décembre 2020</p><p>Soixante titres par an.</p><h2>À L'ÉCOLE</h2><p><b>DN MADE Graphisme</b> · École Bellecour</p><p>2015 &gt; 2018</p><p><b>Bac STD2A</b> · Lycée La Martinière</p><p>2015</p></div>
<div><h2>MES LOGICIELS</h2><p>InDesign ●●●●●</p><p>Illustrator ●●●●○</p><p>Photoshop ●●●●○</p><p>Figma ●●●○○</p><p>Webflow ●●○○○</p><h2>JE PARLE</h2><p>Français : langue maternelle</p><p>Anglais : B2</p><p>Espagnol : A2</p></div></div>"""),
    dict(id="en-nurse", form="docx", name="Adaeze Nwankwo", title="Registered Nurse (Adult)", emails="adaeze.nwankwo@example.org", phones="07700 900871", location="Nottingham", links="",
         jobs=["Ward Sister, Band 7 | Trentside University Hospitals NHS Trust | 2021-05 | present", "Staff Nurse, Band 5 | Trentside University Hospitals NHS Trust | 2016-09 | 2021-04", "Healthcare Assistant | Willow Court Care Home | 2012-10 | 2013-08"],
         studies=["BSc (Hons) Nursing (Adult) | De Montfort University | 2013 | 2016"], skills="Cannulation, Venepuncture, Mentoring, Wound care", languages="en native, ig native", optional="",
         body=["#CURRICULUM VITAE", "Name: Adaeze Nwankwo", "Profession: Registered Nurse (Adult)", "Address: Nottingham", "Telephone: 07700 900871", "E-mail: adaeze.nwankwo@example.org", "##Personal statement", "A calm nurse who likes busy wards.", "##Posts held",
               "Ward Sister, Band 7 – Trentside University Hospitals NHS Trust", "May 2021 – present", "- Thirty-two beds, acute medicine.", "Staff Nurse, Band 5 – Trentside University Hospitals NHS Trust", "Sept 2016 – April 2021", "- Preceptor for new starters.", "Healthcare Assistant – Willow Court Care Home", "Oct 2012 – Aug 2013", "- Night shifts.",
               "##Professional education", "BSc (Hons) Nursing (Adult), De Montfort University, 2013 – 2016", "##Clinical skills", "Cannulation, Venepuncture, Mentoring, Wound care", "##Languages", "English (native), Igbo (native)"]),
    dict(id="fr-alternant", form="html", name="Yanis Belkacem", title="Étudiant en alternance – cybersécurité", emails="yanis.belkacem@example.edu", phones="07 66 02 19 88", location="Massy", links="linkedin.com/in/yanisbelkacem, github.com/ybelkacem",
         jobs=["Alternant analyste SOC | Vigie Réseaux | 2025-09 | present", "Stagiaire administrateur systèmes | Mairie de Massy | 2025-04 | 2025-06", "Équipier polyvalent | Burger du Coin | 2023-07 | 2023-08"],
         studies=["BUT Réseaux et télécommunications | IUT de Vélizy | 2023 | 2026", "Baccalauréat général | Lycée Fustel de Coulanges | - | 2023"], skills="Linux, Python, Wireshark, Splunk, Cisco, Bash", languages="fr native, en B2, ar B1", optional="",
         body="""<style>body{font:10pt sans-serif}h2{border-bottom:2px solid teal}.e{margin:5px 0}.e span{float:right}</style>
<h1>Yanis Belkacem</h1><b>Étudiant en alternance – cybersécurité</b><p>20 ans · Massy · Permis B · 07 66 02 19 88 · yanis.belkacem@example.edu<br>linkedin.com/in/yanisbelkacem · github.com/ybelkacem</p>
<h2>Études</h2><div class=e><span>2023 - 2026</span>BUT Réseaux et télécommunications, IUT de Vélizy</div><div class=e><span>2023</span>Baccalauréat général, Lycée Fustel de Coulanges (mention bien)</div>
<h2>Alternance, stage et job d'été</h2><div class=e><span>Depuis sept. 2025</span><b>Alternant analyste SOC</b>, Vigie Réseaux<br>Tri des alertes, rédaction de procédures.</div><div class=e><span>Avril – juin 2025</span><b>Stagiaire administrateur systèmes</b>, Mairie de Massy<br>Migration de 200 postes.</div><div class=e><span>Juillet – août 2023</span><b>Équipier polyvalent</b>, Burger du Coin</div>
<h2>Boîte à outils</h2><p>Linux · Python · Wireshark · Splunk · Cisco · Bash</p><h2>Langues</h2><p>Français (natif) · Anglais (B2, TOEIC 860) · Arabe (B1)</p><h2>Et aussi</h2><p>Handball en club, bénévole aux Restos.</p>"""),
    dict(id="en-veteran", form="text", name="Callum Fraser", title="Logistics supervisor", emails="callum.fraser@example.scot", phones="+44 131 496 0552", location="Rosyth, Fife", links="",
         jobs=["Logistics supervisor | Forth Ports Agency | 2022-01 | present", "Petty Officer, Stores | Royal Navy | 2014-06 | 2021-12", "Able Seaman | Royal Navy | 2008-01 | 2014-05"],
         studies=["HND Logistics | Fife College | 2020 | 2022"], skills="Inventory control, Forklift, Risk assessment, SAP", languages="", optional="",
         body="""CALLUM FRASER | Logistics supervisor
Rosyth, Fife | +44 131 496 0552 | callum.fraser@example.scot

=== CIVILIAN CAREER ===
[01/2022 - present] Logistics supervisor, Forth Ports Agency
   Yard of 300 containers, team of nine.

=== MILITARY CAREER ===
[06/2014 - 12/2021] Petty Officer, Stores, Royal Navy
   Ran the stores of a frigate; two deployments to the Gulf.
[01/2008 - 05/2014] Able Seaman, Royal Navy

=== COURSES ===
[2020 - 2022] HND Logistics, Fife College

=== STRENGTHS ===
Inventory control, Forklift, Risk assessment, SAP
"""),
    dict(id="en-markdown", form="text", name="Jun Watanabe", title="Machine learning engineer", emails="jun@watanabe-ml.example", phones="", location="Berlin", links="github.com/junw-ml",
         jobs=["Machine learning engineer | Spree Mobility GmbH | 2023-04 | present", "Data scientist | Havel Insurance | 2020-10 | 2023-03", "Working student | Fraunhofer FOKUS | 2018-04 | 2020-09"],
         studies=["M.Sc. Computer Science | TU Berlin | 2017 | 2020", "B.Eng. Information Engineering | Osaka University | 2013 | 2017"], skills="Python, PyTorch, Kubernetes, Go, Terraform, Spark", languages="ja native, en C1, de B2", optional="",
         body="""# Jun Watanabe

**Machine learning engineer** · Berlin · jun@watanabe-ml.example · github.com/junw-ml

## Work

### Machine learning engineer @ Spree Mobility GmbH
*2023-04 – present*

- Demand forecasts for 12 000 scooters.
- Feature store in Go.

### Data scientist @ Havel Insurance
*2020-10 – 2023-03*

- Claims triage.

### Working student @ Fraunhofer FOKUS
*2018-04 – 2020-09*

## Education

- **M.Sc. Computer Science**, TU Berlin (2017–2020)
- **B.Eng. Information Engineering**, Osaka University (2013–2017)

## Skills

`Python`, `PyTorch`, `Kubernetes`, `Go`, `Terraform`, `Spark`

## Languages

Japanese (native), English (C1), German (B2)
"""),
]
