//! A browser driven over the Chrome DevTools protocol, as far as these tests need it.
//!
//! Chromium is started with `--remote-debugging-pipe`: messages are JSON, each ended by a NUL byte,
//! on its file descriptors 3 (to it) and 4 (from it), which a shell ties to our pipes. So there is
//! no port, no WebSocket and no crate to build. One thread reads and hands every message to the tab
//! whose session it names; the browser ends when the pipe closes, that is, with the tests.
//!
//! Protocol: <https://chromedevtools.github.io/devtools-protocol/>.

use std::collections::HashMap;
use std::env;
use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{ChildStdin, Command, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, LazyLock, Mutex};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// How long an answer may take: far more than ever needed, since a busy machine is no fault.
const PATIENCE: Duration = Duration::from_secs(90);

/// Ties the pipes to where Chromium looks for them, and removes its profile when it has ended.
const SHELL: &str = r#""$@" 3<&0 4>&1 </dev/null >/dev/null 2>&1; rm -rf "$0""#;

type Inboxes = Arc<Mutex<HashMap<String, Sender<Value>>>>;

/// The one browser of the tests; none where none is installed.
static BROWSER: LazyLock<Option<Browser>> = LazyLock::new(|| executable().map(Browser::start));

struct Browser {
    to: Mutex<ChildStdin>,
    inboxes: Inboxes,
    /// Messages of no session: answers of the browser itself.
    root: Mutex<Receiver<Value>>,
    last_id: AtomicU64,
}

/// The browser of the variable `CHROME`, else the first of the usual names on the path.
fn executable() -> Option<PathBuf> {
    if let Some(given) = env::var_os("CHROME").filter(|given| !given.is_empty()) {
        return Some(given.into());
    }
    let names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
    let path = env::var_os("PATH")?;
    names
        .iter()
        .find_map(|name| env::split_paths(&path).map(|p| p.join(name)).find(|p| p.is_file()))
}

impl Browser {
    fn start(executable: PathBuf) -> Self {
        let profile =
            tempfile::Builder::new().prefix("leitmotif-browser").tempdir().unwrap().keep();
        let mut child = Command::new("sh")
            .args(["-c", SHELL])
            .arg(&profile)
            .arg(&executable)
            .args(["--headless", "--remote-debugging-pipe", "--no-sandbox", "--disable-gpu"])
            .args(["--no-first-run", "--hide-scrollbars", "--disable-dev-shm-usage"])
            .args(["--disable-backgrounding-occluded-windows", "--disable-renderer-backgrounding"])
            // Whatever a page might ask for, nothing leaves the machine.
            .arg("--host-resolver-rules=MAP * ~NOTFOUND")
            .arg(format!("--user-data-dir={}", profile.display()))
            .arg("about:blank")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let (to, from) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
        let (root_inbox, root) = channel();
        let inboxes: Inboxes = Arc::new(Mutex::new(HashMap::from([(String::new(), root_inbox)])));
        let readers = Arc::clone(&inboxes);
        std::thread::spawn(move || {
            for message in BufReader::new(from).split(0) {
                let Ok(message) = message else { break };
                let message: Value = serde_json::from_slice(&message).unwrap();
                let session = message["sessionId"].as_str().unwrap_or("");
                if let Some(inbox) = readers.lock().unwrap().get(session) {
                    // A tab that is closed reads no more.
                    let _ = inbox.send(message);
                }
            }
            // Nobody answers any more: whoever waits is told by the closed channel.
            readers.lock().unwrap().clear();
            let _ = child.wait();
        });
        Self { to: Mutex::new(to), inboxes, root: Mutex::new(root), last_id: AtomicU64::new(0) }
    }

    fn send(&self, session: &str, method: &str, parameters: &Value) -> u64 {
        let id = self.last_id.fetch_add(1, Ordering::Relaxed) + 1;
        let mut message = json!({ "id": id, "method": method, "params": parameters });
        if !session.is_empty() {
            message["sessionId"] = session.into();
        }
        let mut bytes = message.to_string().into_bytes();
        bytes.push(0);
        let mut to = self.to.lock().unwrap();
        to.write_all(&bytes).and_then(|()| to.flush()).expect("the browser has ended");
        id
    }
}

/// The next message; a silence as long as [`PATIENCE`] or the end of the browser is a failure.
fn next(inbox: &Receiver<Value>, awaited: &str) -> Value {
    let heard = inbox.recv_timeout(PATIENCE);
    heard.unwrap_or_else(|e| panic!("no answer of the browser to {awaited}: {e}"))
}

/// What an answer says, or a failure with the browser's words.
fn result(answer: &Value, method: &str) -> Value {
    assert!(answer["error"].is_null(), "{method}: {}", answer["error"]);
    answer["result"].clone()
}

/// A window with one page, seen and focused.
pub struct Tab {
    browser: &'static Browser,
    session: String,
    target: String,
    inbox: Receiver<Value>,
    /// What the page did, in the protocol's words, as far as it was heard.
    events: Vec<Value>,
    /// The addresses it was sent to.
    asked_for: Vec<String>,
}

impl Tab {
    /// A window of a width, or none, said aloud, where there is no browser.
    pub fn open(width: u32) -> Option<Self> {
        let Some(browser) = BROWSER.as_ref() else {
            eprintln!("skipped: no Chromium; apt install chromium, or set CHROME to its path");
            return None;
        };
        let ask = |method: &str, parameters: Value| {
            let root = browser.root.lock().unwrap();
            let id = browser.send("", method, &parameters);
            loop {
                let message = next(&root, method);
                if message["id"] == id {
                    return result(&message, method);
                }
            }
        };
        let created =
            ask("Target.createTarget", json!({ "url": "about:blank", "newWindow": true }));
        let target = created["targetId"].as_str().unwrap().to_owned();
        let attached = ask("Target.attachToTarget", json!({ "targetId": target, "flatten": true }));
        let session = attached["sessionId"].as_str().unwrap().to_owned();
        let (sender, inbox) = channel();
        // In time: a session says nothing before it is asked.
        browser.inboxes.lock().unwrap().insert(session.clone(), sender);
        let (events, asked_for) = (Vec::new(), Vec::new());
        let mut tab = Self { browser, session, target, inbox, events, asked_for };
        for domain in ["Page", "Runtime", "Network", "Log"] {
            tab.call(&format!("{domain}.enable"), json!({}));
        }
        tab.call("Emulation.setFocusEmulationEnabled", json!({ "enabled": true }));
        tab.resize(width);
        Some(tab)
    }

    /// Calls a method of the protocol.
    pub fn call(&mut self, method: &str, parameters: Value) -> Value {
        let id = self.browser.send(&self.session, method, &parameters);
        loop {
            let message = next(&self.inbox, method);
            if message["id"] == id {
                return result(&message, method);
            }
            self.hear(message);
        }
    }

    /// Keeps an event; a dialog is closed, since it would stop the page.
    fn hear(&mut self, message: Value) {
        if message["method"] == "Page.javascriptDialogOpening" {
            self.browser.send(
                &self.session,
                "Page.handleJavaScriptDialog",
                &json!({ "accept": false }),
            );
        }
        if message["method"].is_string() {
            self.events.push(message);
        }
    }

    /// The events of a name heard so far.
    pub fn events(&self, name: &str) -> Vec<&Value> {
        self.events.iter().filter(|e| e["method"] == name).map(|e| &e["params"]).collect()
    }

    /// Gives the window a width; it is as high as three quarters of 1280.
    pub fn resize(&mut self, width: u32) {
        let size =
            json!({ "width": width, "height": 960, "deviceScaleFactor": 1, "mobile": false });
        self.call("Emulation.setDeviceMetricsOverride", size);
    }

    /// Shows the page as paper or screen, in the light or in the dark.
    pub fn show_as(&mut self, media: &str, scheme: &str) {
        let features = json!([{ "name": "prefers-color-scheme", "value": scheme }]);
        self.call("Emulation.setEmulatedMedia", json!({ "media": media, "features": features }));
    }

    /// Loads a page anew and waits until it is there.
    pub fn go(&mut self, url: &str) {
        // From another page, so that a change of the fragment alone loads it too.
        for url in ["about:blank", url] {
            self.asked_for.push(url.split('#').next().unwrap().to_owned());
            self.events.retain(|e| e["method"] != "Page.loadEventFired");
            let moved = self.call("Page.navigate", json!({ "url": url }));
            assert!(moved["errorText"].is_null(), "{url}: {}", moved["errorText"]);
            while self.events("Page.loadEventFired").is_empty() {
                let message = next(&self.inbox, url);
                self.hear(message);
            }
        }
    }

    /// The value of an expression in the page; promises are awaited.
    pub fn eval(&mut self, expression: &str) -> Value {
        let asked =
            json!({ "expression": expression, "returnByValue": true, "awaitPromise": true });
        let got = self.call("Runtime.evaluate", asked);
        assert!(got["exceptionDetails"].is_null(), "{expression}: {}", got["exceptionDetails"]);
        got["result"]["value"].clone()
    }

    /// Waits until an expression in the page is true.
    pub fn until(&mut self, expression: &str) {
        let since = Instant::now();
        while self.eval(expression) != json!(true) {
            assert!(since.elapsed() < PATIENCE, "never true: {expression}");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Presses a key as a keyboard does.
    pub fn press(&mut self, key: &str) {
        let (code, text) = match key {
            "Tab" => (9, None),
            "Enter" => (13, Some("\r")),
            "Space" => (32, Some(" ")),
            _ => panic!("no code for the key {key}"),
        };
        let mut event =
            json!({ "type": "keyDown", "key": key, "code": key, "windowsVirtualKeyCode": code });
        if let Some(text) = text {
            event["text"] = text.into();
        }
        self.call("Input.dispatchKeyEvent", event.clone());
        event["type"] = "keyUp".into();
        self.call("Input.dispatchKeyEvent", event);
    }

    /// What a page must not do: errors on the console, exceptions, breaches of its policy, dialogs,
    /// requests for anything but itself. Each in words.
    pub fn misdeeds(&mut self) -> Vec<String> {
        // What the page did before this was asked has been heard when it is answered.
        self.eval("new Promise(done => setTimeout(done, 0))");
        let mut found = Vec::new();
        for event in &self.events {
            let said = &event["params"];
            let is_wrong = match event["method"].as_str().unwrap_or("") {
                "Runtime.exceptionThrown" | "Page.javascriptDialogOpening" => true,
                "Runtime.consoleAPICalled" => said["type"] == "error" || said["type"] == "assert",
                "Log.entryAdded" => said["entry"]["level"] == "error",
                "Network.requestWillBeSent" => {
                    let url = said["request"]["url"].as_str().unwrap_or("");
                    !url.starts_with("data:") && !self.asked_for.iter().any(|asked| asked == url)
                }
                "Network.webSocketCreated" => true,
                _ => false,
            };
            if is_wrong {
                found.push(event.to_string());
            }
        }
        found
    }
}

impl Drop for Tab {
    fn drop(&mut self) {
        self.browser.inboxes.lock().unwrap().remove(&self.session);
        // Nobody waits for the answer: it is passed over by whoever reads the root next.
        if !std::thread::panicking() {
            self.browser.send("", "Target.closeTarget", &json!({ "targetId": self.target }));
        }
    }
}
