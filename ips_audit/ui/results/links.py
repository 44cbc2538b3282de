"""The script that makes the overview's cells lead to their cards, and Back and Forward work."""

# A cell is a link to the name of its card; the list at the side has a button for each name. A
# press on either writes the name into the address, which the browser's own Back walks through.
SCRIPT = """<script>
(() => {
  if (window.auditLinks) return;
  window.auditLinks = true;
  const button = (name) => document.querySelector(`[class~="st-key-go_${name}"] button`);
  const top = () => document.querySelector('[data-testid="stMain"]').scrollTo(0, 0);
  let walking = false;
  document.addEventListener("click", (event) => {
    const link = event.target.closest('.overview a[href^="#"]');
    if (link) {
      event.preventDefault();
      event.stopPropagation();
      const to = button(link.hash.slice(1));
      if (to) to.click();
      return;
    }
    const pressed = event.target.closest('[class*="st-key-go_"]');
    if (!pressed) return;
    const name = [...pressed.classList].find((c) => c.startsWith("st-key-go_")).slice(10);
    if (!walking && location.hash !== `#${name}`) history.pushState(null, "", `#${name}`);
    for (const wait of [0, 300]) setTimeout(top, wait);
  }, true);
  const walk = () => {
    const to = button(location.hash.slice(1) || "overview");
    if (!to) return;
    walking = true;
    to.click();
    walking = false;
  };
  window.addEventListener("popstate", walk);
  // An address with a card: a press on a page that is still being drawn would be lost.
  const idle = '[data-testid="stApp"][data-test-script-state="notRunning"]';
  const open = (tries) => {
    if (document.querySelector(idle) && button(location.hash.slice(1))) walk();
    else if (tries) setTimeout(() => open(tries - 1), 200);
  };
  if (location.hash.length > 1) setTimeout(() => open(300), 300);
})();
</script>"""
