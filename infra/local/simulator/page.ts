import { html, raw } from 'hono/html';

export type PageOptions = {
  /** Shown in the header of every page, for example `Mail service`. */
  simulatorName: string;
  /** What the page is, beside the name; `local simulator` where nothing else is said. */
  tag?: string;
  /** BCP 47; right-to-left languages turn the page. */
  lang?: string;
  /** Links in the header. */
  navigation?: readonly { href: string; label: string }[];
};

/** What `html` of hono/html answers: a string, as long as no value in it is a promise. */
export type Markup = ReturnType<typeof html> | string;

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Makes any text safe inside HTML elements and quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

/**
 * A whole HTML page in the look all simulators share: readable without scripts, light or dark as the reader's
 * system says, usable by keyboard. `bodyHtml` goes in as it is (build it with `html` of hono/html); classes
 * it may use: `card`, `row` (two ends), `quiet`, `badge` with `good|bad|waiting`, `button`, `secondary`, `actions`, `notice`, `scroll`,
 * `tabs` with `tab`.
 */
export function page(title: string, bodyHtml: Markup, options: PageOptions): string {
  const { simulatorName, tag = 'local simulator', lang = 'en', navigation = [] } = options;
  const dir = /^(ar|he|fa|ur)\b/.test(lang) ? 'rtl' : 'ltr';
  return String(
    html`<!doctype html>
      <html lang="${lang}" dir="${dir}">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="color-scheme" content="light dark" />
          <title>${title} – ${simulatorName}</title>
          <link rel="icon" href="data:," />
          <style>
            ${raw(style)}
          </style>
        </head>
        <body>
          <a class="skip" href="#content">Skip to content</a>
          <header>
            <div>
              <strong>${simulatorName}</strong> <span class="tag">${tag}</span>
              ${navigation.length === 0 ? '' : html`<nav aria-label="Main">${navigation.map(({ href, label }) => html`<a href="${href}">${label}</a> `)}</nav>`}
            </div>
          </header>
          <main id="content" tabindex="-1">${raw(String(bodyHtml))}</main>
        </body>
      </html> `,
  );
}

// Pairs of text and ground reach a contrast of 4.5:1 or more in both schemes.
const style = `
:root { color-scheme: light dark; --ground: #f5f6f8; --card: #fff; --text: #1c2330; --quiet: #566074;
  --line: #d5dae3; --accent: #1a56b8; --on-accent: #fff; --good: #17663a; --good-ground: #e1f3e7;
  --bad: #a3211b; --bad-ground: #fbe6e4; --waiting: #7a4a00; --waiting-ground: #fcefd8; }
@media (prefers-color-scheme: dark) { :root { --ground: #12161d; --card: #1b212b; --text: #e6eaf1;
  --quiet: #a3aec0; --line: #364052; --accent: #8ab4ff; --on-accent: #0c1a33; --good: #8fdcab;
  --good-ground: #17382a; --bad: #ffaaa3; --bad-ground: #48201f; --waiting: #f2c879; --waiting-ground: #3f2f12; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--text); font: 1rem/1.5 system-ui, "Segoe UI", Roboto, sans-serif; }
header { background: var(--card); border-bottom: 1px solid var(--line); }
header > div { display: flex; flex-wrap: wrap; gap: .25rem .75rem; align-items: center; padding: .75rem 1.25rem; max-width: 62rem; margin: 0 auto; }
header nav { margin-inline-start: auto; display: flex; gap: 1rem; }
main { max-width: 62rem; margin: 0 auto; padding: 1.5rem 1.25rem 4rem; outline: none; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 1rem; overflow-wrap: anywhere; }
h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; }
a { color: var(--accent); text-underline-offset: .15em; }
a:focus-visible, button:focus-visible, input:focus-visible, select:focus-visible, textarea:focus-visible, summary:focus-visible, [tabindex="0"]:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
.skip { position: absolute; inset-inline-start: -999rem; }
.skip:focus { inset-inline-start: 1rem; top: .5rem; background: var(--card); padding: .5rem 1rem; z-index: 1; }
.tag { font-size: .8rem; color: var(--quiet); border: 1px solid var(--line); border-radius: 1rem; padding: 0 .6rem; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 1rem 1.25rem; margin: 0 0 1rem; }
.row { display: flex; flex-wrap: wrap; gap: .75rem; align-items: center; justify-content: space-between; }
.quiet { color: var(--quiet); }
.notice { border-inline-start: 4px solid var(--accent); background: var(--card); padding: .75rem 1rem; margin: 0 0 1rem; }
.badge { display: inline-block; border-radius: 1rem; padding: 0 .65rem; font-size: .85rem; white-space: nowrap; color: var(--quiet); border: 1px solid currentColor; }
.badge.good { color: var(--good); background: var(--good-ground); }
.badge.bad { color: var(--bad); background: var(--bad-ground); }
.badge.waiting { color: var(--waiting); background: var(--waiting-ground); }
.tabs { display: flex; gap: .25rem; margin: 0 0 1rem; border-bottom: 1px solid var(--line); }
.tab { padding: .6rem 1rem; text-decoration: none; border-bottom: 3px solid transparent; }
.tab[aria-current] { border-bottom-color: var(--accent); color: var(--text); font-weight: 600; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: start; vertical-align: top; padding: .55rem .75rem; border-bottom: 1px solid var(--line); }
th { font-size: .85rem; color: var(--quiet); font-weight: 600; }
tbody th { font-size: 1rem; color: inherit; }
tbody tr:last-child > * { border-bottom: 0; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .35rem 1.25rem; margin: 0; }
dt { color: var(--quiet); } dd { margin: 0; overflow-wrap: anywhere; }
@media (max-width: 36rem) { dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: .5rem; } }
label { display: block; font-weight: 600; margin: .75rem 0 .25rem; }
input:not([type=checkbox], [type=radio], [type=hidden]), select, textarea { width: 100%; max-width: 32rem; font: inherit; color: inherit; background: var(--ground); border: 1px solid var(--quiet); border-radius: 6px; padding: .5rem .65rem; }
.actions { display: flex; flex-wrap: wrap; gap: .75rem; align-items: center; margin: 1rem 0 0; }
.button, button { display: inline-block; min-height: 2.75rem; font: inherit; font-weight: 600; line-height: 1.4; padding: .6rem 1.25rem; border: 1px solid var(--accent); border-radius: 6px; background: var(--accent); color: var(--on-accent); text-decoration: none; cursor: pointer; }
.secondary { background: transparent; color: var(--accent); }
.button:hover, button:hover { text-decoration: underline; }
pre { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 1rem; overflow: auto; white-space: pre-wrap; overflow-wrap: anywhere; margin: 0; font-size: .9rem; }
iframe { display: block; width: 100%; height: 42rem; border: 1px solid var(--line); border-radius: 10px; background: #fff; }
`;
