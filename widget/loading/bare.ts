/** Takes the prototype from data: what a page adds to `Object.prototype` must not read as an option of a form. */
export function bare<Data>(data: Data): Data {
  if (data && typeof data === 'object') {
    if (!Array.isArray(data)) Object.setPrototypeOf(data, null);
    Object.values(data).forEach(bare);
  }
  return data;
}
