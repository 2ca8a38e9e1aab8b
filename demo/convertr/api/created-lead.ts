import type { Settings } from '../state/settings.ts';

/** What PHP prints into an answer when it runs with `display_errors` [inferred]. */
const NOTICE =
  '<br />\n<b>Notice</b>:  Undefined index: source in <b>/var/www/convertr/src/Lead/Factory.php</b> on line <b>118</b><br />\n';

/** The 201 for a lead. */
export function toCreatedAnswer(id: number, { createdBody, createdNotice }: Settings): Response {
  const documented = createdBody === 'documented' || (createdBody === 'both' && id % 2 === 0);
  const body = JSON.stringify(
    documented
      ? { data: id, message: 'Lead was created successfully', status: 201 } // [doc]
      : { data: id, message: 'Model was created successfully' }, // [seen]
  );
  const before = createdNotice === 'before' ? NOTICE : '';
  const after = createdNotice === 'after' ? `\n${NOTICE}` : '';
  return new Response(before + body + after, { status: 201, headers: { 'Content-Type': 'application/json' } });
}
