const DARK =
  '--ink: #e7ebf2; --ink-soft: #a8b2c3; --paper: #171c26; --background: #0e121a; --line: #6d7789; --accent: #8fb2ff; --on-accent: #0e121a; --error: #ffb4ab';

/** One column in the visitor's own font size, light and dark. */
export const PAGE_CSS = `
:root { color-scheme: light dark; --ink: #1b2330; --ink-soft: #566072; --paper: #fff; --background: #f3f5f8; --line: #8a94a6; --accent: #1d4ed8; --on-accent: #fff; --error: #b3261e }
:root.light { color-scheme: light }
:root.dark { color-scheme: dark; ${DARK} }
@media (prefers-color-scheme: dark) { :root:not(.light) { ${DARK} } }
* { box-sizing: border-box }
body { margin: 0; background: var(--background); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere }
main { max-width: 34rem; margin: 6vh auto; padding: clamp(1.25rem, 5vw, 2.5rem); background: var(--paper); border-radius: 1rem }
main > .notice:only-child { margin: 0 }
.embedded { background: none }
.embedded main { margin: 0 auto; padding: .25rem; background: none }
h1 { margin: 0 0 1.25rem; font-size: 1.6rem; line-height: 1.2; text-wrap: balance }
h2 { margin: 1.5rem 0 0; font-size: 1.15rem }
form, .group { display: grid; gap: 1.15rem }
fieldset { margin: 0; padding: 0; border: 0; min-width: 0 }
legend, label.top { display: block; padding: 0; margin-block-end: .35rem; font-weight: 600 }
.group > legend { font-size: 1.05rem; margin-block-end: .7rem }
input, select, textarea, button { font: inherit; color: inherit }
input:not([type=checkbox], [type=radio]), select, textarea {
  width: 100%; min-height: 2.75rem; padding: .5rem .75rem; background: none; border: 1px solid var(--line); border-radius: .5rem
}
::placeholder { color: var(--ink-soft); opacity: 1 }
select option { color: CanvasText; background: Canvas }
textarea { min-height: 7rem }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px }
.tick { display: flex; gap: .75rem; align-items: start; padding-block: .5rem; font-weight: 400 }
.tick input { flex: none; inline-size: 1.5rem; block-size: 1.5rem; margin: 0; accent-color: var(--accent) }
.pair { display: grid; grid-template-columns: minmax(8rem, 1fr) 2fr; gap: .75rem }
.dob { display: flex; gap: .75rem }
.dob > div { flex: 1; max-inline-size: 7rem }
.dob label { display: block; margin: 0 }
[tabindex='-1']:focus { outline: 0 }
.quiet { color: var(--ink-soft); font-size: .9rem; margin: .25rem 0 0 }
.error { color: var(--error); font-size: .9rem; margin: .35rem 0 0 }
[aria-invalid=true] { border-color: var(--error) !important; box-shadow: 0 0 0 1px var(--error) }
.notice { padding: .9rem 1rem; margin-block-end: 1.25rem; border-inline-start: 4px solid var(--error); background: var(--background); border-radius: .4rem }
.notice a { color: inherit }
.notice h1 { margin: 0; font: inherit; font-weight: 600 } .notice p { margin: 0 } .notice ul { margin: .5rem 0 0; padding-inline-start: 1.2rem }
.thanks { margin: 0; font-size: 1.3rem; line-height: 1.4 }
button { min-height: 3rem; padding: .6rem 1.25rem; border: 0; border-radius: .5rem; background: var(--accent); color: var(--on-accent); font-weight: 600; cursor: pointer }
.away { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }
a { color: var(--accent) }
@media (forced-colors: active) { button { border: 1px solid } }
@media (max-width: 26rem) { body:not(.embedded) main { margin: 0 auto; border-radius: 0; min-height: 100vh } .pair { grid-template-columns: 1fr } }
`;
