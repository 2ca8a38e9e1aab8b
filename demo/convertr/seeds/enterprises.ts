import type { Enterprise } from '../state/model.ts';

/** All enterprises share this host: the user who logs in decides which one answers. */
export const ENTERPRISES: readonly Enterprise[] = [
  {
    name: 'acme',
    publisherId: 12,
    userId: 167,
    username: 'publisher@example.com',
    password: 'correct-horse',
    mfaCode: '123456',
    clientId: '167_simulated',
    clientSecret: 'acme-client-secret',
    apiKey: 'acme-api-key',
  },
  {
    name: 'globex',
    publisherId: 34,
    userId: 201,
    username: 'ads@example.com',
    password: 'battery-staple',
    mfaCode: '123456',
    clientId: '201_simulated',
    clientSecret: 'globex-client-secret',
    apiKey: 'globex-api-key',
  },
  {
    name: 'initech',
    publisherId: 56,
    userId: 315,
    username: 'mfa@example.com',
    password: 'red-stapler',
    mfaCode: '123456',
    clientId: '315_simulated',
    clientSecret: 'initech-client-secret',
    apiKey: 'initech-api-key',
  },
];
