//! Tenders and matches: filters, both directions of every order, a page after a row.

use super::{Plans, after, page, sorts_by, uses};
use shared::{
    kernel::{Choice, CompanyId, ConsultantId, Role, Sort, SortValue, TenderId},
    staffing::{
        matches::{
            domain::MatchStatus,
            queries::{self as matches, Filter as MatchFilter},
        },
        tenders::{
            domain::TenderStatus,
            queries::{self as tenders, Filter as TenderFilter},
        },
    },
};

#[tokio::test]
async fn filters_of_tenders_and_matches_use_their_indexes() {
    let plans = Plans::new().await;
    let admin = plans.actor(Role::Admin, None).await;
    let of = TenderFilter::default;
    let q = |text: &str| Some(text.to_owned());
    for (what, index, values, filter) in [
        (
            "company_id",
            "tenders_company_idx",
            &["3"] as &[&str],
            TenderFilter {
                company_id: Some(CompanyId(3)),
                ..of()
            },
        ),
        (
            "skills",
            "tender_skills_skill_idx",
            &["7"] as &[&str],
            TenderFilter {
                skills: vec!["7".to_owned()],
                ..of()
            },
        ),
        (
            "location",
            "tenders_location_idx",
            &["'%Ville 77%'"] as &[&str],
            TenderFilter {
                location: q("Ville 77"),
                ..of()
            },
        ),
        (
            "q",
            "tenders_search_idx",
            &["'%4321%'", "'4321'", "'%4321%'", "'4321'", "'%4321%'", "'4321'"] as &[&str],
            TenderFilter { q: q("4321"), ..of() },
        ),
        (
            "q, an exact term",
            "tenders_terms_idx",
            &["'c++'"] as &[&str],
            TenderFilter { q: q("c++"), ..of() },
        ),
        (
            "status",
            "tenders_status_idx",
            &["'{cancelled}'"] as &[&str],
            TenderFilter {
                status: vec![TenderStatus::Cancelled],
                ..of()
            },
        ),
        (
            "remote",
            "tenders_remote_idx",
            &["true"] as &[&str],
            TenderFilter {
                remote: Some(true),
                ..of()
            },
        ),
        (
            "status and company",
            "tenders_company_status_idx",
            &["3", "'{open}'"] as &[&str],
            TenderFilter {
                status: vec![TenderStatus::Open],
                company_id: Some(CompanyId(3)),
                ..of()
            },
        ),
    ] {
        tenders::list(
            &mut *plans.conn().await,
            admin.grant().unwrap(),
            &filter,
            None,
            None,
            page(),
        )
        .await
        .unwrap();
        uses(&plans.of_list(what, values).await, what, "tenders", index);
    }
    for (key, descending, index) in [
        ("start_date", false, "tenders_start_idx"),
        ("start_date", true, "tenders_start_down_idx"),
        ("budget_max", false, "tenders_budget_idx"),
        ("budget_max", true, "tenders_budget_down_idx"),
        ("created_at", false, "tenders_created_idx"),
        ("created_at", true, "tenders_created_down_idx"),
        ("title", false, "tenders_title_idx"),
        ("title", true, "tenders_title_down_idx"),
    ] {
        let sort = Sort {
            key: Choice::named(key).unwrap(),
            descending,
        };
        let what = format!("{key}, descending: {descending}");
        let grant = admin.grant().unwrap();
        tenders::list(&mut *plans.conn().await, grant, &of(), Some(sort), None, page())
            .await
            .unwrap();
        sorts_by(&plans.of_list(&what, &[]).await, &what, index);
    }
    let manager = plans.actor(Role::Manager, Some(CompanyId(1))).await;
    tenders::list(
        &mut *plans.conn().await,
        manager.grant().unwrap(),
        &of(),
        None,
        None,
        page(),
    )
    .await
    .unwrap();
    uses(
        &plans.of_list("a manager's", &["1"; 7]).await,
        "a manager's",
        "tenders",
        "tenders_company_status_idx|tenders_company_idx",
    );
    let of = MatchFilter::default;
    for (what, index, values, filter) in [
        (
            "consultant_id",
            "matches_consultant_id_tender_id_key",
            &["77"] as &[&str],
            MatchFilter {
                consultant_id: Some(ConsultantId(77)),
                ..of()
            },
        ),
        (
            "tender_id",
            "matches_tender_idx",
            &["77"] as &[&str],
            MatchFilter {
                tender_id: Some(TenderId(77)),
                ..of()
            },
        ),
        (
            "status",
            "matches_status_idx",
            &["'{accepted}'"] as &[&str],
            MatchFilter {
                status: vec![MatchStatus::Accepted],
                ..of()
            },
        ),
        (
            "min_score",
            "matches_score_idx",
            &["0.99"] as &[&str],
            MatchFilter {
                min_score: Some(0.99),
                ..of()
            },
        ),
        (
            "company_id",
            "matches_company_idx",
            &["3", "3"] as &[&str],
            MatchFilter {
                company_id: Some(CompanyId(3)),
                ..of()
            },
        ),
    ] {
        matches::list(&plans.pool, admin.grant().unwrap(), &filter, None, None, page())
            .await
            .unwrap();
        uses(&plans.of_list(what, values).await, what, "matches m", index);
    }
    let grant = admin.grant().unwrap();
    for (key, descending, index) in [
        ("score", false, "matches_score_up_idx"),
        // What is listed when no order is asked for.
        ("score", true, "matches_score_idx"),
        ("created_at", false, "matches_created_idx"),
        ("created_at", true, "matches_created_down_idx"),
        ("decided_at", false, "matches_decided_idx"),
        ("decided_at", true, "matches_decided_down_idx"),
        ("id", true, "matches_pkey"),
    ] {
        let sort = Sort {
            key: Choice::named(key).unwrap(),
            descending,
        };
        let what = format!("{key}, descending: {descending}");
        matches::list(&plans.pool, grant, &of(), Some(sort), None, page())
            .await
            .unwrap();
        sorts_by(&plans.of_list(&what, &[]).await, &what, index);
    }
    let from = after(77, Some(SortValue::Number(0.5)));
    matches::list(&plans.pool, grant, &of(), None, Some(&from), page())
        .await
        .unwrap();
    let plan = plans
        .of_list("a page after a score", &["0.5", "0.5", "0.5", "77"])
        .await;
    sorts_by(&plan, "a page after a score", "matches_score_idx");
    matches::top(&plans.pool, grant, None, page()).await.unwrap();
    let plan = plans.of_list("top", &["'{pending,proposed}'"]).await;
    sorts_by(&plan, "top", "matches_score_idx");
}
