import { SchemaRefused, schemaState } from "@/db/schema-state";
import { log } from "@/server/log";

/** Ends the process before a database of before the first baseline; one that does not answer yet is left to the requests. */
export function refuseOldDatabase(): void {
  schemaState().then(
    (state) => {
      if (state.kind !== "old") return;
      log().error(`Nothing is served: ${new SchemaRefused("old").message}.`);
      process.exit(1);
    },
    () => {},
  );
}
