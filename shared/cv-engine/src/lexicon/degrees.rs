//! Words that degrees are made of.

use super::fold;
use super::words;

const DEGREE: &str = "master masters mastere msc ma mba bachelor bachelors bsc ba beng meng bs ms phd doctorat doctorate \
    doctor licence licentiate bts dut but bac baccalaureat diplome diploma degree deug dea dess cap bep \
    deust maitrise ingenieur certificat foundation associate postgraduate graduate undergraduate \
    graduated prepa cpge hnd hnc gcse btec abitur erasmus semester exchange titre cursus minor major \
    brevet llm llb mphil bfa bba aas ged studies etudes formation magistere mooc bootcamp classe classes \
    specialisation concentration sciences science engineering \
    levels hons honours m1 m2 l1 l2 l3 certificate cqp matriculation leaving agregation capes magister specialise";
const DOTTED: &[&str] = &[
    "b.s", "m.s", "b.a", "m.a", "ph.d", "m.sc", "b.sc", "b.eng", "m.eng", "m.b.a", "b.tech", "m.tech", "b.e.",
];

/// How much a text looks like a degree.
pub fn score(text: &str) -> usize {
    let folded = fold(text);
    let dotted = DOTTED.iter().filter(|d| folded.contains(*d)).count();
    2 * dotted
        + words(text)
            .iter()
            .filter(|w| DEGREE.split(' ').any(|x| x == w.as_str()))
            .count()
}
