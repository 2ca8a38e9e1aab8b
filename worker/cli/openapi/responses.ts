/** An operation's answers, as OpenAPI responses. */
import { PROBLEMS, type ProblemName } from '../../routes/problem.ts';
import type { Operation, Schema } from './operation.ts';

/** Problems of every operation, and of every one that needs a token. */
const ANYWHERE: readonly ProblemName[] = ['internal', 'unavailable', 'misconfigured'];
const BEHIND_TOKEN: readonly ProblemName[] = ['unauthorized', 'origin_not_allowed', 'rate_limited'];

const ETAG = { ETag: { description: 'The version of the form', schema: { type: 'string' } } };

export const toType = (name: string): string => `urn:leadwire:problem:${name.replaceAll('_', '-')}`;

/** An operation's successful answers. */
export function toResponses({ answers: given, hasEtag }: Operation, answers: Record<string, Schema>): Schema {
  return Object.fromEntries(
    Object.entries(given).map(([status, answer]) => {
      const done = { description: 'Done', ...(hasEtag && { headers: ETAG }) };
      if (answer === null) return [status, done];
      if (typeof answer === 'object') return [status, { ...done, content: { [answer.type]: {} } }];
      return [status, { ...done, content: { 'application/json': { schema: answers[answer] } } }];
    }),
  );
}

/** Several problems may share a status. Their types distinguish them. */
export function toProblems(
  { problems = [], answers: given }: Operation,
  answers: Record<string, Schema>,
  isAdmin: boolean,
): Schema {
  const names = new Set([...problems, ...(isAdmin ? BEHIND_TOKEN : []), ...ANYWHERE]);
  const byStatus = Map.groupBy(names, (name) => PROBLEMS[name][0]);
  return Object.fromEntries(
    [...byStatus].map(([status, same]) => {
      const types = same.map(toType);
      const isChanged = same.includes('precondition_failed');
      const problem = isChanged ? answers.changedMeanwhile : { $ref: '#/components/schemas/Problem' };
      const schema = { allOf: [problem, { properties: { type: { enum: types } } }] };
      const page = given[status] !== undefined && { 'text/html': {} };
      const description = same.map((name) => PROBLEMS[name][1]).join(' ');
      const content = { ...page, 'application/problem+json': { schema } };
      return [status, { description, ...(isChanged && { headers: ETAG }), content }];
    }),
  );
}
