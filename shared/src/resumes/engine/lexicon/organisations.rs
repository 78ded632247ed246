//! Words that names of companies and schools are made of.

use super::words;

const COMPANY: &str = "inc ltd llc llp plc gmbh ag sa sas sarl eurl sasu corp corporation company co bv nv spa pty groupe \
    group agence agency banque bank mairie ministere ministry hopital hospital chu cabinet societe \
    association fondation foundation institute institut laboratoire laboratory labs lab studio studios \
    consulting solutions technologies systems services holding partners navy army council university \
    universite college school freelance independant independante self organization organisation hosting \
    software industries media telecom airlines energy assurance assurances insurance mutuelle \
    cooperative club centre center conseil departement prefecture restaurant";
const SCHOOL: &str = "universite university ecole school college lycee institut institute iut iae insa polytech \
    polytechnique faculte faculty academy academie campus esiea epita epitech esgi hec essec edhec ens \
    enseirb supelec centrale mines telecom sorbonne cnam mit eth epfl openclassrooms bootcamp \
    universitat universidad politecnico hochschule gymnasium conservatoire cfa afpa greta esc supinfo \
    ucl oxford cambridge stanford harvard ucla dauphine eni ensai ensimag uqam hms wagon utc utt utbm \
    esiee isep ece efrei enseeiht coursera polytechnic seminary uni";

/// Number of words that name a company.
pub fn company_score(text: &str) -> usize {
    words(text)
        .iter()
        .filter(|w| COMPANY.split(' ').any(|x| x == w.as_str()))
        .count()
}

/// Number of words that name a school.
pub fn school_score(text: &str) -> usize {
    words(text)
        .iter()
        .filter(|w| SCHOOL.split(' ').any(|x| x == w.as_str()))
        .count()
}
