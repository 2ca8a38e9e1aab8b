/** Moves a row of a list with a mouse, pen or finger. Buttons do the same for the keyboard. */

interface Drag {
  line: HTMLElement;
  /** Its index now and after the drop. */
  from: number;
  to: number;
}

/** @param drop receives the new index. */
export function startDrag(event: PointerEvent, from: number, drop: (to: number) => void): void {
  const handle = event.currentTarget as HTMLElement;
  const line = handle.closest<HTMLElement>('li');
  const list = line?.parentElement;
  if (!line || !list || event.button !== 0) return;
  event.preventDefault();
  handle.setPointerCapture(event.pointerId);
  const drag: Drag = { line, from, to: from };
  const others = [...list.children].filter((each): each is HTMLElement => each !== line && each instanceof HTMLElement);
  const end = new AbortController();
  const { signal } = end;
  line.classList.add('dragged');

  const finish = (isDropped: boolean): void => {
    end.abort();
    line.classList.remove('dragged');
    for (const other of others) other.classList.remove('before', 'after');
    if (isDropped && drag.to !== from) drop(drag.to);
  };
  handle.addEventListener('pointermove', (move) => show(drag, others, move.clientY), { signal });
  handle.addEventListener('pointerup', () => finish(true), { signal });
  handle.addEventListener('pointercancel', () => finish(false), { signal });
  addEventListener('keydown', ({ key }) => key === 'Escape' && finish(false), { signal });
}

/** Marks the gap: before the first row whose middle is below the pointer. */
function show(drag: Drag, others: readonly HTMLElement[], y: number): void {
  const middle = (element: HTMLElement): number => {
    const { top, bottom } = (element.firstElementChild ?? element).getBoundingClientRect();
    return (top + bottom) / 2;
  };
  const found = others.findIndex((other) => middle(other) > y);
  drag.to = found < 0 ? others.length : found;
  const isMoved = drag.to !== drag.from;
  for (const [index, other] of others.entries()) {
    other.classList.toggle('before', isMoved && index === drag.to);
    other.classList.toggle('after', isMoved && drag.to === others.length && index === drag.to - 1);
  }
}
