/** The part of JSON Schema that is needed to find unknown keys with wrangler's configuration schema. */
export interface Schema {
  $ref?: string;
  definitions?: Record<string, Schema>;
  type?: string | string[];
  properties?: Record<string, Schema>;
  additionalProperties?: boolean | Schema;
  items?: Schema | Schema[];
  anyOf?: Schema[];
  allOf?: Schema[];
}

/** @returns the paths of keys that are not in the schema, or whose value has another type. */
export function findUnknownKeys(value: unknown, schema: Schema): string[] {
  const definitions = schema.definitions ?? {};
  return find(value, definitions.RawConfig ?? {}, '');

  function find(node: unknown, given: Schema, path: string): string[] {
    const here = resolve(given);
    const choices = here.anyOf?.map((choice) => find(node, choice, path));
    if (choices) return choices.find((faults) => faults.length === 0) ?? choices[0] ?? [];
    if (!isOfType(node, here.type)) return [path];
    if (Array.isArray(node)) {
      const { items } = here;
      return items && !Array.isArray(items)
        ? node.flatMap((item, index) => find(item, items, `${path}[${index}]`))
        : [];
    }
    if (typeof node !== 'object' || node === null) return [];
    return Object.entries(node).flatMap(([key, child]) => {
      const at = path ? `${path}.${key}` : key;
      const known = here.properties?.[key] ?? here.additionalProperties;
      if (known === false || (known === undefined && here.properties)) return [at];
      return typeof known === 'object' ? find(child, known, at) : [];
    });
  }

  function resolve(given: Schema): Schema {
    const name = given.$ref?.split('/').at(-1);
    return name === undefined ? given : resolve(definitions[decodeURIComponent(name)] ?? {});
  }
}

function isOfType(node: unknown, type: Schema['type']): boolean {
  if (type === undefined) return true;
  const own = Array.isArray(node) ? 'array' : node === null ? 'null' : typeof node;
  return [type].flat().some((name) => name === own || (name === 'integer' && Number.isInteger(node)));
}
