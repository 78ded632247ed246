//! Consultants: filters, both directions of every order, a page after a row.

use super::{Plans, after, page, sorts_by, uses};
use shared::{
    directory::consultants::{
        domain::ConsultantStatus,
        queries::{self as consultants, Filter as ConsultantFilter},
    },
    kernel::{Choice, CompanyId, Role, Sort, SortValue},
};

#[tokio::test]
async fn filters_of_consultants_use_their_indexes() {
    let plans = Plans::new().await;
    let admin = plans.actor(Role::Admin, None).await.grant().unwrap();
    let of = ConsultantFilter::default;
    let q = |text: &str| Some(text.to_owned());
    for (what, index, values, filter) in [
        (
            "company_id",
            "consultants_company_idx",
            &["3"] as &[&str],
            ConsultantFilter {
                company_id: Some(CompanyId(3)),
                ..of()
            },
        ),
        (
            "skills",
            "consultant_skills_skill_idx",
            &["7"] as &[&str],
            ConsultantFilter {
                skills: vec!["7".to_owned()],
                ..of()
            },
        ),
        (
            "skills by name",
            "consultant_skills_skill_idx",
            &["'skill 7'"] as &[&str],
            ConsultantFilter {
                skills: vec!["skill 7".to_owned()],
                ..of()
            },
        ),
        (
            "location",
            "consultants_location_idx",
            &["'%Ville 77%'"] as &[&str],
            ConsultantFilter {
                location: q("Ville 77"),
                ..of()
            },
        ),
        (
            "q",
            "consultants_search_idx",
            &[
                "'%Nom12345%'",
                "'Nom12345'",
                "'%Nom12345%'",
                "'Nom12345'",
                "'%Nom12345%'",
                "'Nom12345'",
            ] as &[&str],
            ConsultantFilter {
                q: q("Nom12345"),
                ..of()
            },
        ),
        (
            "q, an exact term",
            "consultants_terms_idx",
            &["'c++'"] as &[&str],
            ConsultantFilter { q: q("c++"), ..of() },
        ),
        (
            "status",
            "consultants_status_idx",
            &["'{leaving}'"] as &[&str],
            ConsultantFilter {
                status: vec![ConsultantStatus::Leaving],
                ..of()
            },
        ),
        (
            "min_years",
            "consultants_years_idx|consultants_years_down_idx",
            &["39.5"] as &[&str],
            ConsultantFilter {
                min_years: Some(39.5),
                ..of()
            },
        ),
        (
            "available_from and available_to",
            "consultants_available_idx|consultants_available_down_idx",
            &["'2026-03-01'", "'2026-03-05'"] as &[&str],
            ConsultantFilter {
                available_from: "2026-03-01".parse().ok(),
                available_to: "2026-03-05".parse().ok(),
                ..of()
            },
        ),
        (
            "remote",
            "consultants_remote_idx",
            &["true"] as &[&str],
            ConsultantFilter {
                remote: Some(true),
                ..of()
            },
        ),
        (
            "status and company",
            "consultants_status_idx",
            &["3", "'{leaving}'"] as &[&str],
            ConsultantFilter {
                status: vec![ConsultantStatus::Leaving],
                company_id: Some(CompanyId(3)),
                ..of()
            },
        ),
    ] {
        consultants::list(&mut *plans.conn().await, admin, &filter, None, None, page())
            .await
            .unwrap();
        uses(&plans.of_list(what, values).await, what, "consultants", index);
    }
    for (key, descending, index) in [
        ("years_experience", false, "consultants_years_idx"),
        ("years_experience", true, "consultants_years_down_idx"),
        ("availability_date", false, "consultants_available_idx"),
        ("availability_date", true, "consultants_available_down_idx"),
        ("daily_rate", false, "consultants_daily_rate_idx"),
        ("daily_rate", true, "consultants_daily_rate_down_idx"),
        ("last_name", false, "consultants_last_name_idx"),
        ("last_name", true, "consultants_last_name_down_idx"),
        ("created_at", false, "consultants_created_idx"),
        ("created_at", true, "consultants_created_down_idx"),
        ("title", false, "consultants_title_idx"),
        ("title", true, "consultants_title_down_idx"),
        ("id", false, "consultants_pkey"),
        ("id", true, "consultants_pkey"),
    ] {
        let sort = Sort {
            key: Choice::named(key).unwrap(),
            descending,
        };
        let what = format!("{key}, descending: {descending}");
        consultants::list(&mut *plans.conn().await, admin, &of(), Some(sort), None, page())
            .await
            .unwrap();
        sorts_by(&plans.of_list(&what, &[]).await, &what, index);
    }
    let by_title = Sort {
        key: Choice::named("title").unwrap(),
        descending: true,
    };
    let from = after(77, Some(SortValue::Text("Métier 3".to_owned())));
    consultants::list(
        &mut *plans.conn().await,
        admin,
        &of(),
        Some(by_title),
        Some(&from),
        page(),
    )
    .await
    .unwrap();
    let what = "a page after a title";
    let place = ["'Métier 3'", "'Métier 3'", "'Métier 3'", "77"];
    let plan = plans.of_list(what, &place).await;
    sorts_by(&plan, what, "consultants_title_down_idx");
    assert!(
        plan.contains("Index Cond: (fold(title) <="),
        "it begins at the row:\n{plan}"
    );
    let manager = plans.actor(Role::Manager, Some(CompanyId(1))).await.grant().unwrap();
    consultants::list(&mut *plans.conn().await, manager, &of(), None, None, page())
        .await
        .unwrap();
    uses(
        &plans.of_list("a manager's", &["1"]).await,
        "a manager's",
        "consultants",
        "consultants_company_idx",
    );
}
