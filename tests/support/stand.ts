import { broken } from "@/bin/check/proof-code.mjs";
import { makeStand } from "@/bin/check/stand.mjs";
import { watchNpm } from "@/bin/start/parents.mjs";
import { isConnectionLost } from "@/db/failure";

export type StandOptions = { settings?: Record<string, string>; env?: Record<string, string>; demo?: boolean };
export type Stand = {
  /** As the run-time role, the owner, and the superuser on the same database. */
  databaseUrl: string;
  ownerUrl: string;
  superuserUrl: string;
  /** HLIDKA_KEY, and the password of the demo's accounts. */
  key: string;
  password: string;
  /** HLIDKA_DATA of the stand. */
  data: string;
  /** The environment of the product's processes. */
  env: Record<string, string>;
  /** Builds when the sources are newer, starts the server, answers its address; once. */
  serve(): Promise<string>;
  /** Only builds. */
  build(): Promise<void>;
  /** Milliseconds that went into building. */
  building(): number;
  /** Process ids of the present server and postmaster: for proofs that kill; what dies is started again. */
  serverPid(): number | undefined;
  databasePid(): number | undefined;
  stop(): Promise<void>;
};

/** A throw-away installation: its own cluster in a temporary folder, migrated and filled with the demo. */
export async function standUp(options: StandOptions = {}): Promise<Stand> {
  const stand = await makeStand(options);
  const superuser = new URL(stand.superuserUrl);
  superuser.pathname = "/hlidka";
  return {
    databaseUrl: stand.env.DATABASE_URL ?? "",
    ownerUrl: stand.env.DATABASE_OWNER_URL ?? "",
    superuserUrl: superuser.href,
    key: stand.env.HLIDKA_KEY ?? "",
    password: stand.password,
    data: stand.data,
    env: stand.env,
    serve: () => stand.startServer(),
    build: stand.build,
    building: stand.building,
    serverPid: stand.serverPid,
    databasePid: stand.databasePid,
    stop: stand.stop,
  };
}

export type Finding = {
  held: boolean;
  figures: Record<string, string | number>;
  broken?: readonly string[];
  /** A part that could not be tried here: the proof cannot say that the property held. */
  notRun?: string;
};
export type ProofOptions = { full: boolean; sabotage: boolean };

/**
 * Runs a proof and ends the process for bin/proof.mjs, which answers 0 the property held, 1 it was seen broken, 2 it
 * could not run. What broke is
 * named, and the figures stand on the last line; the seconds are the whole run's, but for a build.
 */
export async function prove(
  name: string,
  standOptions: (options: ProofOptions) => StandOptions,
  work: (stand: Stand, options: ProofOptions) => Promise<Finding>,
): Promise<never> {
  const options = { full: process.argv.includes("--full"), sabotage: process.argv.includes("--sabotage") };
  let stand: Stand | undefined;
  let finding: Finding | undefined;
  const leave = async () => {
    await stand?.stop().catch(() => {});
    console.log(`${name} could not run: it was stopped`);
    process.exit(2);
  };
  process.on("uncaughtException", (error) => {
    // A proof that kills the database loses connections of its own.
    if (isConnectionLost(error)) return;
    console.error(error);
    void leave();
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.once(signal, leave);
  watchNpm(leave);
  try {
    stand = await standUp(standOptions(options));
    finding = await work(stand, options);
    for (const what of finding.broken?.slice(0, 20) ?? []) console.log(`broken: ${what}`);
  } catch (error) {
    console.error(error);
  }
  await stand?.stop().catch(() => {});
  const seconds = (process.uptime() - (stand?.building() ?? 0) / 1000).toFixed(1);
  const figures = Object.entries({ ...finding?.figures, seconds }).map(([key, value]) => `${key} ${value}`);
  const part = finding?.held && finding.notRun ? `, but not run: ${finding.notRun}` : "";
  const verdict = finding
    ? `${finding.held ? "held" : "BROKEN"}${options.sabotage ? " (sabotaged)" : ""}${part}`
    : "could not run";
  console.log(`${name} ${verdict}: ${figures.join(", ")}`);
  process.exit(!finding || part ? 2 : finding.held ? 0 : broken);
}
