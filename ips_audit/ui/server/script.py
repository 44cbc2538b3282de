"""The only script and style of our own on every page. They read and send nothing."""

from ips_audit.words.page import BACK, FORGET, LOST, SCROLLS, START_AGAIN

UNSAVED = '<span class="unsaved"></span>'  # on a page with work that a closed tab would lose

# It runs once and then watches the page. A new step begins at its heading, not where the last
# button stood. A table that is wider than the screen can be scrolled with the keyboard. A server
# that started again, or gave a broken connection up, has forgotten the audit: the page then says
# why it is back at the first step. Whoever closes the tab, reloads it or leaves it by the browser's
# Back is asked first, where work would be lost. Nothing moves for people who asked their computer
# for that.
SCRIPT = """<style>
@media (prefers-reduced-motion: reduce) {
  *, *::before, *::after { animation: none !important; transition: none !important; }
}
</style>
<script>
(() => {
  const main = document.querySelector('[data-testid="stMain"]');
  main.style.overflowAnchor = "none";
  let last = "";
  let waiting = false;
  let broken = false;
  const app = document.querySelector('[data-testid="stApp"]');
  const tell = (lost) => {
    let note = document.getElementById("lost");
    if (!lost) return note && note.remove();
    if (note) return;
    note = document.createElement("div");
    note.id = "lost";
    note.setAttribute("role", "alert");
    note.textContent = "LOST";
    note.style = "position: fixed; bottom: 0; left: 0; right: 0; z-index: 999; padding: 1rem;"
      + "text-align: center; background: #0b0c0c; color: #ffffff; font-family: sans-serif";
    document.body.append(note);
  };
  new MutationObserver(() => {
    broken ||= app.getAttribute("data-test-connection-state") !== "CONNECTED";
  }).observe(app, { attributeFilter: ["data-test-connection-state"] });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button && ["BACK", "AGAIN", "FORGET"].includes(button.innerText.trim())) broken = false;
  }, true);
  addEventListener("beforeunload", (event) => {
    if (document.querySelector(".unsaved")) event.preventDefault();
  });
  const look = () => {
    waiting = false;
    for (const box of main.querySelectorAll('[data-testid="stTable"] div')) {
      if (box.scrollWidth <= box.clientWidth || box.tabIndex === 0) continue;
      box.tabIndex = 0;
      box.setAttribute("role", "group");
      box.setAttribute("aria-label", "SCROLLS");
    }
  };
  const reach = () => {
    if (!waiting) setTimeout(look, 200);
    waiting = true;
  };
  new MutationObserver(() => {
    reach();
    const heading = main.querySelector("h2");
    const step = heading ? heading.innerText : last;
    if (step === last) return;
    if (!/ 1 /.test(step)) tell(false);
    else if (broken && last) tell(true);
    broken = false;
    last = step;
    for (const wait of [0, 200, 600]) setTimeout(() => main.scrollTo(0, 0), wait);
  }).observe(main, { subtree: true, childList: true, characterData: true });
  new ResizeObserver(reach).observe(main);
  main.addEventListener("toggle", reach, true);
})();
</script>"""
for _name, _words in (
    ("SCROLLS", SCROLLS), ("LOST", LOST), ("BACK", BACK), ("AGAIN", START_AGAIN),
    ("FORGET", FORGET),
):  # fmt: skip
    SCRIPT = SCRIPT.replace(f'"{_name}"', f'"{_words}"')
