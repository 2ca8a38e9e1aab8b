import type { Host } from '../../feature.ts';

export function focusField(host: Host, name: string): void {
  host.ask('reveal', name);
  void host.updateComplete.then(() => {
    const found = host.ask('control', name) ?? host.root.querySelector<HTMLElement>(`#${host.idOf(name)}`);
    // Of a group, its first control: what has the focus can be seen and answered.
    (found?.querySelector('input') ?? found)?.focus();
  });
}
