import type { LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { networkInterfaces } from 'node:os';
import { describe, expect, it } from 'vitest';
import type { SettingsStore } from '../settings/settings-store.ts';
import { AllowedHosts } from './allowed-hosts.ts';
import { OutgoingDoor } from './outgoing-door.ts';

const OWN_PORT = 8787;
const signal = new AbortController().signal;
const answer = (...addresses: string[]): LookupAddress[] =>
  addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));

async function door(allowed: string[] = [], resolve = async () => answer('8.8.8.8')): Promise<OutgoingDoor> {
  const kept = new Map<string, unknown>();
  const store = {
    get: async (key: string) => kept.get(key),
    set: async (key: string, value: unknown) => void kept.set(key, value),
  } as unknown as SettingsStore;
  const hosts = await AllowedHosts.load(store);
  await hosts.change(allowed);
  return new OutgoingDoor({ allowed: hosts, resolve, ownPorts: () => [OWN_PORT] });
}

const addressesOf = (lookup: LookupFunction): Promise<unknown> =>
  new Promise((resolve) => {
    lookup('whatever.test', { all: true }, (_error, addresses) => resolve(addresses));
  });

describe('an address that an account gives', () => {
  it.each([
    'http://127.0.0.1/',
    'http://127.1/',
    'http://2130706433/',
    'http://0177.0.0.1/',
    'http://0x7f.0.0.1/',
    'http://0x7f000001/',
    'http://017700000001/',
    'http://127.0.0.1./',
    'http://１２７.０.０.１/',
    'http://127。0。0。1/',
    'http://0/',
    'http://0.0.0.0/',
    'http://10.1.2.3/',
    'http://192.168.0.1/',
    'http://172.20.0.1/',
    'http://100.64.0.1/',
    'http://169.254.169.254/latest/meta-data/',
    'http://[::1]/',
    'http://[::]/',
    'http://[::ffff:127.0.0.1]/',
    'http://[::ffff:7f00:1]/',
    'http://[::127.0.0.1]/',
    'http://[64:ff9b::127.0.0.1]/',
    'http://[2002:7f00:1::]/',
    'http://[fe80::1]/',
    'http://[fd00::1]/',
    'http://[fe80::1%25eth0]/',
    'http://[::1%25lo]/',
    'http://localhost/',
    'http://LOCALHOST./',
    'http://sub.localhost/',
    'http://user@example.com/',
    'http://:secret@example.com/',
    'http://example.com:80@127.0.0.1/',
    'http://127.0.0.1#@example.com/',
    'http://127.0.0.1\\@example.com/',
    'http://example.com:22/',
    'http://example.com:25/',
    'http://example.com:0/',
    'ftp://example.com/',
    'file:///etc/passwd',
    'gopher://example.com/',
    'javascript:alert(1)',
    'data:text/plain,hello',
    'unix:/var/run/docker.sock',
    'example.com/webhook',
    '//example.com/webhook',
    '',
    'http://',
    `http://example.com/${'a'.repeat(2_000)}`,
  ])('is refused: %s', async (address) => {
    const { check } = await door().then((made) => ({ check: made.check.bind(made) }));
    expect(() => check(address, 'account')).toThrow(expect.objectContaining({ code: 'invalid' }));
  });

  it.each([
    'https://your-server.com/webhook',
    'http://8.8.8.8/x',
    'https://example.com:8443/',
    'https://[2606:4700::1]/',
  ])('is taken: %s', async (address) => {
    expect((await door()).check(address, 'account').href).toContain('://');
  });

  it('is refused where any of the addresses that its name leads to is not public', async () => {
    for (const bad of ['127.0.0.1', '10.0.0.1', '169.254.169.254', '::1', 'fd00::1', '::ffff:127.0.0.1']) {
      const made = await door([], async () => answer('8.8.8.8', bad));
      await expect(made.pass('https://two-faced.test/', 'account', signal)).rejects.toMatchObject({
        code: 'invalid',
      });
      await expect(made.welcome('https://two-faced.test/', 'account')).rejects.toMatchObject({
        code: 'invalid',
      });
    }
  });

  it('is connected where it was looked at, though its name leads elsewhere a moment later', async () => {
    let asked = 0;
    const made = await door([], async () => (asked++ === 0 ? answer('8.8.8.8') : answer('127.0.0.1')));
    const lookup = await made.pass('https://rebinding.test/', 'account', signal);
    expect(await addressesOf(lookup)).toEqual(answer('8.8.8.8'));
    expect(asked).toBe(1);
    await expect(made.pass('https://rebinding.test/', 'account', signal)).rejects.toMatchObject({
      code: 'invalid',
    });
  });

  it('may be registered while its name leads nowhere, and is asked for again when it is needed', async () => {
    const made = await door([], async () => {
      throw Object.assign(new Error('not found'), { code: 'ENOTFOUND' });
    });
    expect((await made.welcome('https://not-yet.test/', 'account')).hostname).toBe('not-yet.test');
    await expect(made.pass('https://not-yet.test/', 'account', signal)).rejects.toThrow('not found');
  });

  it('may be in a private network where the owner allowed its host', async () => {
    const made = await door(['nas.home', '192.168.0.9:5678', '[fd00::5]:9000'], async () =>
      answer('192.168.0.7'),
    );
    await made.pass('http://nas.home/', 'account', signal);
    await made.pass('http://NAS.home.:22/', 'account', signal);
    await made.pass('http://192.168.0.9:5678/', 'account', signal);
    await made.pass('http://[fd00::5]:9000/', 'account', signal);
    for (const other of [
      'http://192.168.0.9/',
      'http://other.home/',
      'http://nas.home.test/',
      'http://[fd00::5]/',
    ]) {
      await expect(made.pass(other, 'account', signal)).rejects.toMatchObject({ code: 'invalid' });
    }
  });

  it('never leads to the metadata of a cloud by a name, an allowed one neither', async () => {
    const made = await door(['nas.home'], async () => answer('169.254.169.254'));
    await expect(made.pass('http://nas.home/', 'account', signal)).rejects.toMatchObject({ code: 'invalid' });
  });

  it("is never Tomo's own port, by none of this machine's addresses", async () => {
    const own = Object.values(networkInterfaces()).flatMap((all) => all ?? []);
    const addresses = ['127.0.0.1', '127.0.0.5', '0.0.0.0', ...own.map(({ address }) => address)];
    for (const address of addresses) {
      const made = await door(['me.home', address], async () => answer(address));
      await expect(made.pass(`http://me.home:${OWN_PORT}/`, 'account', signal)).rejects.toMatchObject({
        code: 'invalid',
      });
    }
    const made = await door(['127.0.0.1']);
    await made.pass('http://127.0.0.1:9999/', 'account', signal);
    await expect(made.pass(`http://127.0.0.1:${OWN_PORT}/`, 'account', signal)).rejects.toMatchObject({
      code: 'invalid',
    });
  });
});

describe('an address that the owner gives', () => {
  it.each([
    'http://127.0.0.1:5678/hook',
    `http://localhost:${OWN_PORT}/`,
    'http://192.168.1.5/',
    'http://[::1]:9000/',
    'http://100.100.1.1/',
    'https://example.com/',
  ])('may be near: %s', async (address) => {
    const made = await door([], async () => answer('127.0.0.1'));
    expect(typeof (await made.pass(address, 'owner', signal))).toBe('function');
  });

  it.each([
    'http://169.254.169.254/',
    'http://0.0.0.0/',
    'http://224.0.0.1/',
    'http://a:b@localhost/',
    'ftp://localhost/',
  ])('leads to a machine: %s does not', async (address) => {
    await expect((await door()).pass(address, 'owner', signal)).rejects.toMatchObject({ code: 'invalid' });
  });
});
