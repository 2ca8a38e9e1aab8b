/** Answers to a list without options, which are typed into one text area, one per line. */
import type { Parameters } from './body.ts';

/** `form[interests][]` with two lines is two answers. Names that don't end with `[]` keep their line breaks. */
export function splitLines(parameters: Parameters): Parameters {
  const split = new Map(parameters);
  for (const [name, values] of parameters)
    if (name.endsWith('[]'))
      split.set(
        name,
        values.flatMap((value) => value.split(/[\r\n]+/)),
      );
  return split;
}
