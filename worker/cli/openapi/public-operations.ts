import type { Envelope } from '../../leads/envelope.ts';
import { tokenSchema } from '../../routes/console/console.ts';
import { HTML, type Operation, type Schema } from './operation.ts';

const text = { type: 'string' };
const flag = { type: 'string', description: 'Any value, a blank one too.' };
const SCRIPT = { type: 'text/javascript' };

const envelope: Record<keyof Envelope, Schema> = {
  submission: { type: 'string', format: 'uuid', description: 'In lower case. The same for every try' },
  page: text,
  referrer: text,
  landing: text,
  landingReferrer: text,
  channel: text,
  link: text,
  locale: text,
  ticket: text,
};

/** Answers use Convertr's names, and other names are ignored. */
const submission = {
  type: 'object',
  properties: envelope,
  patternProperties: {
    '^form\\[': { anyOf: [text, { type: 'array', items: text }] },
    '^(page|input)\\[': {
      ...text,
      description: 'What the page gives for a hidden field. The definition lists the names',
    },
  },
};

/** Requests of pages, visitors and monitors. */
export const publicOperations: Operation[] = [
  {
    method: 'get',
    path: '/widget.js',
    summary: 'The widget, with a form’s definition ahead of it when `form` names one',
    query: { form: text, locale: text },
    answers: { 200: SCRIPT, 304: null },
  },
  {
    method: 'get',
    path: '/widget.json',
    summary: 'The current build: its files, and their hashes for Subresource Integrity',
    answers: { 200: 'build' },
  },
  {
    method: 'get',
    path: '/{file}',
    summary: 'A hashed file of the widget, of this build or an earlier one',
    answers: { 200: SCRIPT },
    problems: ['not_found'],
  },
  {
    method: 'get',
    path: '/v1/forms/{formId}',
    summary: 'What to draw',
    query: { locale: text },
    answers: { 200: 'definition', 304: null },
    problems: ['form_not_found', 'origin_not_allowed'],
  },
  {
    method: 'post',
    path: '/v1/forms/{formId}/leads',
    summary: 'Submit. Without `Accept: application/json` the answer is a page or a redirect',
    body: { urlEncoded: submission },
    answers: { 200: 'submitted', 201: 'submitted', 202: 'submitted', 303: null },
    problems: [
      'malformed',
      'origin_not_allowed',
      'form_not_found',
      'conflict',
      'closed',
      'too_large',
      'wrong_content_type',
      'invalid_answers',
      'rate_limited',
    ],
  },
  {
    method: 'get',
    path: '/v1/forms/{formId}/leads/{submissionId}',
    summary: 'What became of a submission, without anything personal',
    answers: { 200: 'state' },
    problems: ['form_not_found', 'not_found', 'origin_not_allowed', 'rate_limited'],
  },
  {
    method: 'options',
    path: '/v1/forms/*',
    summary: 'What browsers ask ahead of a request to another origin',
    answers: { 204: null },
  },
  {
    method: 'get',
    path: '/f/{formId}',
    summary: 'The form as a page that needs no JavaScript',
    query: { embed: flag, theme: { enum: ['light', 'dark'] }, locale: text, channel: text, link: text },
    answers: { 200: HTML, 404: HTML, 503: HTML },
  },
  {
    method: 'get',
    path: '/f/{formId}/thanks',
    summary: 'The thanks after a form was sent without JavaScript',
    query: { embed: flag, theme: { enum: ['light', 'dark'] }, locale: text },
    answers: { 200: HTML, 404: HTML },
  },
  {
    method: 'get',
    path: '/healthz',
    summary: 'Whether leads can be stored, whatever Convertr does',
    answers: { 200: 'health' },
    problems: ['rate_limited'],
  },
  { method: 'get', path: '/console/*', summary: 'The console: each of its pages', answers: { 200: HTML } },
  {
    method: 'get',
    path: '/console/preview',
    summary: 'The frame in which the console shows a form',
    answers: { 200: HTML },
  },
  {
    method: 'get',
    path: '/console/assets/*',
    summary: 'The console’s files',
    answers: { 200: SCRIPT },
    problems: ['not_found'],
  },
  {
    method: 'get',
    path: '/console/session',
    summary: 'Whether this browser is signed in to the console',
    answers: { 200: 'session' },
  },
  {
    method: 'post',
    path: '/console/session',
    summary: 'Sign in to the console, from its own pages only',
    body: { json: tokenSchema },
    answers: { 200: 'session' },
    problems: ['malformed', 'unauthorized', 'origin_not_allowed', 'rate_limited', 'too_large'],
  },
  {
    method: 'delete',
    path: '/console/session',
    summary: 'Sign out, on every device',
    answers: { 204: null },
    problems: ['origin_not_allowed'],
  },
];
