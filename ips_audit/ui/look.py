"""How the page looks where the theme has no word for it: one style sheet, and one for print."""

# Sizes are in rem: large text for a room enlarges the root alone. Grey text has a contrast of at
# least 7:1. On paper only the page to print is shown, and never the exact numbers by accident.
STYLE = """<style>
[data-testid="stMainBlockContainer"] { max-width: 78rem; padding-inline: 2.5rem; }
[data-testid="stElementContainer"]:has(> [data-testid="stHtml"] > script) { position: absolute; }
[data-testid="stMainBlockContainer"] > div > [data-testid="stVerticalBlock"] { gap: 0.6rem; }
[data-testid="stHeadingWithActionElements"] h3 { padding: 0; }
/* A chart's own toolbar would save it without saying who it is for. */
[data-testid="stFullScreenFrame"]:has([data-testid="stVegaLiteChart"])
  [data-testid="stElementToolbar"] {
  display: none; }
[data-testid="stElementContainer"]:has(> [data-testid="stHtml"] > .unprinted) {
  position: absolute; }
.st-key-top { border-bottom: 1px solid #d0d3d6; padding-bottom: 0.4rem; }
.st-key-top h1 { color: #484949; }
.st-key-top h1, .st-key-top h2 { padding: 0; }
[data-testid="stAlertContainer"] { padding: 0.3rem 0.8rem; font-size: 0.9rem; }
[data-testid="stCaptionContainer"], [data-testid="stCaptionContainer"] * {
  color: #484949; opacity: 1; }
@media (max-width: 640px) { [data-testid="stMainBlockContainer"] { padding-inline: 1rem; } }
[data-testid="stTable"] table { font-size: 0.9rem; font-variant-numeric: tabular-nums; }
[data-testid="stTable"] th, [data-testid="stTable"] td {
  padding: 0.15rem 0.5rem; border-inline: 0; }
[data-testid="stTable"] th { border-bottom: 2px solid #0b0c0c; vertical-align: bottom; }
[data-testid="stTabs"] [data-testid="stTable"] :is(th, td) { padding-block: 0.05rem; }
.quiet { font-size: 0.9rem; font-weight: 400; color: #484949; padding: 0; margin: 0; }
.answer { font-size: 1.5rem; line-height: 1.3; font-weight: 600; margin: 0.2rem 0 0.4rem;
  max-width: 56rem; }
.more { font-size: 1.1rem; margin: 0; max-width: 56rem; }
.finding { font-size: 1.15rem; font-weight: 600; margin: 0 0 0.4rem; }
.told { margin: 0 0 0.4rem; max-width: 60rem; }
.test { display: flex; flex-wrap: wrap; gap: 0 1.5rem; margin: 0;
  font-variant-numeric: tabular-nums; }
.test span { color: #484949; font-size: 0.9rem; }
.overview { overflow-x: auto; }
.overview table { width: 100%; border-collapse: collapse; }
.overview caption { text-align: left; font-size: 0.85rem; color: #484949; padding-bottom: 0.3rem; }
.overview thead th { font-size: 0.9rem; text-align: left; padding: 0.3rem 0.6rem;
  border-bottom: 2px solid #0b0c0c; }
.overview tbody th { font-weight: 400; text-align: left; width: 21%; min-width: 9rem; }
.overview th b, .overview a b { display: block; }
.overview th b { font-weight: 600; }
.overview tbody th, .overview td { vertical-align: top; border-bottom: 1px solid #d0d3d6;
  padding: 0.45rem 0.6rem; }
.overview td { min-width: 9rem; }
.overview a { display: block; color: #0b0c0c; text-decoration: none; }
.overview a b { font-weight: 400; text-decoration: underline;
  text-decoration-thickness: 1px; text-underline-offset: 0.15em; }
.overview span { display: block; font-size: 0.85rem; color: #484949;
  font-variant-numeric: tabular-nums; }
.overview .weight1 b { font-weight: 600; }
.overview .weight2 b { font-weight: 700; font-size: 1.15rem; color: #12436d; }
.overview a:hover b { text-decoration-thickness: 3px; }
.overview a:focus-visible { outline: 3px solid #12436d; outline-offset: 2px; }
.st-key-contents [data-testid="stVerticalBlock"] { gap: 0; }
.st-key-contents [data-testid="stExpanderDetails"] { padding: 0 0 0 0.8rem; }
.st-key-contents [data-testid="stExpander"] details { border: 0; }
.st-key-contents [data-testid="stExpander"] summary { padding: 0.3rem 0.5rem; }
.st-key-contents button { justify-content: flex-start; text-align: left; padding: 0.2rem 0.5rem;
  min-height: 1.9rem; }
.st-key-contents button:has(strong) { border-left: 3px solid #12436d; border-radius: 0; }
.st-key-contents button > div { justify-content: flex-start; }
.picture { width: 100%; max-width: 22rem; }
.first-rows { overflow-x: auto; border: 1px solid #d0d3d6; }
.first-rows table { border-collapse: collapse; width: 100%; font-size: 0.9rem; }
.first-rows caption { text-align: left; font-size: 0.85rem; color: #484949;
  padding: 0.3rem 0.6rem; }
.first-rows th, .first-rows td { text-align: left; padding: 0.25rem 0.6rem; white-space: nowrap; }
.first-rows .roles td { font-weight: 600; color: #12436d; border-bottom: 2px solid #12436d; }
.first-rows .roles .unused { font-weight: 400; color: #484949; border-color: #d0d3d6; }
.first-rows thead th { font-weight: 400; color: #484949; border-bottom: 1px solid #d0d3d6; }
[data-testid="stMain"] { scroll-padding-bottom: 5rem; }
[data-testid="stMain"]:has(.st-key-onward) h3 { padding: 0.6rem 0 0.3rem !important; }
[data-testid="stLayoutWrapper"]:has(> .st-key-onward) { position: sticky; bottom: 0;
  z-index: 9; background: #ffffff; border-top: 1px solid #d0d3d6; padding: 0.6rem 0; }
[data-testid="stElementContainer"]:has(> [data-testid="stHtml"] > .unsaved) { position: absolute; }
.unprinted { display: none; }
@media print {
  html { font-size: 11px !important; }
  .st-key-printed canvas { max-width: 100%; height: auto !important; }
  .overview caption { display: none; }
  [data-testid="stSidebar"], [data-testid="stHeader"], .st-key-top, [data-testid="stAlert"],
  [data-testid="stMainBlockContainer"] [data-testid="stElementContainer"] { display: none; }
  .st-key-printed [data-testid="stElementContainer"] { display: block !important; }
  .st-key-printed [class*="st-key-printed_card_"] { break-inside: avoid; }
  .unprinted { display: block; }
  [data-testid="stElementContainer"]:has(.unprinted) { display: block !important; }
  [data-testid="stApp"], [data-testid="stMain"], [data-testid="stAppViewContainer"] {
    position: static; overflow: visible; height: auto; }
}
</style>"""
