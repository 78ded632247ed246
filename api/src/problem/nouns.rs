//! What things are called in problems.

use shared::kernel::Locale;

/// The thing in the caller's language; a name that is not in the table as it is.
pub(super) fn of(kind: &'static str, locale: Locale) -> &'static str {
    let both = match kind {
        "api_key" => ["clé d'API", "API key"],
        "api_keys" => ["clés d'API", "API keys"],
        "application" => ["candidature", "application"],
        "collaboration" => ["collaboration", "collaboration"],
        "collaborations" => ["collaborations", "collaborations"],
        "companies" => ["entreprises", "companies"],
        "company" => ["entreprise", "company"],
        "consultant" => ["consultant", "consultant"],
        "consultants" => ["consultants", "consultants"],
        "execution" => ["exécution", "execution"],
        "executions" => ["exécutions", "executions"],
        "job_kind" => ["type de tâche", "kind of job"],
        "match" => ["rapprochement", "match"],
        "matches" => ["rapprochements", "matches"],
        "documents" => ["documents", "documents"],
        "idempotency_keys" => ["clés d'idempotence", "idempotency keys"],
        "partnership" => ["partenariat", "partnership"],
        "partnerships" => ["partenariats", "partnerships"],
        "portfolio" => ["portfolio", "portfolio"],
        "portfolios" => ["portfolios", "portfolios"],
        "questions" => ["questions", "questions"],
        "queue" => ["file d'attente", "queue"],
        "resume" => ["CV", "resume"],
        "resumes" => ["CV", "resumes"],
        "schedules" => ["planifications", "schedules"],
        "schedule" => ["planification", "schedule"],
        "scoring_profile" => ["profil de notation", "scoring profile"],
        "scoring_profiles" => ["profils de notation", "scoring profiles"],
        "sessions" => ["sessions", "sessions"],
        "session" => ["session", "session"],
        "skill" => ["compétence", "skill"],
        "tender" => ["appel d'offres", "tender"],
        "tenders" => ["appels d'offres", "tenders"],
        "user" => ["utilisateur", "user"],
        "users" => ["utilisateurs", "users"],
        other => [other, other],
    };
    locale.of(both)
}
