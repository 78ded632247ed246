//! Words that names of companies and schools are made of.

use super::words;

const COMPANY: &str = "inc ltd llc llp plc gmbh ag sa sas sarl eurl sasu corp corporation company co bv nv spa pty groupe \
    group agence agency banque bank mairie ministere ministry hopital hospital chu cabinet societe \
    association fondation foundation institute institut laboratoire laboratory labs lab studio studios \
    consulting solutions technologies systems services holding partners navy army council university \
    universite college school freelance independant independante self organization organisation hosting \
    logistics logistique transports transport clinique laboratoires maison atelier ateliers editions hotel office \
    caisse syndicat region commune ville communaute metropole hospitals clinic school council city department \
    foods food games robotics partners solar rail water credit union grid foundry health traders analytics \
    capital ventures motors automobiles automotive pharma biotech retail stores store bakery brewery farm \
    editeur freres fils ong ngo trust charity startup ingenierie automotives aerospace electric electronics \
    chemicals construction batiment travaux immobilier paysages energie energies numerique digital interactive \
    network networks security securite data cloud industrie industriel manufacturing agroalimentaire \
    software industries media telecom airlines energy assurance assurances insurance mutuelle \
    cooperative club centre center conseil departement prefecture restaurant";
const SCHOOL: &str = "universite university ecole school college lycee institut institute iut iae insa polytech \
    polytechnique faculte faculty academy academie campus esiea epita epitech esgi hec essec edhec ens \
    enseirb supelec centrale mines telecom sorbonne cnam mit eth epfl openclassrooms bootcamp \
    universitat universidad politecnico hochschule gymnasium conservatoire cfa afpa greta esc supinfo \
    ucl oxford cambridge stanford harvard ucla dauphine eni ensai ensimag uqam hms wagon utc utt utbm \
    esiee isep ece efrei esilv ensai ifsi isg iseg inseec kedge neoma skema audencia ynov simplon wagon \
    flatiron caltech mcgill yale princeton columbia cornell imperial kings king's lse warwick eton tu rwth kth \
    tudelft bleu ensad gobelins crea emlyon iep sciencespo escp ipag emi ehtp esprit ensias supdeco \
    hetic eemi webforce3 udemy edx academie sixth juniors primaire collegial cegep hec enseeiht coursera polytechnic seminary uni mit berkeley centralesupelec";

/// Number of words that name a company; an ampersand and a single word in capitals (`SNCF`) count as one.
pub fn company_score(text: &str) -> usize {
    let named = words(text)
        .iter()
        .filter(|w| COMPANY.split_whitespace().any(|x| x == w.as_str()))
        .count();
    let trimmed = text.trim();
    let acronym =
        (2..=6).contains(&trimmed.len()) && trimmed.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit());
    named + usize::from(trimmed.contains(" & ")) + usize::from(acronym)
}

/// Number of words that name a school.
pub fn school_score(text: &str) -> usize {
    words(text)
        .iter()
        .filter(|w| SCHOOL.split_whitespace().any(|x| x == w.as_str()))
        .count()
}
