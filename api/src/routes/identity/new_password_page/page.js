// The token stands behind `#`: it is read here, sent in the body, and never in an address.
const form = document.querySelector("form");
const say = (text) => { document.querySelector("output").textContent = text; };

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const { password, again } = form.elements;
  if (password.value !== again.value) {
    say(form.dataset.differ);
    again.focus();
    return;
  }
  form.elements.send.disabled = true;
  try {
    const response = await fetch("/api/v1/auth/reset-password", {
      method: "POST",
      headers: { "Content-Type": "application/json", "Accept-Language": document.documentElement.lang },
      body: JSON.stringify({ token: location.hash.slice(1), new_password: password.value }),
    });
    const answer = await response.json();
    if (response.ok) {
      history.replaceState(null, "", location.pathname);
      form.replaceChildren();
      say(answer.message);
      return;
    }
    const of = (name) => (answer.errors ?? []).filter((fault) => fault.pointer === `/${name}`).map((fault) => fault.detail);
    const faults = [
      ...of("token").map(() => form.dataset.stale),
      ...of("new_password").map(() => form.dataset.short),
    ];
    say(faults.length > 0 ? faults.join(" ") : answer.detail ?? answer.title);
  } catch {
    say(form.dataset.unreached);
  }
  form.elements.send.disabled = false;
});
