//! Both file stores behave the same; a full disk is told and leaves no half a file.

mod bucket;

use bucket::{folder, s3, s3_server};
use bytes::Bytes;
use futures::TryStreamExt;
use shared::{
    adapters::{self, disk::DiskFileStore},
    config::FileStoreConfig,
    ports::{FileStore, FileStoreError},
};
use std::{
    process::Command,
    sync::atomic::Ordering,
    time::{Duration, SystemTime},
};

/// What every file store does.
async fn behaves(store: &dyn FileStore) {
    store.ready().await.expect("it makes what is missing");
    store.ready().await.expect("and is ready again");
    let key = "resumes/7/a.pdf";
    let absent = store.get(key).await;
    assert!(
        matches!(&absent, Err(FileStoreError::NotFound(k)) if k == key),
        "{absent:?}"
    );
    assert!(matches!(store.stream(key).await, Err(FileStoreError::NotFound(_))));
    assert!(matches!(store.get("resumes/7").await, Err(FileStoreError::NotFound(_))));

    store
        .put(key, Bytes::from_static(b"one"), "application/pdf")
        .await
        .expect("it is stored");
    assert_eq!(store.get(key).await.unwrap(), "one");
    store
        .put(key, Bytes::from_static(b"longer than one"), "application/pdf")
        .await
        .expect("it is replaced");
    assert_eq!(store.get(key).await.unwrap(), "longer than one");

    let large = Bytes::from((0..3_000_000_u32).map(|i| (i % 251) as u8).collect::<Vec<u8>>());
    store
        .put("large", large.clone(), "application/octet-stream")
        .await
        .expect("it is stored");
    let (size, pieces) = store.stream("large").await.expect("it opens");
    let pieces: Vec<Bytes> = pieces.try_collect().await.expect("it reads");
    assert_eq!(size, 3_000_000);
    assert!(pieces.len() > 1, "it comes in pieces");
    assert_eq!(pieces.concat(), large);

    for bad in ["../outside", "/etc/passwd", ".incoming/x", "a//b", ""] {
        let refused = store.put(bad, Bytes::from_static(b"x"), "text/plain").await;
        assert!(
            matches!(refused, Err(FileStoreError::InvalidKey(_))),
            "{bad:?}: {refused:?}"
        );
        assert!(
            matches!(store.get(bad).await, Err(FileStoreError::InvalidKey(_))),
            "{bad:?}"
        );
    }
    store.delete(key).await.expect("it is removed");
    store.delete(key).await.expect("removing what is not there is fine");
    assert!(matches!(store.get(key).await, Err(FileStoreError::NotFound(_))));
}

#[tokio::test]
async fn a_folder_is_a_file_store() {
    let dir = folder();
    behaves(adapters::file_store(&FileStoreConfig::Disk { dir: dir.clone() }).as_ref()).await;
    let unfinished = std::fs::read_dir(dir.join(".incoming")).unwrap().count();
    assert_eq!(unfinished, 0, "nothing unfinished stays behind");
}

#[tokio::test]
async fn a_bucket_is_a_file_store() {
    let url = s3_server().await.url;
    behaves(adapters::file_store(&s3(&url, "talentmatch", "secret")).as_ref()).await;
}

#[tokio::test]
async fn a_bucket_that_is_missing_is_made_by_the_first_put() {
    let url = s3_server().await.url;
    let store = adapters::file_store(&s3(&url, "new-bucket", "secret"));
    // Without its bucket, nobody knows of any file whether it is missing.
    assert!(matches!(store.get("a").await, Err(FileStoreError::Unavailable(_))));
    store
        .put("a", Bytes::from_static(b"x"), "text/plain")
        .await
        .expect("it is stored");
    assert_eq!(store.get("a").await.unwrap(), "x");
}

/// What a store says whose folder or bucket was there and is gone.
async fn is_away(store: &dyn FileStore) {
    assert!(matches!(store.ready().await, Err(FileStoreError::Unavailable(_))));
    let got = store.get("a").await;
    assert!(matches!(got, Err(FileStoreError::Unavailable(_))), "{got:?}");
    assert!(matches!(store.stream("a").await, Err(FileStoreError::Unavailable(_))));
}

async fn takes_nothing(store: &dyn FileStore) {
    let put = store.put("b", Bytes::from_static(b"x"), "text/plain").await;
    assert!(matches!(put, Err(FileStoreError::Unavailable(_))), "{put:?}");
    assert!(matches!(store.delete("a").await, Err(FileStoreError::Unavailable(_))));
}

#[tokio::test]
async fn a_folder_that_is_gone_is_a_store_that_is_away() {
    let (dir, aside) = (folder(), folder().join("aside"));
    let store = DiskFileStore::new(&dir);
    store.put("a", Bytes::from_static(b"x"), "text/plain").await.unwrap();
    std::fs::rename(&dir, &aside).unwrap();
    is_away(&store).await;
    takes_nothing(&store).await;
    // As a mount point whose disk is not mounted; also for one who comes new and only reads.
    std::fs::create_dir(&dir).unwrap();
    is_away(&store).await;
    takes_nothing(&store).await;
    let new = DiskFileStore::new(&dir);
    assert!(matches!(new.get("a").await, Err(FileStoreError::Unavailable(_))));
    std::fs::remove_dir(&dir).unwrap();
    std::fs::rename(&aside, &dir).unwrap();
    store.ready().await.unwrap();
    assert_eq!(store.get("a").await.unwrap(), "x");
    assert!(matches!(store.get("b").await, Err(FileStoreError::NotFound(_))));
}

#[tokio::test]
async fn a_bucket_that_is_gone_is_a_store_that_is_away() {
    let bucket::Server { url, disk, .. } = s3_server().await;
    let store = adapters::file_store(&s3(&url, "talentmatch", "secret"));
    store.put("a", Bytes::from_static(b"x"), "text/plain").await.unwrap();
    let aside = disk.join("aside-of-all-buckets");
    std::fs::rename(disk.join("talentmatch"), &aside).unwrap();
    is_away(store.as_ref()).await;
    std::fs::rename(&aside, disk.join("talentmatch")).unwrap();
    store.ready().await.unwrap();
    assert_eq!(store.get("a").await.unwrap(), "x");
    assert!(matches!(store.get("b").await, Err(FileStoreError::NotFound(_))));
}

#[tokio::test]
async fn a_refused_or_absent_server_is_unavailable_and_the_secret_is_not_told() {
    let url = s3_server().await.url;
    let store = adapters::file_store(&s3(&url, "talentmatch", "not-the-secret"));
    let refused = store
        .put("a", Bytes::from_static(b"x"), "text/plain")
        .await
        .unwrap_err();
    assert!(matches!(&refused, FileStoreError::Unavailable(_)), "{refused:?}");
    assert!(!refused.to_string().contains("not-the-secret"), "{refused}");
    let nowhere = adapters::file_store(&s3("http://127.0.0.1:9", "talentmatch", "secret"));
    assert!(matches!(nowhere.ready().await, Err(FileStoreError::Unavailable(_))));
}

#[tokio::test]
async fn readers_see_a_replaced_file_whole() {
    let store = DiskFileStore::new(&folder());
    let versions = [Bytes::from(vec![1_u8; 400_000]), Bytes::from(vec![2_u8; 700_000])];
    store.put("a", versions[0].clone(), "").await.unwrap();
    let (writer, new) = (store.clone(), versions.clone());
    let writing = tokio::spawn(async move {
        for i in 1..60 {
            writer.put("a", new[i % 2].clone(), "").await.unwrap();
        }
    });
    while !writing.is_finished() {
        let seen = store.get("a").await.unwrap();
        assert!(versions.contains(&seen), "{} bytes of {:?}", seen.len(), seen.first());
    }
    writing.await.unwrap();
}

#[tokio::test]
async fn a_bucket_that_may_only_be_read_is_not_ready_though_it_answers() {
    let server = s3_server().await;
    let store = adapters::file_store(&s3(&server.url, "talentmatch", "secret"));
    store.put("a", Bytes::from_static(b"x"), "text/plain").await.unwrap();
    server.read_only.store(true, Ordering::SeqCst);
    assert_eq!(store.get("a").await.unwrap(), "x");
    // What was proved a moment ago is not asked again; a write that fails takes the proof away, and another process has none.
    assert!(store.put("b", Bytes::new(), "text/plain").await.is_err());
    let other = adapters::file_store(&s3(&server.url, "talentmatch", "secret"));
    for store in [store, other] {
        let ready = store.ready().await;
        assert!(matches!(ready, Err(FileStoreError::Unavailable(_))), "{ready:?}");
        assert!(matches!(store.delete("a").await, Err(FileStoreError::Unavailable(_))));
        server.read_only.store(false, Ordering::SeqCst);
        store.ready().await.expect("at once, when it is");
        server.read_only.store(true, Ordering::SeqCst);
    }
}

#[tokio::test]
async fn what_died_half_written_does_not_stay() {
    let dir = folder();
    let incoming = dir.join(".incoming");
    std::fs::create_dir(&incoming).unwrap();
    for (name, age) in [("old", 7200), ("young", 60)] {
        let file = std::fs::File::create(incoming.join(name)).unwrap();
        #[allow(clippy::disallowed_methods, reason = "a file's age is by the machine's clock")]
        let then = SystemTime::now() - Duration::from_secs(age);
        file.set_modified(then).unwrap();
    }
    DiskFileStore::new(&dir).ready().await.unwrap();
    let left: Vec<_> = std::fs::read_dir(&incoming)
        .unwrap()
        .map(|f| f.unwrap().file_name())
        .collect();
    assert_eq!(left, ["young"]);
}

/// Runs itself again under a limit of 64 KiB a file, which the kernel enforces as it does a full disk: the write fails half way.
#[test]
fn a_full_disk_is_told_and_leaves_the_old_file() {
    // dash counts ulimit -f in blocks of 512 bytes, bash in 1024.
    under_a_limit(128, "a_full_disk_is_told_and_leaves_the_old_file", fill_the_disk);
}

/// The same without a byte of room.
#[test]
fn a_folder_that_takes_nothing_is_not_ready() {
    under_a_limit(0, "a_folder_that_takes_nothing_is_not_ready", async || {
        let dir = folder();
        let store = DiskFileStore::new(&dir);
        for _ in 0..2 {
            assert!(matches!(store.ready().await, Err(FileStoreError::Full)));
        }
        assert_eq!(std::fs::read_dir(dir.join(".incoming")).unwrap().count(), 0);
    });
}

/// Runs the named test again, in a process whose files hold so many blocks, and there the rest of it. Ignored, SIGXFSZ does not kill but fails
/// the write.
fn under_a_limit(blocks: u32, test: &str, inside: impl AsyncFnOnce()) {
    const INSIDE: &str = "TALENTMATCH_TEST_UNDER_A_FILE_SIZE_LIMIT";
    #[allow(clippy::disallowed_methods, reason = "the test speaks to its own child")]
    let is_inside = std::env::var(INSIDE).is_ok();
    if is_inside {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        runtime.block_on(inside());
        return;
    }
    let limited = format!(r#"trap '' XFSZ; ulimit -f {blocks}; exec "$0" "$@""#);
    let child = Command::new("sh")
        .args(["-c", &limited])
        .arg(std::env::current_exe().unwrap())
        .args(["--exact", test, "--nocapture"])
        .env(INSIDE, "1")
        .output()
        .expect("sh runs");
    let told = String::from_utf8_lossy(&child.stdout);
    assert!(
        child.status.success(),
        "{told}{}",
        String::from_utf8_lossy(&child.stderr)
    );
    assert!(told.contains("1 passed"), "the child ran no test: {told}");
}

async fn fill_the_disk() {
    let dir = folder();
    let store = DiskFileStore::new(&dir);
    store
        .put("a", Bytes::from_static(b"old"), "")
        .await
        .expect("a small file has room");
    for key in ["a", "b"] {
        let full = store.put(key, Bytes::from(vec![7; 1_000_000]), "").await;
        assert!(matches!(full, Err(FileStoreError::Full)), "{full:?}");
    }
    assert_eq!(store.get("a").await.unwrap(), "old");
    assert!(matches!(store.get("b").await, Err(FileStoreError::NotFound(_))));
    assert_eq!(
        std::fs::read_dir(dir.join(".incoming")).unwrap().count(),
        0,
        "no half a file stays behind"
    );
}
