//! Generation and decisions against a real database.

#[path = "../fixtures/mod.rs"]
mod fixtures;
mod generation;
mod people;
mod regeneration;
mod searching;

use fixtures::World;
use shared::{
    aggregate::By,
    audit::Origin,
    db::Refused,
    jobs::Enqueue,
    kernel::{
        Actor, CompanyId, ConsultantId, ExecutionId, Expected, Locale, Page, Permission, Role, Sort, TenderId,
        permissions::{MatchDecide, MatchGenerate, MatchPropose, MatchRead},
    },
    staffing::matches::{
        domain::{MatchSource, MatchStatus},
        jobs::MatchGeneration,
        queries::{self, Filter, Match, SortKey},
        usecases::{self, GenerationReport, Outside, Plan, PlanError, RequestError},
    },
};
use tokio_util::sync::CancellationToken;

/// No engine but our own.
const NOBODY: Outside<'static> = Outside {
    scorer: None,
    execution_id: ExecutionId(uuid::Uuid::nil()),
    trace: None,
};

/// On behalf of somebody who has the right, of whatever version.
fn by<P: Permission>(actor: Actor) -> By<'static, P> {
    static ANY: Expected = Expected::Any;
    static NOWHERE: Origin = Origin {
        request_id: None,
        address: None,
        trace: None,
        api_key: None,
    };
    By {
        grant: actor.grant().unwrap(),
        expected: &ANY,
        origin: &NOWHERE,
    }
}

async fn plan(world: &World, job: &MatchGeneration) -> Plan {
    usecases::plan(&world.test.db, job, NOBODY, &CancellationToken::new())
        .await
        .expect("a plan")
}

async fn store(world: &World, plan: &Plan) -> GenerationReport {
    let mut tx = world.test.db.begin().await.unwrap();
    let report = usecases::store(&mut tx, (ExecutionId(uuid::Uuid::nil()), None), plan)
        .await
        .expect("it is written");
    tx.commit().await.unwrap();
    report
}

async fn generate(world: &World, job: &MatchGeneration) -> GenerationReport {
    store(world, &plan(world, job).await).await
}

async fn all(world: &World) -> Vec<Match> {
    seen(world, world.actor(Role::Admin, None).await, &Filter::default()).await
}

async fn seen(world: &World, by: Actor, filter: &Filter) -> Vec<Match> {
    let grant = by.grant::<MatchRead>().unwrap();
    let listed = queries::list(world.test.pool(), grant, filter, None, None, Page::default())
        .await
        .unwrap();
    assert_eq!(i64::try_from(listed.rows.len()).unwrap(), listed.total);
    listed.rows
}

/// Two ESNs, a client that is a partner of the first, and a tender for Rust that one consultant of each fits.
struct Market {
    world: World,
    first: CompanyId,
    second: CompanyId,
    client: CompanyId,
    tender: TenderId,
    ours: ConsultantId,
    theirs: ConsultantId,
    weak: ConsultantId,
}

impl Market {
    async fn new() -> Self {
        let world = World::new().await;
        let (first, second) = (world.company("First").await, world.company("Second").await);
        let client = world.company("Client").await;
        world.partnership(client, first, "active").await;
        let (rust, sql) = (world.skill("Rust").await, world.skill("SQL").await);
        let tender = world
            .tender(
                client,
                "Rust engineer",
                "open",
                &[(rust, "required"), (sql, "preferred")],
            )
            .await;
        let ours = world
            .consultant(first, "Rust engineer", &[(rust, "expert"), (sql, "advanced")])
            .await;
        let weak = world.consultant(first, "Analyst", &[(sql, "beginner")]).await;
        let theirs = world
            .consultant(second, "Rust engineer", &[(rust, "expert"), (sql, "expert")])
            .await;
        Self {
            world,
            first,
            second,
            client,
            tender,
            ours,
            theirs,
            weak,
        }
    }

    fn job(&self) -> MatchGeneration {
        MatchGeneration::for_tender(self.tender)
    }

    async fn only(&self) -> Match {
        let mut matches = all(&self.world).await;
        assert_eq!(matches.len(), 1, "{matches:?}");
        matches.remove(0)
    }

    /// Makes the fitting consultant fit no more, or again.
    async fn set_level(&self, level: &str) {
        let sql = format!(
            "UPDATE consultant_skills SET proficiency_level = '{level}' WHERE consultant_id = {}",
            self.ours
        );
        self.world.run(&sql).await;
    }

    async fn weaken(&self) {
        self.set_level("beginner").await;
        self.world
            .run(&format!(
                "UPDATE consultants SET years_experience = 1 WHERE id = {}",
                self.ours
            ))
            .await;
    }

    async fn strengthen(&self) {
        self.set_level("expert").await;
        self.world
            .run(&format!(
                "UPDATE consultants SET years_experience = 8 WHERE id = {}",
                self.ours
            ))
            .await;
    }
}
