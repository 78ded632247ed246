//! Every failure that a client sees: its code, its HTTP status and its words, on one screen. RFC 9457.
//!
//! A handler returns a [`Problem`]; it travels to the outermost layer in the response's extensions, where [`render`] writes it in the
//! caller's language, with the request's id. The cause of a 500 goes to the log under that id and never to the client.

mod faults;
pub(crate) mod from;
mod nouns;
pub mod render;

use axum::{
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use shared::kernel::{FaultKind, Faults};
use std::fmt::Display;

/// Where a fault lies: in the body (a JSON pointer) or in the query (a parameter's name).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// `pointer` in `errors[]`.
    Body,
    /// `parameter` in `errors[]`.
    Query,
}

/// A refusal.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs, reason = "the table below says what each is")]
pub enum Problem {
    InvalidJson {
        line: usize,
        column: usize,
    },
    InvalidPath,
    InvalidHeader(&'static str),
    InvalidMultipart,
    Invalid(Part, Faults),
    UnsupportedMediaType(&'static str),
    UnsupportedCoding,
    BodyTooLarge,
    RouteNotFound,
    MethodNotAllowed,
    Unauthenticated,
    InvalidCredentials,
    AwaitsApproval,
    SessionOver,
    TokenReused,
    AccountLocked {
        retry_after: u64,
    },
    RateLimited {
        retry_after: u64,
    },
    CrossSite,
    Forbidden,
    NotFound(&'static str),
    Exists(&'static str),
    InUse(Vec<(&'static str, i64)>),
    Kept(Vec<(&'static str, i64)>),
    WrongState {
        current: String,
        allowed: String,
    },
    CannotMeet,
    /// What the request is about was removed, or put to use, while it ran.
    ChangedMeanwhile,
    /// By this execution.
    RunAgain(String),
    /// Of this execution.
    PartOf(String),
    /// What goes forward between two companies needs their partnership.
    PartnershipOver,
    /// The consultant of a collaboration is at work in another one.
    AtWork,
    /// The tender of a match takes nobody.
    TenderClosed {
        current: &'static str,
    },
    /// The tender of a match has as many as it looks for.
    TenderFull {
        required: i32,
    },
    /// Nobody takes away its own rights.
    OwnAccount,
    /// One admin always remains.
    LastAdmin,
    Stale,
    IdempotencyMismatch,
    CvTooLarge,
    CvEmpty,
    CvRejected(&'static str),
    FileMissing,
    TimedOut,
    Unavailable,
    Internal(String),
}

impl Problem {
    /// A fault in the body.
    pub fn body(field: &str, kind: FaultKind) -> Self {
        Self::Invalid(Part::Body, Faults::one(field, kind))
    }

    /// A failure of ours; the cause is for the log.
    pub fn internal(cause: impl Display) -> Self {
        Self::Internal(cause.to_string())
    }

    /// Code, status, then title and detail in French and English. The detail of some is made from their content in [`render`].
    #[rustfmt::skip]
    fn row(&self) -> (&'static str, StatusCode, [&'static str; 2], [&'static str; 2]) {
        use StatusCode as S;
        match self {
            Self::InvalidJson { .. } => ("invalid_json", S::BAD_REQUEST, ["JSON invalide", "Invalid JSON"],
                ["Le corps de la requête n'est pas du JSON valide.", "The request's body is not valid JSON."]),
            Self::InvalidPath => ("invalid_path", S::BAD_REQUEST, ["Chemin invalide", "Invalid path"],
                ["Un segment du chemin n'a pas la forme attendue.", "A segment of the path is not of the expected form."]),
            Self::InvalidHeader(_) => ("invalid_header", S::BAD_REQUEST, ["En-tête invalide", "Invalid header"],
                ["Un en-tête n'a pas la forme attendue.", "A header is not of the expected form."]),
            Self::InvalidMultipart => ("invalid_multipart", S::BAD_REQUEST, ["Formulaire invalide", "Invalid form"],
                ["Envoyez multipart/form-data avec un seul champ `file`.", "Send multipart/form-data with one field, `file`."]),
            Self::Invalid(..) => ("validation_failed", S::UNPROCESSABLE_ENTITY, ["Données invalides", "Invalid input"],
                ["Des champs sont invalides ; voyez `errors`.", "Some fields are invalid; see `errors`."]),
            Self::UnsupportedMediaType(_) => ("unsupported_media_type", S::UNSUPPORTED_MEDIA_TYPE, ["Type de contenu non pris en charge", "Unsupported media type"],
                ["Envoyez un autre Content-Type.", "Send another Content-Type."]),
            Self::UnsupportedCoding => ("unsupported_media_type", S::UNSUPPORTED_MEDIA_TYPE, ["Type de contenu non pris en charge", "Unsupported media type"],
                ["Un corps compressé l'est avec gzip (Content-Encoding) ; sinon envoyez-le tel quel.", "A compressed body is so with gzip (Content-Encoding); else send it as it is."]),
            Self::BodyTooLarge => ("body_too_large", S::PAYLOAD_TOO_LARGE, ["Corps trop grand", "Body too large"],
                ["Le corps dépasse la taille admise par cette route.", "The body exceeds what this route takes."]),
            Self::RouteNotFound => ("route_not_found", S::NOT_FOUND, ["Route inconnue", "Unknown route"],
                ["Aucune route ne correspond à ce chemin ; voyez /docs.", "No route matches this path; see /docs."]),
            Self::MethodNotAllowed => ("method_not_allowed", S::METHOD_NOT_ALLOWED, ["Méthode non admise", "Method not allowed"],
                ["Cette route n'admet pas cette méthode ; voyez l'en-tête Allow.", "This route does not take this method; see the Allow header."]),
            Self::Unauthenticated => ("unauthenticated", S::UNAUTHORIZED, ["Non authentifié", "Not authenticated"],
                ["Envoyez un jeton valide : `Authorization: Bearer ...`.", "Send a valid token: `Authorization: Bearer ...`."]),
            Self::InvalidCredentials => ("invalid_credentials", S::UNAUTHORIZED, ["Identifiants incorrects", "Wrong credentials"],
                ["L'adresse ou le mot de passe est incorrect.", "The address or the password is wrong."]),
            Self::AwaitsApproval => ("awaiting_approval", S::FORBIDDEN, ["Compte en attente", "Account waiting"],
                ["Le compte attend d'être approuvé.", "The account waits for approval."]),
            Self::SessionOver => ("session_over", S::UNAUTHORIZED, ["Session terminée", "Session over"],
                ["Le jeton de renouvellement est inconnu, expiré ou révoqué ; reconnectez-vous.", "The refresh token is unknown, expired or revoked; log in again."]),
            Self::TokenReused => ("token_reused", S::UNAUTHORIZED, ["Jeton déjà utilisé", "Token used before"],
                ["Le jeton de renouvellement a déjà servi : la session est révoquée, reconnectez-vous.", "The refresh token was used before: the session is revoked, log in again."]),
            Self::AccountLocked { .. } => ("account_locked", S::TOO_MANY_REQUESTS, ["Compte verrouillé", "Account locked"],
                ["Trop d'échecs ; réessayez après le délai de Retry-After.", "Too many failures; try again after Retry-After."]),
            Self::RateLimited { .. } => ("rate_limited", S::TOO_MANY_REQUESTS, ["Trop de requêtes", "Too many requests"],
                ["Réessayez après le délai de Retry-After.", "Try again after Retry-After."]),
            Self::CrossSite => ("cross_site", S::FORBIDDEN, ["Origine non prouvée", "Origin not proved"],
                ["Avec le cookie, une modification exige une preuve d'origine : Origin, Sec-Fetch-Site ou X-CSRF-Token.", "With the cookie, a change needs a same-origin proof: Origin, Sec-Fetch-Site or X-CSRF-Token."]),
            Self::Forbidden => ("forbidden", S::FORBIDDEN, ["Interdit", "Forbidden"],
                ["Votre rôle ne permet pas cette opération.", "Your role does not allow this operation."]),
            Self::NotFound(_) => ("not_found", S::NOT_FOUND, ["Introuvable", "Not found"],
                ["L'objet n'existe pas ou vous n'y avez pas accès.", "The object does not exist, or you have no access to it."]),
            Self::Exists(_) => ("already_exists", S::CONFLICT, ["Existe déjà", "Exists already"],
                ["Il y en a déjà un.", "There is one already."]),
            Self::InUse(_) => ("in_use", S::CONFLICT, ["Encore utilisé", "Still in use"],
                ["D'autres objets en dépendent.", "Other objects rest on it."]),
            Self::Kept(_) => ("in_use", S::CONFLICT, ["Encore utilisé", "Still in use"],
                ["D'autres objets en dépendent ; archivez-le plutôt (POST .../archive).", "Other objects rest on it; archive it instead (POST .../archive)."]),
            Self::WrongState { .. } => ("wrong_state", S::CONFLICT, ["État incompatible", "Wrong state"],
                ["L'état actuel ne permet pas cette opération.", "The current state does not allow this operation."]),
            Self::CannotMeet => ("wrong_state", S::CONFLICT, ["État incompatible", "Wrong state"],
                ["Seuls un appel d'offres ouvert et un consultant qui peut être placé se rapprochent.", "Only an open tender and a consultant who can be staffed are matched."]),
            Self::RunAgain(_) => ("wrong_state", S::CONFLICT, ["État incompatible", "Wrong state"],
                ["Une autre exécution la relance déjà ; suivez celle-là.", "Another execution runs it again already; follow that one."]),
            Self::PartOf(_) => ("wrong_state", S::CONFLICT, ["État incompatible", "Wrong state"],
                ["Elle fait partie d'une exécution annulée ou relancée ; relancez l'ensemble.", "It is a part of an execution that was cancelled or run again; run the whole again."]),
            Self::PartnershipOver => ("wrong_state", S::CONFLICT, ["État incompatible", "Wrong state"],
                ["Les deux entreprises ne sont pas, ou plus, partenaires.", "The two companies are not, or no longer, partners."]),
            Self::AtWork => ("wrong_state", S::CONFLICT, ["État incompatible", "Wrong state"],
                ["Le consultant est déjà en mission sur une partie de ces dates, pour cet appel d'offres ou un autre : changez les dates, ou terminez d'abord l'autre collaboration.", "The consultant is already at work on some of these days, for this tender or another: change the dates, or complete the other collaboration first."]),
            Self::TenderClosed { .. } => ("wrong_state", S::CONFLICT, ["État incompatible", "Wrong state"],
                ["L'appel d'offres ne prend personne dans son état actuel.", "The tender takes nobody in its current state."]),
            Self::TenderFull { .. } => ("wrong_state", S::CONFLICT, ["État incompatible", "Wrong state"],
                ["L'appel d'offres a déjà tous les consultants qu'il cherche.", "The tender already has all the consultants that it looks for."]),
            Self::ChangedMeanwhile => ("wrong_state", S::CONFLICT, ["État incompatible", "Wrong state"],
                ["Un objet concerné vient d'être supprimé ou utilisé par une autre requête ; relisez-le et recommencez.", "An object that this is about was removed or put to use by another request at the same moment; read it again and retry."]),
            Self::OwnAccount => ("wrong_state", S::CONFLICT, ["État incompatible", "Wrong state"],
                ["C'est votre propre compte : seul un autre administrateur ou manager peut en changer le rôle, l'entreprise ou l'activité.", "It is your own account: only another admin or manager changes its role, company or activity."]),
            Self::LastAdmin => ("wrong_state", S::CONFLICT, ["État incompatible", "Wrong state"],
                ["C'est le dernier administrateur actif ; nommez-en d'abord un autre.", "It is the last active admin; make another one first."]),
            Self::Stale => ("stale", S::PRECONDITION_FAILED, ["Version périmée", "Stale version"],
                ["L'objet a changé depuis que vous l'avez lu ; relisez-le.", "The object has changed since you read it; read it again."]),
            Self::IdempotencyMismatch => ("idempotency_mismatch", S::UNPROCESSABLE_ENTITY, ["Clé déjà utilisée", "Key used before"],
                ["Cette Idempotency-Key a servi pour une autre requête.", "This Idempotency-Key was used for another request."]),
            Self::CvTooLarge => ("cv_too_large", S::PAYLOAD_TOO_LARGE, ["CV trop grand", "CV too large"],
                ["Un CV a au plus 10 Mio.", "A CV has at most 10 MiB."]),
            Self::CvEmpty => ("cv_empty", S::UNPROCESSABLE_ENTITY, ["CV vide", "Empty CV"],
                ["Le fichier est vide ; envoyez le CV en PDF, DOCX, ODT, RTF, HTML ou texte.", "The file is empty; send the CV as PDF, DOCX, ODT, RTF, HTML or text."]),
            Self::CvRejected(code) => (code, S::UNPROCESSABLE_ENTITY, ["CV refusé", "CV refused"],
                ["Ce fichier n'est pas d'un type pris en charge ; envoyez le CV en PDF, DOCX, ODT, RTF, HTML ou texte.", "This file is not of a type that is read; send the CV as PDF, DOCX, ODT, RTF, HTML or text."]),
            Self::FileMissing => ("file_missing", S::NOT_FOUND, ["Fichier absent", "File missing"],
                ["Le fichier n'est plus dans le stockage.", "The file is no longer in the store."]),
            Self::TimedOut => ("timed_out", S::SERVICE_UNAVAILABLE, ["Délai dépassé", "Timed out"],
                ["La réponse a pris trop de temps ; réessayez.", "The answer took too long; try again."]),
            Self::Unavailable => ("unavailable", S::SERVICE_UNAVAILABLE, ["Indisponible", "Unavailable"],
                ["Un service nécessaire ne répond pas ; réessayez bientôt.", "A service that is needed does not answer; try again soon."]),
            Self::Internal(_) => ("internal_error", S::INTERNAL_SERVER_ERROR, ["Erreur interne", "Internal error"],
                ["Quelque chose s'est mal passé de notre côté ; citez `request_id`.", "Something went wrong on our side; quote `request_id`."]),
        }
    }

    /// Its stable name.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.row().0
    }

    /// Headers that belong to it.
    fn headers(&self) -> Option<(HeaderName, HeaderValue)> {
        match self {
            Self::Unauthenticated | Self::InvalidCredentials | Self::SessionOver | Self::TokenReused => {
                Some((header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer")))
            }
            Self::AccountLocked { retry_after } | Self::RateLimited { retry_after } => {
                Some((header::RETRY_AFTER, HeaderValue::from(*retry_after)))
            }
            Self::UnsupportedCoding => Some((header::ACCEPT_ENCODING, HeaderValue::from_static("gzip"))),
            Self::TimedOut | Self::Unavailable => Some((header::RETRY_AFTER, HeaderValue::from_static("5"))),
            _ => None,
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.row().1.into_response();
        if let Some((name, value)) = self.headers() {
            response.headers_mut().insert(name, value);
        }
        response.extensions_mut().insert(self);
        response
    }
}
