//! The table of roles as the specification writes it, by hand, and nothing of the code: `permissions.txt`, which the matrix holds the running
//! api to, must agree with it.
//!
//! What a row says of a role is how far it reads and how far it writes; the row in question is always alpha's. The status follows:
//! in reach it is done (or refused for what it is: 409, 422); a role that does this nowhere gets 403, and so does one that sees the row
//! and may not change it; whoever does not see the row gets 404.

use crate::matrix::{expected, table};
use std::collections::BTreeSet;

#[derive(Clone, Copy, PartialEq)]
enum Reach {
    /// `-`
    Nothing,
    /// Its own rows, and this is somebody else's.
    OthersOwn,
    /// The one row that is its own, or is about it.
    Own,
    /// Rows of its company; a client: of its company's tenders.
    Company,
    /// Those, and its partners'.
    Partners,
    /// Every company's.
    All,
}
use Reach::{All, Company, Nothing, OthersOwn, Own, Partners};

impl Reach {
    fn has(self, caller: &str) -> bool {
        match self {
            Nothing | OthersOwn => false,
            Own => caller == "consultant-own",
            Company => caller.ends_with("-own"),
            Partners => caller.ends_with("-own") || caller.ends_with("-partner"),
            All => true,
        }
    }
}

/// An entity's operations, and (read, write) of manager, consultant and client. An admin has all, nobody without a log-in anything.
struct Line {
    lists: &'static str,
    reads: &'static str,
    writes: &'static str,
    creates: &'static str,
    manager: (Reach, Reach),
    consultant: (Reach, Reach),
    client: (Reach, Reach),
    /// The recruiting roles have nothing here; false: other pages may give them something.
    is_staffing_only: bool,
}

const NONE: (Reach, Reach) = (Nothing, Nothing);
const EMPTY: Line = Line {
    lists: "",
    reads: "",
    writes: "",
    creates: "",
    manager: NONE,
    consultant: NONE,
    client: NONE,
    is_staffing_only: true,
};

fn specification() -> Vec<Line> {
    vec![
        // companies: own read and write, name, website and is_esn of others | own read; names | own read; names
        Line {
            lists: "list_companies",
            reads: "get_company",
            writes: "put_company",
            manager: (All, Company),
            consultant: (All, Nothing),
            client: (All, Nothing),
            is_staffing_only: false,
            ..EMPTY
        },
        // ... and only an admin makes or deletes one.
        Line {
            writes: "delete_company archive_company unarchive_company",
            creates: "create_company",
            is_staffing_only: false,
            ..EMPTY
        },
        // users: own company | self | self (the row is somebody else's)
        Line {
            reads: "get_user",
            manager: (Company, Nothing),
            consultant: (OthersOwn, Nothing),
            client: (OthersOwn, Nothing),
            is_staffing_only: false,
            ..EMPTY
        },
        Line {
            writes: "delete_user reset_user_password",
            creates: "create_user",
            manager: (Company, Company),
            ..EMPTY
        },
        // partnerships: own company's side | - | -
        Line {
            lists: "list_partnerships",
            reads: "get_partnership",
            writes: "put_partnership delete_partnership end_partnership",
            creates: "create_partnership",
            manager: (Company, Company),
            ..EMPTY
        },
        // skills: read, add | read | read
        Line {
            lists: "list_skills",
            reads: "get_skill",
            writes: "put_skill delete_skill",
            manager: (All, Nothing),
            consultant: (All, Nothing),
            client: (All, Nothing),
            is_staffing_only: false,
            ..EMPTY
        },
        Line {
            creates: "add_skill",
            manager: (All, All),
            is_staffing_only: false,
            ..EMPTY
        },
        // consultants: own company, partners read | self read and write | those proposed to its tenders
        Line {
            lists: "list_consultants",
            reads: "get_consultant list_consultant_skills list_consultant_matches",
            writes: "put_consultant add_consultant_skill update_consultant_skill remove_consultant_skill",
            manager: (Partners, Company),
            consultant: (Own, Own),
            client: (Company, Nothing),
            ..EMPTY
        },
        // ... whom a company staffs is the company's to say.
        Line {
            writes: "delete_consultant archive_consultant unarchive_consultant",
            creates: "create_consultant",
            manager: (Partners, Company),
            ..EMPTY
        },
        // tenders: own company, partners' open ones read | own company's and partners' open ones read | own company read and write
        Line {
            lists: "list_tenders",
            reads: "get_tender list_tender_skills list_tender_matches",
            writes: "put_tender delete_tender archive_tender unarchive_tender add_tender_skill update_tender_skill remove_tender_skill",
            creates: "create_tender",
            manager: (Partners, Company),
            consultant: (Partners, Nothing),
            client: (Company, Company),
            ..EMPTY
        },
        // matches, collaborations: own company's side | own | own tenders, from proposed on; accept, reject
        Line {
            lists: "list_matches list_top_matches list_collaborations",
            reads: "get_match explain_match get_collaboration",
            writes: "put_match delete_match propose_match cancel_match put_collaboration delete_collaboration",
            creates: "create_match create_collaboration generate_matches",
            manager: (Company, Company),
            consultant: (Own, Nothing),
            client: (Company, Nothing),
            ..EMPTY
        },
        Line {
            writes: "accept_match reject_match",
            manager: (Company, Company),
            consultant: (Nothing, Nothing),
            client: (Company, Company),
            ..EMPTY
        },
        // portfolios: own company | own | those proposed to its tenders
        Line {
            lists: "list_portfolios",
            reads: "get_portfolio",
            writes: "put_portfolio delete_portfolio",
            creates: "create_portfolio",
            manager: (Company, Company),
            consultant: (Own, Own),
            client: (Company, Nothing),
            ..EMPTY
        },
        // resumes, CV upload and analysis: own company | self | -
        Line {
            reads: "get_resume list_resume_analyses download_resume download_cv get_cv_results",
            writes: "delete_resume analyze_cv upload_cv",
            manager: (Company, Company),
            consultant: (Own, Own),
            ..EMPTY
        },
        // scoring profiles: own company | - | -
        Line {
            lists: "list_scoring_profiles",
            reads: "get_scoring_profile preview_scoring_profile",
            writes: "put_scoring_profile delete_scoring_profile",
            creates: "create_scoring_profile",
            manager: (Company, Company),
            ..EMPTY
        },
        // executions: own company's | own | own (the row is a manager's)
        Line {
            reads: "get_execution follow_execution",
            writes: "cancel_execution retry_execution",
            manager: (Company, Company),
            consultant: (OthersOwn, OthersOwn),
            client: (OthersOwn, OthersOwn),
            is_staffing_only: false,
            ..EMPTY
        },
        // queues, schedules, workers, bulk actions, audit, api keys: admins'
        Line {
            lists: "list_queues list_schedules list_workers list_limits list_audit list_api_keys monitoring_metrics",
            writes: "pause_queue resume_queue set_schedule run_schedule set_limit revoke_api_key",
            creates: "bulk_executions create_api_key create_user_by_admin drill",
            ..EMPTY
        },
    ]
}

/// Operations that the table of roles does not speak of, or that have a rule of their own beside it.
const BESIDE: &str = "
    health livez readyz monitoring_health log_in refresh register sign_up_candidate verify_matricule forgot_password reset_password
    me list_sessions get_me put_me change_password log_out log_out_everywhere revoke_session
    list_users list_executions execution_stats put_user query_documents ping
    accept_partnership reject_partnership
    list_consultant_resumes upload_cv_for_analysis generate_portfolio
    find_matches_for_consultant find_matches_for_tender";

#[derive(Debug, Clone, Copy, PartialEq)]
enum Verdict {
    Done,
    Refused(u16),
}

fn verdict(status: &str) -> Verdict {
    match status {
        "401" | "403" | "404" => Verdict::Refused(status.parse().unwrap()),
        _ => Verdict::Done,
    }
}

impl Line {
    fn of(&self, role: &str) -> Option<(Reach, Reach)> {
        match role {
            "admin" => Some((All, All)),
            "manager" => Some(self.manager),
            "consultant" => Some(self.consultant),
            "client" => Some(self.client),
            _ => self.is_staffing_only.then_some(NONE),
        }
    }

    /// Every (operation, what it should come to) of a caller.
    fn verdicts(&self, caller: &str) -> Vec<(&'static str, Verdict)> {
        let each = |names: &'static str| names.split_whitespace();
        if caller == "anonymous" {
            let all = [self.lists, self.reads, self.writes, self.creates].map(each);
            return all
                .into_iter()
                .flatten()
                .map(|name| (name, Verdict::Refused(401)))
                .collect();
        }
        let Some((read, write)) = self.of(caller.split('-').next().unwrap()) else {
            return Vec::new();
        };
        let unless = |is_refused: bool, status| {
            if is_refused {
                Verdict::Refused(status)
            } else {
                Verdict::Done
            }
        };
        let lists = each(self.lists).map(|name| (name, unless(read == Nothing, 403)));
        let reads = each(self.reads).map(|name| {
            let refused = if read == Nothing { 403 } else { 404 };
            (name, unless(!read.has(caller), refused))
        });
        let writes = each(self.writes).map(|name| {
            let is_seen = read.has(caller);
            let refused = if write == Nothing || is_seen { 403 } else { 404 };
            (name, unless(!write.has(caller), refused))
        });
        // Of a new row there is only whose it shall be: what others may name in a body is their operation's own rule.
        let may_ask = write == Nothing || write.has(caller);
        let creates = each(self.creates).filter(|_| may_ask);
        let creates = creates.map(|name| (name, unless(write == Nothing, 403)));
        lists.chain(reads).chain(writes).chain(creates).collect()
    }
}

#[test]
fn the_matrix_holds_the_api_to_the_specification_s_table() {
    let statuses = table();
    let mut callers = vec!["admin".to_owned(), "candidate".to_owned(), "anonymous".to_owned()];
    for role in ["manager", "consultant", "client", "recruiter", "observer", "employe"] {
        callers.extend(["own", "partner", "stranger"].map(|whose| format!("{role}-{whose}")));
    }
    let (mut wrong, mut compared) = (Vec::new(), 0);
    let mut named: BTreeSet<&str> = BESIDE.split_whitespace().collect();
    for line in specification() {
        for caller in &callers {
            for (operation, should) in line.verdicts(caller) {
                let is = statuses.get(operation).and_then(|line| expected(line, caller));
                // The schedule of the documentation's example is not there: an admin is told so.
                let is_not_there = caller == "admin" && ["set_schedule", "run_schedule"].contains(&operation);
                let should = if is_not_there { Verdict::Refused(404) } else { should };
                if is.map(verdict) != Some(should) {
                    wrong.push(format!(
                        "{operation} of {caller}: {is:?}, the specification says {should:?}"
                    ));
                }
                named.insert(operation);
                compared += 1;
            }
        }
    }
    let unnamed: Vec<&&str> = statuses.keys().filter(|name| !named.contains(*name)).collect();
    println!("{compared} statuses compared with the specification");
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(unnamed.is_empty(), "the specification is not asked about {unnamed:?}");
}
