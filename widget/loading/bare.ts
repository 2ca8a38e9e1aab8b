/**
 * Removes the prototype from data, so that a page's additions to `Object.prototype` do not count as options of a form.
 */
export function bare<Data>(data: Data): Data {
  if (data && typeof data === 'object') {
    if (!Array.isArray(data)) Object.setPrototypeOf(data, null);
    Object.values(data).forEach(bare);
  }
  return data;
}
