// What a page cannot do to itself, done from outside. Only Chromium's protocol has these; tests ask `isChromium` first.

/** One for each page: what a session emulates, only the same session can end. */
const sessions = new WeakMap();

async function sessionOf(page) {
  if (!sessions.has(page)) sessions.set(page, await page.createCDPSession());
  return sessions.get(page);
}

/** @type {Record<string, (page: import('puppeteer-core').Page, payload: any) => Promise<unknown>>} */
const commands = {
  /** Media features, such as forced colours, or a medium; nothing of both ends it. */
  async 'emulate-media-of'(page, { media = '', features }) {
    const session = await sessionOf(page);
    await session.send('Emulation.setEmulatedMedia', { media, features });
    return true;
  },

  /** Keys reach pages that are not in front. */
  async 'have-focus'(page) {
    const session = await sessionOf(page);
    await session.send('Emulation.setFocusEmulationEnabled', { enabled: true });
    return true;
  },

  /** The accessibility tree, flat: what assistive technology is told of each control. */
  async 'read-tree'(page) {
    const session = await sessionOf(page);
    const { nodes } = await session.send('Accessibility.getFullAXTree');
    return nodes
      .filter(({ ignored }) => !ignored)
      .map(({ role, name, description, properties = [] }) => ({
        role: role?.value,
        name: name?.value ?? '',
        description: description?.value ?? '',
        ...Object.fromEntries(properties.map((property) => [property.name, property.value.value])),
      }));
  },

  /** Types on a page, leaves it, comes back: whether it was frozen meanwhile, and what its fields hold. */
  async 'leave-and-return'(page, { url, first, rest }) {
    const visit = await page.browser().newPage();
    try {
      await visit.goto(url);
      const selectorOf = (name) => `lead-form >>> [name="${name}"]`;
      const [name, text] = first;
      await (await visit.waitForSelector(selectorOf(name)))?.type(text);
      await visit.evaluate(() => {
        addEventListener('pageshow', ({ persisted }) => {
          document.documentElement.dataset.persisted = String(persisted);
        });
      });
      await visit.goto(`${new URL(url).origin}/page?body=elsewhere`);
      await visit.goBack();
      const kept = await visit.waitForSelector(selectorOf(name));
      const value = await kept?.evaluate((control) => ('value' in control ? control.value : undefined));
      const persisted = await visit.evaluate(() => document.documentElement.dataset.persisted);
      for (const [other, answer] of rest) await visit.type(selectorOf(other), answer);
      await visit.click('lead-form >>> [type=checkbox]');
      await visit.click('lead-form >>> button[type=submit]');
      const thanks = await visit.waitForSelector('lead-form >>> [part=success]', { timeout: 5000 });
      return { value, persisted, thanked: thanks !== null };
    } finally {
      await visit.close();
    }
  },
};

export const commandsPlugin = {
  name: 'leadwire-commands',
  async executeCommand({ command, payload, session }) {
    if (!(command in commands)) return undefined;
    return { result: await commands[command](session.browser.getPage(session.id), payload) };
  },
};
