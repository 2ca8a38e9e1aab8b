import { PART_END } from '../../protocol/lazy-features.ts';

/**
 * The widget's script with a form's definition ahead of it, and the lazy parts that its fields need: one request is all
 * that a page needs to draw it.
 *
 * A page's elements or frames named `leadwire` would be found in place of the widget's global, as in the widget itself.
 * The hint to the browser's compiler stays in the first line, where alone it counts.
 *
 * @param parts code by file name
 */
export function inlineDefinition(script: string, form: string, json: string, parts: Record<string, string>): string {
  const shared =
    '(o=>globalThis.leadwire=Object.getPrototypeOf(o)===Object.prototype?o:{})(Object(globalThis.leadwire))';
  const definition = `(${shared}.definitions??={__proto__:null})["${form}"]=${toScript(json)};\n`;
  const inlined = Object.entries(parts).map(([file, code]) => {
    // A module's names are its own, and so are a function's.
    const body = code.replace(PART_END, 'return $1');
    return `(globalThis.leadwire.parts??={__proto__:null})["${file}"]??=(()=>{${body}})();\n`;
  });
  return script.replace(/^(\/\/#.*\n)?/, (hint) => hint + definition + inlined.join(''));
}

/** JSON that is safe inside a script, wherever that script ends up. */
const toScript = (json: string): string =>
  json.replace(/[<\u2028\u2029]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
