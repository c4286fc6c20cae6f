import type { LookupAddress } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { networkInterfaces } from 'node:os';
import { DomainError } from '../domain-error.ts';
import { isLoopbackAddress, sameAddress, zoneOfAddress } from './address-zone.ts';
import type { AllowedHosts } from './allowed-hosts.ts';
import { bareHost } from './bare-host.ts';
import type { ResolveName } from './resolve-name.ts';

const URL_LETTERS_MAX = 2_000;
/** Below these are services that must not be talked into by what somebody has Tomo send. */
const FREE_PORTS_FROM = 1_024;
/** Whoever registers an address waits no longer than this for its name. */
const WELCOME_MS = 2_000;
const WEB_PORTS = new Set([80, 443]);

/**
 * For whom Tomo connects to an address. The owner's programs may be on this machine and in its networks. What an
 * account chose is reached in public only, or where the owner allowed it.
 */
export type Asker = 'owner' | 'account';

interface DoorOptions {
  allowed: AllowedHosts;
  resolve: ResolveName;
  /** The ports on which Tomo itself listens. */
  ownPorts: () => readonly number[];
}

/** An address that must not be connected to. */
export class AddressRefusedError extends DomainError {}

/**
 * Decides to which addresses Tomo connects because somebody asked for it, so that nobody reaches through Tomo what
 * they could not reach themselves (server-side request forgery).
 */
export class OutgoingDoor {
  readonly #options: DoorOptions;

  constructor(options: DoorOptions) {
    this.#options = options;
  }

  /**
   * Looks at an address alone and asks nobody: for when it is registered.
   *
   * @returns it, as it will be used
   * @throws AddressRefusedError (`invalid`) with words for whoever wrote it
   */
  check(address: string, asker: Asker): URL {
    if (address.length > URL_LETTERS_MAX || !URL.canParse(address)) {
      throw refused('This is no address; give one such as https://example.org/webhook');
    }
    const url = new URL(address);
    if (url.protocol !== 'https:' && url.protocol !== 'http:') {
      throw refused('The address must begin with https:// or http://');
    }
    if (url.username !== '' || url.password !== '') {
      throw refused('The address must not hold a user name or a password');
    }
    const host = bareHost(url.hostname);
    const port = portOf(url);
    if (host === '' || port === 0) throw refused('The address names no host that can be reached');
    if (asker === 'account' && !this.#options.allowed.has(host, port)) {
      if (host === 'localhost' || host.endsWith('.localhost')) throw notPublic();
      if (port < FREE_PORTS_FROM && !WEB_PORTS.has(port)) {
        throw refused(`Port ${port} is not for this; use 443, 80 or one from ${FREE_PORTS_FROM} on`);
      }
    }
    if (isIP(host) !== 0) this.#mustAllow(host, url, asker);
    url.hash = '';
    return url;
  }

  /**
   * Looks at an address as `check` does, and where an account gives it also at where its name leads now. A name that
   * leads nowhere yet, or whose servers take their time, is taken: each connection asks again.
   *
   * @throws AddressRefusedError
   */
  async welcome(address: string, asker: Asker): Promise<URL> {
    const url = this.check(address, asker);
    if (asker === 'owner') return url;
    await this.pass(url.href, asker, AbortSignal.timeout(WELCOME_MS)).catch((error: unknown) => {
      if (error instanceof AddressRefusedError) throw error;
    });
    return url;
  }

  /**
   * Looks at the address, and at every one that its name leads to now: for each connection anew.
   *
   * @returns gives a connection exactly the addresses that were looked at, whatever the name leads to by then; the
   *   connection must use it, must not be an older one, and must follow no redirect
   * @throws AddressRefusedError, or the error of the name's resolution
   */
  async pass(address: string, asker: Asker, signal: AbortSignal): Promise<LookupFunction> {
    const url = this.check(address, asker);
    const host = bareHost(url.hostname);
    const family = isIP(host);
    const addresses = family === 0 ? await this.#resolve(url, asker, signal) : [{ address: host, family }];
    for (const { address: found } of addresses) this.#mustAllow(found, url, asker);
    return pinned(addresses);
  }

  async #resolve(url: URL, asker: Asker, signal: AbortSignal): Promise<LookupAddress[]> {
    const { allowed, resolve } = this.#options;
    const isTrusted = asker === 'owner' || allowed.has(url.hostname, portOf(url));
    const found = await resolve(bareHost(url.hostname), isTrusted ? 'system' : 'dns', signal);
    if (found.length === 0) throw new Error('The name of the address leads nowhere');
    return found;
  }

  #mustAllow(address: string, url: URL, asker: Asker): void {
    const { allowed, ownPorts } = this.#options;
    const port = portOf(url);
    const isAllowedHost = allowed.has(url.hostname, port);
    // An allowed name may lead into the home network; a cloud's metadata is reached by an allowed address only.
    const isNamed = isAllowedHost && sameAddress(bareHost(url.hostname), address);
    const zone = zoneOfAddress(address);
    if (zone === 'special' && !isNamed) throw asker === 'owner' ? notOrdinary() : notPublic();
    if (asker === 'owner') return;
    if (zone === 'local' && !isAllowedHost) throw notPublic();
    if (ownPorts().includes(port) && isThisMachine(address)) {
      throw refused("Tomo's own port is only for what its owner registers");
    }
  }
}

/** The port that is connected to. */
function portOf(url: URL): number {
  if (url.port !== '') return Number(url.port);
  return url.protocol === 'https:' ? 443 : 80;
}

function isThisMachine(address: string): boolean {
  if (isLoopbackAddress(address)) return true;
  const own = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  return own.some((one) => sameAddress(one.address.replace(/%.*$/, ''), address));
}

function pinned(addresses: readonly LookupAddress[]): LookupFunction {
  return (_name, options, callback) => {
    const wanted = addresses.filter(({ family }) => !options.family || family === options.family);
    const [first] = wanted;
    if (first === undefined) {
      callback(new Error('The name has no address of this family'), '', 0);
    } else if (options.all === true) {
      callback(null, [...wanted]);
    } else {
      callback(null, first.address, first.family);
    }
  };
}

function refused(message: string): AddressRefusedError {
  return new AddressRefusedError('invalid', message, { field: 'url' });
}

function notPublic(): AddressRefusedError {
  return refused(
    'The address must be a public one; private networks and this machine are for the owner, ' +
      'who can allow a host in the settings (webhook_allowed_hosts)',
  );
}

function notOrdinary(): AddressRefusedError {
  return refused(
    'This address leads to no ordinary machine (link-local, multicast, unspecified or reserved)',
  );
}
