//! Every other list.

use super::{Plans, after, page, sorts_by, uses};
use shared::{
    aggregate, audit,
    directory::{
        companies::queries as companies,
        partnerships::{domain::PartnershipStatus, queries as partnerships},
        portfolios::queries as portfolios,
        skills::queries as skills,
    },
    identity::users::queries as users,
    kernel::{CompanyId, ConsultantId, MatchId, Role, SortValue, TenderId, UserId},
    resumes::queries as resumes,
    staffing::{
        collaborations::{domain::CollaborationStatus, queries as collaborations},
        scoring_profiles::queries as scoring_profiles,
    },
};

#[tokio::test]
async fn every_other_list_uses_its_indexes() {
    let plans = Plans::new().await;
    let admin = plans.actor(Role::Admin, None).await;
    let q = |text: &str| Some(text.to_owned());
    let word = ["'%ab12c%'", "'ab12c'"];

    let of = companies::Filter::default;
    for (what, index, values, filter) in [
        ("companies", "companies_order_idx", &[] as &[&str], of()),
        (
            "is_esn",
            "companies_kind_idx",
            &["true"],
            companies::Filter {
                is_esn: Some(true),
                ..of()
            },
        ),
    ] {
        companies::list(&plans.pool, admin.grant().unwrap(), &filter, None, page())
            .await
            .unwrap();
        sorts_by(&plans.of_list(what, values).await, what, index);
    }
    let from = after(77, Some(SortValue::Text("filiale d".to_owned())));
    companies::list(&plans.pool, admin.grant().unwrap(), &of(), Some(&from), page())
        .await
        .unwrap();
    let what = "companies after a name";
    let plan = plans
        .of_list(what, &["'filiale d'", "'filiale d'", "'filiale d'", "77"])
        .await;
    sorts_by(&plan, what, "companies_order_idx");
    companies::list(
        &plans.pool,
        admin.grant().unwrap(),
        &companies::Filter { q: q("ab12c"), ..of() },
        None,
        page(),
    )
    .await
    .unwrap();
    uses(
        &plans.of_list("companies q", &word).await,
        "companies q",
        "companies c",
        "companies_search_idx",
    );

    let of = skills::Filter::default;
    for (what, index, values, filter) in [
        ("skills", "skills_order_idx", &[] as &[&str], of()),
        (
            "category",
            "skills_category_idx",
            &["'c3'"],
            skills::Filter {
                category: vec!["c3".to_owned()],
                ..of()
            },
        ),
    ] {
        skills::list(&plans.pool, admin.grant().unwrap(), &filter, None, page())
            .await
            .unwrap();
        sorts_by(&plans.of_list(what, values).await, what, index);
    }
    skills::list(
        &plans.pool,
        admin.grant().unwrap(),
        &skills::Filter { q: q("ab12c"), ..of() },
        None,
        page(),
    )
    .await
    .unwrap();
    uses(
        &plans.of_list("skills q", &word).await,
        "skills q",
        "skill_names n",
        "skill_names_search_idx",
    );

    let of = users::Filter::default;
    for (what, index, values, filter) in [
        (
            "users q",
            "users_search_idx",
            &word as &[&str],
            users::Filter { q: q("ab12c"), ..of() },
        ),
        (
            "role",
            "users_role_idx",
            &["'{recruiter}'"],
            users::Filter {
                role: vec![Role::Recruiter],
                ..of()
            },
        ),
        (
            "is_active",
            "users_inactive_idx",
            &["false"],
            users::Filter {
                is_active: Some(false),
                ..of()
            },
        ),
        (
            "company_id",
            "users_company_idx",
            &["3"],
            users::Filter {
                company_id: Some(CompanyId(3)),
                ..of()
            },
        ),
    ] {
        users::list(&plans.pool, admin.grant().unwrap(), &filter, None, page())
            .await
            .unwrap();
        uses(&plans.of_list(what, values).await, what, "users u", index);
    }

    let of = portfolios::Filter::default;
    for (what, index, values, filter) in [
        (
            "portfolios q",
            "portfolios_search_idx",
            &word as &[&str],
            portfolios::Filter { q: q("ab12c"), ..of() },
        ),
        (
            "company_id",
            "portfolios_company_idx",
            &["3"],
            portfolios::Filter {
                company_id: Some(CompanyId(3)),
                ..of()
            },
        ),
        (
            "consultant_id",
            "portfolios_consultant_idx",
            &["400"],
            portfolios::Filter {
                consultant_id: Some(ConsultantId(400)),
                ..of()
            },
        ),
    ] {
        aggregate::list::<portfolios::Portfolio>(&plans.pool, admin.grant().unwrap(), &filter, None, page())
            .await
            .unwrap();
        uses(&plans.of_list(what, values).await, what, "portfolios f", index);
    }

    let of = collaborations::Filter::default;
    for (what, index, values, filter) in [
        (
            "match_id",
            "collaborations_match_idx",
            &["40"] as &[&str],
            collaborations::Filter {
                match_id: Some(MatchId(40)),
                ..of()
            },
        ),
        (
            "consultant_id",
            "collaborations_consultant_idx",
            &["40"],
            collaborations::Filter {
                consultant_id: Some(ConsultantId(40)),
                ..of()
            },
        ),
        (
            "tender_id",
            "collaborations_tender_idx",
            &["41"],
            collaborations::Filter {
                tender_id: Some(TenderId(41)),
                ..of()
            },
        ),
        (
            "company_id",
            "collaborations_company_idx",
            &["21", "21"],
            collaborations::Filter {
                company_id: Some(CompanyId(21)),
                ..of()
            },
        ),
        (
            "status",
            "collaborations_status_idx",
            &["'{cancelled}'"],
            collaborations::Filter {
                status: vec![CollaborationStatus::Cancelled],
                ..of()
            },
        ),
    ] {
        aggregate::list::<collaborations::Collaboration>(&plans.pool, admin.grant().unwrap(), &filter, None, page())
            .await
            .unwrap();
        uses(&plans.of_list(what, values).await, what, "collaborations k", index);
    }

    aggregate::list::<partnerships::Partnership>(
        &plans.pool,
        admin.grant().unwrap(),
        &vec![PartnershipStatus::Rejected],
        None,
        page(),
    )
    .await
    .unwrap();
    uses(
        &plans.of_list("status", &["'{rejected}'"]).await,
        "status",
        "partnerships p",
        "partnerships_status_idx",
    );
    aggregate::list::<partnerships::Partnership>(
        &plans.pool,
        admin.grant().unwrap(),
        &vec![],
        Some(&after(3000, None)),
        page(),
    )
    .await
    .unwrap();
    sorts_by(
        &plans.of_list("partnerships after one", &["3000"]).await,
        "partnerships after one",
        "partnerships_pkey",
    );

    aggregate::list::<scoring_profiles::ScoringProfile>(&plans.pool, admin.grant().unwrap(), &None, None, page())
        .await
        .unwrap();
    sorts_by(
        &plans.of_list("scoring profiles", &[]).await,
        "scoring profiles",
        "scoring_profiles_order_idx",
    );
    aggregate::list::<scoring_profiles::ScoringProfile>(
        &plans.pool,
        admin.grant().unwrap(),
        &Some(CompanyId(3)),
        None,
        page(),
    )
    .await
    .unwrap();
    let what = "a company's scoring profiles";
    uses(
        &plans.of_list(what, &["3"]).await,
        what,
        "scoring_profiles p",
        "scoring_profiles_company_order_idx",
    );

    resumes::of_consultant(&plans.pool, admin.grant().unwrap(), ConsultantId(400), None, page())
        .await
        .unwrap();
    uses(
        &plans.of_list("resumes", &["400"]).await,
        "resumes",
        "resumes r",
        "resumes_consultant_idx",
    );

    // Of the log each month has its own index of the same columns.
    let of = audit::Filter::default;
    for (what, columns, values, filter) in [
        (
            "company_id",
            "company_id_id",
            &["7"] as &[&str],
            audit::Filter {
                company_id: Some(CompanyId(7)),
                ..of()
            },
        ),
        (
            "actor_id",
            "actor_id_id",
            &["7"],
            audit::Filter {
                actor_id: Some(UserId(7)),
                ..of()
            },
        ),
        (
            "action",
            "action_id",
            &["'a7'"],
            audit::Filter {
                action: q("a7"),
                ..of()
            },
        ),
        (
            "object_kind",
            "object_kind_object_id_id",
            &["'k7'"],
            audit::Filter {
                object_kind: q("k7"),
                ..of()
            },
        ),
        (
            "object_id",
            "object_id_id",
            &["'77'"],
            audit::Filter {
                object_id: q("77"),
                ..of()
            },
        ),
    ] {
        audit::list(&plans.pool, admin.grant().unwrap(), &filter, None, page())
            .await
            .unwrap();
        let plan = plans.of_list(what, values).await;
        let index = format!("_{columns}_idx");
        let is_it = |word: &str| word.starts_with("audit_log_20") && word["audit_log_2026_11".len()..] == index;
        assert!(
            plan.split_whitespace().any(is_it),
            "{what} does not use {index}:\n{plan}"
        );
    }
}
