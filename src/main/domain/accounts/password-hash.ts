import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/** The cost that OWASP's password storage cheat sheet gives for scrypt: 32 MiB, three passes. */
const COST = { logN: 15, r: 8, p: 3 };
const SALT_BYTES = 16;
const HASH_BYTES = 32;
const FORMAT = /^\$scrypt\$ln=(\d+),r=(\d+),p=(\d+)\$([\w-]+)\$([\w-]+)$/;

/** What a password is compared with where there is no account. */
const NOBODY = toText(COST, Buffer.alloc(SALT_BYTES), Buffer.alloc(HASH_BYTES));

/** @returns a PHC string: parameters, salt and hash */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  return toText(COST, salt, await derive(password, salt, COST));
}

/**
 * Whether `password` belongs to `stored`. It takes the same time where there is no such account: pass null then.
 */
export async function passwordMatches(password: string, stored: string | null): Promise<boolean> {
  const [, logN, r, p, salt = '', hash = ''] = FORMAT.exec(stored ?? NOBODY) ?? [];
  const cost = { logN: Number(logN), r: Number(r), p: Number(p) };
  const wanted = Buffer.from(hash, 'base64url');
  const given = await derive(password, Buffer.from(salt, 'base64url'), cost);
  return timingSafeEqual(given, wanted) && stored !== null;
}

function derive(password: string, salt: Buffer, { logN, r, p }: typeof COST): Promise<Buffer> {
  const N = 2 ** logN;
  return new Promise((resolve, reject) => {
    // The same letters can be written in two ways; both are the same password.
    scrypt(password.normalize('NFKC'), salt, HASH_BYTES, { N, r, p, maxmem: 256 * N * r }, (error, hash) => {
      if (error === null) resolve(hash);
      else reject(error);
    });
  });
}

function toText({ logN, r, p }: typeof COST, salt: Buffer, hash: Buffer): string {
  return `$scrypt$ln=${logN},r=${r},p=${p}$${salt.toString('base64url')}$${hash.toString('base64url')}`;
}
