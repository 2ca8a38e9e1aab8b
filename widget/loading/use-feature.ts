/** Lazy features for one form. */
import { html, nothing, render } from 'lit';
import type { CoreApi, Feature } from '../feature.ts';
import { drawField } from '../fields/field.ts';
import { inLanguage } from '../fields/in-language.ts';
import { drawInput } from '../fields/text.ts';
import type { LeadForm } from '../lead-form.ts';
import { postNatively } from '../native-post.ts';
import { addSheet } from '../styles/add-sheet.ts';
import { formCss } from '../styles/form.styles.ts';
import { createSubmission } from '../submission.ts';
import { loadFeature } from './load-feature.ts';

/** Loads a feature and creates it for this form. The caller adds it to the form's controllers. */
export async function useFeature(host: LeadForm, name: string): Promise<Feature | undefined> {
  const createFeature = await loadFeature(name, host.scriptUrl);
  const isShadow = host.renderRoot !== host;
  // A form without its own shadow root may still be inside another one.
  const around = isShadow ? host.renderRoot : host.getRootNode();
  const core: CoreApi = {
    html,
    nothing,
    render,
    drawField,
    inLanguage,
    drawInput,
    createSubmission: () => createSubmission(host),
    postNatively: () => postNatively(host),
    css: formCss,
    addSheet: (css) => addSheet(around, css),
  };
  const feature = createFeature(host, core);
  if (feature?.css) core.addSheet(isShadow ? feature.css : `lead-form[render=light]{${feature.css}}`);
  return feature;
}

/** Tells the page's owner what is wrong, and how to correct it. */
export async function advise(host: LeadForm, about: string, value: string): Promise<void> {
  const advice = await useFeature(host, 'advice').catch(() => undefined);
  advice?.advise?.(about, value);
}

/** The longest wait for a file. */
const WAIT_MS = 5000;

/** A request that never ends counts as failed. */
export const inTime = <Value>(work: Promise<Value>): Promise<Value> =>
  Promise.race([work, new Promise<never>((_, reject) => setTimeout(reject, WAIT_MS))]);
