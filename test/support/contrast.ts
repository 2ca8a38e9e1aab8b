/**
 * The contrast of an element's text or border against its background, by WCAG's formula. It is self-contained, so that
 * a driver can send it to a page.
 *
 * @param pseudo such as `::placeholder`
 */
export function contrastOf(element: Element, property: 'color' | 'borderTopColor' = 'color', pseudo?: string): number {
  const context = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('no canvas');
  const paint = (color: string, alpha = 1): number => {
    context.globalAlpha = alpha;
    context.fillStyle = color;
    context.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0] = [...context.getImageData(0, 0, 1, 1).data].map((level) => {
      const share = level / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const below: Element[] = [];
  for (let each: Element | null = element; each; each = each.parentElement ?? (each.getRootNode() as ShadowRoot).host)
    below.unshift(each);
  let ground = paint(getComputedStyle(document.documentElement).colorScheme === 'dark' ? '#121212' : '#fff');
  // A border's background is what surrounds the element, not the element's own background.
  for (const each of below) ground = paint(getComputedStyle(each).backgroundColor);
  const style = getComputedStyle(element, pseudo);
  const ink = paint(style[property], pseudo ? Number(style.opacity) : 1);
  return (Math.max(ink, ground) + 0.05) / (Math.min(ink, ground) + 0.05);
}
