// The control: the same build behind a bare server, without the gate. It must be seen to answer 500, to keep whoever asks
// for another protocol, to count a request from its first byte on, and to read strangers' files while others wait.
import { createServer } from "node:http";
import next from "next";
import { carryOut, type ReaderJob } from "@/server/files/reader-jobs";

async function readHere(job: ReaderJob): Promise<never> {
  const answer = await carryOut(job);
  if ("value" in answer) return answer.value as never;
  throw "failed" in answer ? answer.failed : new Error(answer.refused.key);
}
globalThis.hlidkaReaders = { run: readHere, load: () => ({ threads: 0, waiting: 0 }), close: () => {} };

const port = Number(process.env.PORT);
const app = next({ dev: false, dir: process.cwd(), hostname: "127.0.0.1", port });
await app.prepare();
const handle = app.getRequestHandler();
let inFlight = 0;
createServer((request, response) => {
  inFlight += 1;
  response.once("close", () => {
    inFlight -= 1;
  });
  if (inFlight > 200) response.writeHead(503).end();
  else void handle(request, response);
}).listen(port, "127.0.0.1");
process.on("disconnect", () => process.exit(0));
