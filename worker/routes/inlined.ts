/**
 * The widget's script with a form's definition ahead of it: one request is all that a page needs.
 *
 * A page's elements or frames named `leadwire` would be found in place of the widget's global, as in the widget itself.
 * The hint to the browser's compiler stays in the first line, where alone it counts.
 */
export function inlineDefinition(script: string, form: string, json: string): string {
  const definition = `((o=>globalThis.leadwire=Object.getPrototypeOf(o)===Object.prototype?o:{})(Object(globalThis.leadwire)).definitions??={__proto__:null})["${form}"]=${toScript(json)};\n`;
  return script.replace(/^(\/\/#.*\n)?/, (hint) => hint + definition);
}

/** JSON that is safe inside a script, wherever that script ends up. */
const toScript = (json: string): string =>
  json.replace(/[<\u2028\u2029]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
