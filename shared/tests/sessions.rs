//! Log-ins that meet a change of password, the end of all sessions, and admins that meet each other.

mod fixtures;

use fixtures::World;
use shared::{
    audit::Origin,
    config::{Config, Secret, Source},
    db::{Db, Refused},
    identity::{
        Caller, SessionId,
        domain::Via,
        passwords::Passwords,
        tokens::Tokens,
        usecases::{LogInError, Opened, change_password, log_in, log_out_everywhere},
        users::usecases::deactivate,
    },
    kernel::{Actor, EmailAddress, Expected, Role, UserId},
};

const EMAIL: &str = "camille@example.test";
const OLD: &str = "correct horse battery";
const NEW: &str = "staple battery horse";

struct House {
    world: World,
    passwords: Passwords,
    tokens: Tokens,
}

impl House {
    async fn new() -> Self {
        let world = World::new().await;
        let vars = [
            ("SECRET_KEY", "0123456789abcdef0123456789abcdef"),
            ("DATABASE_URL", "postgres://x"),
            ("REDIS_URL", "redis://x"),
        ];
        let config = Config::from_source(Source::from_map(vars.map(|(k, v)| (k.into(), v.into())).into())).unwrap();
        let passwords = Passwords::new(2).unwrap();
        let hash = passwords.hash(&Secret::new(OLD)).await.unwrap();
        world
            .run(&format!(
                "INSERT INTO users (email, password_hash, role, created_at) VALUES ('{EMAIL}', '{hash}', 'candidate', now())"
            ))
            .await;
        Self {
            world,
            passwords,
            tokens: Tokens::new(&config),
        }
    }

    fn db(&self) -> &Db {
        &self.world.test.db
    }

    async fn log_in(&self) -> Result<Opened, LogInError> {
        let (email, password) = (EmailAddress::parse(EMAIL).unwrap(), Secret::new(OLD));
        log_in(
            self.db(),
            &self.passwords,
            &self.tokens,
            &email,
            &password,
            None,
            &Origin::default(),
        )
        .await
    }

    /// The user by a session that is there before the race.
    async fn caller(&self) -> Caller {
        let opened = self.log_in().await.unwrap();
        let session = sqlx::query_scalar("SELECT id FROM user_sessions")
            .fetch_one(self.world.test.pool())
            .await;
        Caller {
            actor: Actor {
                user_id: opened.user.id,
                role: Role::Candidate,
                company_id: None,
            },
            via: Via::Session(SessionId(session.unwrap())),
        }
    }

    /// Until so many statements wait for a lock; the bound is only there so that a broken build ends.
    async fn until_waiting(&self, wanted: i64) {
        let sql =
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
        let waiting = async { while self.world.count(sql).await < wanted {} };
        tokio::time::timeout(std::time::Duration::from_secs(30), waiting)
            .await
            .expect("somebody waits");
    }

    async fn living(&self) -> i64 {
        self.world
            .count("SELECT count(*) FROM user_sessions WHERE revoked_at IS NULL")
            .await
    }

    /// Holds whoever writes the table until it is rolled back.
    async fn hold(&self, statement: &'static str) -> sqlx::Transaction<'static, sqlx::Postgres> {
        let mut gate = self.world.test.pool().begin().await.unwrap();
        sqlx::raw_sql(statement).execute(&mut *gate).await.unwrap();
        gate
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_log_in_with_the_old_password_does_not_outlive_its_change() {
    let house = House::new().await;
    let caller = house.caller().await;
    // The change has written the new hash and waits to end the sessions; the log-in has found the old hash right.
    let gate = house.hold("LOCK TABLE user_sessions IN SHARE ROW EXCLUSIVE MODE").await;
    let change = async {
        let (old, new) = (Secret::new(OLD), Secret::new(NEW));
        change_password(house.db(), &house.passwords, caller, &old, &new, &Origin::default()).await
    };
    let come = async {
        house.until_waiting(1).await;
        house.log_in().await
    };
    let open = async {
        house.until_waiting(2).await;
        gate.rollback().await.unwrap();
    };
    let (changed, came, ()) = tokio::join!(change, come, open);
    changed.unwrap();
    assert!(matches!(came, Err(LogInError::InvalidCredentials)), "{came:?}");
    assert_eq!(house.living().await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_ends_all_sessions_ends_that_of_a_log_in_under_way() {
    let house = House::new().await;
    let caller = house.caller().await;
    // The log-in has made its session and has not committed it.
    let gate = house.hold("LOCK TABLE audit_log IN SHARE ROW EXCLUSIVE MODE").await;
    let leave = async {
        house.until_waiting(1).await;
        log_out_everywhere(house.db(), caller, &Origin::default()).await
    };
    let open = async {
        house.until_waiting(2).await;
        gate.rollback().await.unwrap();
    };
    let (came, left, ()) = tokio::join!(house.log_in(), leave, open);
    assert!(came.is_ok(), "{came:?}");
    left.unwrap();
    assert_eq!(house.living().await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn log_ins_that_replace_the_same_old_hash_all_come_in() {
    let house = House::new().await;
    // Of "Mot de passe fictif 42 é"; how it was made, says `identity/passwords/older.rs`.
    house
        .world
        .run("UPDATE users SET password_hash = '9f2c4e6a8b0d1f3a5c7e9b1d3f5a7c9e$1d288d9c6c87f08190f8511cbcea0389cccc3622d7b0784966803f4359c992c1'")
        .await;
    let (email, password) = (
        EmailAddress::parse(EMAIL).unwrap(),
        Secret::new("Mot de passe fictif 42 é"),
    );
    let come = || {
        let origin = Origin::default();
        let (email, password, house) = (&email, &password, &house);
        async move {
            log_in(
                house.db(),
                &house.passwords,
                &house.tokens,
                email,
                password,
                None,
                &origin,
            )
            .await
        }
    };
    let (first, second, third) = tokio::join!(come(), come(), come());
    for came in [first, second, third] {
        assert!(came.is_ok(), "{came:?}");
    }
    assert_eq!(house.living().await, 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_admins_that_deactivate_each_other_one_remains() {
    let world = World::new().await;
    let (one, other) = (
        world.actor(Role::Admin, None).await,
        world.actor(Role::Admin, None).await,
    );
    let deactivates = async |by: Actor, whom: UserId| {
        let mut tx = world.test.db.begin().await.unwrap();
        deactivate(&mut tx, by.grant().unwrap(), whom, &Expected::Any, &Origin::default()).await?;
        Ok::<_, Refused>(tx.commit().await?)
    };
    let (first, second) = tokio::join!(deactivates(one, other.user_id), deactivates(other, one.user_id));
    assert_ne!(first.is_ok(), second.is_ok(), "{first:?}, {second:?}");
    let left = "SELECT count(*) FROM users WHERE role = 'admin' AND is_active";
    assert_eq!(world.count(left).await, 1);
}

#[tokio::test]
async fn failures_that_no_lock_counts_any_more_are_forgotten() {
    let house = House::new().await;
    house
        .world
        .run("INSERT INTO login_failures (email_hash, failed_at) VALUES ('x', now() - interval '25 hours'), ('x', now() - interval '23 hours')")
        .await;
    assert_eq!(
        shared::identity::usecases::drop_old_failures(house.db()).await.unwrap(),
        1
    );
    assert_eq!(house.world.count("SELECT count(*) FROM login_failures").await, 1);
}
