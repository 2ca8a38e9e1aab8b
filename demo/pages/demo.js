// What a publisher's own page might do with the form's events, and links for the demo.
document.addEventListener('lead-form-submitted', (event) => {
  const { status, channel, linkId } = event.detail;
  const outcome = document.querySelector('#outcome');
  if (!outcome) return;
  const link = linkId ? `tracking link ${linkId}` : 'no tracking link';
  outcome.textContent = `Lead ${status}: channel “${channel}”, ${link}.`;
});

for (const way of document.querySelectorAll('.ways a')) {
  if (way.search === location.search) way.setAttribute('aria-current', 'true');
}

fetch('/demo.json')
  .then((response) => response.json())
  .then(({ ledger }) => {
    for (const link of document.querySelectorAll('#ledger')) link.href = ledger;
  })
  .catch(() => {
    // Served without the simulator: the link keeps its own target.
  });
