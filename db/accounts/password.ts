import { randomBytes, type ScryptOptions, scrypt } from "node:crypto";
import { z } from "zod";

const derive = (password: string, salt: Buffer, options: ScryptOptions) =>
  new Promise<Buffer>((resolve, reject) => {
    scrypt(password, salt, 32, options, (error, key) => (error ? reject(error) : resolve(key)));
  });

const parameters = z.object({ salt: z.hex(), cost: z.number(), blockSize: z.number(), parallelization: z.number() });

/** The key of a password under the scrypt parameters that the database keeps with it. */
export function keyOf(password: string, kept: unknown): Promise<Buffer> {
  const { salt, cost, blockSize, parallelization } = parameters.parse(kept);
  return derive(password, Buffer.from(salt, "hex"), { N: cost, r: blockSize, p: parallelization });
}

/** A fresh salt, today's cost and the key of a new password: what the database stores of it. */
export async function newKey(password: string) {
  const salt = randomBytes(16);
  const [cost, blockSize, parallelization] = [16_384, 8, 1];
  return {
    salt,
    cost,
    blockSize,
    parallelization,
    key: await derive(password, salt, { N: cost, r: blockSize, p: parallelization }),
  };
}
