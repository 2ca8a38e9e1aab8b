/** Convertr's name for the button of its form. It is sent as `true`, and is not a question. */
export const SUBMIT_FIELD = 'form[submit]';
