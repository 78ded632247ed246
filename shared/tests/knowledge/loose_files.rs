//! No file outlives its resume: not when the store refuses, not when an upload dies half-way.

use crate::{
    bucket::{Server, s3, s3_server},
    fixtures::World,
};
use bytes::Bytes;
use shared::{
    adapters,
    aggregate::By,
    audit::Origin,
    kernel::{Actor, CompanyId, ConsultantId, Expected, ResumeId, Role},
    lifecycle,
    ports::{FileStore, FileStoreError},
    resumes::{
        loose_files::{sweep, waiting},
        requests::{self, make_resume},
        usecases::{NewFile, UploadError},
    },
};
use std::sync::{Arc, atomic::Ordering};

/// A company with a manager and a store that can be made read-only.
struct House {
    world: World,
    server: Server,
    files: Arc<dyn FileStore>,
    esn: CompanyId,
    manager: Actor,
}

impl House {
    async fn new() -> Self {
        let world = World::new().await;
        let server = s3_server().await;
        let files = adapters::file_store(&s3(&server.url, "talentmatch", "secret"));
        let esn = world.company("ESN").await;
        let manager = world.actor(Role::Manager, Some(esn)).await;
        Self {
            world,
            server,
            files,
            esn,
            manager,
        }
    }

    async fn keep(&self) -> Result<requests::Kept, UploadError> {
        let file = NewFile {
            file_name: "cv.txt".to_owned(),
            content: Bytes::from_static(b"Jeanne Martin\nNantes"),
        };
        let db = &self.world.test.db;
        requests::keep_file(db, self.files.as_ref(), self.manager.grant().unwrap(), self.esn, file).await
    }

    /// A resume with a stored file, of nobody; its key.
    async fn resume(&self) -> (ResumeId, String) {
        let kept = self.keep().await.unwrap();
        let mut tx = self.world.test.db.begin().await.unwrap();
        let grant = self.manager.grant().unwrap();
        let made = make_resume(&mut tx, grant, &kept, &Origin::default()).await.unwrap();
        tx.commit().await.unwrap();
        (made.id, made.file_path)
    }

    async fn remove(&self, id: ResumeId) {
        let db = &self.world.test.db;
        let grant = self.manager.grant().unwrap();
        lifecycle::resumes::remove(db, self.files.as_ref(), grant, id, &Origin::default())
            .await
            .unwrap();
    }

    async fn sweep(&self) -> u64 {
        sweep(&self.world.test.db, self.files.as_ref()).await.unwrap()
    }

    async fn has(&self, path: &str) -> bool {
        match self.files.get(path).await {
            Ok(_) => true,
            Err(FileStoreError::NotFound(_)) => false,
            Err(other) => panic!("{other}"),
        }
    }

    async fn keys(&self) -> i64 {
        self.world.count("SELECT count(*) FROM loose_files").await
    }

    /// As if so much time had passed.
    async fn later(&self) {
        self.world
            .run("UPDATE loose_files SET due_at = due_at - interval '2 hours'")
            .await;
    }

    fn read_only(&self, is_so: bool) {
        self.server.read_only.store(is_so, Ordering::SeqCst);
    }
}

#[tokio::test]
async fn a_file_that_the_store_would_not_remove_goes_when_it_does() {
    let house = House::new().await;
    let (id, path) = house.resume().await;
    assert_eq!(house.keys().await, 0, "a resume's file is not loose");
    house.read_only(true);
    house.remove(id).await;
    assert_eq!((house.keys().await, house.has(&path).await), (1, true));
    // It refuses the sweep as well, which comes again later, and not at once.
    assert_eq!(house.sweep().await, 0);
    assert_eq!(waiting(&house.world.test.db).await.unwrap(), 1);
    house.read_only(false);
    assert_eq!(house.sweep().await, 0, "it is not due yet");
    house.later().await;
    assert_eq!(house.sweep().await, 1);
    assert_eq!((house.keys().await, house.has(&path).await), (0, false));
}

#[tokio::test]
async fn a_file_that_is_removed_at_once_leaves_nothing_to_do() {
    let house = House::new().await;
    let (id, path) = house.resume().await;
    house.remove(id).await;
    assert_eq!((house.keys().await, house.has(&path).await), (0, false));
}

#[tokio::test]
async fn a_consultants_files_go_with_it_though_the_store_is_away_just_then() {
    let house = House::new().await;
    let consultant: ConsultantId = house.world.consultant(house.esn, "Engineer", &[]).await;
    let mut paths = Vec::new();
    for _ in 0..2 {
        paths.push(house.resume().await.1);
    }
    house
        .world
        .run(&format!("UPDATE resumes SET consultant_id = {}", consultant.0))
        .await;
    house.read_only(true);
    let (db, files) = (&house.world.test.db, house.files.as_ref());
    let by = By {
        grant: house.manager.grant().unwrap(),
        expected: &Expected::Any,
        origin: &Origin::default(),
    };
    lifecycle::consultants::remove(db, files, by, consultant).await.unwrap();
    assert_eq!(house.keys().await, 2);
    house.read_only(false);
    assert_eq!(house.sweep().await, 2);
    for path in paths {
        assert!(!house.has(&path).await);
    }
}

#[tokio::test]
async fn an_upload_that_died_before_its_commit_leaves_no_file() {
    let house = House::new().await;
    drop(house.keep().await.unwrap());
    assert_eq!((house.keys().await, house.sweep().await), (1, 0), "it may still go on");
    house.later().await;
    assert_eq!((house.sweep().await, house.keys().await), (1, 0));
    let stored = house.server.disk.join("talentmatch/resumes");
    let left = std::fs::read_dir(stored.join(house.esn.0.to_string())).map_or(0, Iterator::count);
    assert_eq!(left, 0);
}

#[tokio::test]
async fn an_upload_that_was_given_up_makes_no_resume_without_a_file() {
    let house = House::new().await;
    let kept = house.keep().await.unwrap();
    house.later().await;
    house.sweep().await;
    let mut tx = house.world.test.db.begin().await.unwrap();
    let grant = house.manager.grant().unwrap();
    let late = make_resume(&mut tx, grant, &kept, &Origin::default()).await;
    assert!(
        matches!(late, Err(UploadError::Store(FileStoreError::Unavailable(_)))),
        "{late:?}"
    );
}

#[tokio::test]
async fn a_failure_after_which_nobody_knows_keeps_the_file_of_a_resume_that_was_made() {
    let house = House::new().await;
    let kept = house.keep().await.unwrap();
    let mut tx = house.world.test.db.begin().await.unwrap();
    let grant = house.manager.grant().unwrap();
    let made = make_resume(&mut tx, grant, &kept, &Origin::default()).await.unwrap();
    tx.commit().await.unwrap();
    // The commit came through and its answer did not.
    requests::discard(&house.world.test.db, house.files.as_ref(), &kept).await;
    assert!(house.has(&made.file_path).await);
    // Without the commit, it is removed at once.
    let kept = house.keep().await.unwrap();
    requests::discard(&house.world.test.db, house.files.as_ref(), &kept).await;
    assert_eq!(house.keys().await, 0);
}
