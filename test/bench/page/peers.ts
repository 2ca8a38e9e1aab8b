import { join } from 'node:path';

const modules = join(import.meta.dirname, '../node_modules');

/** An alternative that a publisher could use. */
export interface Peer {
  name: string;
  /** Everything that a simple form loads, from the installed packages. */
  files: string[];
  /** Body of a page that renders name, email and a submit button, or null if the form comes from the vendor's host. */
  body: string | null;
  head?: string;
  note?: string;
}

const PLAIN_FORM = `
  <form action="/submit" method="post">
    <p><label>First name <input name="form[firstName]" autocomplete="given-name" required></label></p>
    <p><label>Last name <input name="form[lastName]" autocomplete="family-name" required></label></p>
    <p><label>E-mail <input name="form[email]" type="email" autocomplete="email" required></label></p>
    <p><button>Submit</button></p>
  </form>`;

export const plainHtml: Peer = { name: 'plain HTML form', files: [], body: PLAIN_FORM };

/** What the page asks the server for, by path: `/peer/<package>/<file>` is a file of an installed package. */
const from = (path: string) => `/peer/${path}`;
const inModules = (...paths: string[]) => paths.map((path) => join(modules, path));

export const peers: Peer[] = [
  {
    name: '@formspree/ajax',
    files: inModules('@formspree/ajax/dist/global.js'),
    body: `${PLAIN_FORM}<script src="${from('@formspree/ajax/dist/global.js')}" defer></script>`,
    note: 'your own HTML',
  },
  {
    name: '@typeform/embed',
    files: inModules('@typeform/embed/build/embed.js'),
    body: null,
    note: 'a loader, then an iframe',
  },
  {
    name: 'intl-tel-input',
    files: inModules(
      'intl-tel-input/dist/js/intlTelInputWithUtils.min.js',
      'intl-tel-input/dist/css/intlTelInput.min.css',
    ),
    head: `<link rel="stylesheet" href="${from('intl-tel-input/dist/css/intlTelInput.min.css')}">`,
    body: `${PLAIN_FORM.replace('<p><button>', '<p><label>Phone <input id="tel" type="tel" name="tel"></label></p><p><button>')}
      <script src="${from('intl-tel-input/dist/js/intlTelInputWithUtils.min.js')}"></script>
      <script>intlTelInput(document.querySelector('#tel'), { initialCountry: 'gb' })</script>`,
    note: 'one phone input',
  },
  {
    name: 'SurveyJS',
    files: inModules(
      'survey-core/survey.core.min.js',
      'survey-js-ui/survey-js-ui.min.js',
      'survey-core/survey-core.min.css',
    ),
    head: `<link rel="stylesheet" href="${from('survey-core/survey-core.min.css')}">`,
    body: `<div id="survey"></div>
      <script src="${from('survey-core/survey.core.min.js')}"></script>
      <script src="${from('survey-js-ui/survey-js-ui.min.js')}"></script>
      <script>
        new Survey.Model({ elements: [
          { name: 'firstName', type: 'text', title: 'First name', isRequired: true },
          { name: 'lastName', type: 'text', title: 'Last name', isRequired: true },
          { name: 'email', type: 'text', inputType: 'email', title: 'E-mail', isRequired: true }
        ]}).render(document.querySelector('#survey'))
      </script>`,
  },
  {
    name: 'Form.io',
    files: inModules(
      '@formio/js/dist/formio.form.min.js',
      '@formio/js/dist/formio.form.min.css',
      'bootstrap/dist/css/bootstrap.min.css',
    ),
    head: `<link rel="stylesheet" href="${from('bootstrap/dist/css/bootstrap.min.css')}">
      <link rel="stylesheet" href="${from('@formio/js/dist/formio.form.min.css')}">`,
    body: `<div id="formio"></div>
      <script src="${from('@formio/js/dist/formio.form.min.js')}"></script>
      <script>
        Formio.createForm(document.querySelector('#formio'), { components: [
          { type: 'textfield', key: 'firstName', label: 'First name', input: true, validate: { required: true } },
          { type: 'textfield', key: 'lastName', label: 'Last name', input: true, validate: { required: true } },
          { type: 'email', key: 'email', label: 'E-mail', input: true, validate: { required: true } },
          { type: 'button', action: 'submit', label: 'Submit', key: 'submit', input: true }
        ]})
      </script>`,
  },
];
