import type { Campaign, Form, Link } from '../state/model.ts';
import { ADVANCED_FIELDS, company, SIMPLE_FIELDS, submit } from './fields.ts';

const link = (id: number, name: string, channel: string, query = ''): Link => ({
  id,
  name,
  channel,
  destination: `https://convertrforms.cvtr.io/${name.toLowerCase().replaceAll(' ', '-')}${query}`,
});

const simple = (id: number, name: string): Form => ({ id, name, fields: SIMPLE_FIELDS });

/** Campaigns as they are at the start, and after a reset. */
export function createCampaigns(): Campaign[] {
  return [
    {
      ...open('acme', 1234),
      forms: [
        simple(35, 'Acme Campaign - Simple Form'),
        { id: 23, name: 'Acme Campaign - Advanced Form', fields: ADVANCED_FIELDS },
      ],
      links: [
        link(25, 'acme-campaign-email', 'Email'),
        link(26, 'acme-campaign-social', 'Social'),
        link(30, 'acme-campaign-display', 'Display', '?template=1&wp=4'),
      ],
    },
    { ...open('acme', 1300), ...other('Acme Next Quarter'), state: 'not_started' },
    { ...open('acme', 1301), ...other('Acme Last Quarter'), state: 'fulfilled' },
    { ...open('acme', 1302), ...other('Acme Small Batch'), cap: 3, room: 3 },
    {
      ...open('globex', 77),
      forms: [
        {
          id: 51,
          name: 'Globex Newsletter Form',
          fields: [...SIMPLE_FIELDS.filter((field) => field !== submit), company, submit],
        },
      ],
      // Several links may share a channel [doc].
      links: [link(41, 'Email spring', 'Email'), link(42, 'Email autumn', 'Email'), link(43, 'Social', 'Social')],
    },
    {
      ...open('initech', 90),
      forms: [simple(61, 'Initech Form')],
      links: [link(71, 'initech-email', 'Email')],
    },
  ];
}

const open = (enterprise: string, id: number) => ({
  enterprise,
  id,
  state: 'open' as const,
  words: null,
  cap: null,
  room: null,
});

const other = (name: string) => ({
  forms: [simple(36, `${name} - Simple Form`)],
  links: [link(27, `${name} email`, 'Email')],
});
