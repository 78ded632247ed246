//! Connections that say nothing, or not to the end, are closed; those that wait for an answer are not.

use crate::world::World;
use reqwest::Method;
use serde_json::json;
use std::time::Duration;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

const PATIENCE: Duration = Duration::from_millis(300);

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_that_does_not_say_what_it_asks_for_is_closed() {
    let world = World::new().await;
    let url = world.impatient(PATIENCE).await;
    let address = url.strip_prefix("http://").unwrap();
    let whole = "GET /livez HTTP/1.1\r\nhost: a\r\n\r\n";
    for said in [
        String::new(),
        // It may yet be HTTP/2.
        "PRI".to_owned(),
        "GET /livez HTTP/1.1\r\nhost: a\r\nx: a".to_owned(),
        // An answer, and then silence, or half of the next request.
        whole.to_owned(),
        format!("{whole}GET /livez HTTP/1.1\r\nx"),
    ] {
        let mut connection = TcpStream::connect(address).await.unwrap();
        connection.write_all(said.as_bytes()).await.unwrap();
        let mut heard = Vec::new();
        // Returns when the other side has closed; with unread bytes it is a reset.
        let _ = connection.read_to_end(&mut heard).await;
        let heard = String::from_utf8_lossy(&heard);
        assert_eq!(
            heard.contains("HTTP/1.1 200"),
            said.starts_with(whole),
            "{said:?}: {heard}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_waits_for_an_answer_is_not_cut_off() {
    let world = World::new().await;
    let manager = world.log_in("manager@alpha.example").await;
    let id = manager.make("/operations/ping", &json!({})).await["id"].clone();
    let url = world.impatient(PATIENCE).await;
    let path = format!("{url}/api/v1/executions/{}?wait=1", id.as_str().unwrap());
    let asked = world.client.request(Method::GET, path).bearer_auth(&manager.access);
    assert_eq!(
        asked.send().await.unwrap().status(),
        200,
        "a second is longer than the patience"
    );
}
