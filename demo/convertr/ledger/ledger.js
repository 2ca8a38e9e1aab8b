/** How soon a new lead appears. */
const INTERVAL_MS = 2000;

const list = document.getElementById('list');
let shown = '';

async function refresh() {
  if (document.hidden) return;
  try {
    const response = await fetch('/ledger/list');
    const text = await response.text();
    if (!response.ok || text === shown) return;
    // Escaped by the server, which also renders the page's first view with it.
    const known = new Set(Array.from(list.querySelectorAll('li'), ({ id }) => id));
    list.innerHTML = text;
    if (shown !== '') {
      for (const item of list.querySelectorAll('li')) item.classList.toggle('new', !known.has(item.id));
    }
    shown = text;
  } catch {
    // The simulator is restarting, and the next round finds it.
  }
}

setInterval(refresh, INTERVAL_MS);
document.addEventListener('visibilitychange', refresh);
refresh();
