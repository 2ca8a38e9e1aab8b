/** Each is an error, so that an editor complains while one types. */
import type {} from 'leadwire/react';

export const wrongUses = [
  // @ts-expect-error: it has three values.
  <lead-form key="theme" theme="blue" />,
  // @ts-expect-error: React would replace Lit's method. The property is `renderMode`.
  <lead-form key="render" render="light" />,
  // @ts-expect-error: there are no answers in an event.
  <lead-form key="event" onlead-form-invalid={({ detail }) => detail.answers} />,
];
