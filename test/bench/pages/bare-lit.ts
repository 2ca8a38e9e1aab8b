/** The smallest form with Lit: the floor for this stack. */
import { css, html, LitElement } from 'lit';

class BareForm extends LitElement {
  static override styles = css`
    label {
      display: block;
    }
  `;

  override render() {
    return html`<form action="/submit" method="post">
      <p><label>First name <input name="form[firstName]" autocomplete="given-name" required /></label></p>
      <p><label>Last name <input name="form[lastName]" autocomplete="family-name" required /></label></p>
      <p><label>E-mail <input name="form[email]" type="email" autocomplete="email" required /></label></p>
      <p><button>Submit</button></p>
    </form>`;
  }
}

customElements.define('bare-form', BareForm);
