import { Secret, TOTP } from "otpauth";

/** What the application on the phone shows for a secret, now or some steps of 30 s away. */
export const codeOf = (secret: string, steps = 0) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + steps * 30_000 });
