import { svg } from 'lit';

const PATHS = {
  logo: svg`<rect x="1" y="1" width="22" height="22" rx="6" class="tile" /><path class="wire" d="M6.5 8v5.2a2.8 2.8 0 0 0 5.5 0v-2.4a2.8 2.8 0 0 1 5.5 0V16" />`,
  overview: svg`<path d="M4 13h6V4H4zm10 7h6V4h-6zM4 20h6v-3H4z" />`,
  forms: svg`<path d="M5 4h14v16H5zM8.5 9h7M8.5 13h7M8.5 17h3" />`,
  leads: svg`<path d="M4 6h16M4 12h16M4 18h10" />`,
  reports: svg`<path d="M4 20h16M6.5 16.5v-5M12 16.5v-12M17.5 16.5v-8" />`,
  out: svg`<path d="M10 5H5v14h5M14 8l4 4-4 4M18 12H9" />`,
  up: svg`<path d="m6 14 6-6 6 6" />`,
  down: svg`<path d="m6 10 6 6 6-6" />`,
  grip: svg`<path d="M9 6h.01M15 6h.01M9 12h.01M15 12h.01M9 18h.01M15 18h.01" />`,
  good: svg`<path d="m5 12.5 4.5 4.5L19 7.5" />`,
  bad: svg`<path d="M12 7v6M12 17h.01" />`,
  plus: svg`<path d="M12 5v14M5 12h14" />`,
  close: svg`<path d="m6 6 12 12M18 6 6 18" />`,
  back: svg`<path d="m14 6-6 6 6 6" />`,
  copy: svg`<path d="M9 9h11v11H9zM5 15H4V4h11v1" />`,
  help: svg`<circle cx="12" cy="12" r="8.5" /><path d="M9.7 9.5a2.3 2.3 0 1 1 3.3 2.1c-.7.4-1 .8-1 1.6M12 16.2h.01" />`,
  info: svg`<path d="M12 11v6M12 7h.01" />`,
  eye: svg`<path d="M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12z" /><circle cx="12" cy="12" r="2.5" />`,
};

/** Icons accompany words, and never replace them. */
export const icon = (name: keyof typeof PATHS) =>
  svg`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">${PATHS[name]}</svg>`;
