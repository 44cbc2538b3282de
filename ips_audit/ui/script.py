"""The only script of our own in the browser. It reads and sends nothing."""

from ips_audit.words.page import SCROLLS

# It runs once and then watches the page. A new step begins at its heading, not where the last
# button stood. A table that is wider than the screen can be scrolled with the keyboard.
SCRIPT = """<script>
(() => {
  const main = document.querySelector('[data-testid="stMain"]');
  main.style.overflowAnchor = "none";
  let last = "";
  let waiting = false;
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
    last = step;
    for (const wait of [0, 200, 600]) setTimeout(() => main.scrollTo(0, 0), wait);
  }).observe(main, { subtree: true, childList: true, characterData: true });
  new ResizeObserver(reach).observe(main);
  main.addEventListener("toggle", reach, true);
})();
</script>""".replace("SCROLLS", SCROLLS)
