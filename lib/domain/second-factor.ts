import { z } from "zod";

/** What the setting `sign_in.second_factor` may say: asked of everybody who sees money or personal data, or left to them. */
export const factorRules = ["required", "offered"] as const;
export const factorSetting = "sign_in.second_factor";

/** Recovery codes that are made at once; each opens one sign-in. */
export const recoveryCodeCount = 10;

/** Whether a code is one of the application's; else it is a recovery code. */
export const isOneTime = (code: string) => /^\d{6}$/.test(code);

/** Six digits of the application, or a recovery code; spaces and dashes do not matter. */
export const codeInput = z
  .string()
  .max(40)
  .transform((text) => text.replace(/[\s-]/g, "").toLowerCase())
  .refine((text) => /^(\d{6}|[a-z2-7]{12})$/.test(text), "badCode");

/** Only the application's code: recovery codes come after it. */
export const confirmFactorInput = z.strictObject({
  code: z
    .string()
    .max(40)
    .transform((text) => text.replace(/[\s-]/g, ""))
    .refine(isOneTime, "badOneTimeCode"),
});
export const removeFactorInput = z.strictObject({ password: z.string().min(1).max(500), code: codeInput });

/** A recovery code as people read it: three groups of four. */
export const readableCode = (code: string) => code.replace(/(.{4})(?=.)/g, "$1-");
