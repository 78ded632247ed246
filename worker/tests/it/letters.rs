//! The letter with the way to a new password: into a folder, and by an SMTP server over STARTTLS that wants a log-in, takes nothing for a while, or
//! refuses an address.

use crate::market::{Market, PASSWORD};
use mailin_embedded::{
    AuthMechanism, Handler, Response, Server, SslConfig,
    response::{AUTH_OK, INTERNAL_ERROR, INVALID_CREDENTIALS, NO_MAILBOX, OK},
};
use rcgen::{CertifiedKey, generate_simple_self_signed};
use reqwest::Method;
use serde_json::{Value, json};
use std::{
    io::{self, BufRead, BufReader, Write},
    net::{IpAddr, TcpListener, TcpStream},
    path::Path,
    sync::{Arc, Mutex},
    time::Duration,
};

const MANAGER: &str = "manager@alpha.example";
const NEW: &str = "staple battery horse";

/// What the server takes, and what it took.
#[derive(Debug, Default)]
struct Post {
    /// It answers 451 so many times.
    busy: Mutex<u32>,
    /// Recipient and letter.
    letters: Mutex<Vec<(String, String)>>,
}

#[derive(Debug, Clone)]
struct Clerk {
    post: Arc<Post>,
    to: Vec<String>,
    content: Vec<u8>,
    is_known: bool,
}

impl Handler for Clerk {
    fn auth_plain(&mut self, _: &str, user: &str, password: &str) -> Response {
        self.is_known = (user, password) == ("talent", "p@ss/word");
        if self.is_known { AUTH_OK } else { INVALID_CREDENTIALS }
    }
    fn mail(&mut self, _: IpAddr, _: &str, _: &str) -> Response {
        let mut busy = self.post.busy.lock().unwrap();
        if *busy > 0 {
            *busy -= 1;
            return INTERNAL_ERROR;
        }
        if self.is_known { OK } else { INVALID_CREDENTIALS }
    }
    fn rcpt(&mut self, to: &str) -> Response {
        if to.starts_with("gone@") { NO_MAILBOX } else { OK }
    }
    fn data_start(&mut self, _: &str, _: &str, _: bool, to: &[String]) -> Response {
        (self.to, self.content) = (to.to_vec(), Vec::new());
        OK
    }
    fn data(&mut self, buf: &[u8]) -> io::Result<()> {
        self.content.extend_from_slice(buf);
        Ok(())
    }
    fn data_end(&mut self) -> Response {
        let content = String::from_utf8(self.content.clone()).unwrap();
        self.post.letters.lock().unwrap().push((self.to.join(" "), content));
        OK
    }
}

/// A mail server with STARTTLS, whose certificate lies at `folder/cert.pem`; its port. It ends with the test's process.
fn mail_server(folder: &Path, post: &Arc<Post>) -> u16 {
    // The server's own TLS leaves the choice of a provider to the process; one that is there already is as good.
    let _ = tokio_rustls::rustls::crypto::aws_lc_rs::default_provider().install_default();
    let CertifiedKey { cert, signing_key } = generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    std::fs::create_dir_all(folder).unwrap();
    let (cert_path, key_path) = (folder.join("cert.pem"), folder.join("key.pem"));
    std::fs::write(&cert_path, cert.pem()).unwrap();
    std::fs::write(&key_path, signing_key.serialize_pem()).unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let clerk = Clerk {
        post: Arc::clone(post),
        to: Vec::new(),
        content: Vec::new(),
        is_known: false,
    };
    let mut server = Server::new(clerk);
    let config = SslConfig::SelfSigned {
        cert_path: cert_path.display().to_string(),
        key_path: key_path.display().to_string(),
    };
    server.with_ssl(config).unwrap();
    server.with_auth(AuthMechanism::Plain).with_tcp_listener(listener);
    std::thread::spawn(move || server.serve().expect("it serves"));
    port
}

/// The token that the link of a letter carries; quoted-printable breaks lines with `=`.
fn token(letter: &str) -> String {
    let unbroken = letter.replace("=\r\n", "");
    let (_, rest) = unbroken.split_once("/reset-password#").expect("a link");
    rest.chars().take_while(char::is_ascii_hexdigit).collect()
}

/// The newest execution of the letter, once it is so.
async fn once(market: &Market, is: impl Fn(&Value) -> bool) -> Value {
    let last = Mutex::new(None);
    let seen = async {
        loop {
            let row: Option<Value> = sqlx::query_scalar(
                "SELECT to_jsonb(e) FROM (SELECT * FROM all_executions WHERE kind = 'password_reset_mail' ORDER BY created_at DESC LIMIT 1) e",
            )
            .fetch_optional(market.world.test.pool())
            .await
            .unwrap();
            last.lock().unwrap().clone_from(&row);
            if let Some(row) = row.filter(&is) {
                return row;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(60), seen)
        .await
        .unwrap_or_else(|_| panic!("it does not come to that: {last:?}"))
}

async fn ask(market: &Market, email: &str) {
    let (status, _) = market.told("/auth/forgot-password", &json!({ "email": email })).await;
    assert_eq!(status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_letter_in_the_folder_leads_to_a_new_password_and_nobody_gets_one_for_an_unknown_address() {
    let market = Market::new().await;
    let folder = market.files.join("mail");
    let settings = [
        ("MAIL_DIR", folder.to_str().unwrap()),
        ("PUBLIC_URL", "https://talent.exemple.fr/"),
    ];
    let _worker = market.worker_of("outbound", &settings);
    ask(&market, "nobody@alpha.example").await;
    let ended = once(&market, |row| row["status"] == "success").await;
    assert_eq!(ended["result"], json!({ "sent": false }));
    assert!(!folder.exists(), "no letter");
    ask(&market, MANAGER).await;
    let ended = once(&market, |row| {
        row["status"] == "success" && row["result"]["sent"] == true
    })
    .await;
    let letters: Vec<_> = std::fs::read_dir(&folder).unwrap().flatten().collect();
    assert_eq!(letters.len(), 1);
    let letter = std::fs::read_to_string(letters[0].path()).unwrap();
    assert!(letter.contains(&format!("To: {MANAGER}\r\n")), "{letter}");
    assert!(letter.contains("https://talent.exemple.fr/reset-password#"), "{letter}");
    let token = token(&letter);
    assert!(!ended.to_string().contains(&token), "the ledger does not hold it");
    let body = json!({ "token": token, "new_password": NEW });
    assert_eq!(market.told("/auth/reset-password", &body).await.0, 200);
    let log_in = async |password: &str| {
        let body = json!({ "email": MANAGER, "password": password });
        market.told("/auth/login", &body).await.0
    };
    assert_eq!((log_in(NEW).await, log_in(PASSWORD).await), (200, 401));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_server_that_takes_nothing_for_a_while_gets_the_letter_later_and_a_refused_address_is_tried_once() {
    let market = Market::new().await;
    let post = Arc::new(Post::default());
    *post.busy.lock().unwrap() = 1;
    let port = mail_server(&market.files, &post);
    let url = format!("smtp://talent:p%40ss%2Fword@localhost:{port}?tls=required");
    let certificate = market.files.join("cert.pem");
    let settings = [
        ("SMTP_URL", url.as_str()),
        ("MAIL_FROM", "Talents <no-reply@exemple.fr>"),
        ("PUBLIC_URL", "https://talent.exemple.fr"),
        ("SSL_CERT_FILE", certificate.to_str().unwrap()),
    ];
    let _worker = market.worker_of("outbound", &settings);
    ask(&market, MANAGER).await;
    let waits = once(&market, |row| row["last_error_code"] == "mail_unavailable").await;
    assert_eq!(
        (&waits["status"], &waits["attempt"]),
        (&json!("queued"), &json!(0)),
        "{waits}"
    );
    assert!(
        waits["last_error"].as_str().unwrap().ends_with("it answered 451"),
        "{waits}"
    );
    // Left alone for a minute, which is over at once here.
    let waited = "SELECT 'minutes', count(*) FROM executions WHERE kind = 'password_reset_mail' AND scheduled_at > now() + interval '45 seconds'";
    assert_eq!(market.world.test.counts(waited).await["minutes"], 1, "{waits}");
    market
        .world
        .test
        .execute("UPDATE executions SET scheduled_at = now() WHERE kind = 'password_reset_mail'")
        .await;
    let ended = once(&market, |row| row["status"] == "success").await;
    {
        let letters = post.letters.lock().unwrap();
        let [(to, letter)] = letters.as_slice() else {
            panic!("one letter: {letters:?}")
        };
        assert_eq!(to, MANAGER);
        let id = ended["id"].as_str().unwrap();
        for line in [
            "From: Talents <no-reply@exemple.fr>\r\n".to_owned(),
            format!("Message-ID: <{id}@exemple.fr>\r\n"),
            "Auto-Submitted: auto-generated\r\n".to_owned(),
            "Content-Type: text/plain; charset=utf-8\r\n".to_owned(),
            "Content-Type: text/html; charset=utf-8\r\n".to_owned(),
        ] {
            assert!(letter.contains(&line), "{line} in {letter}");
        }
        assert_eq!(token(letter).len(), 64);
    }
    let consultant = json!({ "email": "gone@alpha.example", "password": PASSWORD, "role": "consultant" });
    let made = market.ask(Method::POST, "/users", &consultant).await;
    let path = format!("/users/{}/reset-password", made["id"]);
    let letter = market.ask(Method::POST, &path, &json!({})).await;
    let ended = market.ended(&letter).await;
    assert_eq!(
        (&ended["status"], &ended["error_code"]),
        (&json!("error"), &json!("mail_refused"))
    );
    assert_eq!(ended["attempt"], 1);
    assert!(ended["error_message"].as_str().unwrap().contains("550"), "{ended}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_letter_waits_while_the_server_is_not_who_it_says_it_is() {
    let market = Market::new().await;
    let post = Arc::new(Post::default());
    let port = mail_server(&market.files, &post);
    let url = format!("smtp://talent:p%40ss%2Fword@localhost:{port}?tls=required");
    let settings = [
        ("SMTP_URL", url.as_str()),
        ("MAIL_FROM", "no-reply@exemple.fr"),
        ("PUBLIC_URL", "https://talent.exemple.fr"),
    ];
    let _worker = market.worker_of("outbound", &settings);
    ask(&market, MANAGER).await;
    let waits = once(&market, |row| row["last_error_code"] == "mail_unavailable").await;
    assert!(
        !waits.to_string().contains("p@ss") && waits["status"] == "queued",
        "{waits}"
    );
    let told = waits["last_error"].as_str().unwrap();
    assert!(told.ends_with("its certificate is not trusted"), "{told}");
    assert!(post.letters.lock().unwrap().is_empty());
}

/// A server in the clear that takes letters, and falls silent after the first ones instead of saying so. Its port.
fn forgetful_server(lost: usize, letters: &Arc<Mutex<Vec<String>>>) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let letters = Arc::clone(letters);
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let letters = Arc::clone(&letters);
            std::thread::spawn(move || take_letters(&stream.unwrap(), lost, &letters));
        }
    });
    port
}

fn take_letters(stream: &TcpStream, lost: usize, letters: &Mutex<Vec<String>>) {
    let (mut answers, mut lines) = (stream, BufReader::new(stream).lines().map_while(Result::ok));
    let mut say = |answer: &str| answers.write_all(answer.as_bytes()).is_ok();
    say("220 localhost\r\n");
    while let Some(line) = lines.next() {
        let is_said = match line.split(' ').next().unwrap_or_default() {
            "EHLO" => say("250-localhost\r\n250 8BITMIME\r\n"),
            "DATA" => say("354 go on\r\n"),
            _ => say("250 yes\r\n"),
        };
        if !is_said {
            return;
        }
        if line == "DATA" {
            let letter: Vec<String> = lines.by_ref().take_while(|line| line != ".").collect();
            let mut letters = letters.lock().unwrap();
            letters.push(letter.join("\r\n"));
            if letters.len() <= lost || !say("250 taken\r\n") {
                return;
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_letter_that_may_have_arrived_is_sent_a_few_times_and_no_more() {
    let market = Market::new().await;
    let letters = Arc::new(Mutex::new(Vec::new()));
    let port = forgetful_server(1, &letters);
    let url = format!("smtp://127.0.0.1:{port}");
    let settings = [
        ("SMTP_URL", url.as_str()),
        ("MAIL_FROM", "no-reply@exemple.fr"),
        ("PUBLIC_URL", "https://talent.exemple.fr"),
    ];
    let _worker = market.worker_of("outbound", &settings);
    ask(&market, MANAGER).await;
    let unclear = once(&market, |row| row["last_error_code"] == "mail_unclear").await;
    assert_eq!(unclear["attempt"], 1, "it counts: {unclear}");
    let ended = once(&market, |row| row["status"] == "success").await;
    assert_eq!(ended["attempt"], 2);
    let letters = letters.lock().unwrap();
    let id = format!("Message-ID: <{}@exemple.fr>", ended["id"].as_str().unwrap());
    assert!(
        letters.len() == 2 && letters.iter().all(|letter| letter.contains(&id)),
        "{letters:?}"
    );
}
