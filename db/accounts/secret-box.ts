import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from "node:crypto";
import { env } from "@/lib/env";

const keyFor = (purpose: string) =>
  Buffer.from(hkdfSync("sha256", env().NEXTAUTH_SECRET, "hlidka", `seal ${purpose}`, 32));

/** Seals a secret for the database: AES-256-GCM, bound to its owner, under a key that is not in the database. */
export function sealSecret(purpose: string, owner: string, secret: string): Buffer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", keyFor(purpose), nonce).setAAD(Buffer.from(owner));
  const sealed = Buffer.concat([cipher.update(secret, "utf8"), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
}

/** Opens a sealed secret. Throws when it belongs to another owner, was changed, or NEXTAUTH_SECRET is another one now. */
export function openSecret(purpose: string, owner: string, box: Buffer): string {
  const decipher = createDecipheriv("aes-256-gcm", keyFor(purpose), box.subarray(0, 12), { authTagLength: 16 })
    .setAAD(Buffer.from(owner))
    .setAuthTag(box.subarray(12, 28));
  return Buffer.concat([decipher.update(box.subarray(28)), decipher.final()]).toString("utf8");
}

/** A keyed hash; without the key, which is not in the database, it gives nothing away. */
export const keyedHash = (purpose: string, text: string) => createHmac("sha256", keyFor(purpose)).update(text).digest();
