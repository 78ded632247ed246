//! Words that job titles are made of.

use super::words;

/// Nouns that name who does a job; compared as prefixes so that gender and plural do not matter.
const ROLES: &str = "ingenieur engineer developpeu developer dev programm architect consultant manager chef cheffe lead \
    leader directeur directrice director head responsable administrat admin analyst technicien \
    technician assistant stagiaire intern alternant apprenti apprentice designer webdesigner scientist \
    owner master coordinat coordonnat coordonnateur gestionnaire controleu comptable accountant auditeur \
    auditor charge chargee conseill advisor expert specialist redact writer editor teacher enseignant \
    professeur professor lecturer formateur formatrice trainer chercheu  researcher doctorant \
    postdoc officer cto ceo cfo cio coo vp president founder fondat cofound cofondat freelance volunteer \
    benevole member membre coach vendeu vendeuse sales seller commercial cartographe cartographer nurse \
    infirmi hote hotesse receptionist secretaire secretary agent operateur operator integrat testeu \
    tester devops sre qa pilote pmo scrum employee employe student etudiant tutor tuteur mentor supervis \
    superviseur support webmaster infograph graphist photograph journalist recruit recruteu buyer \
    acheteu planner planificat strategist evangelist advocate clerk cashier caissi serveu waiter \
    waitress barista chauffeur driver mechanic mecanicien electricien electrician artist producer \
    illustrat translator traduct pharmac medecin doctor physician lawyer avocat juriste legal partner \
    associate contractor maintainer contributor moderator animat educat     \
    superintendent inspecteur inspector logistic magasinier marketer entrepreneur webmarket fullstack \
    backend frontend firmware economist statistic actuaire actuary geolog chimist chemist biolog \
    physicist mathemat soldier sergeant lieutenant";

/// Words that never name a role although they start like one.
const NOT_ROLES: &str = "developpement development researchgate administration database devoteam dataiku datadog productions \
    agence mastercard doctorat production educative education educational programming programme charges";

/// How much a text looks like a job title: the number of its words that name a role.
pub fn score(text: &str) -> usize {
    words(text).iter().filter(|w| is_role(w)).count()
}

fn is_role(word: &str) -> bool {
    if NOT_ROLES.split(' ').any(|n| n == word) {
        return false;
    }
    ROLES.split_whitespace().any(|r| {
        if r.len() <= 4 {
            word == r || word.strip_suffix('s') == Some(r)
        } else {
            word.starts_with(r)
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_told_in_both_languages_and_genders() {
        assert!(score("Développeuse mobile") > 0);
        assert!(score("Chargée de recrutement") > 0);
        assert!(score("Network Engineer") > 0);
        assert_eq!(score("Acme Conseil"), 0);
        assert_eq!(score("Initech"), 0);
    }
}
