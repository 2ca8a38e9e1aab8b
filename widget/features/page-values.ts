/** Sends values from the page, or from another script in it, for the form's hidden fields. */
import { toPageValue } from '../../worker/protocol/page-value.ts';
import type { FeatureFactory } from '../feature.ts';
import type { Host } from '../host.ts';

/** The page sets this property, so it may contain anything. */
type WithValues = Host & { pageValues?: Record<string, unknown> | null };

const pageValues: FeatureFactory = (host: WithValues) => {
  /** The tag is before its form, unless it has a target. */
  function findTag(): Element | undefined {
    const beside = host.tag ?? host.previousElementSibling;
    if (beside?.matches('script')) return beside;
    const form = host.setting('form');
    return [...document.scripts].find(
      ({ dataset: { target, form: own }, src }) =>
        target && host.parentElement?.matches(`:is(${target})`) && (own ?? src).includes(form),
    );
  }

  /** A property overrides the attribute, and the element's attribute overrides the tag's. */
  function read(name: string): unknown {
    const value = host.pageValues?.[name];
    if (/^(string|number|boolean)$/.test(typeof value)) return value;
    return host.getAttribute(`value-${name}`) ?? findTag()?.getAttribute(`data-value-${name}`);
  }

  /** The first that is filled, because scripts add one input to each form of the page, perhaps late. */
  function find(name: string): string | undefined {
    const isNamed = (input: HTMLInputElement) => (input.name === name || input.id === name) && input.value;
    const inputs = [host.formElement, document].flatMap((root) => [...(root?.querySelectorAll('input') ?? [])]);
    return inputs.find(isNamed)?.value;
  }

  /** Without what other scripts have added to the form. */
  function ownAnswers(answers: string): string {
    const body = new URLSearchParams(answers);
    for (const name of host.definition.inputs ?? []) body.delete(name);
    return `${body}`;
  }

  return {
    // A certificate that arrives between two attempts does not make them different submissions.
    lastId: (answers) =>
      host.last && ownAnswers(host.last.answers) === ownAnswers(answers) ? host.last.id : undefined,
    collect(body) {
      const { pageValues: names = [], inputs = [] } = host.definition;
      const set = (key: string, value: unknown) => {
        const text = toPageValue(String(value ?? ''));
        if (text) body.set(key, text);
      };
      for (const name of names) set(`page[${name}]`, read(name));
      for (const name of inputs) set(`input[${name}]`, find(name));
    },
  };
};
export default pageValues;
