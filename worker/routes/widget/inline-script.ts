/**
 * The widget's script after a form's definition and the lazy features that its fields need, so that a page renders the
 * form after one request.
 *
 * An element or frame named `leadwire` would be found in place of the widget's global, as in the widget itself
 * (`loading/shared.ts`). The hint to the browser's compiler stays in the first line, because it works nowhere else.
 *
 * @param key the Worker's origin and the form, because a page may have forms of two Workers
 * @param features the code of each, which adds itself to the global
 */
export function inlineDefinition(script: string, key: string, json: string, features: readonly string[]): string {
  const shared =
    '(o=>globalThis.leadwire=Object.getPrototypeOf(o)===Object.prototype?o:{})(Object(globalThis.leadwire))';
  const lines = [`(${shared}.definitions??={__proto__:null})[${toScript(JSON.stringify(key))}]=${toScript(json)};`];
  if (features.length > 0) lines.push('globalThis.leadwire.features??={__proto__:null};', ...features);
  return script.replace(/^(\/\/#.*\n)?/, (hint) => `${hint}${lines.join('\n')}\n`);
}

/** JSON that is safe inside any script. */
const toScript = (json: string): string =>
  json.replace(/[<\u2028\u2029]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
