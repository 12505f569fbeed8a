import { isBehindPooler } from "@/db/pool";
import { refusalSentence } from "@/db/refusal";
import { assertUsable, SchemaRefused, schemaState } from "@/db/schema-state";
import { failureOf, log } from "@/server/log";

/**
 * What the server finds about its database when it starts. One from which it cannot serve ends the process; one that does
 * not answer yet is told of and left to the requests, which are answered 503 until it does.
 */
export async function lookAtDatabase(): Promise<void> {
  try {
    assertUsable(await schemaState());
    if (await isBehindPooler()) log().info("The database is reached through a pooler: no statement is prepared.");
  } catch (error) {
    const sentence = refusalSentence(error);
    if (!sentence) return log().error({ failure: failureOf(error) }, "the database could not be looked at");
    const final = error instanceof SchemaRefused;
    log().error(`${final ? "Nothing is served" : "Nothing is served yet"}: ${sentence}.`);
    if (final) process.exit(1);
  }
}
