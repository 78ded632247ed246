//! Words that job titles are made of.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::words;

/// Nouns that name who does a job. `*` ends a stem: what follows it does not matter (gender, plural); other words are
/// compared whole, with or without a plural or feminine ending.
const ROLES: &str = "ingenieur* engineer developpeu* developer* dev programmer programmeu* architect* consultant* manager* \
    chef cheffe lead leader* directeur* directrice* director* head responsable* administrateur* administratrice* \
    administrator* admin analyst* technicien* technician* assistant* stagiaire* intern interne alternant* apprenti* \
    apprentice* designer* webdesigner* scientist* owner master coordinateur* coordinatrice* coordinator* coordonnateur* \
    coordonnatrice* gestionnaire* controleu* controller* comptable* accountant* auditeur* auditrice* auditor* charge \
    chargee conseiller* conseillere* adviser* advisor* expert specialist* specialiste* redacteur* redactrice* \
    writer* copywriter* editor* editeur* editrice* teacher* enseignant* professeur* professor* lecturer* formateur* \
    formatrice* trainer* chercheur* chercheuse* researcher* doctorant* postdoc* officer* cto ceo cfo cio coo vp ciso dpo \
    president* founder* fondateur* fondatrice* cofounder* cofondat* freelance* freelancer* volunteer* benevole* member \
    membre coach coaches vendeur* vendeuse* sales salesman salesperson seller commercial commerciale cartographe* \
    cartographer* nurse infirmier* infirmiere* hote hotesse* receptionist* receptionniste* secretaire* secretary agent \
    operateur* operatrice* operator* integrateur* integratrice* integrator* testeur* testeuse* tester* devops sre qa \
    pilote* pilot pmo scrum employe* employee* student etudiant* tutor tuteur* tutrice* mentor supervisor* superviseur* \
    support webmaster* webmestre* infograph* graphist* photograph* journalist* recruiter* recruteur* recruteuse* buyer* \
    acheteur* acheteuse* planner* planificat* strategist* evangelist* advocate clerk cashier* caissier* serveur serveuse* \
    waiter waitress* barista* bartender* barman chauffeur* driver* mechanic mecanicien* electricien* electrician* artist \
    artiste producer* producteur* productrice* illustrateur* illustratrice* illustrator* translator* traducteur* \
    traductrice* interpret* pharmacien* pharmacist* medecin doctor physician* lawyer* avocat* juriste* paralegal* \
    partner associate* associe contractor* maintainer* contributor* moderat* animateur* animatrice* educateur* \
    educatrice* educator* superintendent* inspecteur* inspectrice* inspector* logisticien* magasinier* marketer* \
    entrepreneu* fullstack backend frontend firmware economist* economiste* statistician* statisticien* actuaire* actuary \
    actuarial geolog* chimist* chemist* biologist* biologiste* physicist* physicien* mathematician* mathematicien* soldier* \
    sergeant lieutenant captain capitaine conducteur* conductrice* dessinateur* dessinatrice* projeteur* projeteuse* \
    adjoint* attache attachee ergonome* urbaniste* urbanist* planificateur* geomaticien* aide soignant soignante* \
    ambulanc* auxiliaire* metreur* metreuse* geometre* surveyor* estimator* technico ouvrier* soudeu* welder* plombier* \
    plumber* peintre* menuisier* carpenter* boulanger* baker patissier* cuisinier* commis cook plongeur coiffeu* \
    estheticien* kinesitherapeut* therapist* psycholog* psychiatr* dentist* veterin* paramedic* midwife sage surgeon* \
    radiograph* dietit* dietet* notaire* huissier* greffier* solicitor* barrister* attorney* counsel judge policier* \
    gendarme* pompier* firefighter* guard gardien* vigile preparateur* preparatrice* cariste* livreur* livreuse* courier \
    manutentionnaire* dispatcher* merchandis* styliste* stylist* modeliste* couturier* monteur* monteuse* realisateur* \
    realisatrice* regisseur* musicien* musician* comedien* actor correspondant* referent* delegue* negociateur* courtier* \
    broker* trader banquier* banker* souscripteur* underwriter* agronome* jardinier* gardener* paysagiste* forestier* \
    agriculteur* farmer* guide bibliothecaire* librarian* archiviste* archivist* documentaliste* mediateur* mediatrice* \
    surveillant* proviseur principal instructor* instructeur* fellow counselor* counsellor* concierge* porter caretaker* \
    caregiver* carer* nanny housekeep* curator* representative* representant* rep executive* generalist* practitioner* \
    bookkeeper* treasurer* tresorier* investigator* examiner* assessor* realtor* builder* foreman machinist* fitter* \
    worker* labourer* laborer* trainee* collaborateur* collaboratrice* ceo mandataire* gerant* gerante* patron chairman \
    chair dba po cuisiniere* standardiste* hotelier* marin sailor seaman seamen improver* steward* stewardess* researchers techlead staff \
    chefs leads maquettis* opticien* optician* teleconseil* teleoperat* automaticien* tourneur* fraiseur* chaudronnier* \
    couvreur* carreleur* macon* platrier* serrurier* vitrier* chauffagiste* frigoriste* ascensoriste* electromecanic* \
    electrotechnic* regleur* outilleur* ajusteur* grutier* boucher* poissonnier* fromager traiteur* sommelier* maraicher* \
    viticulteur* viticultrice* eleveur* eleveuse* fleuriste* florist* bijoutier* horloger* ebeniste* tapissier* imprimeur* \
    danseur* danseuse* dancer* chanteu* singer* compositeur* compositrice* cadreur* cadreuse* chroniqueu* reporter* \
    blogueu* blogger* linguist* historian* historien* anesthes* anaesthe* podolog* osteopath* physiotherap* ergotherap* \
    psychomotric* puericultric* brancardier* prothesist* hygienist* laborantin* optometr* maitre maitresse* gouvernante* croupier* \
    convoyeur* aiguilleur* cheminot* matelot* skipper* copilot* diplomat* magistrat* clerc fiscaliste* douanier* \
    detective* enqueteur* enquetrice* lifeguard* sauveteur* moniteur* monitrice* entraineu* sysadmin* pentester* sourcer* \
    headhunter* facilitat* lobbyist* publicist* fundraiser* telemarket* promoter* promoteur* operative* cleaner* janitor* \
    dishwasher* butcher* fishmonger* grocer* tailor* seamstress* roofer* bricklayer* plasterer* tiler* glazier* joiner* \
    scaffolder* draughtsman draftsman drafter* toolmaker* millwright*";

/// Endings that nearly only words for people have.
const ENDINGS: &[&str] = &[
    "ologist", "ologists", "ologue", "ologues", "icien", "icienne", "iciens", "atrice", "atrices", "ographe",
];
/// Fewest letters of a word that is told by its ending.
const LONG: usize = 8;

/// How much a text looks like a job title: the number of its words that name a role.
pub fn score(text: &str) -> usize {
    words(text).iter().filter(|w| is_role(w)).count()
}

fn is_role(word: &str) -> bool {
    static STEMS: LazyLock<(HashSet<&str>, Vec<&str>)> = LazyLock::new(|| {
        let (stems, whole): (Vec<&str>, Vec<&str>) = ROLES.split_whitespace().partition(|r| r.ends_with('*'));
        let mut stems: Vec<&str> = stems.into_iter().map(|s| s.trim_end_matches('*')).collect();
        stems.sort_unstable();
        (whole.into_iter().collect(), stems)
    });
    let (whole, stems) = &*STEMS;
    let bare = word.strip_suffix("es").filter(|b| whole.contains(b));
    let single = word.strip_suffix(['s', 'e']).filter(|b| whole.contains(b));
    if whole.contains(word) || bare.or(single).is_some() {
        return word != "partners";
    }
    if word.len() >= LONG && ENDINGS.iter().any(|e| word.ends_with(e)) {
        return true;
    }
    // The stems that a word can start with stand right before it in order.
    let at = stems.partition_point(|s| *s <= word);
    stems[at.saturating_sub(STEMS_BACK)..at]
        .iter()
        .any(|s| word.starts_with(s))
}

/// Stems looked at before a word's place in their order: those that start another.
const STEMS_BACK: usize = 6;

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
        assert_eq!(score("Redwood Logistics"), 0);
        assert_eq!(score("Rédaction des spécifications"), 0);
        assert!(score("Conductrice de travaux") > 0);
        assert!(score("Rhumatologue") > 0);
        assert_eq!(score("Catalogue des Trois Suisses"), 0);
    }
}
