//! Making and changing tenders.

use super::{
    aggregate::Tenders,
    domain::{Terms, TermsChanges},
    queries::Tender,
    store,
};
use crate::{
    aggregate::{self, Aggregate, By},
    db::{Refused, Tx},
    directory::skills::held,
    kernel::{CompanyId, Faults, TenderId, Written, permissions::TenderWrite},
};

/// A tender to be made.
#[derive(Debug)]
pub struct NewTender {
    /// Whose; the caller's own company when absent. An admin names it.
    pub company_id: Option<CompanyId>,
    /// What is known.
    pub terms: TermsChanges,
    /// What it asks for.
    pub skills: held::New<Tenders>,
}

/// Makes a tender.
///
/// # Errors
/// [`Refused::Invalid`] with every fault, or the database failed.
pub async fn create(tx: &mut Tx, by: By<'_, TenderWrite>, new: NewTender) -> Result<Tender, Refused> {
    let NewTender {
        company_id,
        terms,
        skills,
    } = new;
    let mut faults = Faults::default();
    let company = aggregate::owner(tx, by.grant, company_id, &mut faults).await?;
    held::check::<Tenders>(tx, &skills, &mut faults).await?;
    let terms = faults.gather(Terms::create(terms));
    let (company, terms) = faults.whole(company.zip(terms))?;
    let id = store::insert(tx, company, &terms).await.map_err(Tenders::named)?;
    held::give::<Tenders>(tx, (id, company), &skills).await?;
    aggregate::made::<Tenders>(tx, by, id, Some(company)).await
}

/// Changes a tender.
///
/// # Errors
/// As [`aggregate::change`].
pub async fn update(
    tx: &mut Tx,
    by: By<'_, TenderWrite>,
    id: TenderId,
    changes: TermsChanges,
) -> Result<Tender, Refused> {
    aggregate::change::<Tenders, _>(tx, by, id, |was| was.fields.clone().change(changes)).await
}
