import type { GenericSchema } from 'valibot';
import type { ProblemName } from '../../routes/problem.ts';
import type { ApiAnswers } from './answers.ts';

/** A JSON Schema. */
export type Schema = Record<string, unknown>;

/** One method of one path in the description. */
export interface Operation {
  method: 'get' | 'post' | 'put' | 'delete' | 'options';
  /** Parameters in braces. */
  path: string;
  summary: string;
  /** The schema that checks the query, or its parameters by name if no schema does. */
  query?: GenericSchema | Record<string, Schema>;
  /** The conditions on a form's version that the caller may send. */
  conditions?: readonly ('If-Match' | 'If-None-Match')[];
  /** Its answers contain the form's version. */
  hasEtag?: true;
  /** The schema that checks the body, as JSON, or a JSON Schema of an url-encoded one. */
  body?: { json: GenericSchema; optional?: true } | { urlEncoded: Schema };
  /** By status: the name of an answer, a content type, or null without content. */
  answers: Record<number, keyof ApiAnswers | { type: string } | null>;
  /** In addition to those that every operation has. */
  problems?: readonly ProblemName[];
}

export const HTML = { type: 'text/html' };
