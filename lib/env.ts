import { z } from "zod";

/** Settings that count together or not at all. */
const together = [
  ["HLIDKA_OIDC_ISSUER", "HLIDKA_OIDC_CLIENT_ID", "HLIDKA_OIDC_CLIENT_SECRET"],
  ["HLIDKA_ENTRA_TENANT_ID", "HLIDKA_ENTRA_CLIENT_ID", "HLIDKA_ENTRA_CLIENT_SECRET"],
  ["HLIDKA_CAAIS_ISSUER", "HLIDKA_CAAIS_CLIENT_ID", "HLIDKA_CAAIS_CLIENT_SECRET"],
] as const;
const issuer = z.url({ protocol: /^https?$/ });
const text = z.string().min(1);

const fields = z.object({
  /** Run-time role, hlidka_app. */
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  /** Owner of the tables, for migrations and the demo only. */
  DATABASE_OWNER_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  /** Reads everything for backups, hlidka_backup. */
  DATABASE_BACKUP_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  /** Streaming replicas that the same role may read from, apart by commas or spaces. */
  DATABASE_REPLICA_URLS: z
    .string()
    .default("")
    .transform((given) => given.split(/[\s,]+/).filter((url) => url !== ""))
    .pipe(z.array(z.url({ protocol: /^postgres(ql)?$/ }))),
  HLIDKA_DATA: z.string().min(1).default(".data"),
  /** Where scheduled backups lie; "backups" in the data folder when left out. */
  HLIDKA_BACKUP_FOLDER: z.string().min(1).optional(),
  /** The hour of Prague after which the day's backup is made; "never": none is scheduled. */
  HLIDKA_BACKUP_HOUR: z.union([z.literal("never"), z.coerce.number().int().min(0).max(23)]).default(2),
  HLIDKA_BACKUP_DAILY: z.coerce.number().int().min(1).max(366).default(7),
  HLIDKA_BACKUP_WEEKLY: z.coerce.number().int().min(0).max(520).default(4),
  /** Proves the worker and the operator to the database. */
  HLIDKA_KEY: z.string().regex(/^[0-9a-f]{64}$/, "64 hexadecimal characters"),
  NEXTAUTH_SECRET: z.string().min(32, "at least 32 characters"),
  NEXTAUTH_URL: z.url({ protocol: /^https?$/ }),
  /** The business clock: a day, or an instant with an offset. */
  HLIDKA_TODAY: z
    .union([z.iso.date(), z.iso.datetime({ offset: true }), z.iso.datetime({ offset: true, precision: -1 })])
    .optional(),
  /** Password of the demo's accounts; set by npm start, shown on the sign-in page of a demo only. */
  HLIDKA_DEMO_PASSWORD: z.string().min(1).optional(),
  /** A file that gets a line a transaction: statements and milliseconds. For the benchmark. */
  HLIDKA_SQL_TRACE: z.string().min(1).optional(),
  /** Mail server, smtp:// or smtps://, with user and password; without it mail is written as files into HLIDKA_DATA/mail. */
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  /** Whether smtp:// has to be encrypted by STARTTLS; off is for a relay on the same machine. */
  SMTP_TLS: z.enum(["required", "off"]).default("required"),
  /** Who mail comes from: an address, or a name with the address in angle brackets. */
  MAIL_FROM: z
    .string()
    .regex(/^(?:[^<>"\r\n]+ <[^\s<>@,;"]+@[^\s<>@,;"]+>|[^\s<>@,;"]+@[^\s<>@,;"]+)$/, "an address, or Name <address>")
    .optional(),
  /** "plain": failures in words, for a terminal; "json": one line a request and failure on standard output. */
  HLIDKA_LOG: z.enum(["plain", "json"]).default("plain"),
  HLIDKA_LOG_LEVEL: z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
  /** Opens /api/metrics to whoever bears it. */
  HLIDKA_METRICS_TOKEN: z
    .string()
    .regex(/^[\w-]{20,200}$/, "20 to 200 letters, digits, - or _")
    .optional(),
  HLIDKA_POOL: z.coerce.number().int().min(2).max(100).default(10),
  /** How many proxies of our own stand before the server, for the client's address. */
  HLIDKA_PROXIES: z.coerce.number().int().min(0).max(5).default(0),
  /** How many bodies of requests one address may have on their way at once; an office stands behind one address. */
  HLIDKA_BODIES_PER_ADDRESS: z.coerce.number().int().min(1).max(2000).default(150),
  /** Single sign-on: any provider of OpenID Connect, Entra ID, CAAIS. */
  HLIDKA_OIDC_NAME: text.default("OpenID Connect"),
  HLIDKA_OIDC_ISSUER: issuer.optional(),
  HLIDKA_OIDC_CLIENT_ID: text.optional(),
  HLIDKA_OIDC_CLIENT_SECRET: text.optional(),
  HLIDKA_ENTRA_TENANT_ID: z.uuid().optional(),
  HLIDKA_ENTRA_CLIENT_ID: text.optional(),
  HLIDKA_ENTRA_CLIENT_SECRET: text.optional(),
  HLIDKA_CAAIS_ISSUER: issuer.optional(),
  HLIDKA_CAAIS_CLIENT_ID: text.optional(),
  HLIDKA_CAAIS_CLIENT_SECRET: text.optional(),
  /** Whether signing in there counts as the second factor: when its token says so, always, never. */
  HLIDKA_SSO_SECOND_FACTOR: z.enum(["amr", "always", "never"]).default("amr"),
});

const schema = fields.superRefine((given, context) => {
  for (const names of together)
    for (const name of names)
      if (!given[name] && names.some((other) => given[other]))
        context.addIssue({ code: "custom", path: [name], message: `needed beside ${names.join(", ")}` });
  if (given.SMTP_URL && !given.MAIL_FROM)
    context.addIssue({ code: "custom", path: ["MAIL_FROM"], message: "SMTP_URL needs it" });
});

export type Env = z.output<typeof schema>;

/** Parses the settings, an empty one counting as left out; throws one sentence that names every wrong one. */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""));
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const wrong = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
  throw new Error(`Wrong settings (see .env.example): ${wrong.join("; ")}`);
}

let parsed: Env | undefined;

/** The settings of this process, parsed at the first use. */
export function env(): Env {
  parsed ??= parseEnv(process.env);
  return parsed;
}
